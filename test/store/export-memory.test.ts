import { expect, test } from 'vitest';
import { createZipStream } from '../../src/store/export/data-package/zip-stream.ts';
import type { Column, Row, Table, Write } from '../../src/store/export/table.ts';
import { writeCsv } from '../../src/store/export/write-csv.ts';
import { writeJsonLines } from '../../src/store/export/write-json-lines.ts';
import { writeParquet } from '../../src/store/export/write-parquet.ts';

const rowCount = 100_000;
const column = (name: string, type: Column['type'], isList = false): Column => ({ name, type, isList });
const columns = [column('key', 'string'), column('leg', 'integer'), column('sources', 'string', true)];

const formats: Record<string, (table: Table, write: Write) => Promise<void>> = {
  csv: writeCsv,
  jsonl: writeJsonLines,
  parquet: writeParquet,
  zip: async (table, write) => {
    const zip = createZipStream(write);
    await zip.addFile('rows.csv', (writeText) => writeCsv(table, (text) => writeText(String(text))));
    await zip.finish();
  },
};

test.each(Object.entries(formats))(
  '%s of 100,000 rows is written while it is read, in small parts',
  async (_name, format) => {
    let read = 0;
    async function* rows(): AsyncGenerator<Row> {
      for (; read < rowCount; read += 1)
        yield [`key-${read}`, read, [`source-${(read * 7919) % 65_537}`, `source-${(read * 104_729) % 65_537}`]];
    }
    let [written, largestPart, mostRows, readBefore] = [0, 0, 0, 0];
    await format({ columns, rows: rows() }, async (part) => {
      written += part.length;
      largestPart = Math.max(largestPart, part.length);
      mostRows = Math.max(mostRows, read - readBefore);
      readBefore = read;
    });
    expect(read).toBe(rowCount);
    expect(written).toBeGreaterThan(500_000);
    // Rows wait for a group of Parquet, or for a chunk to compress, and no longer.
    expect(mostRows).toBeLessThanOrEqual(5_000);
    expect(largestPart).toBeLessThan(300_000);
  },
);
