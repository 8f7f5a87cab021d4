import type { TradeFlowLookups } from '../../db/queries/trade-flow-lookups.ts';
import type { HsScheme } from '../../model/harmonized-system.ts';
import type { FigureStatus, FlowDirection, Valuation } from '../../model/vocabulary.ts';
import type { FlowRow } from '../../store/write/trade-flow.ts';
import { assertNameLength, CellRejection, getOwnValue, rejectCell } from './cell-rejection.ts';
import type { CommodityCodes } from './commodity-codes.ts';
import { createCommodityReader } from './commodity-reader.ts';
import { type ColumnNames, getAreaColumn, type Mapping } from './mapping.ts';
import { type NumberNotation, parseNumber } from './parse-number.ts';
import { type FlowPeriod, readFlowPeriod } from './read-period.ts';
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

/** Returns the required columns of a mapping as named in the header. Missing ones have their first name. */
export function getRequiredColumns(mapping: Mapping, header: readonly string[]): string[] {
  const { period, reporter, partner, direction, commodity, product, value, quantity } = mapping;
  const needed = [
    ...('column' in period ? [period] : []),
    ...[reporter, partner].map(getAreaColumn).filter((side) => side !== undefined),
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
  const periodOf = createPeriodReader(mapping, at);
  const reporterOf = createAreaReader(mapping.reporter, resolveReporter, at);
  const partnerOf = createAreaReader(mapping.partner, resolvePartner, at);
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
  const ids = new Map([...areas.countries, ...areas.groups].map(({ key, id }) => [key, id]));
  const idOf = (key: string, column: ColumnNames): number =>
    ids.get(key) ?? rejectCell(column, `"${key}" is not on record.`);

  const readRow = (cells: Cells): FlowRow => {
    for (const { name, index, values } of only) {
      const cell = (cells[index] ?? '').trim();
      if (!values.has(cell))
        rejectCell([name], `"${cell}" is not accepted. Expected ${[...values].map((one) => `"${one}"`).join(', ')}.`);
    }
    const { year, firstMonth, lastMonth } = periodOf(cells);
    const reporter = reporterOf(cells, year);
    const partner = partnerOf(cells, year);
    const direction = directionOf(cells);
    const value = worthOf(cells);
    const quantity = quantityOf(cells);
    const product = productOf(cells);
    const reporterId = idOf(reporter, getAreaColumn(mapping.reporter)?.column ?? ['reporter']);
    const partnerId = idOf(partner, getAreaColumn(mapping.partner)?.column ?? ['partner']);
    return {
      reporterId,
      partnerId,
      // Last, because it may create a commodity, which a rejected row must not do.
      commodityId: commodityOf(cells),
      year,
      firstMonth,
      lastMonth,
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

const multilineCellMessage =
  'The cell has several lines. Most likely it starts with a quote that is part of the text: quote the cell, and write the quote twice.';

function createPeriodReader({ period }: Mapping, at: (column: ColumnNames) => number): (cells: Cells) => FlowPeriod {
  const column = 'column' in period ? period.column : ['period'];
  const index = 'column' in period ? at(period.column) : -1;
  // A table has few periods.
  const known = new Map<string, FlowPeriod | { reason: string }>();
  return (cells) => {
    const cell = 'value' in period ? period.value : (cells[index] ?? '');
    const found = known.get(cell) ?? readFlowPeriod(cell, 'value' in period ? {} : period);
    if (known.size < maxKnownPeriods) known.set(cell, found);
    return 'reason' in found ? rejectCell(column, found.reason) : found;
  };
}
const maxKnownPeriods = 10_000;

/** Reads the key of the country or group on one side. */
function createAreaReader(
  side: Mapping['reporter'],
  resolve: AreaResolver,
  at: (column: ColumnNames) => number,
): (cells: Cells, year: number) => string {
  const column = getAreaColumn(side)?.column ?? [];
  const index = at(column);
  return (cells, year) => {
    const area = resolve('value' in side ? side.value : (cells[index] ?? ''), year);
    return 'reason' in area ? rejectCell('value' in side ? ['mapping'] : column, area.reason) : keyOf(area);
  };
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
