/** Describes a violated database constraint; returns undefined for any other error. */
export function explainConstraintError(error: unknown): string | undefined {
  // Drizzle wraps the errors of the driver.
  const cause = error instanceof Error ? (error.cause ?? error) : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!(cause instanceof Error) || !code.startsWith('SQLITE_CONSTRAINT')) return undefined;
  const [, column] = /^UNIQUE constraint failed: \w+\.(\w+)/.exec(cause.message) ?? [];
  if (column) return `${column}: another record already has this value.`;
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY')
    return 'Other records refer to it, and their references would become invalid.';
  return `The database rejected it: ${cause.message}.`;
}
