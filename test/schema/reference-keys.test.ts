import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

const wrongKind = (key: string, actual: string, expected: string): string =>
  `"${key}" is a key of type ${actual}; expected type ${expected}.`;

test.each([
  [
    'visits(filter: { traveller: { key: { eq: "KZ" } } })',
    wrongKind('KZ', 'country', 'person'),
    'filter.traveller.key.eq',
  ],
  [
    'visits(filter: { traveller: { key: { in: ["emmanuel-macron", "143"] } } })',
    wrongKind('143', 'group', 'person'),
    'filter.traveller.key.in.1',
  ],
  ['visits(filter: { host: { group: { eq: "KZ" } } })', wrongKind('KZ', 'country', 'group'), 'filter.host.group.eq'],
  ['people(filter: { key: { eq: "KZ" } })', wrongKind('KZ', 'country', 'person'), 'filter.key.eq'],
  [
    'organizations(filter: { key: { eq: "emmanuel-macron" } })',
    wrongKind('emmanuel-macron', 'person', 'organization'),
    'filter.key.eq',
  ],
  [
    'statements(filter: { visit: { eq: "kz2023:S1" } })',
    wrongKind('kz2023:S1', 'statement', 'visit'),
    'filter.visit.eq',
  ],
  [
    'visits(filter: { trip: { eq: "kz2023:V1" } })',
    'No trip has the key "kz2023:V1". Keys are exact: look them up with the trip\'s own query or with search.',
    'filter.trip.eq',
  ],
  [
    'visits(filter: { not: { source: { eq: "nobody" } } })',
    'No source has the key "nobody". Keys are exact: look them up with the source\'s own query or with search.',
    'filter.not.source.eq',
  ],
])('%s is rejected with the reason and the location', async (list, message, field) => {
  const { errors } = await fixture.execute(`{ ${list} { totalCount } }`);
  expect(errors).toEqual([expect.objectContaining({ message, extensions: { code: 'BAD_INPUT', field } })]);
});

test.each([
  [
    'a literal list',
    'query { visits(filter: { or: [{}, { host: { code: { in: ["KZ", "XQ", "UZ"] } } }] }) { totalCount } }',
    'filter.or.1.host.code.in.1',
  ],
  [
    'a variable',
    'query ($code: String!) { visits(filter: { not: { host: { code: { eq: $code } } } }) { totalCount } }',
    'filter.not.host.code.eq',
  ],
  [
    'a filter of variables',
    'query ($filter: VisitFilter) { visits(filter: $filter) { totalCount } }',
    'filter.host.code.eq',
  ],
  [
    'a nested list',
    '{ countries(filter: { code: { eq: "KZ" } }) { nodes { visitsHosted(filter: { party: { key: { eq: "XQ" } } }) { totalCount } } } }',
    'filter.party.key.eq',
    'visitsHosted',
  ],
  [
    'in one of two selections',
    '{ visits(filter: { host: { code: { eq: "KZ" } }, traveller: { key: { eq: "KZ" } } }) { totalCount } }',
    'filter.traveller.key.eq',
  ],
  [
    'a fragment of two fields',
    '{ a: country(code: "KZ") { ...of } b: country(code: "UZ") { ...of } } fragment of on Country { visitsHosted(filter: { trip: { eq: "XQ" } }) { totalCount } }',
    'filter.trip.eq',
    'visitsHosted',
  ],
  [
    'all fields below a commodity',
    '{ tradeFlows(filter: { commodity: { within: "XQ" } }) { totalCount } }',
    'filter.commodity.within',
    'tradeFlows',
  ],
  [
    'one of many',
    `{ visits(filter: { host: { code: { in: [${Array.from({ length: 12 }, (_, index) => (index === 11 ? '"XQ"' : '"KZ"'))}] } } }) { totalCount } }`,
    'filter.host.code.in.11',
  ],
])('an unknown key: %s', async (_name, query, field, at = 'visits') => {
  // A repeated lookup reports the same error.
  for (let time = 0; time < 2; time += 1) {
    const { errors } = await fixture.execute(query, { code: 'XQ', filter: { host: { code: { eq: 'XQ' } } } });
    const column = query.indexOf(`${at}(`) + 1;
    expect(errors).not.toHaveLength(0);
    for (const { extensions } of errors ?? []) expect(extensions).toEqual({ code: 'BAD_INPUT', field });
    expect(errors?.[0]).toMatchObject({ locations: [{ line: 1, column }] });
  }
});

test('accepts a party of any kind as a party', async () => {
  const { errors } = await fixture.execute(
    '{ visits(filter: { party: { key: { in: ["KZ", "emmanuel-macron", "143"] } } }) { totalCount } }',
  );
  expect(errors).toBeUndefined();
});
