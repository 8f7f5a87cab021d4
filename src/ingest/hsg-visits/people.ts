import { type Day, daysBetween } from '../../model/fuzzy-date.ts';
import type { RecordInputOf } from '../../model/records/index.ts';
import { createCitation } from '../hsg-travels/source.ts';
import { slugify } from '../slugify.ts';
import type { PersonAliases } from './aliases.ts';
import type { Incumbents } from './incumbents.ts';
import type { VisitRow } from './row.ts';
import type { Visitor } from './visitors.ts';

/** A visitor of a row, with the key of the country. */
export interface Appearance {
  row: VisitRow;
  visitor: Visitor;
  country: string;
}

export interface Person {
  key: string;
  appearances: Appearance[];
}

/** The people behind the visitors. */
export interface Identities {
  people: Map<string, Person>;
  personOf: Map<Appearance, string>;
  /** Warnings for editors: visitors who may be someone else. */
  notes: Map<Appearance, string>;
}

interface IdentityOptions {
  aliases: PersonAliases;
  incumbents: Incumbents;
  /** Whether an earlier import of this format created the person, who then keeps the key. */
  isOwnPerson: (key: string) => boolean;
}

/** Returns the key of a person who is known by the printed name alone. */
export const createPersonKey = ({ country, visitor }: Appearance): string =>
  `hsg-visits:${country}:${slugify(visitor.name)}`;

/** Visits of one name that are further apart are those of two people, unless the alias file says otherwise. */
const maxGapDays = 15 * 366;

/**
 * Identifies people. The alias file comes first; then, one printed name in one country is one person
 * without long gaps, and the recorded holder of the office on the day of one of the visits if the names agree.
 */
export function identifyVisitors(appearances: readonly Appearance[], options: IdentityOptions): Identities {
  const { aliases, incumbents } = options;
  const identities: Identities = { people: new Map(), personOf: new Map(), notes: new Map() };
  const add = (key: string, all: readonly Appearance[]): void => {
    const person = identities.people.get(key) ?? { key, appearances: [] };
    person.appearances.push(...all);
    identities.people.set(key, person);
    for (const one of all) identities.personOf.set(one, key);
  };
  const others: Appearance[] = [];
  for (const appearance of appearances) {
    const { country, visitor, row } = appearance;
    const key = aliases.findPerson(country, visitor.name, row.start);
    if (key === undefined) others.push(appearance);
    else add(key, [appearance]);
  }
  for (const cluster of groupByName(others)) add(identifyCluster(cluster, identities.people, options), cluster);
  for (const appearance of appearances) {
    const note = describeDoubt(appearance, identities.personOf.get(appearance) ?? '', aliases, incumbents);
    if (note !== undefined) identities.notes.set(appearance, note);
  }
  return identities;
}

/** Groups visitors by country and name, without gaps that are too long. */
function groupByName(appearances: readonly Appearance[]): Appearance[][] {
  const byName = Map.groupBy(appearances, ({ country, visitor }) => `${country}:${slugify(visitor.name)}`);
  return [...byName.values()].flatMap((all) => {
    const clusters: Appearance[][] = [];
    for (const appearance of all.toSorted((a, b) => compareDays(a.row.start, b.row.start))) {
      const cluster = clusters.at(-1);
      const last = cluster?.at(-1);
      if (cluster && last && daysBetween(last.row.start, appearance.row.start) <= maxGapDays) cluster.push(appearance);
      else clusters.push([appearance]);
    }
    return clusters;
  });
}

const compareDays = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);

function identifyCluster(
  cluster: readonly Appearance[],
  people: ReadonlyMap<string, Person>,
  { incumbents, isOwnPerson }: IdentityOptions,
): string {
  const [first] = cluster as [Appearance];
  const printed = createPersonKey(first);
  // A later person of the same name.
  const key = people.has(printed) ? `${printed}:${first.row.start.slice(0, 4)}` : printed;
  if (isOwnPerson(key)) return key;
  const holders = new Set(
    cluster.flatMap(({ country, visitor, row }) => incumbents.findPerson(country, visitor, row.start) ?? []),
  );
  const [holder, ...others] = holders;
  return holder !== undefined && others.length === 0 ? holder : key;
}

/** Describes why the visitor may be someone else, or the same as another person. */
function describeDoubt(
  { country, visitor, row }: Appearance,
  person: string,
  aliases: PersonAliases,
  incumbents: Incumbents,
): string | undefined {
  const printed = row.fields.visitor.text;
  const known = aliases.listPeople(country, visitor.name);
  if (known.length > 0 && !known.some((alias) => alias.person === person)) {
    const list = known.map((alias) => `${alias.person} (${alias.period.text})`).join(', ');
    return `"${printed}" is a name of ${list}, but not on ${row.start}: recorded as a person apart, ${person}. Check who the visitor was.`;
  }
  if (visitor.function === undefined || visitor.isElect || incumbents.isLeader(person, country, row.start))
    return undefined;
  const holders = incumbents.listHolders(country, visitor, row.start);
  return holders.length > 0
    ? `On ${row.start}, the office of "${printed}" was held by ${holders.join(', ')} according to the terms on record, not by ${person}. If they are one person, state it in person-aliases.yaml.`
    : undefined;
}

/** Creates the record of a person. The first of the `aliases` that is printed is displayed, else the most frequent name. */
export function createPersonRecord(
  { key, appearances }: Person,
  aliases: readonly string[] = [],
): RecordInputOf<'person'> {
  const byName = Map.groupBy(appearances, ({ visitor }) => visitor.name);
  const order = aliases.map(slugify);
  const rankOf = (name: string): number =>
    order.includes(slugify(name)) ? order.indexOf(slugify(name)) : order.length;
  const names = [...byName].toSorted(
    ([a, visitsOfA], [b, visitsOfB]) =>
      rankOf(a) - rankOf(b) ||
      visitsOfB.length - visitsOfA.length ||
      compareDays(visitsOfB.at(-1)?.row.start ?? '', visitsOfA.at(-1)?.row.start ?? ''),
  );
  const [displayed = '', ...others] = names.map(([name]) => name);
  const cite = (name: string, field: string) => {
    const [first] = byName.get(name) ?? [];
    return createCitation(first?.row.source ?? '', 'STATED', { field, spans: first?.visitor.spans ?? [] });
  };
  return {
    noun: 'person',
    key,
    name: displayed,
    names: others.map((text) => ({ text, language: 'en', kind: 'ALIAS' as const })),
    citations: [cite(displayed, 'name'), ...others.map((name) => cite(name, 'names'))],
  };
}
