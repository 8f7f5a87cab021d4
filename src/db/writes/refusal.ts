/** What a constraint of the database refused, in words; undefined for any other error. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (!code.startsWith('SQLITE_CONSTRAINT')) return refusalOf(error.cause);
  const [, column] = /^UNIQUE constraint failed: \w+\.(\w+)/.exec(error.message) ?? [];
  if (column) return `${column}: another record has this value already.`;
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return 'Other records refer to it in a way that would no longer hold.';
  return `The database refuses it: ${error.message}.`;
}
