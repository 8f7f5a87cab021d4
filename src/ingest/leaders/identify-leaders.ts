import type { CuratedAliases } from '../curated-aliases.ts';
import { normalizeNameCase } from '../person-names.ts';
import { slugify } from '../slugify.ts';
import { isVicePresidency } from './parse-titles.ts';
import { compareByEdition, type Observation, officeId } from './read-lines.ts';

export interface Leader {
  key: string;
  name: string;
  /** All spellings of the name in the source, in order of appearance. */
  spellings: { printed: string; seen: Observation }[];
  /** A warning for editors. */
  note?: string;
}

/**
 * Identifies people: a spelling is one person within one office. Only the alias file joins two
 * spellings, or the same spelling in two offices.
 */
export function identifyLeaders(
  observations: readonly Observation[],
  shared: ReadonlySet<string>,
  curated: CuratedAliases,
): Map<Observation, Leader> {
  // Heads of state and government come first, so that a vice president of the same name does not change their keys.
  const isLater = ({ office }: Observation): number => Number(isVicePresidency(office));
  const sorted = observations.toSorted((a, b) => isLater(a) - isLater(b) || compareByEdition(a, b));
  const groups = Map.groupBy(sorted, (observation) => {
    const curatedPerson = curated.findPerson(observation.country, observation.name);
    return curatedPerson ? `known ${curatedPerson.key}` : `${officeId(observation)} ${observation.name}`;
  });
  const leaders = new Map<Observation, Leader>();
  const usedKeys = new Set(sorted.flatMap(({ country, name }) => curated.findPerson(country, name)?.key ?? []));
  for (const lines of groups.values()) {
    const leader = createLeader(lines, curated, usedKeys);
    usedKeys.add(leader.key);
    for (const observation of lines) leaders.set(observation, leader);
  }
  noteLikelyDuplicates(leaders, shared);
  return leaders;
}

function createLeader(lines: readonly Observation[], curated: CuratedAliases, usedKeys: ReadonlySet<string>): Leader {
  const [first] = lines as [Observation];
  const curatedPerson = curated.findPerson(first.country, first.name);
  const latest = lines.reduce((a, b) => (b.line.lastEdition > a.line.lastEdition ? b : a));
  const defaultKey = `cia-factbook:${first.country}:${slugify(first.name)}`;
  const spellings = new Map<string, Observation>();
  for (const line of lines) if (!spellings.has(line.name)) spellings.set(line.name, line);
  return {
    key: curatedPerson?.key ?? (usedKeys.has(defaultKey) ? `${defaultKey}:${slugify(first.office)}` : defaultKey),
    name: curatedPerson?.name ?? normalizeNameCase(latest.name),
    spellings: [...spellings].map(([printed, seen]) => ({ printed, seen })),
  };
}

const fullDateLength = 'YYYY-MM-DD'.length;

/** Adds a warning if two names start the same office on the same day: they are likely one person. */
function noteLikelyDuplicates(leaders: ReadonlyMap<Observation, Leader>, shared: ReadonlySet<string>): void {
  const dated = [...leaders].filter(
    ([observation]) => observation.from?.edtf.length === fullDateLength && !shared.has(officeId(observation)),
  );
  const starts = Map.groupBy(
    dated,
    ([observation]) => `${officeId(observation)} ${observation.capacity} ${observation.from?.edtf}`,
  );
  for (const all of starts.values()) {
    const [leader, ...others] = new Set(all.map(([, leader]) => leader));
    if (!leader || others.length === 0) continue;
    const names = [leader, ...others].map(({ name }) => `"${name}"`).join(' and ');
    leader.note = `${names} both name the ${all[0]?.[0].office} since ${all[0]?.[0].from?.edtf}. If they are one person, state it in data/reference/person-aliases.yaml.`;
  }
}
