import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createClient } from '../../sdk/src/core.ts';
import { graphql, type ResultOf, readFragment, type VariablesOf } from '../../sdk/src/tada.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { collect } from './collect.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const client = createClient({ url: 'http://chancery.test/graphql', fetch: (request) => fixture.api.fetch(request) });

const PersonName = graphql('fragment PersonName on Person @_unmask { name }');
const Holder = graphql('fragment Holder on Term { person { ...PersonName } office { title } }', [PersonName]);
const Leaders = graphql(
  `query Leaders($code: String!, $on: Date) {
    country(code: $code) { leaders(on: $on) { ...Holder person { ...PersonName } } }
  }`,
  [Holder, PersonName],
);
const Visits = graphql(
  `query Visits($filter: VisitFilter, $after: String) {
    visits(first: 1, filter: $filter, after: $after) {
      nodes { key at status travellers { party { __typename ... on Person { born { edtf } } } } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
);

describe('a document of graphql', () => {
  it('is sent with its fragments, each once, and without a printer', async () => {
    const { country } = await client.request(Leaders, { code: 'FR', on: '2023-11-01' });
    const [leader] = country?.leaders ?? [];
    expect(leader?.person.name).toBe('Emmanuel Macron');
    expect(leader && readFragment(Holder, leader)).toMatchObject({ office: { title: 'President of France' } });
    expect(String(Leaders).match(/fragment \w+/g)).toEqual(['fragment Holder', 'fragment PersonName']);
    expect(String(Leaders)).not.toContain('_unmask');
  });

  it('types its variables and data by the schema', async () => {
    expectTypeOf<VariablesOf<typeof Leaders>>().toEqualTypeOf<{ code: string; on?: string | null }>();
    const { visits } = await client.request(Visits, { filter: { host: { code: { eq: 'KZ' } } } });
    const [visit] = visits.nodes;
    expectTypeOf<NonNullable<typeof visit>['at']>().toEqualTypeOf<string>();
    expectTypeOf<NonNullable<typeof visit>['status']>().toEqualTypeOf<
      'ANNOUNCED' | 'UNDER_WAY' | 'COMPLETED' | 'POSTPONED' | 'CANCELLED'
    >();
    expect(visit?.key).toBe('kz2023:V1');
    const calls = [
      // @ts-expect-error a required variable is missing
      () => client.request(Leaders),
      // @ts-expect-error a code is text
      () => client.request(Leaders, { code: 250 }),
      // @ts-expect-error an unknown value of an enum in a filter
      () => client.request(Visits, { filter: { status: ['DONE'] } }),
      // @ts-expect-error a country has no king
      (data: ResultOf<typeof Leaders>) => data.country?.king,
    ];
    expect(calls).toHaveLength(4);
  });

  it('is paged', async () => {
    const keys = await collect(client.each(Visits, {}, ({ visits }) => visits));
    expect(keys.map(({ key }) => key).toSorted()).toEqual(['kz2023:V1', 'kz2023:V2']);
  });

  it('rejects variables that it does not declare', async () => {
    const variables = { code: 'FR', onn: '2023-11-01' };
    await expect(client.request(Leaders, variables)).rejects.toMatchObject({
      message: '"onn" is not an argument of Leaders. Did you mean "on"? Known: code, on.',
    });
  });
});

it('rejects a fragment of another schema', () => {
  const foreign = { kind: 'Document', definitions: [] };
  expect(() => graphql('{ __typename }', [foreign as never])).toThrow(TypeError);
});

it('has the other functions of gql.tada', () => {
  expect(graphql.scalar('VisitStatus', 'COMPLETED')).toBe('COMPLETED');
});
