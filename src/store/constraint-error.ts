/** Describes a violated database constraint; returns undefined for any other error. */
export function explainConstraintError(error: unknown): string | undefined {
  // Drizzle wraps the errors of the driver.
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!(cause instanceof Error) || !code.startsWith('SQLITE_CONSTRAINT')) return undefined;
  const [, column] = /^UNIQUE constraint failed: \w+\.(\w+)/.exec(cause.message) ?? [];
  if (column) return `${column}: another record has this value already.`;
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return 'Other records refer to it in a way that would no longer hold.';
  return `The database refuses it: ${cause.message}.`;
}
