import { type Random, Zipf } from '../random.ts';
import type { Actors, Country } from './actors.ts';
import { dayCount, exactDate, type FuzzyDateValues, formatDay, monthDate, unknownDate, yearDate } from './dates.ts';
import { type EntryWriter, fuzzyDateColumns } from './entry-writer.ts';
import type { SourcePicker } from './sources.ts';

const kinds = ['SUPPLY', 'PARTNERSHIP', 'INVESTMENT', 'JOINT_VENTURE', 'ROUTE'] as const;
const statuses = ['ACTIVE', 'PLEDGE', 'COMMITMENT', 'ENDED', 'SUSPENDED'];
const kindWeight = new Zipf(kinds.length, 1);
const statusWeight = new Zipf(statuses.length, 1);
/** The field of the interchange format for each role, in the order of the format. */
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
    actors,
    sources,
    commodities,
    count,
  }: { actors: Actors; sources: SourcePicker; commodities: readonly Commodity[]; count: number },
): void {
  const { writer } = entries;
  const entryColumns = ['trade_link_id', 'at', 'key'];
  const insertLink = writer.prepareInsert('trade_links', [
    ...[
      'id',
      'at',
      'key',
      'kind',
      'status',
      'commodity_verbatim',
      ...fuzzyDateColumns('start'),
      ...fuzzyDateColumns('end'),
    ],
  ]);
  const commodityWeight = new Zipf(commodities.length, 0.9);
  const toDate = [exactDate, monthDate, yearDate];
  for (let index = 0; index < count; index += 1) {
    const day = Math.floor((dayCount - 400) * Math.sqrt(random.next()));
    const kind = kinds[kindWeight.draw(random)] as (typeof kinds)[number];
    const status = statuses[statusWeight.draw(random)] as string;
    const [first, second] = pickTwoStates(random, actors);
    const commodity = random.chance(0.8) ? (commodities[commodityWeight.draw(random)] as Commodity) : undefined;
    const verbatim = commodity && random.chance(0.7) ? undefined : 'rare metals';
    const start = random.pick(toDate)(formatDay(day));
    const end: FuzzyDateValues = status === 'ENDED' ? yearDate(formatDay(day + 400)) : unknownDate;
    const key = `bench-l${index + 1}`;
    const summary = `${first.name} and ${second.name}: ${kind.toLowerCase().replace('_', ' ')}.`;
    const { id, at } = entries.insert('TRADE_LINK', key, summary, start);
    insertLink([id, at, key, kind, status, verbatim ?? null, ...start, ...end]);
    const parties: Partial<Record<Role, Country[]>> = {};
    for (const [party, role] of [
      [first, rolesByKind[kind][0]],
      [second, rolesByKind[kind][1]],
    ] as const) {
      const inRole = parties[role] ?? [];
      parties[role] = inRole;
      writer.prepareInsert('trade_link_parties', [...entryColumns, 'role', 'party_id', 'ordinal'])([
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
      writer.prepareInsert('trade_link_commodities', [...entryColumns, 'commodity_id', 'ordinal'])([
        id,
        at,
        key,
        commodity.id,
        0,
      ]);
    const fields = {
      summary,
      citations: writer.insertCitations(id, [{ source: sources.pick(random) }]),
      kind,
      status,
      commodities: commodity ? [commodity.key] : [],
      commodityVerbatim: verbatim,
      ...Object.fromEntries(
        Object.entries(fieldByRole).map(([role, field]) => [field, parties[role as Role]?.map((party) => party.key)]),
      ),
      start: start[0],
      end: end[0],
    };
    writer.insertRevision('trade-link', key, fields, `${formatDay(day)}T00:00:00.000Z`);
  }
}

function pickTwoStates(random: Random, actors: Actors): [Country, Country] {
  const first = actors.pickState(random);
  for (;;) {
    const second = actors.pickState(random);
    if (second.id !== first.id) return [first, second];
  }
}
