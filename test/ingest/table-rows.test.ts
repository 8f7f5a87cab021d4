import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
