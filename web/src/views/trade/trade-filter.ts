import { paths } from '../../route-paths.ts';
import { addressOf } from '../../url-state.ts';
import type {
  CommodityFilter,
  CountryFilter,
  FlowDirection,
  MeasuredVariables,
  TieParty,
  TieRow,
  TradeFlowFilter,
  TradeLinkFilter,
  TradeLinkKind,
  TradeLinkStatus,
} from './generated/operations.ts';

const given = (params: URLSearchParams, name: string): string | undefined => params.get(name)?.trim() || undefined;

/** Several codes have commas between them; so has one that is followed by a comma. */
const listed = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** `2709`, `2709.00`, `HS-2709`, `rare-metals` and what is all capitals are codes or keys; anything else is words. */
const goodsCode = /^([A-Z]*-?\d[\d.]*|[A-Z]{2,}|[a-z0-9]+(-[a-z0-9]+)+)$/;

type Goods = { readonly codes: readonly string[] } | { readonly words: string };

function goodsOf(text: string): Goods {
  if (!text.includes(',') && !goodsCode.test(text)) return { words: text };
  return { codes: listed(text).map((code) => (/^[\d.]+$/.test(code) ? code.replaceAll('.', '') : code)) };
}

/** Which ties the address asks for. What it names is sent as it is: the API says what is wrong with it. */
export function tieFilter(params: URLSearchParams): TradeLinkFilter {
  const [commodity, party, kind, status, disputed] = ['commodity', 'party', 'kind', 'status', 'disputed'].map((name) =>
    given(params, name),
  );
  const goods = commodity === undefined ? undefined : goodsOf(commodity);
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
function flowGoods(params: URLSearchParams): { commodity?: CommodityFilter } {
  const commodity = given(params, 'commodity');
  if (commodity === undefined) return {};
  const goods = goodsOf(commodity);
  if ('words' in goods) return { commodity: { name: { contains: goods.words } } };
  return { commodity: { code: goods.codes.length === 1 ? { eq: goods.codes[0] } : { in: goods.codes } } };
}

const countryCode = /^([A-Za-z]{2,3}|[A-Z]{4}|\d{3}|x-.+)$/;
const groupPrefix = 'group:';

/** Countries by a part of a name, by codes with commas between, or as the members of a group: `group:EU`. */
function countriesOf(text: string): CountryFilter {
  if (!text.includes(',') && !text.startsWith(groupPrefix) && !countryCode.test(text))
    return { name: { contains: text } };
  const codes = listed(text).filter((part) => !part.startsWith(groupPrefix));
  const groups = groupsOf(text);
  const ways: CountryFilter[] = [
    ...(codes.length > 0 ? [{ code: codes.length === 1 ? { eq: codes[0] } : { in: codes } }] : []),
    ...(groups.length > 0 ? [{ group: groups.length === 1 ? { eq: groups[0] } : { in: groups } }] : []),
  ];
  return ways.length === 1 ? (ways[0] ?? {}) : { or: ways };
}

export const groupsOf = (text: string): string[] =>
  listed(text).flatMap((part) => (part.startsWith(groupPrefix) ? [part.slice(groupPrefix.length)] : []));

const incoming: readonly FlowDirection[] = ['IMPORT', 'RE_IMPORT'];
const outgoing: readonly FlowDirection[] = ['EXPORT', 'RE_EXPORT'];

/** What a country has sent, its partner has received: the directions in which the other side reports the same goods. */
const mirrored: Readonly<Record<string, readonly FlowDirection[]>> = { IMPORT: outgoing, EXPORT: incoming };
const ownWay: Readonly<Record<string, readonly FlowDirection[]>> = { IMPORT: incoming, EXPORT: outgoing };

export interface FlowQuestion {
  readonly reporter: string | undefined;
  readonly partner: string | undefined;
  /** Undefined while neither side is chosen. */
  readonly variables: MeasuredVariables | undefined;
  /** Goods alone. */
  readonly goods: TradeFlowFilter;
}

/** What the address asks of measured flows: those that the reporter reports, and their mirror, which the partner reports. */
export function flowQuestion(params: URLSearchParams): FlowQuestion {
  const [reporter, partner, direction] = ['reporter', 'partner', 'direction'].map((name) => given(params, name));
  const goods = flowGoods(params);
  const asked = {
    reporter: reporter ? countriesOf(reporter) : undefined,
    partner: partner ? countriesOf(partner) : undefined,
  };
  if (!asked.reporter && !asked.partner) return { reporter, partner, variables: undefined, goods };
  const way = (of: Readonly<Record<string, readonly FlowDirection[]>>) =>
    direction ? { direction: of[direction] ?? [direction as FlowDirection] } : {};
  return {
    reporter,
    partner,
    goods,
    variables: {
      reported: { ...goods, ...way(ownWay), ...sides(asked.reporter, asked.partner) },
      mirror: { ...goods, ...way(mirrored), ...sides(asked.partner, asked.reporter) },
      ...(asked.reporter && { reporter: asked.reporter }),
      ...(asked.partner && { partner: asked.partner }),
      nameReporter: asked.reporter !== undefined,
      namePartner: asked.partner !== undefined,
    },
  };
}

const sides = (reporter: CountryFilter | undefined, partner: CountryFilter | undefined): TradeFlowFilter => ({
  ...(reporter && { reporter }),
  ...(partner && { partner }),
});

/** Where the measured side of a tie is drawn; nothing where none is on record. Companies and groups without members count by nothing, as in the API. */
export function measuredAddress(of: TieRow, kept: URLSearchParams): string | undefined {
  if (of.flows.nodes.length === 0) return undefined;
  const oneWay = of.suppliers.length > 0 || of.buyers.length > 0;
  const among = of.partners.length > 2;
  return `${addressOf(paths.trade, {
    ...Object.fromEntries(kept),
    after: undefined,
    before: undefined,
    commodity: of.commodities.map(({ key, code }) => code ?? key).join(','),
    reporter: countable(oneWay ? of.buyers : among ? of.partners : of.partners.slice(1)),
    partner: countable(oneWay ? of.suppliers : among ? of.partners : of.partners.slice(0, 1)),
    direction: oneWay || among ? 'IMPORT' : undefined,
  })}#flows`;
}

function countable(parties: readonly TieParty[]): string | undefined {
  const parts = parties.flatMap((party) => {
    if (party.__typename === 'Country') return [party.key];
    return party.__typename === 'Group' && (party.kind === 'GEO' || party.kind === 'ORG')
      ? [`${groupPrefix}${party.key}`]
      : [];
  });
  return parts.length > 0 ? parts.join(',') : undefined;
}
