import type { NamedRecord } from '../../db/queries/named-records.ts';
import type { ResolutionKind } from '../../model/vocabulary.ts';
import type { NameResolver } from './resolve-names.ts';
import type { RowState } from './row-state.ts';
import type { TableNoun } from './table-nouns.ts';

const kinds: Partial<Record<TableNoun, ResolutionKind>> = {
  person: 'PERSON',
  organization: 'ORGANIZATION',
  office: 'OFFICE',
};

/**
 * Returns the key of the record that a row adds to: the only one with an identifier of the row, else the only one with its
 * name. People who were born in another year are others. Returns `own` if there is none.
 */
export async function findExisting(
  state: RowState,
  { own, noun, names }: { own: string; noun: TableNoun; names: NameResolver },
): Promise<string> {
  const kind = kinds[noun];
  const field = noun === 'office' ? 'title' : 'name';
  const name = state.values[field];
  if (kind === undefined || typeof name !== 'string') return own;
  const identifiers = (state.values.sameAs ?? []) as readonly { value: string }[];
  const byIdentifier = await names.findExact(
    identifiers.map(({ value }) => value),
    kind,
  );
  const found = byIdentifier.length > 0 ? byIdentifier : await findByName(state, name, kind, names);
  const [only, ...others] = found;
  if (!only) return own;
  if (others.length > 0) {
    state.fail(field, name, `"${name}" could mean ${found.map(({ name, key }) => `${name} (${key})`).join(' or ')}.`);
    return own;
  }
  // The display name on record stays.
  if (only.key !== own) state.values[field] = only.name;
  return only.key;
}

async function findByName(
  { values }: RowState,
  name: string,
  kind: ResolutionKind,
  names: NameResolver,
): Promise<NamedRecord[]> {
  const found = await names.findExact([name], kind);
  const { born } = values;
  if (kind !== 'PERSON' || typeof born !== 'string') return found;
  const isSame = await Promise.all(
    found.map(async ({ key }) => {
      const { born: recorded } = await names.getPerson(key);
      return recorded === null || recorded.slice(0, 4) === born.slice(0, 4);
    }),
  );
  return found.filter((_, index) => isSame[index]);
}
