import type { TradeFlowLookups } from '../../db/queries/trade-flow-lookups.ts';
import type { HsScheme } from '../../model/harmonized-system.ts';
import { describeExcessLength } from '../../model/text-limits.ts';
import type { FigureStatus, FlowDirection, Valuation } from '../../model/vocabulary.ts';
import type { FlowRow } from '../../store/write/trade-flow.ts';
import type { CommodityCodes } from './commodity-codes.ts';
import type { ColumnNames, Mapping } from './mapping.ts';
import { type NumberNotation, parseNumber } from './parse-number.ts';
import type { AreaResolver } from './resolve-areas.ts';

/** Reads the cells of a row. A rejection names the column and the reason. */
export type RowReader = (cells: readonly string[]) => FlowRow | { rejected: string };

/** Lookups that are needed to read rows. */
export interface RowContext {
  resolveReporter: AreaResolver;
  resolvePartner: AreaResolver;
  areas: Pick<TradeFlowLookups, 'countries' | 'groups'>;
  commodities: CommodityCodes;
}

type Cells = readonly string[];
type Measure = { value: number | null; status: FigureStatus; unit: string | null };

/** Ignores inherited properties, because a cell may contain a name such as "constructor". */
const getOwnValue = <T>(values: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** Not an Error, because creating a stack trace for each of a million rejected rows is slow. */
class CellRejection {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
const rejectCell = (column: ColumnNames, reason: string): never => {
  throw new CellRejection(`${column[0]}: ${reason}`);
};

/** Returns the required columns of a mapping as named in the header. Missing ones have their first name. */
export function getRequiredColumns(mapping: Mapping, header: readonly string[]): string[] {
  const { year, reporter, partner, direction, commodity, product, value, quantity } = mapping;
  const needed = [
    year,
    reporter,
    partner,
    ...(typeof direction === 'string' ? [] : [direction]),
    ...('column' in commodity ? [commodity] : []),
    ...(isRequiredEditionColumn(commodity) ? [commodity.edition] : []),
    ...(product ? [product] : []),
    ...[value, quantity].flatMap((one) => (one && !one.optional ? [one] : [])),
    ...(typeof quantity?.unit === 'object' ? [quantity.unit] : []),
  ];
  return needed.map(({ column }) => column.find((name) => header.includes(name)) ?? column[0] ?? '');
}

type CommodityMapping = Mapping['commodity'];
type EditionColumn = { edition: { column: ColumnNames; default?: HsScheme | undefined } };
const hasEditionColumn = (commodity: CommodityMapping): commodity is CommodityMapping & EditionColumn =>
  typeof commodity.edition === 'object' && 'column' in commodity.edition;
const isRequiredEditionColumn = (commodity: CommodityMapping): commodity is CommodityMapping & EditionColumn =>
  hasEditionColumn(commodity) && commodity.edition.default === undefined;

/** Returns the columns of a table that the mapping does not mention. */
export function findUnknownColumns(
  mapping: Mapping,
  header: readonly string[],
  reservedColumns: readonly string[],
): string[] {
  const { value, quantity, commodity } = mapping;
  const known = new Set([
    ...reservedColumns,
    ...getRequiredColumns(mapping, header),
    ...[value, quantity].flatMap((one) => [...(one?.column ?? []), ...(one?.estimated?.column ?? [])]),
    ...('name' in commodity ? (commodity.name ?? []) : []),
    ...(hasEditionColumn(commodity) ? commodity.edition.column : []),
    ...Object.keys(mapping.only),
    ...mapping.ignored,
  ]);
  return header.filter((name) => !known.has(name));
}

export function createRowReader(
  mapping: Mapping,
  header: readonly string[],
  { resolveReporter, resolvePartner, areas, commodities }: RowContext,
  tableName: string,
): RowReader {
  const at = (column: ColumnNames): number =>
    column.map((name) => header.indexOf(name)).find((index) => index >= 0) ?? -1;
  const only = Object.entries(mapping.only).flatMap(([name, values]) => {
    const index = header.indexOf(name);
    return index < 0 ? [] : [{ name, index, values: new Set(values) }];
  });
  const year = at(mapping.year.column);
  const [reporterAt, partnerAt] = [at(mapping.reporter.column), at(mapping.partner.column)];
  const product = mapping.product ? at(mapping.product.column) : -1;
  const productOf = (cells: Cells): string => {
    const cell = (cells[product] ?? '').trim();
    if (cell.includes('\n')) return rejectCell(mapping.product?.column ?? [], multilineCellMessage);
    return assertNameLength(cell, mapping.product?.column ?? []);
  };
  const directionOf = createDirectionReader(mapping, at);
  const commodityOf = createCommodityReader(mapping, commodities, at, tableName);
  const worthOf = createMeasureReader(mapping.value, mapping, at);
  const quantityOf = createMeasureReader(mapping.quantity, mapping, at);
  const thisYear = new Date().getUTCFullYear();
  const ids = new Map([...areas.countries, ...areas.groups].map(({ key, id }) => [key, id]));
  const idOf = (key: string, column: ColumnNames): number =>
    ids.get(key) ?? rejectCell(column, `"${key}" is not on record.`);

  const readRow = (cells: Cells): FlowRow => {
    for (const { name, index, values } of only) {
      const cell = (cells[index] ?? '').trim();
      if (!values.has(cell))
        rejectCell([name], `"${cell}" is not accepted. Expected ${[...values].map((one) => `"${one}"`).join(', ')}.`);
    }
    const flowYear = parseFlowYear(cells[year] ?? '', thisYear, mapping.year.column);
    const reporterArea = resolveReporter(cells[reporterAt] ?? '', flowYear);
    if ('reason' in reporterArea) return rejectCell(mapping.reporter.column, reporterArea.reason);
    const partnerArea = resolvePartner(cells[partnerAt] ?? '', flowYear);
    if ('reason' in partnerArea) return rejectCell(mapping.partner.column, partnerArea.reason);
    const direction = directionOf(cells);
    const value = worthOf(cells);
    const quantity = quantityOf(cells);
    const product = productOf(cells);
    const reporterId = idOf(keyOf(reporterArea), mapping.reporter.column);
    const partnerId = idOf(keyOf(partnerArea), mapping.partner.column);
    return {
      reporterId,
      partnerId,
      // Last, because it may create a commodity, which a rejected row must not do.
      commodityId: commodityOf(cells),
      year: flowYear,
      direction,
      product,
      value: value.value,
      valueStatus: value.status,
      valuation: resolveValuation(mapping.valuation, direction),
      quantity: quantity.value,
      unit: quantity.unit,
      quantityStatus: quantity.status,
    };
  };
  return (cells) => {
    try {
      return readRow(cells);
    } catch (error) {
      if (error instanceof CellRejection) return { rejected: error.reason };
      throw error;
    }
  };
}

const keyOf = (area: { country: string } | { group: string }): string =>
  'country' in area ? area.country : area.group;

const assertNameLength = (cell: string, column: ColumnNames): string => {
  const excess = describeExcessLength(cell, 'name');
  return excess === undefined ? cell : rejectCell(column, excess);
};

const multilineCellMessage =
  'The cell has several lines. Most likely it starts with a quote that is part of the text: quote the cell, and write the quote twice.';

function parseFlowYear(cell: string, thisYear: number, column: ColumnNames): number {
  const text = cell.trim();
  const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
  return year >= 1500 && year <= thisYear
    ? year
    : rejectCell(column, `"${text}" is not a year. Expected four digits, from 1500 to ${thisYear}.`);
}

function createDirectionReader(
  { direction }: Mapping,
  at: (column: ColumnNames) => number,
): (cells: Cells) => FlowDirection {
  if (typeof direction === 'string') return () => direction;
  const index = at(direction.column);
  const { values } = direction;
  return (cells) => {
    const cell = (cells[index] ?? '').trim();
    return (
      getOwnValue(values, cell) ??
      rejectCell(direction.column, `"${cell}" is not a direction. The mapping has ${Object.keys(values).join(', ')}.`)
    );
  };
}

function createCommodityReader(
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

type MeasureMapping = NonNullable<Mapping['value']> & { unit?: NonNullable<Mapping['quantity']>['unit'] };
const missingMeasure: Measure = { value: null, status: 'MISSING', unit: null };

function createMeasureReader(
  measure: MeasureMapping | undefined,
  notation: NumberNotation,
  at: (column: ColumnNames) => number,
): (cells: Cells) => Measure {
  const index = measure ? at(measure.column) : -1;
  if (!measure || index < 0) return () => missingMeasure;
  const { column, exponent, status, estimated, unit } = measure;
  const mark = estimated ? { index: at(estimated.column), is: new Set(estimated.is) } : undefined;
  const unitAt = typeof unit === 'object' ? at(unit.column) : -1;
  return (cells) => {
    const figure = parseNumber(cells[index] ?? '', notation, exponent);
    if ('reason' in figure) return rejectCell(column, figure.reason);
    const isEstimated = mark?.is.has((cells[mark.index] ?? '').trim());
    const unitName = typeof unit === 'object' ? resolveUnit(unit, (cells[unitAt] ?? '').trim()) : (unit ?? null);
    return {
      value: figure.value,
      status: figure.status === 'REPORTED' ? (isEstimated ? 'ESTIMATED' : status) : figure.status,
      unit: unitName,
    };
  };
}

const resolveUnit = (
  { column, values }: { column: ColumnNames; values: Readonly<Record<string, string>> },
  cell: string,
): string =>
  getOwnValue(values, cell) ??
  rejectCell(column, `"${cell}" is not a unit. The mapping has ${Object.keys(values).join(', ')}.`);

const resolveValuation = (valuation: Mapping['valuation'], direction: FlowDirection): Valuation | null =>
  (typeof valuation === 'string' ? valuation : valuation?.[direction]) ?? null;
