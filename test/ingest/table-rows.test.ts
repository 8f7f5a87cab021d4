import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CombinedRows } from '../../src/ingest/table/combine-rows.ts';
import type { RecordInput } from '../../src/model/records/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { openTableFolder, tableSource } from './table-fixture.ts';

let api: ApiFixture;
let folder: ReturnType<typeof openTableFolder>;
beforeAll(async () => {
  api = await openApiFixture();
  folder = openTableFolder(api.db);
});
afterAll(async () => {
  folder?.[Symbol.dispose]();
  await api?.[Symbol.asyncDispose]();
});

const agreements = {
  noun: 'agreement',
  source: tableSource,
  key: 'my-table:{Id}',
  duplicates: 'combine',
  fields: {
    ...{ summary: { template: 'A row' }, title: 'Title', status: { value: 'SIGNED' }, signedOn: 'Signed' },
    instrument: { value: 'AGREEMENT' },
    signatories: 'Party',
  },
};

async function readAgreement(key: string) {
  const { data } = await api.execute(
    `query ($key: String!) { entry(key: $key) { ... on Agreement { title signatories { ... on Country { key } } } } }`,
    { key },
  );
  return data.entry;
}

describe('rows with the same key', () => {
  test('are all rejected if one of them is, so that the corrected rows are one complete record', async () => {
    const rows = ['r1,A pact,2 May 2024,France', 'r1,A pact,2 May 2024,Freedonia', 'r2,Another,2 May 2024,France'];
    const path = folder.write('pact.csv', `Id,Title,Signed,Party\n${rows.join('\n')}\n`);
    const report = await folder.import(path, agreements);
    expect(report).toMatchObject({ created: 1, rejected: 2 });
    expect(report.rejections.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^Row 3 has the same key, "my-table:r1", and failed: Party: .*Freedonia/),
    );
    expect(await readAgreement('my-table:r1')).toBeNull();
    const rejects = readFileSync(report.rejectsFile ?? '', 'utf8');
    const corrected = folder.write(
      'corrected.csv',
      rejects.replace(/^(\d+),.*,(r1,.*)$/gm, '$1,,$2').replace('Freedonia', 'Kazakhstan'),
    );
    expect(await folder.import(corrected, agreements)).toMatchObject({ created: 1, rejected: 0 });
    expect(await readAgreement('my-table:r1')).toMatchObject({
      signatories: expect.arrayContaining([{ key: 'FR' }, { key: 'KZ' }]),
    });
  });

  test('are reported if their single values differ', async () => {
    const rows = ['r3,A pact,2 May 2024,France', 'r3,Its other title,2 May 2024,Kazakhstan'];
    const path = folder.write('titles.csv', `Id,Title,Signed,Party\n${rows.join('\n')}\n`);
    const report = await folder.import(path, agreements);
    expect(report).toMatchObject({ created: 1, rejected: 0 });
    expect(JSON.stringify(report.notes)).toContain('the earlier value is used: \\"title\\" (row 3).');
    expect(await readAgreement('my-table:r3')).toMatchObject({ title: 'A pact' });
  });
});

test('rows of a second file with the key of a combined record are rejected, and what the first had stays', async () => {
  const header = 'Id,Title,Signed,Party\n';
  const first = folder.write('first.csv', `${header}m1,A pact,2 May 2024,France\nm1,A pact,2 May 2024,Kazakhstan\n`);
  const second = folder.write('second.csv', `${header}m1,A pact,2 May 2024,Italy\nm2,Another,2 May 2024,Italy\n`);
  expect(await folder.import(first, agreements)).toMatchObject({ created: 1 });
  const report = await folder.import(second, agreements);
  expect(report).toMatchObject({ created: 1, updated: 0, rejected: 1 });
  expect(report.rejections[0]?.reason).toMatch(
    /^The record "my-table:m1" is from rows of "first.csv"\..*join the files/,
  );
  expect(await readAgreement('my-table:m1')).toMatchObject({ signatories: [{ key: 'FR' }, { key: 'KZ' }] });
  // The same rows under another name are the same record.
  const renamed = folder.write('renamed.csv', readFileSync(first, 'utf8'));
  expect(await folder.import(renamed, agreements)).toMatchObject({ unchanged: 1, rejected: 0 });
});

test('more rows than can be combined are an error that changes nothing', () => {
  const rows = new CombinedRows('combine', 2);
  const result = { key: 'a', record: { noun: 'topic', key: 'a', name: 'A' } as RecordInput, needed: [] };
  rows.add(result, { line: 1, cells: [] });
  rows.add(result, { line: 2, cells: [] });
  expect(() => rows.add(result, { line: 3, cells: [] })).toThrow(/holds all rows .* at most 2\. Split the table/);
});

test('a cell such as "n/a" is text in fields of text, and no value in all others, unless the mapping states it', async () => {
  const figures = {
    ...{ noun: 'figure', source: tableSource, key: 'my-table:{Id}' },
    fields: {
      summary: 'Text',
      measure: 'Measure',
      unit: { value: 'USD' },
      value: 'Value',
      at: { value: '2024-01-01' },
    },
  };
  const path = folder.write('figures.csv', 'Id,Text,Measure,Value\nn1,n/a,-,12\nn2,A text,m,n/a\n');
  const report = await folder.import(path, figures);
  const { data } = await api.execute('{ entry(key: "my-table:n1") { ... on Figure { summary measure value } } }');
  expect([report.created, data.entry]).toMatchObject([1, { summary: 'n/a', measure: '-', value: 12 }]);
  const stated = await folder.import(path, { ...figures, key: 'my-table:stated-{Id}', missing: ['', 'n/a'] });
  expect(stated).toMatchObject({ created: 0, rejected: 2 });
});

test('the report names what was created', async () => {
  const statements = {
    ...{ noun: 'visit', source: tableSource, key: 'my-table:{Id}' },
    fields: {
      summary: { template: 'A visit' },
      ...{ travellers: 'Who', host: 'Host', start: 'Start', status: { value: 'COMPLETED' } },
    },
    sources: 'Link',
  };
  const path = folder.write(
    'new.csv',
    'Id,Who,Host,Start,Link\nw1,Ada Newcomer,France,2 May 2024,https://example.org/new\n',
  );
  const { table } = await folder.import(path, statements, { create: ['persons', 'sources'] });
  expect(table.created).toEqual([
    { noun: 'person', count: 1, keys: ['my-table:ada-newcomer'] },
    { noun: 'source', count: 1, keys: ['my-table:example-org-new'] },
  ]);
});

test('several values of a field with one value are rejected, or the first is taken', async () => {
  const terms = {
    ...{ noun: 'agreement', source: tableSource, key: 'my-table:{Id}' },
    fields: {
      ...{ summary: { template: 'A row' }, title: 'Title', status: { value: 'SIGNED' } },
      ...{ instrument: { value: 'AGREEMENT' }, signatories: { value: 'France' } },
      signedOn: { column: 'Signed', separator: ';' },
      partOf: { column: 'Of', separator: ';' },
    },
  };
  const path = folder.write('several.csv', 'Id,Title,Signed,Of\ns1,A,2 May 2024,\ns2,B,2 May 2024;3 May 2024,x;y\n');
  const report = await folder.import(path, terms);
  expect(report).toMatchObject({ created: 1, rejected: 1 });
  const reason = 'It has several values. State "take: first", or remove "separator".';
  expect(report.rejections[0]?.reason).toContain(`Signed: ${reason}`);
  expect(report.rejections[0]?.reason).toContain(`Of: ${reason}`);
});

describe('JSON', () => {
  const row = { Id: 12345678901234567890n, Title: 'A', Signed: '2 May 2024', Party: 'France' };
  const text = JSON.stringify({ ...row, Id: 0 }).replace('"Id":0', `"Id":${row.Id}`);

  test.each([
    ['long.json', `[${text}]`],
    ['long.jsonl', `${text}\n`],
  ])('long numbers have all their digits: %s', async (name, content) => {
    expect(await folder.import(folder.write(name, content), agreements)).toMatchObject({ read: 1, rejected: 0 });
    expect(await readAgreement(`my-table:${row.Id}`)).toMatchObject({ title: 'A' });
  });

  test('a damaged document is rejected', async () => {
    const damaged = Buffer.concat([
      Buffer.from(`[${text.replace('"A"', '"Élysée, Élysée, Élysée')}`),
      Buffer.from([0xff]),
      Buffer.from('"}]'),
    ]);
    await expect(folder.import(folder.write('damaged.json', damaged), agreements)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('not UTF-8 text'),
    });
  });

  test('only lists of JSON are split for the rows to import', async () => {
    const only = { ...agreements, key: 'only:{Id}', only: { State: ['done'] } };
    const fields = { Title: 'A', Signed: '2 May 2024', Party: 'France' };
    const json = folder.write('only.json', JSON.stringify([{ Id: 1, ...fields, State: ['done', 'cancelled'] }]));
    expect(await folder.import(json, only)).toMatchObject({ read: 1, table: { skipped: 0 } });
    const csv = folder.write('only.csv', 'Id,Title,Signed,Party,State\n2,A,2 May 2024,France,done; cancelled\n');
    expect(await folder.import(csv, only)).toMatchObject({ read: 0, table: { skipped: 1 } });
  });
});

test('the words of a source have their line breaks and spaces', async () => {
  const statements = {
    ...{ noun: 'statement', source: tableSource, key: 'words:{Id}' },
    fields: {
      ...{ summary: { template: 'A row' }, mode: { value: 'DIRECT' }, language: { value: 'en' } },
      ...{ speaker: { value: 'Emmanuel Macron' }, saidOn: 'Said', text: 'Words' },
    },
  };
  const path = folder.write('words.csv', 'Id,Said,Words\n1,2 May 2024," First line.\n\n  Second  line. "\n');
  expect(await folder.import(path, statements)).toMatchObject({ rejected: 0 });
  const { data } = await api.execute('{ entry(key: "words:1") { ... on Statement { text } } }');
  expect(data.entry.text).toBe('First line.\n\n  Second  line.');
});
