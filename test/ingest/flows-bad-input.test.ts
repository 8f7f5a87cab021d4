import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { importFlowTable, readStoredFlows, smallMapping, writeFlowTable } from './flows-fixture.ts';

const header = 'year,from,to,code,usd,kg\n';
let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const importTable = async (csv: string | Buffer, mapping: object = smallMapping) => {
  using table = writeFlowTable(csv, mapping);
  const report = await importFlowTable(fixture, table.path, table);
  return { ...report, rejects: report.rejectsFile === null ? '' : readFileSync(report.rejectsFile, 'utf8') };
};
/** The reason why a row with such cells is rejected. */
const reasonOf = async (row: string, mapping?: object): Promise<string | undefined> => {
  const { read, rejected, rejections } = await importTable(`${header}${row}\n`, mapping);
  expect([read, rejected]).toEqual([1, 1]);
  return rejections[0]?.reason;
};

describe('rejects an invalid row with its reason', () => {
  const numbers = 'is not a number with "." before its decimals and nothing between thousands.';
  test.each([
    ['20222,FR,KZ,2709,1,1', 'year: "20222" is not a period. Expected a year ("2014"), a month'],
    ['1,FR,KZ,2709,1,1', 'year: "1" is not a period'],
    ['2999,FR,KZ,2709,1,1', 'year: "2999" is not a year from 1500 to'],
    ['2020,FR,KZ,2709,"2,080",1', `usd: "2,080" ${numbers}`],
    [
      '2020,FR,KZ,2709,(3),1',
      'usd: "(3)" is not a number. If it marks a withheld cell, list it in the mapping under "withheld".',
    ],
    ['2020,FR,KZ,2709,-5,1', 'usd: "-5" is negative. Trade values cannot be negative.'],
    ['2020,FR,KZ,2709,1e999,1', 'usd: "1e999" is too large.'],
    ['2020,FR,KZ,2709,1e-400,1', 'usd: "1e-400" is too small: it would be stored as zero.'],
    ['2020,FR,KZ,2709,--,1', `usd: "--" ${numbers}`],
    ['2020', 'The row has 1 cell, and the header 6.'],
    [
      '2020,FR,KZ,2709,1,1\r2020,FR,KZ,2709,1,1',
      'Its lines end in CR only: save the file with LF or CRLF line endings.',
    ],
    ['2020,FR,KZ,2709,0x10,1', `usd: "0x10" ${numbers}`],
    ['2020,FR,KZ,2709,NaN,1', `usd: "NaN" ${numbers}`],
    ['2020,FR,KZ,9999,1,1', 'code: No commodity has the code "9999". Import the Harmonized System first'],
    ['2020,FR,KZ,oil,1,1', 'code: "oil" is not the code of a commodity.'],
    ['2020,FR,XQ,2709,1,1', 'to: No country has the code "XQ" (alpha-2 or alpha-3).'],
    ['2020,,KZ,2709,1,1', 'from: The cell is empty. Expected a country.'],
    ['2020,FR,constructor,2709,1,1', 'to: No country has the code "constructor"'],
    ['2020,FR,KZ,2709,1', 'The row has 5 cells, and the header 6.'],
    ['2020,FR,KZ,2709,1,1,1', 'The row has 7 cells, and the header 6.'],
  ])('%s', async (row, reason) => {
    expect(await reasonOf(row)).toContain(reason);
  });

  test('by name: rejects a country of other years and an undeclared remainder, and resolves names by year', async () => {
    const mapping = {
      ...smallMapping,
      reporter: { column: 'from', scheme: 'name' },
      partner: { column: 'to', scheme: 'name' },
    };
    expect(await reasonOf('1995,France,U.S.S.R.,2709,1,1', mapping)).toContain(
      'to: "U.S.S.R." had ended on 1991-12-26',
    );
    expect(await reasonOf('1985,France,Czech Republic,2709,1,1', mapping)).toContain(
      'to: "Czech Republic" is not the name of a country in 1985. It may mean CSHH',
    );
    expect(await reasonOf('1995,France,Other FSU countries,2709,1,1', mapping)).toContain(
      'No country has the name "Other FSU countries"',
    );
    const named = [
      '1995,France,"Korea, Republic of",2709,1,1',
      '1995,"Gambia, The",France,2709,2,1',
      '1991,France,Soviet Union,2709,3,1',
      '1992,France,Kazakhstan,2709,4,1',
    ];
    expect(
      await importTable(`${header}${named.join('\n')}\n`, {
        ...mapping,
        source: { key: 'named', publisher: 'A test' },
      }),
    ).toMatchObject({
      created: 4,
      rejections: [],
    });
    expect((await readStoredFlows(fixture, 'named')).map(({ reporter, partner }) => `${reporter} ${partner}`)).toEqual([
      'FR SUHH',
      'FR KZ',
      'FR KR',
      'GM FR',
    ]);
  });

  test('parses numbers in the format of the mapping, to the last digit', async () => {
    const mapping = {
      ...smallMapping,
      source: { key: 'notation', publisher: 'A test' },
      delimiter: ';',
      decimal: ',',
      thousands: '.',
      value: { column: 'usd', exponent: 3 },
    };
    const cells = ['2.080', '1E-3', '0,1', '1.234.567,89', '(c)', '', '4,35'];
    const rows = cells.map((cell, index) => `${2000 + index};FR;KZ;2709;${cell};1`);
    expect(await importTable(`${header.replaceAll(',', ';')}${rows.join('\n')}\n`, mapping)).toMatchObject({
      created: cells.length,
      rejections: [],
    });
    expect((await readStoredFlows(fixture, 'notation')).map(({ value, valueStatus }) => value ?? valueStatus)).toEqual([
      2_080_000,
      1,
      100,
      1_234_567_890,
      'CONFIDENTIAL',
      'MISSING',
      4_350,
    ]);
    expect(await reasonOf('2020;FR;KZ;2709;2.08;1'.replaceAll(';', ','), { ...mapping, delimiter: ',' })).toContain(
      '"2.08" is not a number with "," before',
    );
  });
});

describe('an unreadable table', () => {
  const good = '2019,FR,KZ,2709,7,7';
  test.each([
    [
      'a column is missing',
      `${header.replace(',usd', '')}2019,FR,KZ,2709,7\n`,
      1,
      'The header has no column "usd", only "year"',
    ],
    [
      'a duplicate column',
      `year,year,from,to,code,usd,kg\n2019,${good}\n`,
      1,
      'The header has the column "year" twice.',
    ],
    [
      'damaged UTF-8',
      Buffer.concat([Buffer.from(`${header}${good}\n${good.replace('FR', '©éèà')},`), Buffer.from([0xe9, 0x0a])]),
      2,
      'The line is not UTF-8 text.',
    ],
    [
      'an unclosed quote',
      `${header}${good}\n2019,"FR,KZ,2709,7,7\n2019,FR,KZ,2710,7,7\n`,
      2,
      'A quote that opens in this row is never closed.',
    ],
    ['an empty file', '', 1, 'The file is empty'],
    ['a compressed file', gzipSync(`${header}${good}\n`), 1, 'The file is compressed (gzip). Unpack it first.'],
    [
      'a rejects file with moved columns',
      `${header.trim()},rejected_line,rejected_because\n${good},2,no\n`,
      1,
      'In a table of rejects, the columns rejected_line and rejected_because must come first',
    ],
  ])('%s: reports the line and imports the rows before it', async (_name, csv, read, reason) => {
    const report = await importTable(csv, {
      ...smallMapping,
      source: { key: `broken-${read}-${String(csv).length}`, publisher: 'A test' },
    });
    expect(report).toMatchObject({ read, created: read - 1, rejected: 1 });
    expect(report.rejections.at(-1)?.reason).toContain(reason);
  });

  test('rejects a ZIP archive and a broken workbook as a whole', async () => {
    const mapping = { ...smallMapping, source: { key: 'zip', publisher: 'A test' } };
    await expect(importTable(Buffer.from('504b030414000600', 'hex'), mapping)).rejects.toThrow(
      /is not an Excel workbook/,
    );
  });

  test('the mapping can state another delimiter than the table has', async () => {
    const mapping = { ...smallMapping, delimiter: ',', source: { key: 'delimiter', publisher: 'A test' } };
    const report = await importTable(`${header}${good}\n`.replaceAll(',', ';'), mapping);
    expect(report.rejections[0]?.reason).toContain('It looks separated by ";", not by ",".');
  });

  test('accepts a byte order mark, other line endings and empty lines', async () => {
    const mapping = { ...smallMapping, source: { key: 'bom', publisher: 'A test' } };
    expect(await importTable(`\uFEFF${header}${good}\n\n`.replaceAll('\n', '\r\n'), mapping)).toMatchObject({
      read: 1,
      created: 1,
      notes: [],
    });
  });

  test('does not buffer an excessively long line', async () => {
    // Buffers at most the longest line that a table may have, plus enough to see that it is exceeded.
    const line = Buffer.concat([Buffer.from(`${header}${good}\n2019,`), Buffer.alloc(64 << 20, 'x')]);
    const before = process.memoryUsage().rss;
    const report = await importTable(line, { ...smallMapping, source: { key: 'long', publisher: 'A test' } });
    expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect(report.rejections[0]?.reason).toContain('The line is longer than 1048576 bytes');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  });
});

test('reports a truncated table before the rejected rows', async () => {
  const mapping = { ...smallMapping, source: { key: 'cut', publisher: 'A test' } };
  const wrong = '20188,FR,KZ,2709,1,1\n'.repeat(105);
  const report = await importTable(`${header}${wrong}2018,"FR,KZ,2709,1,1\n2018,FR,KZ,2709,1,1\n`, mapping);
  expect(report).toMatchObject({ read: 106, created: 0, rejected: 106 });
  expect(report.rejections[0]).toMatchObject({ line: 107 });
  expect(report.rejections[0]?.reason).toMatch(/never closed\. Nothing from here on was read\.$/);
  expect(report.rejections).toHaveLength(101);
});

test('does not report rows as missing from a truncated table', async () => {
  const mapping = { ...smallMapping, source: { key: 'half', publisher: 'A test' } };
  using table = writeFlowTable(`${header}2018,FR,KZ,2709,1,1\n2018,FR,UZ,2709,1,1\n`, mapping);
  expect(await importFlowTable(fixture, table.path, table)).toMatchObject({ created: 2 });
  writeFileSync(table.path, `${header}2018,"FR,KZ,2709,1,1\n2018,FR,UZ,2709,1,1\n`);
  expect(await importFlowTable(fixture, table.path, table)).toMatchObject({
    read: 1,
    rejected: 1,
    vanished: 0,
    notes: [],
  });
  writeFileSync(table.path, `${header}2018,FR,KZ,2709,1,1\n`);
  expect(await importFlowTable(fixture, table.path, table)).toMatchObject({ unchanged: 1, vanished: 1 });
});

test('rejects a row whose key spans lines', async () => {
  const mapping = { ...smallMapping, source: { key: 'over-lines', publisher: 'A test' }, product: { column: 'grade' } };
  const rows = [
    '2018,FR,KZ,2709,1,1,"Brent,said',
    '2018,FR,UZ,2709,2,1,Urals',
    '2018,FR,TJ,2709,3,1,WTI"',
    '2018,FR,TM,2709,4,1,"a ""b"""',
  ];
  const report = await importTable(`${header.trim()},grade\n${rows.join('\n')}\n`, mapping);
  expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
  expect(report.rejections[0]).toMatchObject({
    line: 2,
    reason: expect.stringContaining('grade: The cell has several lines.'),
  });
  expect(report.notes).toMatchObject([
    { line: 2, note: expect.stringContaining('A row has several lines inside quotes.') },
  ]);
  expect((await readStoredFlows(fixture, 'over-lines')).map(({ product }) => product)).toEqual(['a "b"']);
});

describe('rejected rows', () => {
  const own = (key: string): object => ({ ...smallMapping, source: { key, publisher: 'A test' } });
  const figures = async (key: string) =>
    (await readStoredFlows(fixture, key)).map(({ partner, value, quantity }) => [partner, value, quantity]);

  test('are written to a separate table that can be corrected and imported again, in any number of steps', async () => {
    const mapping = own('mended');
    using table = writeFlowTable(
      `${header}2018,FR,KZ,2709,1,1\n2018,FR,XQ,2709,2,"2,1"\n20188,FR,UZ,2709,3,1\n`,
      mapping,
    );
    const first = await importFlowTable(fixture, table.path, table);
    expect(first).toMatchObject({
      read: 3,
      created: 1,
      rejected: 2,
      rejectsFile: join(table.path, '..', 'record.flows.table.rejects.csv'),
    });
    const rejects = first.rejectsFile ?? '';
    const text = (): string => readFileSync(rejects, 'utf8');
    const lines = text().trim().split('\n');
    expect(lines[0]).toBe('rejected_line,rejected_because,year,from,to,code,usd,kg');
    expect(lines[1]).toMatch(/^3,.*,2018,FR,XQ,2709,2,"2,1"$/);
    writeFileSync(
      rejects,
      text()
        .replace('2018,FR,XQ', '2018,FR,TJ')
        .replace(/"2,1"\n/, '2.1\n'),
    );
    const half = text();
    expect(await importFlowTable(fixture, rejects, table)).toMatchObject({
      read: 2,
      created: 1,
      rejected: 1,
      notes: [],
      rejectsFile: rejects,
    });
    expect(text()).toBe(half);
    writeFileSync(rejects, text().replace('20188,FR', '2018,FR'));
    expect(await importFlowTable(fixture, rejects, table)).toMatchObject({
      read: 2,
      created: 1,
      unchanged: 1,
      rejectsFile: null,
    });
    expect((await readStoredFlows(fixture, 'mended')).map(({ partner }) => partner)).toEqual(['KZ', 'TJ', 'UZ']);
    expect(readdirSync(join(table.path, '..')).toSorted()).toEqual([
      'mapping.json',
      'record.flows.table.rejects.csv',
      'table.csv',
    ]);
  });

  test.each([
    '2018,FR,KZ,2709,2,080,6',
    '2018,FR,KZ,2709,1',
    '2018,FR,KZ,2709,1,2,3,4,5',
    '2018',
    '2018,FR,KZ,"27\r09","1\n",1',
    '2018,"a ""b""",KZ,2709,1,1',
    ' 2018 ,FR , KZ,2709,(3),\t1',
  ])('are written verbatim and rejected again until corrected: %j', async (row) => {
    const mapping = own('kept');
    const first = await importTable(`${header}${row}\n`, mapping);
    expect(first).toMatchObject({ read: 1, created: 0, rejected: 1 });
    expect(first.rejects.endsWith(`,${row}\n`)).toBe(true);
    expect(await importTable(first.rejects, mapping)).toMatchObject({ read: 1, created: 0, rejected: 1 });
    expect(await readStoredFlows(fixture, 'kept')).toEqual([]);
  });

  test('replace no other flow when corrected, and do not duplicate a flow that they may correct', async () => {
    const mapping = own('alike');
    using table = writeFlowTable(`${header}2018,FR,KZ,2709,100,10\n2018,FR,KZ,2709,20 0,20\n`, mapping);
    const first = await importFlowTable(fixture, table.path, table);
    expect(first).toMatchObject({ created: 1, rejected: 1 });
    const rejects = first.rejectsFile ?? '';
    writeFileSync(rejects, readFileSync(rejects, 'utf8').replaceAll('20 0,20', '200,20'));
    for (const dryRun of [true, false]) {
      const mended = await importFlowTable(fixture, rejects, { ...table, dryRun });
      expect(mended).toMatchObject({ read: 1, created: 0, updated: 0, rejected: 1, vanished: 0 });
      expect(mended.rejections[0]?.reason).toContain(
        'exists already (value 100, quantity 10), and a table of rejects cannot show whether',
      );
    }
    expect(await figures('alike')).toEqual([['KZ', 100, 10]]);
    writeFileSync(table.path, readFileSync(table.path, 'utf8').replace('20 0', '200'));
    expect(await importFlowTable(fixture, table.path, table)).toMatchObject({
      created: 1,
      unchanged: 1,
      rejected: 0,
      vanished: 0,
    });
    expect(await importFlowTable(fixture, rejects, table)).toMatchObject({ read: 1, unchanged: 1, rejected: 0 });
    expect(await figures('alike')).toEqual([
      ['KZ', 100, 10],
      ['KZ', 200, 20],
    ]);
  });

  test('that are corrected wrongly can be corrected again in the same file', async () => {
    const mapping = own('twice');
    using table = writeFlowTable(`${header}2018,FR,KZ,2709,1O,10\n`, mapping);
    const rejects = (await importFlowTable(fixture, table.path, table)).rejectsFile ?? '';
    const mend = (text: string): void =>
      writeFileSync(rejects, readFileSync(rejects, 'utf8').replace(/,[^,]*,10\n$/, `,${text},10\n`));
    mend('11');
    expect(await importFlowTable(fixture, rejects, table)).toMatchObject({ created: 1, rejected: 0 });
    mend('12');
    expect(await importFlowTable(fixture, rejects, table)).toMatchObject({ updated: 1, rejected: 0 });
    expect(await figures('twice')).toEqual([['KZ', 12, 10]]);
  });

  test('are written to one file per table of a folder, with its columns, without overwriting files', async () => {
    const mapping = own('folder');
    using table = writeFlowTable('', mapping);
    const folder = join(table.path, '..', 'tables');
    mkdirSync(join(folder, 'more'), { recursive: true });
    writeFileSync(
      join(folder, 'a.csv'),
      `${header}2018,FR,KZ,2709,10,100\n2018,FR,KZ,2709,20,20 0\n2018,FR,XQ,2709,1,2\n`,
    );
    writeFileSync(join(folder, 'b.CSV'), 'year,from,to,code,kg,usd\n2018,FR,XQ,2709,1111,22\n');
    writeFileSync(join(folder, 'c.csv.gz'), '');
    const first = await importFlowTable(fixture, folder, table);
    const rejects = join(folder, '..', 'record.flows.tables.rejects');
    expect(first).toMatchObject({ created: 1, rejected: 3, rejectsFile: rejects });
    expect(first.notes[0]).toMatchObject({
      file: 'tables',
      note: 'Skipped: c.csv.gz, more/. Only tables directly in the folder are read.',
    });
    const mend = (name: string, from: string, to: string): void =>
      writeFileSync(join(rejects, name), readFileSync(join(rejects, name), 'utf8').replace(from, to));
    mend('a.rejects.csv', '2018,FR,XQ', '2018,FR,KG');
    mend('b.rejects.csv', '2018,FR,XQ', '2018,FR,UZ');
    mend('a.rejects.csv', '20,20 0', '20,200');
    const mended = readFileSync(join(rejects, 'a.rejects.csv'), 'utf8');
    expect(await importFlowTable(fixture, folder, table)).toMatchObject({
      created: 0,
      unchanged: 1,
      rejected: 3,
      rejectsFile: rejects,
    });
    expect(readdirSync(rejects).toSorted()).toEqual([
      'a.rejects-2.csv',
      'a.rejects.csv',
      'b.rejects-2.csv',
      'b.rejects.csv',
    ]);
    expect(readFileSync(join(rejects, 'a.rejects.csv'), 'utf8')).toBe(mended);
    for (const name of ['a.rejects-2.csv', 'b.rejects-2.csv']) rmSync(join(rejects, name));
    // Duplicates of a row of the table are reported by the table, in a folder too.
    expect(await importFlowTable(fixture, rejects, table)).toMatchObject({
      created: 2,
      updated: 0,
      rejected: 1,
      rejectsFile: rejects,
    });
    expect(await importFlowTable(fixture, rejects, table)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
      rejected: 1,
    });
    expect(await figures('folder')).toEqual([
      ['KG', 1, 2],
      ['KZ', 10, 100],
      ['UZ', 22, 1111],
    ]);
  });

  test('that are corrected in both their table and the rejects file are not duplicated', async () => {
    const mapping = own('both');
    using table = writeFlowTable(`${header}2018,FR,KZ,2709,1O,10\n`, mapping);
    const rejects = (await importFlowTable(fixture, table.path, table)).rejectsFile ?? '';
    const folder = join(table.path, '..', 'tables');
    mkdirSync(folder);
    for (const [file, name] of [
      [table.path, 'table.csv'],
      [rejects, 'table.rejects.csv'],
    ] as const)
      writeFileSync(join(folder, name), readFileSync(file, 'utf8').replace(/,1O,10\n$/, ',10,10\n'));
    expect(await importFlowTable(fixture, folder, table)).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect(await figures('both')).toEqual([['KZ', 10, 10]]);
  });
});

test('a table imported between two partial imports of its folder is not duplicated', async () => {
  const mapping = { ...smallMapping, source: { key: 'between', publisher: 'A test' }, product: { column: 'grade' } };
  using table = writeFlowTable('', mapping);
  const folder = join(table.path, '..', 'tables');
  mkdirSync(folder);
  const graded = `${header.trim()},grade\n`;
  const many = Array.from({ length: 21_000 }, (_, index) => `2018,FR,KZ,2709,1,1,${index}\n`);
  writeFileSync(join(folder, 'a.csv'), graded + many.join(''));
  writeFileSync(join(folder, 'b.csv'), `${graded}2018,FR,KZ,2710,7,7,x\n2018,FR,UZ,2710,5,7,x\n`);
  const stop = (read: number): void => {
    if (read > 20_500) throw new Error('Stopped.');
  };
  await expect(importFlowTable(fixture, folder, { ...table, onProgress: stop })).rejects.toThrow('Stopped.');
  expect(await importFlowTable(fixture, join(folder, 'b.csv'), table)).toMatchObject({ created: 2 });
  const report = await importFlowTable(fixture, folder, table);
  expect(report.notes[0]?.note).toContain('an earlier import of this table was interrupted');
  expect(report).toMatchObject({ read: 21_002, created: 21_000, updated: 0, unchanged: 2, vanished: 0 });
  expect(await readStoredFlows(fixture, 'between')).toHaveLength(21_002);
});

test('the tables of a folder are one import: identical cells in several tables remain separate flows', async () => {
  const mapping = { ...smallMapping, source: { key: 'shared', publisher: 'A test' } };
  using table = writeFlowTable('', mapping);
  const folder = join(table.path, '..', 'tables');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.csv'), `${header}2018,FR,KZ,2709,5,6\n`);
  writeFileSync(join(folder, 'b.csv'), `${header}2018,FR,KZ,2709,5,7\n2018,FR,KZ,2709,5,6\n`);
  const bringAll = (dryRun = false) => importFlowTable(fixture, folder, { ...table, dryRun });
  expect(await bringAll(true)).toMatchObject({ created: 3, updated: 0 });
  expect(await bringAll()).toMatchObject({ created: 3, updated: 0 });
  for (const dryRun of [true, false])
    expect(await bringAll(dryRun)).toMatchObject({ created: 0, updated: 0, unchanged: 3, vanished: 0 });
  writeFileSync(join(folder, 'b.csv'), `${header}2018,FR,KZ,2709,5,7\n`);
  expect(await bringAll(true)).toMatchObject({ unchanged: 2, vanished: 1 });
  const last = await bringAll();
  expect(last).toMatchObject({ unchanged: 2, vanished: 1 });
  expect(last.notes).toMatchObject([
    {
      file: 'b.csv',
      note: 'A flow imported earlier from a table of this name is no longer in it. It was not deleted.',
    },
  ]);
});

test('an alias takes precedence over a UN Comtrade number', async () => {
  const side = { column: 'from', scheme: 'comtrade', aliases: { '490': 'TW', '58': 'BE' } };
  const mapping = {
    ...smallMapping,
    source: { key: 'aliased', publisher: 'A test' },
    reporter: side,
    partner: { ...side, column: 'to' },
  };
  expect(await importTable(`${header}2018,490,58,2709,1,1\n`, mapping)).toMatchObject({ created: 1, rejections: [] });
  expect((await readStoredFlows(fixture, 'aliased')).map(({ reporter, partner }) => [reporter, partner])).toEqual([
    ['TW', 'BE'],
  ]);
});

test('memory does not grow with the length of rejected rows', async () => {
  const mapping = { ...smallMapping, source: { key: 'heavy', publisher: 'A test' } };
  using table = writeFlowTable(`${header.trim()},note\n`, mapping);
  const row = `20188,FR,KZ,2709,1,1,${'x'.repeat(50_000)}\n`;
  for (let times = 0; times < 30; times += 1) appendFileSync(table.path, row.repeat(100));
  // Almost only commas: one cell per byte.
  for (let times = 0; times < 20; times += 1) appendFileSync(table.path, `x${','.repeat(500_000)}\n`);
  const before = process.memoryUsage().rss;
  let most = 0;
  const onProgress = (): void => {
    most = Math.max(most, process.memoryUsage().rss - before);
  };
  expect(await importFlowTable(fixture, table.path, { ...table, onProgress })).toMatchObject({
    read: 3_020,
    rejected: 3_020,
  });
  expect(most).toBeLessThan(250 << 20);
});

describe('rejects an invalid mapping and changes nothing', () => {
  test.each<[string, string | Buffer, string]>([
    [
      'in another encoding',
      Buffer.from('source: { key: a, publisher: Péché }\n', 'latin1'),
      'is not UTF-8 text. Save it as UTF-8.',
    ],
    ['empty', ' \n', 'is empty.'],
    ['invalid YAML', 'source: [\n', 'It is not YAML: '],
    ['repeated aliases', `a: &a [x, x]\n${'- [*a, *a]\n'.repeat(2)}`, 'It is not YAML: '],
    [
      'exponential aliases',
      `a0: &a0 [x]\n${Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]\n`).join('')}`,
      'It is not YAML: Excessive alias count',
    ],
  ])('%s', async (_name, text, message) => {
    using table = writeFlowTable(`${header}2020,FR,KZ,2709,1,1\n`, smallMapping);
    writeFileSync(table.mapping, text);
    await expect(importFlowTable(fixture, table.path, table)).rejects.toThrow(message);
  });

  test.each<[string, object | string, string]>([
    [
      'a missing file',
      'nowhere',
      'There is no mapping "nowhere". Expected the path of a file, or one of baci, comtrade, ec-crude-oil.',
    ],
    ['an unknown field', { ...smallMapping, colour: 'red' }, 'There is no field "colour" here.'],
    [
      'an unknown scheme',
      { ...smallMapping, partner: { column: 'to', scheme: 'iban' } },
      'partner.scheme: "iban" is not one of name, iso, m49, comtrade.',
    ],
    ['no year', { ...smallMapping, period: undefined }, 'period: Missing'],
    [
      'neither value nor quantity',
      { ...smallMapping, value: undefined, quantity: undefined },
      'It needs "value", "quantity" or both.',
    ],
    [
      'an unknown country',
      { ...smallMapping, partner: { column: 'to', scheme: 'iso', aliases: { Atlantis: 'XQ' } } },
      'maps "Atlantis" to "XQ", but no country has that key',
    ],
    ['an unknown commodity', { ...smallMapping, commodity: { code: '9999' } }, 'no commodity has the code "9999"'],
    [
      'one symbol with two meanings',
      { ...smallMapping, decimal: ',', thousands: ',' },
      '"," cannot be both the decimal and the thousands separator.',
    ],
    [
      'an invalid delimiter',
      { ...smallMapping, delimiter: '"' },
      'The delimiter can be any character except a quote or a line break.',
    ],
    [
      'an excessive power of ten',
      { ...smallMapping, value: { column: 'usd', exponent: 99 } },
      'value.exponent: 99 is not at most 12.',
    ],
    [
      'an unknown valuation',
      { ...smallMapping, valuation: 'FAS' },
      'valuation: "FAS" is not one of CIF, FOB or a mapping.',
    ],
    [
      'two overlapping remainders',
      { ...smallMapping, partner: { column: 'to', scheme: 'name', statistical: ['Other X', 'Other  x'] } },
      'partner.statistical names "Other X" and "Other  x", which would have the same group key',
    ],
    ['a source without a publisher', { ...smallMapping, source: { key: 'anonymous' } }, 'source.publisher: Missing'],
  ])('%s', async (_name, mapping, message) => {
    const before = await dumpDatabase(fixture.db);
    using table = writeFlowTable(`${header}2020,FR,KZ,2709,1,1\n`, typeof mapping === 'string' ? undefined : mapping);
    const name = typeof mapping === 'string' ? mapping : table.mapping;
    await expect(importFlowTable(fixture, table.path, { mapping: name, dryRun: false })).rejects.toThrow(message);
    expect(await dumpDatabase(fixture.db)).toEqual(before);
  });
});
