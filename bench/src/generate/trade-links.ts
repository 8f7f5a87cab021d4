import { type Random, Zipf } from '../random.ts';
import type { Actors, Country } from './actors.ts';
import { dayCount, exactDate, type FuzzyDateValues, formatDay, monthDate, unknownDate, yearDate } from './dates.ts';
import { type EntryWriter, fuzzyDateColumns } from './entry-writer.ts';
import type { SourcePicker } from './sources-and-commodities.ts';

const kinds = ['SUPPLY', 'PARTNERSHIP', 'INVESTMENT', 'JOINT_VENTURE', 'ROUTE'] as const;
const statuses = ['ACTIVE', 'PLEDGE', 'COMMITMENT', 'ENDED', 'SUSPENDED'];
const kindWeight = new Zipf(kinds.length, 1);
const statusWeight = new Zipf(statuses.length, 1);
/** The field of the interchange format that each role's parties stand in, in its order. */
const fieldByRole = { SUPPLIER: 'suppliers', BUYER: 'buyers', PARTNER: 'partners', ENDPOINT: 'endpoints' } as const;
type Role = keyof typeof fieldByRole;
const rolesByKind: Record<(typeof kinds)[number], readonly [Role, Role]> = {
  SUPPLY: ['SUPPLIER', 'BUYER'],
  PARTNERSHIP: ['PARTNER', 'PARTNER'],
  INVESTMENT: ['PARTNER', 'PARTNER'],
  JOINT_VENTURE: ['PARTNER', 'PARTNER'],
  ROUTE: ['ENDPOINT', 'ENDPOINT'],
};

interface Commodity {
  id: number;
  key: string;
}

export function generateTradeLinks(
  entries: EntryWriter,
  random: Random,
  {
    cast,
    press,
    commodities,
    count,
  }: { cast: Actors; press: SourcePicker; commodities: readonly Commodity[]; count: number },
): void {
  const { store } = entries;
  const list = ['trade_link_id', 'at', 'key'];
  const links = store.prepareInsert('trade_links', [
    ...[
      'id',
      'at',
      'key',
      'kind',
      'status',
      'commodity_verbatim',
      ...fuzzyDateColumns('since'),
      ...fuzzyDateColumns('until'),
    ],
  ]);
  const goods = new Zipf(commodities.length, 0.9);
  const precise = [exactDate, monthDate, yearDate];
  for (let index = 0; index < count; index += 1) {
    const on = Math.floor((dayCount - 400) * Math.sqrt(random.next()));
    const kind = kinds[kindWeight.draw(random)] as (typeof kinds)[number];
    const status = statuses[statusWeight.draw(random)] as string;
    const [one, other] = pickTwoStates(random, cast);
    const commodity = random.chance(0.8) ? (commodities[goods.draw(random)] as Commodity) : undefined;
    const verbatim = commodity && random.chance(0.7) ? undefined : 'rare metals';
    const since = random.pick(precise)(formatDay(on));
    const until: FuzzyDateValues = status === 'ENDED' ? yearDate(formatDay(on + 400)) : unknownDate;
    const key = `bench-l${index + 1}`;
    const summary = `${one.name} and ${other.name}: ${kind.toLowerCase().replace('_', ' ')}.`;
    const { id, at } = entries.insert('TRADE_LINK', key, summary, since);
    links([id, at, key, kind, status, verbatim ?? null, ...since, ...until]);
    const parties: Partial<Record<Role, Country[]>> = {};
    for (const [party, role] of [
      [one, rolesByKind[kind][0]],
      [other, rolesByKind[kind][1]],
    ] as const) {
      const inRole = parties[role] ?? [];
      parties[role] = inRole;
      store.prepareInsert('trade_link_parties', [...list, 'role', 'party_id', 'ordinal'])([
        id,
        at,
        key,
        role,
        party.id,
        inRole.length,
      ]);
      inRole.push(party);
    }
    if (commodity)
      store.prepareInsert('trade_link_commodities', [...list, 'commodity_id', 'ordinal'])([
        id,
        at,
        key,
        commodity.id,
        0,
      ]);
    const fields = {
      summary,
      citations: store.insertCitations(id, [{ source: press.pick(random) }]),
      kind,
      status,
      commodities: commodity ? [commodity.key] : [],
      commodityVerbatim: verbatim,
      ...Object.fromEntries(
        Object.entries(fieldByRole).map(([role, field]) => [field, parties[role as Role]?.map((party) => party.key)]),
      ),
      since: since[0],
      until: until[0],
    };
    store.insertRevision('trade-link', key, fields, `${formatDay(on)}T00:00:00.000Z`);
  }
}

function pickTwoStates(random: Random, cast: Actors): [Country, Country] {
  const one = cast.pickState(random);
  for (;;) {
    const other = cast.pickState(random);
    if (other.id !== one.id) return [one, other];
  }
}
