import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { TradeFlowLookups } from '../../db/queries/trade-flow-lookups.ts';
import { foldText } from '../../model/fold-text.ts';
import { recordKeySchema } from '../../model/records/field-schemas.ts';
import type { CountryResolver } from '../resolve-country.ts';
import type { Mapping } from './mapping.ts';

/** Whom a cell means: the key of a country or a group, or why nobody. */
type Area = { country: string } | { group: string } | { reason: string };
export type AreaResolver = (cell: string, year: number) => Area;

const areaCodeSchema = z.string().regex(/^\d{1,3}$/);
const comtradeAreasSchema = z.strictObject({
  countries: z.record(areaCodeSchema, recordKeySchema),
  groups: z.record(areaCodeSchema, recordKeySchema),
  statistical: z.record(areaCodeSchema, z.string().min(1)),
});

let cachedComtradeAreas: z.output<typeof comtradeAreasSchema> | undefined;
function loadComtradeAreas(): z.output<typeof comtradeAreasSchema> {
  cachedComtradeAreas ??= comtradeAreasSchema.parse(
    parse(readFileSync(new URL('./comtrade-areas.yaml', import.meta.url), 'utf8')),
  );
  return cachedComtradeAreas;
}

const slugifyLabel = (label: string): string =>
  foldText(label)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** Two remainders of a mapping that would be one group. */
export function findSlugCollision({ partner: { statistical } }: Mapping): string[] | undefined {
  const bySlug = Map.groupBy(new Set(statistical), slugifyLabel);
  return [...bySlug.values()].find((labels) => labels.length > 1);
}

/** The remainders that a mapping tells of: by the cell that stands for each, the group that keeps it. */
export function getStatisticalGroups({ source, partner }: Mapping): Map<string, { key: string; name: string }> {
  const own = partner.statistical.map(
    (label) => [label, { key: `${source.key}:${slugifyLabel(label)}`, name: label }] as const,
  );
  if (partner.scheme !== 'comtrade') return new Map(own);
  const listed = Object.entries(loadComtradeAreas().statistical).map(
    ([code, name]) => [code, { key: `un-comtrade:${code}`, name }] as const,
  );
  return new Map([...listed, ...own]);
}

/** How cells of a scheme are read; `groups` are those that a partner may be. Each cell is looked up once a year. */
export function createAreaResolver(
  { scheme, aliases }: Mapping['reporter'],
  groups: ReadonlyMap<string, string>,
  { countries }: Pick<TradeFlowLookups, 'countries'>,
  resolver: CountryResolver,
): AreaResolver {
  const byCode = scheme === 'name' ? undefined : createCodeLookup(scheme, countries);
  const meant = new Map(Object.entries(aliases));
  const find = (cell: string, year: number): Area => {
    const alias = meant.get(cell);
    if (alias !== undefined) return { country: alias };
    const group = groups.get(cell);
    if (group !== undefined) return { group };
    if (cell === '') return { reason: 'The cell is empty. Expected a country.' };
    if (!byCode) return resolveByName(resolver, cell, year);
    const country = byCode(cell);
    return country === undefined ? { reason: formatUnknownCode(scheme, cell) } : { country };
  };
  const known = new Map<string, Map<number, Area>>();
  return (cell, year) => {
    // What a code means does not depend on the year.
    const when = byCode ? 0 : year;
    const years = known.get(cell) ?? new Map<number, Area>();
    const found = years.get(when) ?? find(cell.trim(), year);
    if (!years.has(when)) known.set(cell, years.set(when, found));
    return found;
  };
}

/** As the states were in the middle of the year, or at its end, or at its start: under that name, not in another's place. */
function resolveByName(resolver: CountryResolver, cell: string, year: number): Area {
  const tried = [`${year}-07-01`, `${year}-12-31`, `${year}-01-01`].map((day) => resolver.resolve(cell, day));
  for (const one of tried)
    if ('key' in one && one.part === undefined && one.note === undefined) return { country: one.key };
  const [first] = tried;
  if (first && 'reason' in first)
    return {
      reason: `${first.reason} The mapping can map it to a country ("aliases") or mark it as a remainder ("statistical").`,
    };
  const other = first && 'key' in first ? ` It may mean ${first.key}: if so, add it to "aliases" in the mapping.` : '';
  return { reason: `"${cell}" is not the name of a country in ${year}.${other}` };
}

/** Keys by the codes of a scheme: a code that a country of today and one that is no more share is the former's no longer. */
function createCodeLookup(
  scheme: Mapping['reporter']['scheme'],
  countries: TradeFlowLookups['countries'],
): (cell: string) => string | undefined {
  const codes = new Map<string, string>();
  const present = countries.toSorted((one, other) => other.former - one.former);
  for (const { key, code, alpha3, m49 } of present) {
    if (scheme === 'iso') for (const one of [code, alpha3]) if (one !== null) codes.set(one.toUpperCase(), key);
    if (scheme !== 'iso' && m49 !== null) codes.set(m49, key);
  }
  if (scheme === 'iso') return (cell) => codes.get(cell.toUpperCase());
  if (scheme === 'comtrade')
    for (const [code, key] of Object.entries(loadComtradeAreas().countries)) codes.set(code.padStart(3, '0'), key);
  return (cell) => (/^\d{1,3}$/.test(cell) ? codes.get(cell.padStart(3, '0')) : undefined);
}

/** Groups with members that numbers of the scheme name. */
export const getSchemeGroups = (scheme: Mapping['reporter']['scheme']): ReadonlyMap<string, string> =>
  new Map(scheme === 'comtrade' ? Object.entries(loadComtradeAreas().groups) : []);

const schemeLabels = {
  name: 'an English name',
  iso: 'alpha-2 or alpha-3',
  m49: 'M49',
  comtrade: 'UN Comtrade',
} as const;
const formatUnknownCode = (scheme: Mapping['reporter']['scheme'], cell: string): string =>
  `No country has the code "${cell}" (${schemeLabels[scheme]}). The mapping can map it to a country ("aliases") or mark it as a remainder ("statistical").`;
