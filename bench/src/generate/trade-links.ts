import { type Random, Zipf } from '../random.ts';
import type { Cast, Country } from './actors.ts';
import { day, dayCount, exactly, type Fuzzy, monthOf, unknown, yearOf } from './dates.ts';
import { type Entries, fuzzyColumns } from './entry-writer.ts';
import type { Press } from './sources-and-commodities.ts';

const kinds = ['SUPPLY', 'PARTNERSHIP', 'INVESTMENT', 'JOINT_VENTURE', 'ROUTE'] as const;
const statuses = ['ACTIVE', 'PLEDGE', 'COMMITMENT', 'ENDED', 'SUSPENDED'];
const kindWeight = new Zipf(kinds.length, 1);
const statusWeight = new Zipf(statuses.length, 1);
/** The field of the interchange format that each role's parties stand in, in its order. */
const fieldOf = { SUPPLIER: 'suppliers', BUYER: 'buyers', PARTNER: 'partners', ENDPOINT: 'endpoints' } as const;
type Role = keyof typeof fieldOf;
const rolesOf: Record<(typeof kinds)[number], readonly [Role, Role]> = {
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

export function makeTradeLinks(
  entries: Entries,
  random: Random,
  { cast, press, commodities, count }: { cast: Cast; press: Press; commodities: readonly Commodity[]; count: number },
): void {
  const { store } = entries;
  const list = ['trade_link_id', 'at', 'key'];
  const links = store.into('trade_links', [
    ...['id', 'at', 'key', 'kind', 'status', 'commodity_verbatim', ...fuzzyColumns('since'), ...fuzzyColumns('until')],
  ]);
  const goods = new Zipf(commodities.length, 0.9);
  const precise = [exactly, monthOf, yearOf];
  for (let index = 0; index < count; index += 1) {
    const on = Math.floor((dayCount - 400) * Math.sqrt(random.next()));
    const kind = kinds[kindWeight.draw(random)] as (typeof kinds)[number];
    const status = statuses[statusWeight.draw(random)] as string;
    const [one, other] = twoStates(random, cast);
    const commodity = random.chance(0.8) ? (commodities[goods.draw(random)] as Commodity) : undefined;
    const verbatim = commodity && random.chance(0.7) ? undefined : 'rare metals';
    const since = random.pick(precise)(day(on));
    const until: Fuzzy = status === 'ENDED' ? yearOf(day(on + 400)) : unknown;
    const key = `bench-l${index + 1}`;
    const summary = `${one.name} and ${other.name}: ${kind.toLowerCase().replace('_', ' ')}.`;
    const { id, at } = entries.add('TRADE_LINK', key, summary, since);
    links([id, at, key, kind, status, verbatim ?? null, ...since, ...until]);
    const parties: Partial<Record<Role, Country[]>> = {};
    for (const [party, role] of [
      [one, rolesOf[kind][0]],
      [other, rolesOf[kind][1]],
    ] as const) {
      const inRole = parties[role] ?? [];
      parties[role] = inRole;
      store.into('trade_link_parties', [...list, 'role', 'party_id', 'ordinal'])([
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
      store.into('trade_link_commodities', [...list, 'commodity_id', 'ordinal'])([id, at, key, commodity.id, 0]);
    const fields = {
      summary,
      citations: store.cite(id, [{ source: press.draw(random) }]),
      kind,
      status,
      commodities: commodity ? [commodity.key] : [],
      commodityVerbatim: verbatim,
      ...Object.fromEntries(
        Object.entries(fieldOf).map(([role, field]) => [field, parties[role as Role]?.map((party) => party.key)]),
      ),
      since: since[0],
      until: until[0],
    };
    store.remember('trade-link', key, fields, `${day(on)}T00:00:00.000Z`);
  }
}

function twoStates(random: Random, cast: Cast): [Country, Country] {
  const one = cast.state(random);
  for (;;) {
    const other = cast.state(random);
    if (other.id !== one.id) return [one, other];
  }
}
