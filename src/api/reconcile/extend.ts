import type { Reader } from '../../db/database.ts';
import { type ReconcileRow, selectProperties } from '../../db/queries/reconcile.ts';
import { isDay } from '../../model/calendar.ts';
import { groupEntityIds, toEntityId } from './entity-id.ts';
import { type Named, properties, toType } from './entity-types.ts';
import type { ExtensionQuery } from './read-queries.ts';

type Cell = { str: string } | { date: string } | Named;
interface RecordProperties {
  sameAs?: { scheme: string; value: string }[];
  [property: string]: string | null | Named[] | { scheme: string; value: string }[] | undefined;
}

/** Returns the values of properties of records; none for what is not on record. */
export async function extend(reader: Reader, { ids, properties: asked }: ExtensionQuery): Promise<object> {
  const rows = await readProperties(reader, ids);
  const meta = asked.map(({ id }) => {
    const property = properties.find((candidate) => candidate.id === id);
    return { id, name: property?.name ?? id, ...(property?.type && { type: toType(property.type) }) };
  });
  return {
    meta,
    rows: Object.fromEntries(
      ids.map((id) => [
        id,
        Object.fromEntries(asked.map(({ id: property }) => [property, toCells(rows.get(id), property)])),
      ]),
    ),
  };
}

/** Returns the properties of records by their identifiers. */
export async function readProperties(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordProperties>> {
  const rows = await reader.all<ReconcileRow>(selectProperties(groupEntityIds(ids)));
  return new Map(
    rows.map(({ kind, key, properties: json }) => [
      toEntityId(kind, key),
      { ...(JSON.parse(json) as RecordProperties), kind },
    ]),
  );
}

const schemes: Readonly<Record<string, string>> = { wikidata: 'WIKIDATA', viaf: 'VIAF', lei: 'LEI' };

function toCells(record: RecordProperties | undefined, id: string): Cell[] {
  const property = properties.find((candidate) => candidate.id === id);
  if (!record || !property) return [];
  const scheme = schemes[id];
  if (scheme !== undefined)
    return (record.sameAs ?? []).flatMap((item) => (item.scheme === scheme ? { str: item.value } : []));
  const value = record[id];
  if (Array.isArray(value)) return value as Named[];
  if (value == null) return [];
  return [property.values === 'DATE' && isDay(value) ? { date: `${value}T00:00:00Z` } : { str: value }];
}
