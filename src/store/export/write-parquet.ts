import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column, Row, Table, Write } from './table.ts';

/** Rows that are encoded together, and in memory at a time. */
const rowGroupSize = 5_000;

/** Writes a table as Parquet, compressed with Snappy: typed columns, with lists as lists. */
export async function writeParquet({ columns, rows }: Table, write: Write): Promise<void> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: toSchema(columns), createdBy: 'chancery' });
  const flush = async (): Promise<void> => {
    // A copy, because the buffer is used again. The positions of the columns are counted in `offset`.
    const part = new Uint8Array(bytes.buffer, 0, bytes.index).slice();
    bytes.index = 0;
    await write(part);
  };
  let group: Row[] = [];
  const writeGroup = async (): Promise<void> => {
    await writer.write({
      columnData: columns.map((column, index) => ({
        name: column.name,
        data: group.map((row) => toParquetValue(column, row[index])),
      })),
      rowGroupSize,
    });
    group = [];
    await flush();
  };
  for await (const row of rows) if (group.push(row) === rowGroupSize) await writeGroup();
  if (group.length > 0) await writeGroup();
  await writer.finish();
  await flush();
}

const primitives = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
} as const satisfies Record<Column['type'], Partial<SchemaElement>>;

/** Integers are 64 bits wide, for which the writer takes a bigint. */
function toParquetValue({ type }: Column, cell: Row[number] | undefined): unknown {
  if (type !== 'integer') return cell ?? null;
  return Array.isArray(cell) ? cell.map(toBigInt) : toBigInt((cell ?? null) as Row[number]);
}

const toBigInt = (value: unknown): bigint | null => (value === null ? null : BigInt(Number(value)));

const toSchema = (columns: readonly Column[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.flatMap(({ name, type, isList }): SchemaElement[] =>
    isList
      ? [
          { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
          { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
          { name: 'element', repetition_type: 'OPTIONAL', ...primitives[type] },
        ]
      : [{ name, repetition_type: 'OPTIONAL', ...primitives[type] }],
  ),
];
