import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readTableMapping, tableMappingSchema } from '../../src/ingest/table/mapping.ts';
import { proposeMapping } from '../../src/ingest/table/propose-mapping.ts';
import type { TableNoun } from '../../src/ingest/table/table-nouns.ts';
import { mappingSchema as flowMappingSchema, readMapping } from '../../src/ingest/trade-flows/mapping.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';
import { openTableFolder } from './table-fixture.ts';

async function propose(rows: string[][], noun?: TableNoun) {
  using folder = createTemporaryFolder();
  const path = join(folder.path, 'my table.csv');
  writeFileSync(path, stringify(rows));
  const text = await proposeMapping(path, noun);
  const mapping = parse(text) as Record<string, unknown>;
  expect(tableMappingSchema.safeParse(mapping).error).toBeUndefined();
  return { text, mapping };
}

describe('a proposed mapping', () => {
  test('takes columns by their names and values, and words of the vocabulary', async () => {
    const { mapping } = await propose([
      ['Visitor', 'Country of origin', 'Destination', 'Date', 'Type', 'Reason', 'Misc'],
      ['Emmanuel Macron', 'France', 'USA', '04/24/2018', 'State visit', 'talks', ''],
      ['Angela Merkel', 'Germany', 'United States', '4/3/2018', 'consultation', '', ''],
    ]);
    expect(mapping).toEqual({
      noun: 'visit',
      source: { key: 'my-table', publisher: 'Unpublished', title: 'my table.csv' },
      key: 'my-table:{travellers}-{host}-{start}',
      dates: 'month-first',
      fields: {
        summary: { template: 'Visit of {Visitor} to {Destination}' },
        travellers: { column: 'Visitor', country: 'Country of origin' },
        host: 'Destination',
        start: 'Date',
        type: { column: 'Type', values: { 'State visit': 'STATE', consultation: 'UNSPECIFIED' } },
        remarks: 'Reason',
        status: { value: 'COMPLETED' },
      },
      ignored: ['Misc'],
    });
  });

  test.each([
    [
      '03/04/2025',
      '05/06/2025',
      '# dates: day-first # edit: day-first or month-first? "03/04/2025" can be read in both',
    ],
    ['13/04/2025', '05/16/2025', '# dates: day-first # edit: the table has both orders: "13/04/2025" is day-first'],
    ['13/04/2025', '05/06/2025', 'dates: day-first # as in "13/04/2025"'],
  ])('asks for the order of %s and %s unless a date shows it', async (first, second, line) => {
    const { text } = await propose([
      ['Who', 'Country', 'Date'],
      ['A', 'France', first],
      ['B', 'Italy', second],
    ]);
    expect(text.split('\n').find((one) => one.includes('dates:'))).toContain(line);
  });

  test('takes the country for that of the traveller if another column is the host', async () => {
    const { mapping } = await propose(
      [
        ['Country', 'Traveller', 'Host', 'Start'],
        ['France', 'A', 'Italy', '2024-01-05'],
      ],
      'visit',
    );
    expect(mapping).toMatchObject({
      fields: { host: 'Host', travellers: { column: 'Traveller', country: 'Country' } },
    });
  });

  test('takes both sides of periods, an identifier as the key, and says which field no column gives', async () => {
    const { text, mapping } = await propose(
      [
        ['No', 'Date(s)', 'Country', 'Areas visited'],
        ['1', '1–3 February 2024', 'France', 'Paris'],
        ['2', '30 October – 1 November 2023', 'Kazakhstan', 'Astana'],
      ],
      'visit',
    );
    expect(mapping).toMatchObject({
      key: 'my-table:{No}',
      fields: {
        ...{ start: { column: 'Date(s)', part: 'start' }, end: { column: 'Date(s)', part: 'end' } },
        ...{ host: 'Country', place: 'Areas visited' },
      },
    });
    expect(text).toContain('# travellers: … # edit: which column gives it?');
  });

  test.each<[TableNoun, string[][]]>([
    [
      'agreement',
      [
        ['Title', 'Parties', 'Date signed'],
        ['A treaty', 'France; Germany', '22 January 1963'],
      ],
    ],
    [
      'statement',
      [
        ['speaker', 'date', 'quote'],
        ['Emmanuel Macron', '2023-11-01', 'I have no problem with it.'],
      ],
    ],
    [
      'position',
      [
        ['Country', 'Vote', 'Resolution'],
        ['France', 'Y', 'A/RES/ES-11/1'],
      ],
    ],
    [
      'term',
      [
        ['Person', 'Office', 'Took office'],
        ['A Person', 'President of France', '14 May 2017'],
      ],
    ],
    [
      'figure',
      [
        ['Indicator', 'Value', 'Unit', 'Year', 'Country'],
        ['trade', '12', 'USD', '2020', 'France'],
      ],
    ],
    [
      'trade-link',
      [
        ['Supplier', 'Buyer', 'Goods'],
        ['Kazatomprom', 'Orano', 'uranium'],
      ],
    ],
  ])('recognizes a table of the noun %s', async (noun, rows) => {
    expect((await propose(rows)).mapping.noun).toBe(noun);
  });

  test('gives an entry a day to sort by', async () => {
    const figures = await propose([
      ['Indicator', 'Value', 'Year'],
      ['trade', '12', '2020'],
    ]);
    expect(figures.mapping.fields).toMatchObject({ period: 'Year', date: 'Year' });
    const votes = await propose([
      ['Country', 'Vote'],
      ['France', 'Y'],
    ]);
    expect(votes.text).toContain('# at: … # edit: the day to sort by');
  });

  test('imports a list of one person with a constant traveller', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const path = folder.write('trips.csv', 'No,Dates,Country\n1,1–2 March 2023,Gabon\n2,30 June – 1 July 2023,Italy\n');
    const edited = (await proposeMapping(path, 'visit')).replace(
      /# travellers: .*/,
      'travellers: { value: Emmanuel Macron }',
    );
    expect(await folder.import(path, edited)).toMatchObject({ created: 2, rejected: 0 });
    const { data } = await api.execute(
      '{ visit(key: "trips:2") { start { edtf } end { edtf } travellers { term { key } } } }',
    );
    expect(data.visit).toEqual({
      ...{ start: { edtf: '2023-06-30' }, end: { edtf: '2023-07-01' } },
      travellers: [{ term: { key: 'macron-president-of-france' } }],
    });
  });
});

describe('a table that is not one of records', () => {
  const proposeFor = async (name: string, content: string | Uint8Array): Promise<string> => {
    using folder = createTemporaryFolder();
    const path = join(folder.path, name);
    writeFileSync(path, content);
    return await proposeMapping(path, undefined);
  };

  test('measured trade becomes flows', async () => {
    const text = await proposeFor(
      'trade.csv',
      'Year,Reporting country,Partner country,Flow,HS code,Trade value (thousand USD),Net weight kg\n2020,Kazakhstan,Germany,Export,2709,10,4\n2021,Kazakhstan,Italy,Import,8703,12,5\n',
    );
    expect(text).toContain('chancery import flows');
    const mapping = parse(text) as Record<string, unknown>;
    expect(flowMappingSchema.safeParse(mapping).error).toBeUndefined();
    expect(mapping).toMatchObject({
      period: { column: 'Year' },
      reporter: { column: 'Reporting country', scheme: 'name' },
      partner: { column: 'Partner country', scheme: 'name' },
      direction: { column: 'Flow', values: { Export: 'EXPORT', Import: 'IMPORT' } },
      commodity: { column: 'HS code' },
      value: { column: 'Trade value (thousand USD)', exponent: 3 },
      quantity: { column: 'Net weight kg', unit: 'kg' },
    });
  });

  test('a shipped mapping that fits is named', async () => {
    const text = await proposeFor('baci.csv', 't,i,j,k,v,q\n2020,398,276,270900,1,2\n');
    expect(text).toContain('# The shipped mapping "baci" fits this table');
  });

  test('columns that say nothing are marked', async () => {
    expect(await proposeFor('other.csv', 'a,b\nx,y\n')).toMatch(/^noun: \w+ # edit: what does each row become/m);
  });

  test('names of columns with underscores or capitals are split into words', async () => {
    const text = await proposeFor('snake.csv', 'leader_name,hostCountry,arrival_date\nA,France,2024-05-02\n');
    expect(parse(text)).toMatchObject({
      noun: 'visit',
      fields: { travellers: 'leader_name', host: 'hostCountry', start: 'arrival_date' },
    });
  });

  test.each([
    ['table.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an Excel workbook of the old format (.xls)'],
    ['table.csv', Buffer.from('%PDF-1.7\n'), 'a PDF document'],
    ['table.csv', Buffer.concat([Buffer.from('\x89PNG', 'latin1'), Buffer.alloc(50)]), 'a picture'],
    ['table.csv', Buffer.from(Array.from({ length: 400 }, (_, n) => (n * 7) % 32)), 'not text'],
  ])('%s: %#', async (name, content, message) => {
    await expect(proposeFor(name, content)).rejects.toThrow(message);
  });

  test('columns with the same name are all named', async () => {
    await expect(proposeFor('twice.csv', 'Name,Date,Name,Date,Place\na,b,c,d,e\n')).rejects.toThrow(
      'The header has the columns "Name", "Date" twice. Give each column a name of its own.',
    );
  });
});

describe('a mapping of the other kind', () => {
  test.each([
    ['import table', () => readTableMapping('baci'), 'The mapping baci describes measured trade.'],
    ['import flows', () => readMapping('colt'), 'The mapping colt describes records, not measured trade.'],
    ['a misspelled name', () => readTableMapping('coltt'), 'Did you mean "colt"?'],
  ])('%s says which command reads it', (_, read, message) => {
    expect(read).toThrow(message);
  });
});
