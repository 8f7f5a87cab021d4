import type { CuratedAliases } from '../curated-aliases.ts';
import { normalizeNameCase } from '../person-names.ts';
import { slugify } from '../slugify.ts';
import { type Observation, officeId } from './observations.ts';

export interface Leader {
  key: string;
  name: string;
  /** Every way that the source prints the name, the first one first. */
  spellings: { printed: string; seen: Observation }[];
  /** What an editor should look at. */
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
  const sorted = observations.toSorted((a, b) =>
    a.line.firstEdition === b.line.firstEdition
      ? a.line.line - b.line.line
      : a.line.firstEdition < b.line.firstEdition
        ? -1
        : 1,
  );
  const groups = Map.groupBy(sorted, (one) => {
    const known = curated.findPerson(one.country, one.name);
    return known ? `known ${known.key}` : `${officeId(one)} ${one.name}`;
  });
  const leaders = new Map<Observation, Leader>();
  const taken = new Set<string>();
  for (const lines of groups.values()) {
    const leader = createLeader(lines, curated, taken);
    taken.add(leader.key);
    for (const one of lines) leaders.set(one, leader);
  }
  noteLikelyDuplicates(leaders, shared);
  return leaders;
}

function createLeader(lines: readonly Observation[], curated: CuratedAliases, taken: ReadonlySet<string>): Leader {
  const [first] = lines as [Observation];
  const known = curated.findPerson(first.country, first.name);
  const latest = lines.reduce((a, b) => (b.line.lastEdition > a.line.lastEdition ? b : a));
  const own = `cia-factbook:${first.country}:${slugify(first.name)}`;
  const forms = new Map<string, Observation>();
  for (const one of lines) if (!forms.has(one.name)) forms.set(one.name, one);
  return {
    key: known?.key ?? (taken.has(own) ? `${own}:${slugify(first.office)}` : own),
    name: known?.name ?? normalizeNameCase(latest.name),
    spellings: [...forms].map(([printed, seen]) => ({ printed, seen })),
  };
}

const fullDateLength = 'YYYY-MM-DD'.length;

/** One office is begun by one person on a day: two names are one person's, or one of them is wrong. */
function noteLikelyDuplicates(leaders: ReadonlyMap<Observation, Leader>, shared: ReadonlySet<string>): void {
  const dated = [...leaders].filter(([one]) => one.from?.edtf.length === fullDateLength && !shared.has(officeId(one)));
  const starts = Map.groupBy(dated, ([one]) => `${officeId(one)} ${one.capacity} ${one.from?.edtf}`);
  for (const all of starts.values()) {
    const [one, ...others] = new Set(all.map(([, leader]) => leader));
    if (!one || others.length === 0) continue;
    const names = [one, ...others].map(({ name }) => `"${name}"`).join(' and ');
    one.note = `${names} stand for the ${all[0]?.[0].office} since ${all[0]?.[0].from?.edtf}. If they are one person, say so in data/reference/person-aliases.yaml.`;
  }
}
