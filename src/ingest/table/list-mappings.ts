import { readMapping } from '../trade-flows/mapping.ts';
import { listBundledMappings } from '../trade-flows/table-files.ts';
import { listTableMappings } from './list-table-mappings.ts';
import { readTableMapping, type TableMappingInput } from './mapping.ts';

/** A mapping that is part of Chancery. */
export interface ShippedMapping {
  name: string;
  /** What each row becomes. */
  noun: string;
  /** The table that it reads. */
  title: string;
  licence: string | null;
  url: string | null;
}

/** Returns all shipped mappings by name: those of tables of records, and those of trade flows. */
export function listShippedMappings(): ShippedMapping[] {
  const describe = (
    name: string,
    noun: string,
    source: Pick<TableMappingInput['source'], 'title' | 'licence' | 'url'>,
  ) => ({
    ...{ name, noun, title: source.title ?? name },
    ...{ licence: source.licence ?? null, url: source.url ?? null },
  });
  return [
    ...listTableMappings().map((name) => {
      const { mapping, source } = readTableMapping(name);
      return describe(name, mapping.noun ?? '', source);
    }),
    ...listBundledMappings().map((name) => describe(name, 'flow', readMapping(name).source)),
  ].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
