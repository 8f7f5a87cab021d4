import type { HsScheme } from '../../model/harmonized-system.ts';
import { assertNameLength, getOwnValue, rejectCell } from './cell-rejection.ts';
import type { CommodityCodes } from './commodity-codes.ts';
import type { ColumnNames, Mapping } from './mapping.ts';

type Cells = readonly string[];

/** Returns a reader of the commodity of a row: its id, which it may create. */
export function createCommodityReader(
  { commodity, missing }: Mapping,
  commodities: CommodityCodes,
  at: (column: ColumnNames) => number,
  tableName: string,
): (cells: Cells) => number {
  if ('code' in commodity) {
    const id = commodities.resolve(commodity.code, commodity.edition);
    if (typeof id === 'object') throw new Error(`The commodity ${commodity.code} should be on record.`);
    return () => id;
  }
  const index = at(commodity.column);
  const nameAt = commodity.name ? at(commodity.name) : -1;
  const { digits, column } = commodity;
  const editionOf = createEditionReader(commodity.edition, at, tableName);
  return (cells) => {
    const cell = (cells[index] ?? '').trim().replaceAll('.', '');
    const code = digits !== undefined && cell.length < digits && /^\d+$/.test(cell) ? cell.padStart(digits, '0') : cell;
    const name = assertNameLength((cells[nameAt] ?? '').trim(), commodity.name ?? column);
    const id = commodities.resolve(code, editionOf(cells), missing.includes(name) || name === '' ? null : name);
    return typeof id === 'number' ? id : rejectCell(column, id.reason);
  };
}

type EditionMapping = Extract<Mapping['commodity'], { column: ColumnNames }>['edition'];

function createEditionReader(
  edition: EditionMapping,
  at: (column: ColumnNames) => number,
  tableName: string,
): (cells: Cells) => HsScheme {
  if (typeof edition === 'string') return () => edition;
  if ('fileName' in edition) {
    const words = tableName.toUpperCase().split(/[^A-Z0-9]+/);
    const named = Object.entries(edition.fileName).find(([part]) => words.includes(part.toUpperCase()))?.[1];
    const stated = named ?? edition.default;
    const parts = Object.keys(edition.fileName).join(', ');
    return () =>
      stated ??
      rejectCell(
        ['commodity.edition'],
        `The name of the table, "${tableName}", does not state the edition of its codes. Expected one of ${parts} in it.`,
      );
  }
  const { column, values, default: otherwise } = edition;
  const index = at(column);
  return (cells) => {
    const cell = (cells[index] ?? '').trim();
    if (cell === '' && otherwise !== undefined) return otherwise;
    return (
      getOwnValue(values, cell) ??
      rejectCell(
        column,
        `"${cell}" is not an edition of the Harmonized System. The mapping has ${Object.keys(values).join(', ')}.`,
      )
    );
  };
}
