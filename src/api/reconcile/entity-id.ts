import type { ResolutionKind } from '../../model/vocabulary.ts';

/** The identifier of a record: the key of a party, or `office/…` and `topic/…`. Keys contain no slash. */
export const toEntityId = (kind: ResolutionKind, key: string): string =>
  kind === 'OFFICE' || kind === 'TOPIC' ? `${kind.toLowerCase()}/${key}` : key;

/** Returns the keys of identifiers, by the table in which they are. */
export function groupEntityIds(ids: readonly string[]): Record<'party' | 'office' | 'topic', string[]> {
  const keys = { party: [] as string[], office: [] as string[], topic: [] as string[] };
  for (const id of ids) {
    const [, table, key] = /^(office|topic)\/(.+)$/s.exec(id) ?? [];
    if (table === 'office' || table === 'topic') keys[table].push(key ?? '');
    else keys.party.push(id);
  }
  return keys;
}
