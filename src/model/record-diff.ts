/** A record in the interchange format, as JSON. */
export type RecordJson = Readonly<Record<string, unknown>>;

/** The changes of each field, in the interchange format; null for no value. */
export type FieldChanges = Readonly<Record<string, { from: unknown; to: unknown }>>;

const identityFields: ReadonlySet<string> = new Set(['noun', 'key']);

export const isSameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Returns the changed fields, in the order of the records. */
export function diffRecords(before: RecordJson | undefined, after: RecordJson | undefined): FieldChanges {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return Object.fromEntries(
    [...fields].flatMap((field) => {
      const [from, to] = [before?.[field] ?? null, after?.[field] ?? null];
      return identityFields.has(field) || isSameValue(from, to) ? [] : [[field, { from, to }]];
    }),
  );
}

/** Applies changes to a record; returns undefined if no fields remain. */
export function applyChanges(document: RecordJson | undefined, changes: FieldChanges): RecordJson | undefined {
  const fields = { ...document };
  for (const [field, { to }] of Object.entries(changes)) {
    if (to === null) delete fields[field];
    else fields[field] = to;
  }
  return Object.keys(fields).length > 0 ? fields : undefined;
}
