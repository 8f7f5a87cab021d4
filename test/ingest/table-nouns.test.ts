import { describe, expect, test } from 'vitest';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { openTableFolder, tableSource } from './table-fixture.ts';

interface NounCase {
  noun: string;
  /** The table and its fields. */
  table: string;
  fields: object;
  /** What the API returns of the entries of the table. */
  query: string;
  expected: object[];
}

const summary = { template: 'A row' };
const nodes = (list: string, fields: string): string => `{ ${list}(first: 100) { nodes { key ${fields} } } }`;

const cases: readonly NounCase[] = [
  {
    noun: 'statement',
    table:
      'Id;Who;Role;Land;Date;Text;To\n1;Emmanuel Macron;President;France;1 November 2023;"We will; together.";Kazakhstan\n',
    fields: {
      ...{ summary, mode: { value: 'DIRECT' }, language: { value: 'en' } },
      speaker: { column: 'Who', office: 'Role', country: 'Land' },
      ...{ saidOn: 'Date', text: 'Text', addressees: { column: 'To', separator: ',' } },
    },
    query: nodes(
      'statements',
      'text mode saidOn { edtf } speaker { ... on Person { key } } speakerTerm { key } addressees { ... on Country { key } }',
    ),
    expected: [
      {
        ...{ key: 'my-table:1', text: 'We will; together.', mode: 'DIRECT', saidOn: { edtf: '2023-11-01' } },
        speaker: { key: 'emmanuel-macron' },
        ...{ speakerTerm: { key: 'macron-president-of-france' }, addressees: [{ key: 'KZ' }] },
      },
    ],
  },
  {
    noun: 'agreement',
    table: 'Id\tTitle\tParties\tSigned\tForm\tBinding\n1\tA pact\tFrance | Kazakhstan\tNov 2023\tMoU\tno\n',
    fields: {
      ...{ summary, title: 'Title', status: { value: 'SIGNED' }, signedOn: 'Signed', binding: 'Binding' },
      signatories: { column: 'Parties', separator: '|' },
      instrument: { column: 'Form', values: { mou: 'MEMORANDUM_OF_UNDERSTANDING' } },
    },
    query: nodes(
      'agreements',
      'title instrument binding status signedOn { edtf } signatories { ... on Country { key } }',
    ),
    expected: [
      {
        ...{ key: 'my-table:1', title: 'A pact', instrument: 'MEMORANDUM_OF_UNDERSTANDING', binding: false },
        ...{ status: 'SIGNED', signedOn: { edtf: '2023-11' }, signatories: [{ key: 'FR' }, { key: 'KZ' }] },
      },
    ],
  },
  {
    noun: 'trade-link',
    table: 'Id,Seller,Buyer,Goods,Kind\n1,Kazatomprom,Orano,Uranium,supply\n',
    fields: {
      ...{ summary, status: { value: 'ACTIVE' }, kind: 'Kind', commodityVerbatim: 'Goods' },
      ...{ suppliers: 'Seller', buyers: 'Buyer', at: { value: '2023-11-01' } },
    },
    query: nodes(
      'tradeLinks',
      'kind status commodityVerbatim suppliers { ... on Organization { key } } buyers { ... on Organization { key } }',
    ),
    expected: [
      {
        ...{ key: 'my-table:1', kind: 'SUPPLY', status: 'ACTIVE', commodityVerbatim: 'Uranium' },
        ...{ suppliers: [{ key: 'kazatomprom' }], buyers: [{ key: 'orano' }] },
      },
    ],
  },
  {
    noun: 'position',
    table: 'Id,Country,Vote,On\n1,KAZ,abstain,2022-03-02\n2,France,yes,2022-03-02\n',
    fields: {
      ...{ summary, holder: 'Country', date: 'On', label: { value: 'Resolution ES-11/1' } },
      stance: { column: 'Vote', values: { abstain: 'NEUTRAL', yes: 'SUPPORTS' } },
    },
    query: nodes('positions', 'stance label holder { ... on Country { key } } date { edtf }'),
    expected: [
      { key: 'my-table:1', stance: 'NEUTRAL', holder: { key: 'KZ' }, date: { edtf: '2022-03-02' } },
      { key: 'my-table:2', stance: 'SUPPORTS', label: 'Resolution ES-11/1', holder: { key: 'FR' } },
    ],
  },
  {
    noun: 'figure',
    table: 'Id;Measure;Amount;Year;Of\n1;trade;1.234,5;2022;France / Kazakhstan\n',
    fields: {
      ...{ summary, measure: 'Measure', value: 'Amount', unit: { value: 'USD' }, period: 'Year', date: 'Year' },
      about: { column: 'Of', separator: '/' },
    },
    query: nodes('figures', 'measure value unit period { edtf } about { ... on Country { key } }'),
    expected: [
      {
        ...{ key: 'my-table:1', measure: 'trade', value: 1234.5, unit: 'USD', period: { edtf: '2022' } },
        about: [{ key: 'FR' }, { key: 'KZ' }],
      },
    ],
  },
];

describe.each(cases)('a table with the noun $noun', ({ noun, table, fields, query, expected }) => {
  test('is imported, and the second run changes nothing', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const path = folder.write('table.csv', table);
    const mapping = { noun, source: tableSource, key: 'my-table:{Id}', fields, decimal: ',', thousands: '.' };
    const report = await folder.import(path, mapping);
    expect(report).toMatchObject({ rejections: [], created: expected.length });
    const { data, errors } = await api.execute(query);
    expect(errors).toBeUndefined();
    const [list] = Object.values<{ nodes: { key: string }[] }>(data);
    const imported = list?.nodes.filter(({ key }) => key.startsWith('my-table:')) ?? [];
    expect(imported.toSorted((one, other) => (one.key < other.key ? -1 : 1))).toMatchObject(expected);
    expect(await folder.import(path, mapping)).toMatchObject({ unchanged: expected.length, created: 0, updated: 0 });
  });
});

test('a table of terms is imported', async () => {
  await using api = await openApiFixture();
  using folder = openTableFolder(api.db);
  const path = folder.write(
    'terms.csv',
    'Person,Office,From,To\nSergei Lavrov,Foreign Minister of Russia,2030-03-09,\n',
  );
  const fields = { person: 'Person', office: 'Office', start: 'From', end: 'To' };
  const mapping = { noun: 'term', source: tableSource, key: 'my-table:{person}-{start}', fields };
  expect(await folder.import(path, mapping)).toMatchObject({ rejections: [], created: 1 });
  expect(await folder.import(path, mapping)).toMatchObject({ unchanged: 1 });
});
