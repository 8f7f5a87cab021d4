import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { compileDeprecationFinder } from '../../src/api/deprecations.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';

const schema = buildSchema(`
  type Query {
    visits(filter: Filter, limit: Int @deprecated(reason: "Use first."), first: Int): [Visit!]!
    trips: Int @deprecated
  }
  interface Entry { title: String @deprecated(reason: "Use summary.") summary: String }
  type Visit implements Entry { title: String @deprecated(reason: "Use summary.") summary: String next: Visit }
  input Filter {
    and: [Filter!]
    state: [Status!] @deprecated(reason: "Use status.")
    status: [Status!]
  }
  enum Status { DONE OVER @deprecated(reason: "Use DONE.") }
`);

/** The coordinates of the deprecated elements that an operation uses. */
function found(text: string, variables: Record<string, unknown> = {}, name?: string): string[] {
  const document = parse(text);
  const operation = getOperationAST(document, name) ?? expect.fail('no such operation');
  return compileDeprecationFinder(schema, document, operation)(variables).map(({ coordinate }) => coordinate);
}

describe('deprecated elements of an operation', () => {
  it.each([
    ['nothing', '{ visits(first: 3) { summary } }', []],
    ['a field, once however often it is selected', '{ trips again: trips }', ['Query.trips']],
    ['an argument', '{ visits(limit: 3) { summary } }', ['Query.visits(limit:)']],
    ['an input field', '{ visits(filter: { and: [{ state: [DONE] }] }) { summary } }', ['Filter.state']],
    ['an enum value', '{ visits(filter: { status: [OVER] }) { summary } }', ['Status.OVER']],
    ['a field in a fragment', '{ visits { next { ...T } } } fragment T on Visit { title }', ['Visit.title']],
    ['a field of an interface', '{ visits { ... on Entry { title } } }', ['Entry.title']],
  ])('are reported: %s', (_name, text, coordinates) => {
    expect(found(text)).toEqual(coordinates);
  });

  it('are reported with the reason', () => {
    const document = parse('{ trips visits { title } }');
    expect(compileDeprecationFinder(schema, document, getOperationAST(document) ?? expect.fail())({})).toEqual([
      { coordinate: 'Query.trips', reason: 'No longer supported' },
      { coordinate: 'Visit.title', reason: 'Use summary.' },
    ]);
  });

  it('are reported for the executed operation only', () => {
    const text = 'query A { trips } query B { visits { ...S } } fragment S on Visit { summary }';
    expect([found(text, {}, 'A'), found(text, {}, 'B')]).toEqual([['Query.trips'], []]);
  });

  it('are found in variables, for the values of each request', () => {
    const text =
      'query($filter: Filter, $status: [Status!]) { visits(filter: $filter) { summary } other: visits(filter: { status: $status }) { summary } }';
    expect(found(text, { filter: { and: [{ state: ['DONE'] }] } })).toEqual(['Filter.state']);
    expect(found(text, { filter: { status: ['DONE'] }, status: 'OVER' })).toEqual(['Status.OVER']);
    expect(found(text, { filter: { unheardOf: 1 }, status: null })).toEqual([]);
    expect(found(text)).toEqual([]);
  });
});

test('are absent from the response when there are none', async () => {
  await using fixture = await openApiFixture({ dossier: false });
  const { extensions } = await fixture.execute(
    'query($filter: VisitFilter) { visits(filter: $filter) { totalCount } }',
    {
      filter: {},
    },
  );
  expect(Object.keys(extensions ?? {}).toSorted()).toEqual(['cost', 'dataset']);
});
