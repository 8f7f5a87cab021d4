import type { Table, Write } from './table.ts';

/** Writes a table as JSON Lines: an object per row, with lists as arrays, without the columns that have no value. */
export async function writeJsonLines({ columns, rows }: Table, write: Write): Promise<void> {
  for await (const row of rows) {
    const values = columns.flatMap(({ name }, index) => {
      const value = row[index] ?? null;
      const isEmpty = Array.isArray(value) ? value.every((item) => item === null) : value === null;
      return isEmpty ? [] : [[name, value] as const];
    });
    await write(`${JSON.stringify(Object.fromEntries(values))}\n`);
  }
}
