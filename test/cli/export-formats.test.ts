import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';

type Sandbox = ReturnType<typeof openCliSandbox>;

async function exportFile(place: Sandbox, name: string, ...args: string[]): Promise<string> {
  const file = place.resolve(name);
  const { code, err } = await place.run(['export', file, ...args, '--db', place.resolve('record.db')]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return readFileSync(file, 'utf8');
}

type Row = Record<string, string>;
const parseRows = (text: string): Row[] => parse(text, { columns: true }) as Row[];

async function openDossier(): Promise<Sandbox> {
  const place = openCliSandbox({ here: true });
  await copyTemplateDatabase(place.resolve('record.db'));
  return place;
}

test('CSV has a row per record, with dates as EDTF, lists joined and each source once', async () => {
  using place = await openDossier();
  const rows = parseRows(await exportFile(place, 'visits.csv', '--format', 'csv', '--noun', 'visit'));
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatchObject({
    key: 'kz2023:V1',
    host: 'KZ',
    place: 'Astana',
    start: '2023-11-01',
    status: 'COMPLETED',
    'travellers.party': 'emmanuel-macron',
    'travellers.term': 'macron-president-of-france',
  });
  const sources = (rows[1]?.sources ?? '').split('; ');
  expect(sources).toContain('rnbo-2023-11-01');
  expect(new Set(sources).size).toBe(sources.length);
});

test('every noun has a table whose rows have a key', async () => {
  using place = await openDossier();
  const document = JSON.parse(await exportFile(place, 'csl.json', '--format', 'csl'));
  for (const noun of ['source', 'statement', 'term', 'country', 'agreement', 'trade-link', 'position', 'figure']) {
    const rows = parseRows(await exportFile(place, `${noun}.csv`, '--format', 'csv', '--noun', noun));
    expect(rows.length, noun).toBeGreaterThan(0);
    for (const { key } of rows) expect(key, noun).not.toBe('');
    if (noun === 'source') expect(rows).toHaveLength(document.length);
  }
});

test('complete texts of sources are not exported to tables', async () => {
  using place = await openDossier();
  const [header = ''] = (await exportFile(place, 'sources.csv', '--format', 'csv', '--noun', 'source')).split('\n');
  expect(header.split(',')).not.toContain('text');
});

test('CSL-JSON has the publisher, the date by its parts, and the licence of each source', async () => {
  using place = await openDossier();
  const items = JSON.parse(await exportFile(place, 'sources.json', '--format', 'csl'));
  expect(items.find(({ id }: { id: string }) => id === 'astana-times-2023-11')).toEqual({
    id: 'astana-times-2023-11',
    type: 'webpage',
    title: 'France Invests Nearly $18.7 Billion in Kazakhstan’s Economy',
    publisher: 'The Astana Times',
    URL: 'https://astanatimes.com/2023/11/france-invests-nearly-18-7-billion-in-kazakhstans-economy/',
    language: 'en',
    issued: { 'date-parts': [[2023, 11]] },
    note: 'Licence: All rights reserved by the publisher; short quotations only',
  });
});

test('BibTeX has an entry per source, with escaped characters', async () => {
  using place = await openDossier();
  const text = await exportFile(place, 'sources.bib', '--format', 'bibtex');
  const sources = JSON.parse(await exportFile(place, 'sources.json', '--format', 'csl'));
  expect(text.match(/^@misc\{/gm)).toHaveLength(sources.length);
  expect(text).toContain('title = {France Invests Nearly \\$18.7 Billion in Kazakhstan’s Economy}');
  expect(text).toContain('date = {2023-11}');
});

test('GraphML has the countries as nodes and the completed visits of a year as weighted edges', async () => {
  using place = await openDossier();
  const text = await exportFile(place, 'visits.graphml', '--format', 'graphml');
  expect(text).toContain('<node id="FR"><data key="name">France</data></node>');
  expect(text).toContain(
    '<edge source="FR" target="KZ"><data key="year">2023</data><data key="weight">1</data></edge>',
  );
});

test('the format is that of the ending', async () => {
  using place = await openDossier();
  const stated = await exportFile(place, 'stated.csv', '--noun', 'visit', '--format', 'csv');
  expect(await exportFile(place, 'visits.csv', '--noun', 'visit')).toBe(stated);
  expect(JSON.parse(await exportFile(place, 'sources.csl.json'))).not.toHaveLength(0);
  expect(await exportFile(place, 'sources.bib')).toMatch(/^@misc/);
});

test.each([
  [
    'visits.parquet',
    ['--format', 'csv', '--noun', 'visit'],
    'ends like a file of the format parquet, but --format is csv',
  ],
  ['visits.csv', ['--format', 'interchange'], 'ends like a file of the format csv, but --format is interchange'],
  [
    'visits.xlsx',
    ['--noun', 'visit'],
    'The format of visits.xlsx is unclear. State --format, or use one of the endings',
  ],
  ['visits.csv', [], '--noun must be one of'],
])('rejects %s with %j', async (name, args, message) => {
  using place = await openDossier();
  const { code, err } = await place.run(['export', place.resolve(name), ...args, '--db', place.resolve('record.db')]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
});

test.each([
  [
    ['--format', 'xml'],
    '--format must be one of interchange, csv, jsonl, parquet, jsonld, datapackage, csl, bibtex, graphml, gexf (got "xml").',
  ],
  [['--format', 'csv'], '--noun must be one of '],
  [['--format', 'csv', '--noun', 'visits'], '(got "visits"). Did you mean "visit"?'],
  [['--format', 'cvs', '--noun', 'visit'], '(got "cvs"). Did you mean "csv"?'],
  [['--noun', 'visit'], '--noun is for the formats csv, jsonl, parquet, '],
  [['--filter', '{}'], 'The interchange format has all records.'],
  [['--format', 'csl', '--noun', 'visit'], '--format csl exports sources only (got --noun "visit").'],
  [['--format', 'csl', '--with-history'], '--with-history is for --format interchange: csl has no history.'],
  [['--format', 'csv', '--noun', 'visit', '--filter', '{'], '--filter must be JSON, such as '],
  [['--format', 'csv', '--noun', 'visit', '--filter', '{"hots":1}'], 'Use and, disputed, during, '],
  [['--format', 'csv', '--noun', 'visit', '--filter', '{"host":{"code":{"eq":"XX"}}}'], 'No country has the code "XX"'],
  [['--format', 'csv', '--noun', 'visit', '--order-by', '[{"field":"X"}]'], 'Use HOST, START.'],
  [['--format', 'csv', '--noun', 'visit', '--first', '0'], '--first must be a whole number from 1 (got "0").'],
  [['--format', 'gexf', '--first', '2'], '--first is not for gexf: a network has all visits'],
  [['--format', 'graphml', '--order-by', '[]'], '--order-by is not for graphml'],
  [['--format', 'jsonld', '--filter', '{}'], '--filter, --order-by and --first need --noun.'],
  [['--format', 'jsonld', '--noun', 'changes'], '(got "changes").'],
])('rejects %j', async (args, message) => {
  using place = await openDossier();
  const { code, err } = await place.run(['export', place.resolve('out'), ...args, '--db', place.resolve('record.db')]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
});
