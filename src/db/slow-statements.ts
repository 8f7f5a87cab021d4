/** Receives statements that take at least `thresholdMs`. */
export interface SlowStatementLog {
  readonly thresholdMs: number;
  /** `statement` is shortened and contains no values. */
  report(statement: string, ms: number): void;
}

const maxLength = 300;

/** Runs a statement, and reports it if it is slow, also if it fails. */
export function timeStatement<T>(log: SlowStatementLog | undefined, text: string, run: () => T): T {
  if (!log) return run();
  const startedAt = performance.now();
  try {
    return run();
  } finally {
    reportIfSlow(log, text, performance.now() - startedAt);
  }
}

export function reportIfSlow(log: SlowStatementLog | undefined, text: string, ms: number): void {
  if (log && ms >= log.thresholdMs) log.report(shortenStatement(text), Math.round(ms * 100) / 100);
}

/** Parameters are placeholders already; literals are replaced too, and the middle of a long text is cut out. */
export function shortenStatement(text: string): string {
  const plain = text
    .replaceAll(/'(?:[^']|'')*'/g, "'…'")
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length <= maxLength ? plain : `${plain.slice(0, 200)} … ${plain.slice(-(maxLength - 203))}`;
}
