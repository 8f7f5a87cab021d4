import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dump } from '../kit/dump.ts';
import { openWorld, type World } from '../kit/world.ts';
import { flowsOf, importTable, smallMapping, tableOf } from './flows-kit.ts';

const header = 'year,from,to,code,usd,kg\n';
let world: World;
beforeAll(async () => {
  world = await openWorld({ dossier: false });
});
afterAll(() => world[Symbol.asyncDispose]());

const bring = async (csv: string | Buffer, mapping: object = smallMapping) => {
  using table = tableOf(csv, mapping);
  const report = await importTable(world, table.path, table);
  return { ...report, rejects: report.rejectsFile === null ? '' : readFileSync(report.rejectsFile, 'utf8') };
};
/** Why a row with such cells is rejected. */
const reasonOf = async (row: string, mapping?: object): Promise<string | undefined> => {
  const { read, rejected, rejections } = await bring(`${header}${row}\n`, mapping);
  expect([read, rejected]).toEqual([1, 1]);
  return rejections[0]?.reason;
};

describe('a row that can be nothing is rejected with its reason', () => {
  const numbers = 'is not a number with "." before its decimals and nothing between thousands.';
  test.each([
    ['20222,FR,KZ,2709,1,1', 'year: "20222" is not a year: it is written in four digits, from 1500 to'],
    ['1,FR,KZ,2709,1,1', 'year: "1" is not a year'],
    ['2999,FR,KZ,2709,1,1', 'year: "2999" is not a year'],
    ['2020,FR,KZ,2709,"2,080",1', `usd: "2,080" ${numbers}`],
    ['2020,FR,KZ,2709,(3),1', 'usd: "(3)" is not a number. If it marks a withheld cell, list it in the mapping under "withheld".'],
    ['2020,FR,KZ,2709,-5,1', 'usd: "-5" is negative: trade is counted from zero up.'],
    ['2020,FR,KZ,2709,1e999,1', 'usd: "1e999" is too large a number.'],
    ['2020,FR,KZ,2709,0x10,1', `usd: "0x10" ${numbers}`],
    ['2020,FR,KZ,2709,NaN,1', `usd: "NaN" ${numbers}`],
    ['2020,FR,KZ,9999,1,1', 'code: No commodity has the code "9999". Import the Harmonized System first'],
    ['2020,FR,KZ,oil,1,1', 'code: "oil" is not the code of a commodity.'],
    ['2020,FR,XQ,2709,1,1', 'to: No country has the code "XQ" (alpha-2 or alpha-3).'],
    ['2020,,KZ,2709,1,1', 'from: The cell is empty: it names no country.'],
    ['2020,FR,constructor,2709,1,1', 'to: No country has the code "constructor"'],
    ['2020,FR,KZ,2709,1', 'The row has 5 cells, and the header 6.'],
    ['2020,FR,KZ,2709,1,1,1', 'The row has 7 cells, and the header 6.'],
  ])('%s', async (row, reason) => {
    expect(await reasonOf(row)).toContain(reason);
  });

  test('by names: who is no country of that year, or only in another’s place, or a remainder that nobody told of', async () => {
    const mapping = { ...smallMapping, reporter: { column: 'from', scheme: 'name' }, partner: { column: 'to', scheme: 'name' } };
    expect(await reasonOf('1995,France,U.S.S.R.,2709,1,1', mapping)).toContain('to: "U.S.S.R." had ended on 1991-12-26');
    expect(await reasonOf('1985,France,Czech Republic,2709,1,1', mapping)).toContain(
      'to: "Czech Republic" names no country of the year 1985. It could mean CSHH',
    );
    expect(await reasonOf('1995,France,Other FSU countries,2709,1,1', mapping)).toContain('No country is called "Other FSU countries"');
    const named = [
      '1995,France,"Korea, Republic of",2709,1,1',
      '1995,"Gambia, The",France,2709,2,1',
      '1991,France,Soviet Union,2709,3,1',
      '1992,France,Kazakhstan,2709,4,1',
    ];
    expect(await bring(`${header}${named.join('\n')}\n`, { ...mapping, source: { key: 'named', publisher: 'A test' } })).toMatchObject({
      created: 4,
      rejections: [],
    });
    expect((await flowsOf(world, 'named')).map(({ reporter, partner }) => `${reporter} ${partner}`)).toEqual([
      'FR SUHH',
      'FR KZ',
      'FR KR',
      'GM FR',
    ]);
  });

  test('numbers are read as the mapping writes them, to the last digit', async () => {
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
    expect(await bring(`${header.replaceAll(',', ';')}${rows.join('\n')}\n`, mapping)).toMatchObject({
      created: cells.length,
      rejections: [],
    });
    expect((await flowsOf(world, 'notation')).map(({ value, valueStatus }) => value ?? valueStatus)).toEqual([
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

describe('a table that cannot be read', () => {
  const good = '2019,FR,KZ,2709,7,7';
  test.each([
    ['a column is missing', `${header.replace(',usd', '')}2019,FR,KZ,2709,7\n`, 1, 'The header has no column "usd", only "year"'],
    ['the delimiter is another', `${header}${good}\n`.replaceAll(',', ';'), 1, 'It looks separated by ";", not by ",".'],
    ['a column stands twice', `year,year,from,to,code,usd,kg\n2019,${good}\n`, 1, 'The header has the column "year" twice.'],
    ['bytes of Latin-1', Buffer.from(`${header}${good}\n2019,Perú,KZ,2709,7,7\n`, 'latin1'), 2, 'The line is not UTF-8 text.'],
    [
      'a quote that never closes',
      `${header}${good}\n2019,"FR,KZ,2709,7,7\n2019,FR,KZ,2710,7,7\n`,
      2,
      'A quote that opens in this row is never closed.',
    ],
    ['nothing', '', 1, 'The file is empty'],
  ])('%s: told with its line, and what came before is in', async (_name, csv, read, reason) => {
    const report = await bring(csv, { ...smallMapping, source: { key: `broken-${read}-${String(csv).length}`, publisher: 'A test' } });
    expect(report).toMatchObject({ read, created: read - 1, rejected: 1 });
    expect(report.rejections.at(-1)?.reason).toContain(reason);
  });

  test('a byte order mark, other ends of lines and empty lines are nothing to complain about', async () => {
    const mapping = { ...smallMapping, source: { key: 'bom', publisher: 'A test' } };
    expect(await bring(`\uFEFF${header}${good}\n\n`.replaceAll('\n', '\r\n'), mapping)).toMatchObject({ read: 1, created: 1, notes: [] });
  });

  test('a line of a gigabyte is not held', async () => {
    // As long as is needed to see that no more of it is kept than the longest line that a table may have.
    const line = Buffer.concat([Buffer.from(`${header}${good}\n2019,`), Buffer.alloc(64 << 20, 'x')]);
    const before = process.memoryUsage().rss;
    const report = await bring(line, { ...smallMapping, source: { key: 'long', publisher: 'A test' } });
    expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect(report.rejections[0]?.reason).toContain('The line is longer than 1048576 bytes');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  });
});

test('rejected rows stand in a table of their own, which is mended and imported again', async () => {
  const mapping = { ...smallMapping, source: { key: 'mended', publisher: 'A test' } };
  const first = await bring(`${header}2018,FR,KZ,2709,1,1\n2018,FR,XQ,2709,2,"2,1"\n20188,FR,UZ,2709,3,1\n`, mapping);
  expect(first).toMatchObject({ read: 3, created: 1, rejected: 2 });
  const lines = first.rejects.trim().split('\n');
  expect(lines[0]).toBe('year,from,to,code,usd,kg,rejected_line,rejected_because');
  expect(lines[1]).toContain('2018,FR,XQ,2709,2,"2,1",3,');
  const mended = first.rejects.replace('XQ', 'TJ').replace('"2,1"', '2.1');
  const second = await bring(mended, mapping);
  expect(second).toMatchObject({ read: 2, created: 1, rejected: 1, notes: [] });
  expect(second.rejects.split('\n')[0]).toBe(lines[0]);
  const third = await bring(second.rejects.replace('20188', '2018'), mapping);
  expect(third).toMatchObject({ read: 1, created: 1, rejectsFile: null });
  expect((await flowsOf(world, 'mended')).map(({ partner }) => partner)).toEqual(['KZ', 'TJ', 'UZ']);
});

describe('a mapping that cannot be used is refused, and changes nothing', () => {
  test.each<[string, object | string, string]>([
    ['one that is not there', 'nowhere', 'There is no mapping "nowhere": it is no file, nor one of baci, comtrade, ec-crude-oil.'],
    ['a field that there is not', { ...smallMapping, colour: 'red' }, 'There is no field "colour" here.'],
    [
      'a scheme that there is not',
      { ...smallMapping, partner: { column: 'to', scheme: 'iban' } },
      'partner.scheme: "iban" is not one of name, iso, m49, comtrade.',
    ],
    ['no year', { ...smallMapping, year: undefined }, 'year: It is missing: a mapping is wanted.'],
    ['neither value nor quantity', { ...smallMapping, value: undefined, quantity: undefined }, 'It names neither a value nor a quantity'],
    [
      'a country that is not there',
      { ...smallMapping, partner: { column: 'to', scheme: 'iso', aliases: { Atlantis: 'XQ' } } },
      '"Atlantis" means "XQ", and no country has that key',
    ],
    ['a commodity that is not there', { ...smallMapping, commodity: { code: '9999' } }, 'no commodity has the code "9999"'],
    [
      'one sign for two things',
      { ...smallMapping, decimal: ',', thousands: ',' },
      '"," can\'t both stand before the decimals and group the thousands.',
    ],
    ['a source without a publisher', { ...smallMapping, source: { key: 'anonymous' } }, 'source.publisher: It is missing'],
  ])('%s', async (_name, mapping, message) => {
    const before = await dump(world.db);
    using table = tableOf(`${header}2020,FR,KZ,2709,1,1\n`, typeof mapping === 'string' ? undefined : mapping);
    const name = typeof mapping === 'string' ? mapping : table.mapping;
    await expect(importTable(world, table.path, { mapping: name, dryRun: false })).rejects.toThrow(message);
    expect(await dump(world.db)).toEqual(before);
  });
});
