import type {
  CommodityFilter,
  CountryFilter,
  FlowDirection,
  TradeFlowFilter,
  TradeLinkFilter,
  TradeLinkKind,
  TradeLinkStatus,
} from '@chancery/sdk';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import type { MeasuredFlowTotalsVariables, TieParty, TieRow } from './generated/operations.ts';

const getParam = (params: URLSearchParams, name: string): string | undefined => params.get(name)?.trim() || undefined;

/** Splits a comma-separated list. A trailing comma marks a single item as a list. */
const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Codes and keys: `2709`, `2709.00`, `HS-2709`, `rare-metals` and words in capitals. Other text is searched in names. */
const goodsCodePattern = /^([A-Z]*-?\d[\d.]*|[A-Z]{2,}|[a-z0-9]+(-[a-z0-9]+)+)$/;

type GoodsQuery = { readonly codes: readonly string[] } | { readonly words: string };

function parseGoods(text: string): GoodsQuery {
  if (!text.includes(',') && !goodsCodePattern.test(text)) return { words: text };
  return { codes: splitList(text).map((code) => (/^[\d.]+$/.test(code) ? code.replaceAll('.', '') : code)) };
}

/** Builds the filter of trade links from the URL. Invalid values are sent as they are: the API rejects them with a message. */
export function parseTieFilter(params: URLSearchParams): TradeLinkFilter {
  const [commodity, party, kind, status, disputed] = ['commodity', 'party', 'kind', 'status', 'disputed'].map((name) =>
    getParam(params, name),
  );
  const goods = commodity === undefined ? undefined : parseGoods(commodity);
  const alternatives: TradeLinkFilter[] =
    goods && 'codes' in goods ? goods.codes.map((within) => ({ commodity: { within } })) : [];
  return {
    ...(goods && 'words' in goods && { commodity: { name: { contains: goods.words } } }),
    ...(alternatives.length === 1 ? alternatives[0] : alternatives.length > 1 && { or: alternatives }),
    ...(party && { party: { name: { contains: party } } }),
    ...(kind && { kind: [kind as TradeLinkKind] }),
    ...(status && { status: [status as TradeLinkStatus] }),
    ...((disputed === 'yes' || disputed === 'no') && { disputed: disputed === 'yes' }),
  };
}

/** Builds the filter by commodity. Flows of subheadings match too. */
export function parseFlowGoodsFilter(params: URLSearchParams): { commodity?: CommodityFilter } {
  const commodity = getParam(params, 'commodity');
  if (commodity === undefined) return {};
  const goods = parseGoods(commodity);
  if ('words' in goods) return { commodity: { name: { contains: goods.words } } };
  return { commodity: { code: goods.codes.length === 1 ? { eq: goods.codes[0] } : { in: goods.codes } } };
}

const countryCodePattern = /^([A-Za-z]{2,3}|[A-Z]{4}|\d{3}|x-.+)$/;
const groupPrefix = 'group:';

/** Parses countries: part of a name, comma-separated codes, or the members of a group (`group:EU`). */
export function parseCountryFilter(text: string): CountryFilter {
  if (!text.includes(',') && !text.startsWith(groupPrefix) && !countryCodePattern.test(text))
    return { name: { contains: text } };
  const codes = splitList(text).filter((part) => !part.startsWith(groupPrefix));
  const groups = parseGroups(text);
  const alternatives: CountryFilter[] = [
    ...(codes.length > 0 ? [{ code: codes.length === 1 ? { eq: codes[0] } : { in: codes } }] : []),
    ...(groups.length > 0 ? [{ group: groups.length === 1 ? { eq: groups[0] } : { in: groups } }] : []),
  ];
  return alternatives.length === 1 ? (alternatives[0] ?? {}) : { or: alternatives };
}

export const parseGroups = (text: string): string[] =>
  splitList(text).flatMap((part) => (part.startsWith(groupPrefix) ? [part.slice(groupPrefix.length)] : []));

const incomingDirections: readonly FlowDirection[] = ['IMPORT', 'RE_IMPORT'];
const outgoingDirections: readonly FlowDirection[] = ['EXPORT', 'RE_EXPORT'];

/** The directions in which the other side reports the same goods: the exports of one side are the imports of the other. */
const mirrorDirections: Readonly<Record<string, readonly FlowDirection[]>> = {
  IMPORT: outgoingDirections,
  EXPORT: incomingDirections,
};
const reportedDirections: Readonly<Record<string, readonly FlowDirection[]>> = {
  IMPORT: incomingDirections,
  EXPORT: outgoingDirections,
};

export interface FlowQuery {
  readonly reporter: string | undefined;
  readonly partner: string | undefined;
  /** Undefined if neither side is given. */
  readonly variables: MeasuredFlowTotalsVariables | undefined;
  /** The filter by commodity only. */
  readonly goodsFilter: TradeFlowFilter;
}

/** Builds the query of measured flows from the URL: the flows reported by the reporter, and their mirror reported by the partner. */
export function parseFlowQuery(params: URLSearchParams): FlowQuery {
  const [reporter, partner, direction] = ['reporter', 'partner', 'direction'].map((name) => getParam(params, name));
  const goods = parseFlowGoodsFilter(params);
  const countries = {
    reporter: reporter ? parseCountryFilter(reporter) : undefined,
    partner: partner ? parseCountryFilter(partner) : undefined,
  };
  if (!countries.reporter && !countries.partner) return { reporter, partner, variables: undefined, goodsFilter: goods };
  const buildDirectionFilter = (directions: Readonly<Record<string, readonly FlowDirection[]>>) =>
    direction ? { direction: directions[direction] ?? [direction as FlowDirection] } : {};
  return {
    reporter,
    partner,
    goodsFilter: goods,
    variables: {
      reported: {
        ...goods,
        ...buildDirectionFilter(reportedDirections),
        ...buildSidesFilter(countries.reporter, countries.partner),
      },
      mirror: {
        ...goods,
        ...buildDirectionFilter(mirrorDirections),
        ...buildSidesFilter(countries.partner, countries.reporter),
      },
      ...(countries.reporter && { reporter: countries.reporter }),
      ...(countries.partner && { partner: countries.partner }),
      nameReporter: countries.reporter !== undefined,
      namePartner: countries.partner !== undefined,
    },
  };
}

const buildSidesFilter = (
  reporter: CountryFilter | undefined,
  partner: CountryFilter | undefined,
): TradeFlowFilter => ({
  ...(reporter && { reporter }),
  ...(partner && { partner }),
});

/** Returns the URL of the measured flows of a trade link; undefined if there are none. Only countries and groups with members are included, as in the API. */
export function buildMeasuredFlowsUrl(tie: TieRow, params: URLSearchParams): string | undefined {
  if (tie.flows.nodes.length === 0) return undefined;
  const hasDirection = tie.suppliers.length > 0 || tie.buyers.length > 0;
  const isMutual = tie.partners.length > 2;
  return `${buildUrl(paths.trade, {
    ...Object.fromEntries(params),
    after: undefined,
    before: undefined,
    commodity: tie.commodities.map(({ key, code }) => code ?? key).join(','),
    reporter: toCountryParam(hasDirection ? tie.buyers : isMutual ? tie.partners : tie.partners.slice(1)),
    partner: toCountryParam(hasDirection ? tie.suppliers : isMutual ? tie.partners : tie.partners.slice(0, 1)),
    direction: hasDirection || isMutual ? 'IMPORT' : undefined,
  })}#flows`;
}

function toCountryParam(parties: readonly TieParty[]): string | undefined {
  const parts = parties.flatMap((party) => {
    if (party.__typename === 'Country') return [party.key];
    return party.__typename === 'Group' && (party.kind === 'GEO' || party.kind === 'ORG')
      ? [`${groupPrefix}${party.key}`]
      : [];
  });
  return parts.length > 0 ? parts.join(',') : undefined;
}
