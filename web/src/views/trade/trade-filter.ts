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
import type { MeasuredVariables, TieParty, TieRow } from './generated/operations.ts';

const getParam = (params: URLSearchParams, name: string): string | undefined => params.get(name)?.trim() || undefined;

/** Several codes have commas between them; so has one that is followed by a comma. */
const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** `2709`, `2709.00`, `HS-2709`, `rare-metals` and what is all capitals are codes or keys; anything else is words. */
const goodsCodePattern = /^([A-Z]*-?\d[\d.]*|[A-Z]{2,}|[a-z0-9]+(-[a-z0-9]+)+)$/;

type GoodsQuery = { readonly codes: readonly string[] } | { readonly words: string };

function parseGoods(text: string): GoodsQuery {
  if (!text.includes(',') && !goodsCodePattern.test(text)) return { words: text };
  return { codes: splitList(text).map((code) => (/^[\d.]+$/.test(code) ? code.replaceAll('.', '') : code)) };
}

/** Which ties the address asks for. What it names is sent as it is: the API says what is wrong with it. */
export function parseTieFilter(params: URLSearchParams): TradeLinkFilter {
  const [commodity, party, kind, status, disputed] = ['commodity', 'party', 'kind', 'status', 'disputed'].map((name) =>
    getParam(params, name),
  );
  const goods = commodity === undefined ? undefined : parseGoods(commodity);
  const ways: TradeLinkFilter[] =
    goods && 'codes' in goods ? goods.codes.map((within) => ({ commodity: { within } })) : [];
  return {
    ...(goods && 'words' in goods && { commodity: { name: { contains: goods.words } } }),
    ...(ways.length === 1 ? ways[0] : ways.length > 1 && { or: ways }),
    ...(party && { party: { name: { contains: party } } }),
    ...(kind && { kind: [kind as TradeLinkKind] }),
    ...(status && { status: [status as TradeLinkStatus] }),
    ...((disputed === 'yes' || disputed === 'no') && { disputed: disputed === 'yes' }),
  };
}

/** A flow in such goods is in all below them too. */
function parseFlowGoodsFilter(params: URLSearchParams): { commodity?: CommodityFilter } {
  const commodity = getParam(params, 'commodity');
  if (commodity === undefined) return {};
  const goods = parseGoods(commodity);
  if ('words' in goods) return { commodity: { name: { contains: goods.words } } };
  return { commodity: { code: goods.codes.length === 1 ? { eq: goods.codes[0] } : { in: goods.codes } } };
}

const countryCodePattern = /^([A-Za-z]{2,3}|[A-Z]{4}|\d{3}|x-.+)$/;
const groupPrefix = 'group:';

/** Countries by a part of a name, by codes with commas between, or as the members of a group: `group:EU`. */
function parseCountryFilter(text: string): CountryFilter {
  if (!text.includes(',') && !text.startsWith(groupPrefix) && !countryCodePattern.test(text))
    return { name: { contains: text } };
  const codes = splitList(text).filter((part) => !part.startsWith(groupPrefix));
  const groups = parseGroups(text);
  const ways: CountryFilter[] = [
    ...(codes.length > 0 ? [{ code: codes.length === 1 ? { eq: codes[0] } : { in: codes } }] : []),
    ...(groups.length > 0 ? [{ group: groups.length === 1 ? { eq: groups[0] } : { in: groups } }] : []),
  ];
  return ways.length === 1 ? (ways[0] ?? {}) : { or: ways };
}

export const parseGroups = (text: string): string[] =>
  splitList(text).flatMap((part) => (part.startsWith(groupPrefix) ? [part.slice(groupPrefix.length)] : []));

const incomingDirections: readonly FlowDirection[] = ['IMPORT', 'RE_IMPORT'];
const outgoingDirections: readonly FlowDirection[] = ['EXPORT', 'RE_EXPORT'];

/** What a country has sent, its partner has received: the directions in which the other side reports the same goods. */
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
  /** Undefined while neither side is chosen. */
  readonly variables: MeasuredVariables | undefined;
  /** Goods alone. */
  readonly goodsFilter: TradeFlowFilter;
}

/** What the address asks of measured flows: those that the reporter reports, and their mirror, which the partner reports. */
export function parseFlowQuery(params: URLSearchParams): FlowQuery {
  const [reporter, partner, direction] = ['reporter', 'partner', 'direction'].map((name) => getParam(params, name));
  const goods = parseFlowGoodsFilter(params);
  const asked = {
    reporter: reporter ? parseCountryFilter(reporter) : undefined,
    partner: partner ? parseCountryFilter(partner) : undefined,
  };
  if (!asked.reporter && !asked.partner) return { reporter, partner, variables: undefined, goodsFilter: goods };
  const way = (of: Readonly<Record<string, readonly FlowDirection[]>>) =>
    direction ? { direction: of[direction] ?? [direction as FlowDirection] } : {};
  return {
    reporter,
    partner,
    goodsFilter: goods,
    variables: {
      reported: { ...goods, ...way(reportedDirections), ...buildSidesFilter(asked.reporter, asked.partner) },
      mirror: { ...goods, ...way(mirrorDirections), ...buildSidesFilter(asked.partner, asked.reporter) },
      ...(asked.reporter && { reporter: asked.reporter }),
      ...(asked.partner && { partner: asked.partner }),
      nameReporter: asked.reporter !== undefined,
      namePartner: asked.partner !== undefined,
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

/** Where the measured side of a tie is drawn; nothing where none is on record. Companies and groups without members count by nothing, as in the API. */
export function buildMeasuredFlowsUrl(of: TieRow, kept: URLSearchParams): string | undefined {
  if (of.flows.nodes.length === 0) return undefined;
  const oneWay = of.suppliers.length > 0 || of.buyers.length > 0;
  const among = of.partners.length > 2;
  return `${buildUrl(paths.trade, {
    ...Object.fromEntries(kept),
    after: undefined,
    before: undefined,
    commodity: of.commodities.map(({ key, code }) => code ?? key).join(','),
    reporter: toCountryParam(oneWay ? of.buyers : among ? of.partners : of.partners.slice(1)),
    partner: toCountryParam(oneWay ? of.suppliers : among ? of.partners : of.partners.slice(0, 1)),
    direction: oneWay || among ? 'IMPORT' : undefined,
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
