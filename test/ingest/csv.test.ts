import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type CsvRow, readCsv } from '../../src/ingest/read-csv.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';

const folder = createTemporaryFolder();
afterAll(() => folder[Symbol.dispose]());
const path = join(folder.path, 'table.csv');

async function readRaw(
  content: string | Buffer,
  columns: string[] = ['a', 'b'],
  delimiter?: string,
  from?: number,
): Promise<CsvRow[]> {
  writeFileSync(path, content);
  const rows: CsvRow[] = [];
  const options = {
    columns,
    ...(delimiter !== undefined && { delimiter }),
    ...(from !== undefined && { firstLine: from }),
  };
  for await (const batch of readCsv(path, options)) rows.push(...batch);
  return rows;
}

/** Collects the rows with the requested cells. */
const read = async (...given: Parameters<typeof readRaw>): Promise<Omit<CsvRow, 'allCells'>[]> =>
  (await readRaw(...given)).map(({ allCells: _raw, ...row }) => row);

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const mebibyte = 1 << 20;

describe('a CSV file', () => {
  test('reads back written rows, with the line on which each row begins', async () => {
    const cell = fc.string({ unit: fc.constantFrom('x', 'é', '𝄞', '"', ',', '\n', '\r\n', ' ', ';') });
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), async (rows, end, isLastEnded) => {
        const lines = ['a,b', ...rows.map((cells) => cells.map(quoted).join(','))];
        let line = 2;
        const expected = rows.map((cells) => {
          const lines = cells.join('').split('\n').length;
          const row = { line, lineCount: lines, cells };
          line += lines;
          return row;
        });
        expect(await read(lines.join(end) + (isLastEnded ? end : ''))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('finds columns by name and ignores a byte order mark and blank lines', async () => {
    expect(await read('\ufeffb,x,a\n1,2,3\n\n4,5,6\n')).toEqual([
      { line: 2, lineCount: 1, cells: ['3', '1'] },
      { line: 4, lineCount: 1, cells: ['6', '4'] },
    ]);
  });

  test('reads rows across chunk boundaries, with exact lines', async () => {
    const cells = (index: number): string[] => [String(index), `é${'x'.repeat(index % 97)}`];
    const rows = await read(
      `a,b\n${Array.from({ length: 20_000 }, (_, index) => `${cells(index).join(',')}\n`).join('')}`,
    );
    expect(rows).toHaveLength(20_000);
    expect(
      rows.every(
        ({ line, cells: [a, b] }, index) => line === index + 2 && a === cells(index)[0] && b === cells(index)[1],
      ),
    ).toBe(true);
  });

  test.each([
    ['an empty file', '', 1, 'The file is empty. A table must start with a row of column names.'],
    ['a missing column', 'a,c\n1,2\n', 1, 'The header has no column "b", only "a", "c".'],
    ['a missing column in the only line', 'a,c', 1, 'The header has no column "b", only "a", "c".'],
    ['lines that end in CR', 'a,b\r1,2\r', 1, 'The lines end in CR only.'],
    ['an empty first line', '\na,b\n1,2\n', 1, 'The first line is empty'],
    ['another delimiter', 'a;b\n1;2\n', 1, 'It looks separated by ";", not by ",".'],
    ['a duplicate column', 'a,b,a\n1,2,3\n', 1, 'The header has the column "a" twice.'],
    ['Latin-1', Buffer.from('a,b\n1,2\nCôte,3\n', 'latin1'), 3, 'The line is not UTF-8 text.'],
    ['UTF-16', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), 1, 'The file is UTF-16 text. Save it as UTF-8.'],
    ['an unclosed quote', 'a,b\n1,2\n3,"4\n5,6\n', 3, 'A quote that opens in this row is never closed.'],
    [
      'a quote that closes implausibly late',
      `a,b\n1,2\n3,"4\n${'5,6\n'.repeat(mebibyte / 2)}`,
      3,
      'Most likely a quote opens in it',
    ],
    [
      'an unclosed quote after another error',
      Buffer.from('a,b\n1,2\n3,"4\n5,6\nCôte,3\n', 'latin1'),
      3,
      'A quote that opens in this row is still open on line 5: The line is not UTF-8 text.',
    ],
    ['a quote inside a cell', 'a,b\n1,2\n3,4"5"\n', 3, 'a quote inside an unquoted cell'],
    ['text after a closing quote', 'a,b\n1,2\n3,"4"5\n', 3, 'a cell continues after its closing quote'],
    [
      'a line of several megabytes',
      `a,b\n1,2\n${'x'.repeat(3 * mebibyte)}\n3,4\n`,
      3,
      `The line is longer than ${mebibyte} bytes`,
    ],
    [
      'an unterminated line of several megabytes',
      `a,b\n1,2\n${'x'.repeat(3 * mebibyte)}`,
      3,
      `The line is longer than ${mebibyte} bytes`,
    ],
  ])('reports %s with its line after reading the rows before it', async (_name, content, line, fault) => {
    const rows = await read(content);
    expect(rows.slice(0, -1)).toEqual(line === 1 ? [] : [{ line: 2, lineCount: 1, cells: ['1', '2'] }]);
    expect(rows.at(-1)).toEqual({
      line,
      lineCount: 1,
      cells: [],
      fault: expect.stringContaining(fault),
      isFatal: true,
    });
    expect(rows.at(-1)?.fault).toContain('Nothing from here on was read.');
  });

  test('reports a row with the wrong number of cells and reads the next one', async () => {
    expect(await read('a,b\n1,2,3\n4,5\n')).toEqual([
      { line: 2, lineCount: 1, cells: [], fault: 'The row has 3 cells, and the header 2.' },
      { line: 3, lineCount: 1, cells: ['4', '5'] },
    ]);
  });

  test('includes all cells of a row, even those of other columns', async () => {
    expect(await readRaw('b,x,a\n1,2,3\n4,5\n')).toEqual([
      { line: 2, lineCount: 1, cells: ['3', '1'], allCells: ['1', '2', '3'] },
      { line: 3, lineCount: 1, cells: [], allCells: ['4', '5'], fault: expect.stringContaining('2 cells') },
    ]);
  });

  test('reads the remaining rows from any starting line, with their lines', async () => {
    const cell = fc.string({ unit: fc.constantFrom('x', '"', ',', '\n', ' ') });
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, cell, fc.nat(), async (rows, name, nth) => {
        // A column name may span lines, in a column that is not read.
        const text = [['a', 'b', `${name}.`], ...rows.map((cells) => [...cells, ''])]
          .map((cells) => cells.map(quoted).join(','))
          .join('\n');
        const all = await readRaw(text);
        const from = all[nth % all.length]?.line ?? 2;
        expect(await readRaw(text, ['a', 'b'], ',', from)).toEqual(all.filter(({ line }) => line >= from));
      }),
      { numRuns: 40 },
    );
  });

  test('supports another delimiter', async () => {
    expect(await read('a;b\n1,5;2\n', ['a', 'b'], ';')).toEqual([{ line: 2, lineCount: 1, cells: ['1,5', '2'] }]);
  });

  test('rejects a missing file', async () => {
    await expect(readCsv(join(folder.path, 'none.csv'), { columns: [] }).next()).rejects.toThrow(/There is no file/);
  });
});
