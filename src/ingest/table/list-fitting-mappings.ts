import { ChanceryError } from '../../model/errors.ts';
import { type Mapping, readMapping } from '../trade-flows/mapping.ts';
import { listBundledMappings } from '../trade-flows/table-files.ts';
import { listTableMappings } from './list-table-mappings.ts';
import { fitMapping, readTableMapping } from './mapping.ts';
import { assertMappingFits } from './noun-fields.ts';

/** Returns the shipped mappings that can read a table with these columns. */
export const listFittingMappings = (columns: readonly string[]): string[] => [
  ...listTableMappings().filter((name) => fitsTable(name, columns)),
  ...listBundledMappings().filter((name) => fitsFlows(readMapping(name).mapping, columns)),
];

function fitsTable(name: string, columns: readonly string[]): boolean {
  const { mapping } = readTableMapping(name);
  // Files without a header have no names to compare.
  if (mapping.noun === undefined || mapping.header) return false;
  try {
    assertMappingFits(fitMapping(mapping, columns), mapping.noun, columns, name);
    return true;
  } catch (error) {
    if (error instanceof ChanceryError) return false;
    throw error;
  }
}

function fitsFlows({ period, reporter, partner, commodity, value }: Mapping, columns: readonly string[]): boolean {
  const needed = [period, reporter, partner, commodity, value].flatMap((one) =>
    one && 'column' in one ? [one.column] : [],
  );
  return needed.every((names) => names.some((name) => columns.includes(name)));
}
