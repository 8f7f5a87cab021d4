import type {
  FlowDirection,
  StatementDimension,
  StatementFilter,
  StatementMode,
  TradeFlowDimension,
  TradeFlowFilter,
  VisitDimension,
  VisitFilter,
  VisitStatus,
  VisitType,
} from '@chancery/sdk';
import { parseCountryFilter, parseFlowGoodsFilter } from '../views/trade/trade-filter.ts';

/** What a chart counts. */
export type Measure = 'visits' | 'statements' | 'flows';
export type Dimension = VisitDimension | StatementDimension | TradeFlowDimension;
export type ChartType = 'bars' | 'areas' | 'lines' | 'ranking' | 'matrix' | 'network';

/** A chart as the URL describes it. */
export interface ChartQuery {
  readonly measure: Measure;
  readonly by: Dimension;
  readonly split: Dimension | undefined;
  readonly type: ChartType;
  /** Quantities of flows, instead of values in US dollars. */
  readonly isQuantity: boolean;
  /** Exports of the reporter, instead of its imports. */
  readonly isExport: boolean;
}

/** The dimensions of each measure, with their labels. The first is the default. */
export const dimensions: Readonly<Record<Measure, Readonly<Partial<Record<Dimension, string>>>>> = {
  visits: {
    YEAR: 'year',
    HOST: 'host',
    HOST_GROUP: 'region of the host',
    TRAVELLER: 'traveller',
    TRAVELLER_COUNTRY: 'country of the traveller',
    TYPE: 'type',
    STATUS: 'status',
  },
  statements: {
    YEAR: 'year',
    SPEAKER: 'speaker',
    SPEAKER_COUNTRY: 'country of the speaker',
    ABOUT: 'party it is about',
    MODE: 'mode',
  },
  flows: { YEAR: 'year', PARTNER: 'partner', REPORTER: 'reporter', COMMODITY: 'commodity' },
};

export const measureLabels: Readonly<Record<Measure, string>> = {
  visits: 'Visits',
  statements: 'Statements',
  flows: 'Trade flows',
};

export const isMeasure = (value: string | null): value is Measure => value !== null && value in dimensions;

/** Reads a chart from the URL. A dimension that the measure does not have is replaced by the default. */
export function parseChartQuery(params: URLSearchParams): ChartQuery {
  const requested = params.get('measure');
  const measure = isMeasure(requested) ? requested : 'visits';
  const readDimension = (name: string): Dimension | undefined =>
    (Object.keys(dimensions[measure]) as Dimension[]).find((dimension) => dimension === params.get(name));
  const first = readDimension('by') ?? 'YEAR';
  const second = readDimension('split');
  const pair = second === undefined || second === first ? undefined : second;
  // Years are the axis, whichever of the two they are.
  const [by, split] = pair === 'YEAR' ? ([pair, first] as const) : ([first, pair] as const);
  const types = listChartTypes(measure, by, split);
  const type = types.find((one) => one === params.get('type')) ?? types[0] ?? 'bars';
  return {
    measure,
    by,
    split,
    type,
    isQuantity: params.get('as') === 'quantity',
    isExport: params.get('direction') === 'EXPORT',
  };
}

/** Lists the types of charts that can draw these dimensions, the default first. */
export function listChartTypes(measure: Measure, by: Dimension, split: Dimension | undefined): ChartType[] {
  if (by === 'YEAR') return ['bars', 'areas', 'lines'];
  if (split === undefined) return ['ranking'];
  return isNetwork(measure, by, split) ? ['matrix', 'network'] : ['matrix'];
}

const countryDimensions: readonly Dimension[] = ['HOST', 'TRAVELLER_COUNTRY', 'REPORTER', 'PARTNER'];

/** Whether both dimensions are countries, so that a country can be at both ends of a link. */
const isNetwork = (measure: Measure, by: Dimension, split: Dimension): boolean =>
  measure !== 'statements' && countryDimensions.includes(by) && countryDimensions.includes(split);

/** The parameters of the URL that filter each measure, with their labels. */
export const filterParams: Readonly<Record<Measure, Readonly<Record<string, string>>>> = {
  visits: {
    from: 'From',
    until: 'Until',
    host: 'Host',
    region: 'Region of the host',
    country: 'Country of the traveller',
    traveller: 'Traveller',
    office: 'Office',
    kind: 'Type of visit',
    status: 'Status',
  },
  statements: { from: 'From', until: 'Until', speaker: 'Speaker', about: 'About', mode: 'Mode', text: 'Words' },
  flows: {
    from: 'From',
    until: 'Until',
    reporter: 'Reporter',
    partner: 'Partner',
    commodity: 'Commodity',
    direction: 'Direction',
  },
};

const readText = (params: URLSearchParams, name: string): string | undefined => params.get(name)?.trim() || undefined;

/** Dates that are given as a year mean all of it. */
const firstDay = (date: string): string => (/^\d{4}$/.test(date) ? `${date}-01-01` : date);
const lastDay = (date: string): string => (/^\d{4}$/.test(date) ? `${date}-12-31` : date);

function readDates(params: URLSearchParams) {
  const [from, until] = [readText(params, 'from'), readText(params, 'until')];
  return from || until
    ? { ...(from && { onOrAfter: firstDay(from) }), ...(until && { onOrBefore: lastDay(until) }) }
    : undefined;
}

/** A key of an office (us:president), or words of its title. */
const officeKeyPattern = /^\S+:\S+$/;

/** Invalid values are sent as they are: the API rejects them with a message. */
export function parseVisitChartFilter(params: URLSearchParams): VisitFilter {
  const read = (name: string): string | undefined => readText(params, name);
  const [host, region, country, traveller] = [read('host'), read('region'), read('country'), read('traveller')];
  const [office, kind, status] = [read('office'), read('kind'), read('status')];
  const dates = readDates(params);
  return {
    ...(dates && { start: dates }),
    ...((host || region) && {
      host: { ...(host && { code: { eq: host } }), ...(region && { group: { eq: region } }) },
    }),
    ...(country && { travellerCountry: parseCountryFilter(country) }),
    ...(traveller && { traveller: { key: { eq: traveller } } }),
    ...(office && {
      travellerOffice: officeKeyPattern.test(office) ? { key: { eq: office } } : { title: { contains: office } },
    }),
    ...(kind && { type: [kind as VisitType] }),
    ...(status && { status: [status as VisitStatus] }),
  };
}

export function parseStatementChartFilter(params: URLSearchParams): StatementFilter {
  const read = (name: string): string | undefined => readText(params, name);
  const dates = readDates(params);
  const [speaker, about, mode, text] = [read('speaker'), read('about'), read('mode'), read('text')];
  return {
    ...(dates && { saidOn: dates }),
    ...(speaker && { speaker: { key: { eq: speaker } } }),
    ...(about && { about: { key: { eq: about } } }),
    ...(mode && { mode: [mode as StatementMode] }),
    ...(text && { text }),
  };
}

/** The flows that the reporter reports, and the same flows as its partners report them. */
export interface FlowChartVariables {
  readonly by: readonly TradeFlowDimension[];
  readonly filter: TradeFlowFilter;
  readonly mirrorBy: readonly TradeFlowDimension[];
  readonly mirror: TradeFlowFilter;
}

const opposite: Readonly<Record<string, FlowDirection>> = {
  IMPORT: 'EXPORT',
  EXPORT: 'IMPORT',
  RE_IMPORT: 'RE_EXPORT',
  RE_EXPORT: 'RE_IMPORT',
};

export function parseFlowChartVariables(
  params: URLSearchParams,
  { by, split }: Pick<ChartQuery, 'by' | 'split'>,
): FlowChartVariables {
  const read = (name: string): string | undefined => readText(params, name);
  const [from, until] = [read('from'), read('until')];
  const [reporter, partner] = ['reporter', 'partner'].map((name) => {
    const text = read(name);
    return text === undefined ? undefined : parseCountryFilter(text);
  });
  const direction = (read('direction') ?? 'IMPORT') as FlowDirection;
  const shared: TradeFlowFilter = {
    ...parseFlowGoodsFilter(params),
    ...((from || until) && {
      year: { ...(from && { onOrAfter: Number(from) }), ...(until && { onOrBefore: Number(until) }) },
    }),
  };
  const swap: Readonly<Record<string, TradeFlowDimension>> = { REPORTER: 'PARTNER', PARTNER: 'REPORTER' };
  const byDimensions = [by, split].filter((dimension) => dimension !== undefined) as TradeFlowDimension[];
  return {
    by: byDimensions,
    filter: { ...shared, direction: [direction], ...(reporter && { reporter }), ...(partner && { partner }) },
    mirrorBy: byDimensions.map((dimension) => swap[dimension] ?? dimension),
    mirror: {
      ...shared,
      direction: [opposite[direction] ?? direction],
      ...(partner && { reporter: partner }),
      ...(reporter && { partner: reporter }),
    },
  };
}
