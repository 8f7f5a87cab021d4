import type { RecordInput } from '../../model/records/index.ts';
import { createdSourceKey, createSourceRecord, isWebUrl, normalizeUrl } from './create-records.ts';
import { getRowSource, type TableMapping, type TableMappingInput } from './mapping.ts';
import type { Table } from './table.ts';

interface DerivedSourceOptions {
  mapping: TableMapping;
  source: TableMappingInput['source'];
  constants: Readonly<Record<string, string>>;
  sourcesByUrl: ReadonlyMap<string, string>;
  createsSources: boolean;
}

/**
 * Returns the source of a table that rewords the sources of its rows, as derived from them, after the sources that have to be
 * created for it. Reads the whole table.
 */
export async function createDerivedSource(
  table: Table,
  { mapping, source, constants, sourcesByUrl, createsSources }: DerivedSourceOptions,
): Promise<RecordInput[]> {
  const { column = '', publisher } = getRowSource(mapping) ?? {};
  const [at, publisherAt] = [table.columns.indexOf(column), table.columns.indexOf(publisher ?? '')];
  const created = new Map<string, RecordInput>();
  const keys = new Set<string>(source.derivedFrom);
  for await (const batch of table.batches)
    for (const { cells } of batch)
      for (const url of (cells[at] ?? constants[column] ?? '').split(/[\s;|]+/).filter(isWebUrl)) {
        const own = createdSourceKey(source.key, url);
        const key = sourcesByUrl.get(normalizeUrl(url)) ?? (createsSources ? own : undefined);
        if (key === undefined) continue;
        keys.add(key);
        if (key === own)
          created.set(key, createSourceRecord(source.key, { url, publisher: cells[publisherAt]?.trim() || undefined }));
      }
  const derived = { noun: 'source', ...source, ...(keys.size > 0 && { derivedFrom: [...keys] }) } as RecordInput;
  return [...created.values(), derived];
}
