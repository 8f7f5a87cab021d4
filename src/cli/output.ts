/** One JSON document, and nothing else. */
export function printJson(document: unknown): void {
  print(JSON.stringify(document, null, 2));
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A word to the person at the terminal, beside the output. */
export function printToStderr(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** `chancery … | head` closes the pipe early: the work goes on and its exit code stands. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Rows of aligned columns; numbers to the right. */
export function formatTable(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, String(cell).length)),
    [],
  );
  const align = (cell: string | number, i: number): string =>
    typeof cell === 'number' ? String(cell).padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0);
  return rows.map((row) => row.map(align).join('  ').trimEnd()).join('\n');
}
