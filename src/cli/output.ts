export function printJson(document: unknown): void {
  print(JSON.stringify(document, null, 2));
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints messages for people, so that stdout holds only the output. */
export function printToStderr(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Ignores pipes that are closed early (`chancery … | head`), so that the command completes. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Aligns the columns of a table: text to the left, numbers to the right. */
export function formatTable(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows.reduce<number[]>(
    (maxima, row) => row.map((cell, i) => Math.max(maxima[i] ?? 0, String(cell).length)),
    [],
  );
  const align = (cell: string | number, i: number): string =>
    typeof cell === 'number' ? String(cell).padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0);
  return rows.map((row) => row.map(align).join('  ').trimEnd()).join('\n');
}

export const pluralize = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
