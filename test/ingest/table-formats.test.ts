import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessDelimiter } from '../../src/ingest/table/detect-format.ts';
import { openTable } from '../../src/ingest/table/read-table.ts';
import type { TableOptions } from '../../src/ingest/table/table.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';
import { createWorkbook } from './synthetic-workbook.ts';

async function readTable(name: string, content: string | Uint8Array, options: TableOptions = {}) {
  using folder = createTemporaryFolder();
  const path = join(folder.path, name);
  writeFileSync(path, content);
  const { batches, ...table } = await openTable(path, options);
  return { ...table, rows: (await Array.fromAsync(batches)).flat() };
}

const cells = [
  ['Name', 'Place'],
  ['Erdoğan', 'Zürich'],
];
const write = (delimiter: string): string => cells.map((row) => `${row.join(delimiter)}\n`).join('');
const westernCsv = Buffer.from('Name;Place\nMüller;Zürich\n', 'latin1');

describe('delimiters and encodings', () => {
  test.each([',', ';', '\t', '|'])('detects %j', async (delimiter) => {
    expect(await readTable('table.csv', write(delimiter))).toEqual({
      ...{ format: 'CSV', encoding: 'UTF-8', delimiter, columns: cells[0] },
      rows: [{ line: 2, cells: cells[1] }],
    });
  });

  const text = write(';');
  test.each([
    ['UTF-8', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
  ])('detects %s', async (encoding, bytes) => {
    const table = await readTable('table.csv', bytes);
    expect(table).toMatchObject({ encoding, columns: cells[0], rows: [{ cells: cells[1] }] });
  });

  test('reads what is not UTF-8 as Windows-1252, unless another encoding is stated', async () => {
    const table = await readTable('table.csv', westernCsv);
    expect(table).toMatchObject({ encoding: 'Windows-1252', rows: [{ cells: ['Müller', 'Zürich'] }] });
    const stated = await readTable('table.csv', westernCsv, { encoding: 'UTF-8' });
    expect(stated.rows).toMatchObject([{ isFatal: true, fault: expect.stringContaining('not UTF-8') }]);
  });

  test('reports a damaged line of a file that otherwise is UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(`${text}Müller;`), Buffer.from([0xe9]), Buffer.from(';é\n')]);
    const table = await readTable('table.csv', bytes);
    expect(table).toMatchObject({ encoding: 'UTF-8', rows: [{ line: 2 }, { line: 3, isFatal: true }] });
  });

  test('detects the delimiter of any table with at least two columns', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ' ', '1', ',', ';', '|', '\t', '\n'), maxLength: 6 });
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc
          .array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })
          .map((rows) => [Array.from({ length: width }, (_, at) => `column ${at}`), ...rows]),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '|'), (rows, delimiter) => {
        const csv = stringify(rows, { delimiter, quoted: true });
        expect(guessDelimiter(csv, { isComplete: true })).toBe(delimiter);
      }),
    );
  });
});

describe('rows', () => {
  test('delimiters at the end of rows are no cells, and blank rows no rows', async () => {
    const { rows } = await readTable('table.csv', 'a,b\n1,2,\n,,\n\n3,4\n');
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2'] },
      { line: 5, cells: ['3', '4'] },
    ]);
  });

  test('a column without a name is left out', async () => {
    const { columns, rows } = await readTable('table.csv', 'a,b,\n1,2,\n3,4,5\n');
    expect([columns, rows]).toEqual([
      ['a', 'b'],
      [
        { line: 2, cells: ['1', '2'] },
        { line: 3, cells: ['3', '4'] },
      ],
    ]);
  });

  test('a row of another length is faulty, and the next ones are read', async () => {
    const { rows } = await readTable('table.csv', 'a,b\n1\n1,2,3\n3,4\n');
    expect(rows).toEqual([
      { line: 2, cells: ['1'], fault: 'The row has 1 cell, and the header 2.' },
      { line: 3, cells: ['1', '2', '3'], fault: 'The row has 3 cells, and the header 2.' },
      { line: 4, cells: ['3', '4'] },
    ]);
  });
});

describe('other formats', () => {
  const objects = [
    { Name: 'Erdoğan', place: { city: 'Zürich' }, with: ['A', 'B'] },
    { Name: null, size: 3 },
  ];
  const columns = ['Name', 'place.city', 'with', 'size'];
  const rows = [
    { line: 1, cells: ['Erdoğan', 'Zürich', 'A; B', ''] },
    { line: 2, cells: ['', '', '', '3'] },
  ];

  test('reads a JSON list', async () => {
    expect(await readTable('table.json', JSON.stringify(objects))).toEqual({
      ...{ format: 'JSON', encoding: 'UTF-8', columns, rows },
    });
    await expect(readTable('table.json', '{"a": 1}')).rejects.toThrow('not a list of objects');
  });

  test('reads JSON Lines, and reports lines that are not objects', async () => {
    const lines = [...objects.map((one) => JSON.stringify(one)), '[1]', '{"Name": '].join('\n');
    expect(await readTable('table.jsonl', lines)).toMatchObject({
      ...{ format: 'JSON Lines', columns },
      rows: [
        ...rows,
        { line: 3, fault: 'The row is not an object. Expected { … }.' },
        { line: 4, fault: expect.stringContaining('may be truncated'), isFatal: true },
      ],
    });
  });

  test('reads the first sheet of a workbook, or the stated one', async () => {
    const workbook = createWorkbook([
      ['Name', 'Size'],
      ['Erdoğan', 3],
      ['', ''],
      ['Müller', 4.5],
    ]);
    expect(await readTable('table.xlsx', workbook)).toEqual({
      ...{ format: 'XLSX', sheet: 'Speakers', columns: ['Name', 'Size'] },
      rows: [
        { line: 2, cells: ['Erdoğan', '3'] },
        { line: 4, cells: ['Müller', '4.5'] },
      ],
    });
    await expect(readTable('table.xlsx', workbook, { sheet: 'Other' })).rejects.toThrow(
      'has no sheet "Other", only "Speakers"',
    );
  });
});
