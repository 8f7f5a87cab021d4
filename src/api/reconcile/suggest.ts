import type { Reader } from '../../db/database.ts';
import { type ReconcileCandidate, selectCandidates } from '../../db/queries/reconcile.ts';
import { resolutionKinds } from '../../model/vocabulary.ts';
import { toEntityId } from './entity-id.ts';
import { entityTypes, type Named, properties, toNamed, toType } from './entity-types.ts';

const pageSize = 10;
const maxSuggestions = 50;

/** Suggests records whose names begin with a text or are like it. */
export async function suggestEntities(reader: Reader, prefix: string, cursor: number): Promise<object> {
  const rows = await reader.all<ReconcileCandidate>(
    selectCandidates({
      name: prefix.replace(/^(?:office|topic)\//, ''),
      kinds: resolutionKinds,
      on: undefined,
      countryIds: undefined,
      limit: Math.min(cursor + pageSize, maxSuggestions),
    }),
  );
  return {
    result: rows.slice(cursor).map(({ kind, key, name, description }) => ({
      id: toEntityId(kind, key),
      name,
      ...(description && { description }),
      notable: [toType(kind)],
    })),
  };
}

export const suggestTypes = (prefix: string, cursor: number): object => suggestNamed(entityTypes, prefix, cursor);
export const suggestProperties = (prefix: string, cursor: number): object =>
  suggestNamed(properties.map(toNamed), prefix, cursor);

function suggestNamed(all: readonly Named[], prefix: string, cursor: number): object {
  const text = prefix.trim().toLowerCase();
  const found = all.filter(
    ({ id, name }) =>
      [id, ...name.toLowerCase().split(' ')].some((word) => word.startsWith(text)) ||
      name.toLowerCase().startsWith(text),
  );
  return { result: found.slice(cursor, cursor + pageSize) };
}
