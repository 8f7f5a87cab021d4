import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { TradeFlowLookups } from '../../db/queries/trade-flow-lookups.ts';
import { foldText } from '../../model/fold-text.ts';
import { recordKeySchema } from '../../model/records/field-schemas.ts';
import type { RecordInputOf } from '../../model/records/index.ts';
import type { CountryResolver } from '../resolve-country.ts';
import type { AreaColumn, Mapping } from './mapping.ts';

/** The country or group that a cell means, or why there is none. */
type Area = { country: string } | { group: string } | { reason: string };
export type AreaResolver = (cell: string, year: number) => Area;

const areaCodeSchema = z.string().regex(/^\d{1,3}$/);
/** The countries that a number means, in the years of each. */
const numberedCountrySchema = z
  .union([
    recordKeySchema,
    z.array(recordKeySchema).min(1),
    z.strictObject({ key: recordKeySchema, end: z.int(), name: z.string().min(1) }),
  ])
  .transform(
    (meaning): CodeMeaning =>
      typeof meaning === 'string' || Array.isArray(meaning)
        ? { keys: [meaning].flat() }
        : { keys: [meaning.key], ended: { name: meaning.name, end: meaning.end } },
  );
interface CodeMeaning {
  keys: readonly string[];
  /** The last year in which the code had the meaning, and its name. */
  ended?: { name: string; end: number };
}
const comtradeAreasSchema = z.strictObject({
  source: z.strictObject({
    key: recordKeySchema,
    publisher: z.string(),
    title: z.string(),
    url: z.string(),
    language: z.string(),
  }),
  countries: z.record(areaCodeSchema, numberedCountrySchema),
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

const listRemainders = (partner: Mapping['partner']): readonly string[] =>
  'statistical' in partner ? partner.statistical : [];

/** Finds remainders of a mapping whose groups would have the same key. */
export function findSlugCollision({ partner }: Mapping): string[] | undefined {
  const bySlug = Map.groupBy(new Set(listRemainders(partner)), slugifyLabel);
  return [...bySlug.values()].find((labels) => labels.length > 1);
}

/** Returns the groups for the remainders of a mapping, by cell. */
export const getDeclaredRemainders = ({ source, partner }: Mapping): Map<string, { key: string; name: string }> =>
  new Map(
    listRemainders(partner).map((label) => [label, { key: `${source.key}:${slugifyLabel(label)}`, name: label }]),
  );

const areaKey = (code: string): string => `un-comtrade:${code}`;

/** Returns the statistical areas of UN Comtrade, after the source that lists them. */
export function createAreaRecords(): [RecordInputOf<'source'>, ...RecordInputOf<'group'>[]] {
  const { source, statistical } = loadComtradeAreas();
  const areas = Object.entries(statistical).map(
    ([code, name]): RecordInputOf<'group'> => ({
      noun: 'group',
      key: areaKey(code),
      kind: 'STATISTICAL',
      name,
      names: [
        { text: name, language: 'en' },
        ...(name.endsWith(unspecified)
          ? [{ text: name.replace(unspecified, ', nes'), language: 'en', kind: 'ALIAS' as const }]
          : []),
      ],
      citations: [{ source: source.key, field: 'names', basis: 'STATED' }],
    }),
  );
  return [{ noun: 'source', ...source }, ...areas];
}
const unspecified = ', not elsewhere specified';

/**
 * Returns a resolver that rejects what does not report: a remainder of the table, and a region such as the world. A
 * statistical area and a union report as countries do.
 */
export function restrictToReporters(
  resolve: AreaResolver,
  { groups }: Pick<TradeFlowLookups, 'groups'>,
  remainders: ReadonlyMap<string, { key: string }>,
): AreaResolver {
  const regions = groups.flatMap(({ key, kind }) => (kind === 'GEO' ? [key] : []));
  const silent = new Set([...regions, ...[...remainders.values()].map(({ key }) => key)]);
  return (cell, year) => {
    const area = resolve(cell, year);
    return 'group' in area && silent.has(area.group)
      ? {
          reason: `"${cell.trim()}" is a group of countries (${area.group}), which does not report. Expected a country.`,
        }
      : area;
  };
}

/** Creates a resolver for a side that is the same in all rows. A country must have existed in the year. */
export function createConstantResolver(
  key: string,
  { groups }: Pick<TradeFlowLookups, 'groups'>,
  resolver: CountryResolver,
): AreaResolver {
  if (groups.some((group) => group.key === key)) return () => ({ group: key });
  return (_cell, year) => {
    const country = resolver.resolveInYear([key], year);
    return 'key' in country ? { country: country.key } : { reason: `"${key}": ${country.reason}` };
  };
}

/** Creates a resolver for cells of a scheme. `groups` maps cells to groups. Results are cached per cell and year. */
export function createAreaResolver(
  { scheme, aliases }: Pick<AreaColumn, 'scheme' | 'aliases'>,
  groups: ReadonlyMap<string, string>,
  { countries }: Pick<TradeFlowLookups, 'countries'>,
  resolver: CountryResolver,
): AreaResolver {
  const byCode = scheme === 'name' ? undefined : createCodeLookup(scheme, countries);
  const aliasByCell = new Map(Object.entries(aliases));
  const find = (cell: string, year: number): Area => {
    const alias = aliasByCell.get(cell);
    if (alias !== undefined) return { country: alias };
    const group = groups.get(cell) ?? (/^0\d+$/.test(cell) ? groups.get(String(Number(cell))) : undefined);
    if (group !== undefined) return { group };
    if (cell === '') return { reason: 'The cell is empty. Expected a country.' };
    if (!byCode) return resolveByName(resolver, cell, year);
    const meaning = byCode(cell);
    if (meaning === undefined) return { reason: formatUnknownCode(scheme, cell) };
    if (meaning.ended && year > meaning.ended.end)
      return {
        reason: `"${cell}" means ${meaning.ended.name}, which ended in ${meaning.ended.end}, not a country of ${year}.`,
      };
    const country = resolver.resolveInYear(meaning.keys, year);
    return 'key' in country ? { country: country.key } : { reason: `"${cell}": ${country.reason}` };
  };
  const cache = new Map<string, Map<number, Area>>();
  return (cell, year) => {
    const years = cache.get(cell) ?? new Map<number, Area>();
    const area = years.get(year) ?? find(cell.trim(), year);
    if (!years.has(year)) cache.set(cell, years.set(year, area));
    return area;
  };
}

/** Resolves a name in the middle, at the end, or at the start of the year. Predecessors and successors do not count. */
function resolveByName(resolver: CountryResolver, cell: string, year: number): Area {
  const candidates = [`${year}-07-01`, `${year}-12-31`, `${year}-01-01`].map((day) => resolver.resolve(cell, day));
  for (const candidate of candidates)
    if ('key' in candidate && candidate.part === undefined && candidate.note === undefined)
      return { country: candidate.key };
  const [first] = candidates;
  if (first && 'reason' in first)
    return {
      reason: `${first.reason} The mapping can map it to a country ("aliases") or mark it as a remainder ("statistical").`,
    };
  const other = first && 'key' in first ? ` It may mean ${first.key}: if so, add it to "aliases" in the mapping.` : '';
  return { reason: `"${cell}" is not the name of a country in ${year}.${other}` };
}

/** Creates a lookup of countries by the codes of a scheme. Countries that share a code are distinguished by the year. */
function createCodeLookup(
  scheme: AreaColumn['scheme'],
  countries: TradeFlowLookups['countries'],
): (cell: string) => CodeMeaning | undefined {
  const codes = new Map<string, CodeMeaning>();
  const add = (code: string, key: string): void => {
    codes.set(code, { keys: [...(codes.get(code)?.keys ?? []), key] });
  };
  const currentFirst = countries.toSorted((one, other) => one.former - other.former);
  for (const { key, code, alpha3, m49 } of currentFirst) {
    if (scheme === 'iso') for (const isoCode of [code, alpha3]) if (isoCode !== null) add(isoCode.toUpperCase(), key);
    if (scheme !== 'iso' && m49 !== null) add(m49, key);
  }
  if (scheme === 'iso') return (cell) => codes.get(cell.toUpperCase());
  const numbered = Object.entries(loadComtradeAreas().countries);
  // UN numbers that changed hands do so in every statistic; the others are Comtrade's alone.
  for (const [code, meaning] of numbered)
    if (scheme === 'comtrade' || meaning.keys.length > 1 || meaning.ended) codes.set(code.padStart(3, '0'), meaning);
  return (cell) => (/^\d{1,3}$/.test(cell) ? codes.get(cell.padStart(3, '0')) : undefined);
}

/** Returns the groups that have a number in the scheme: unions with members, and statistical areas. */
export function getSchemeGroups(scheme: AreaColumn['scheme']): Map<string, string> {
  if (scheme !== 'comtrade') return new Map();
  const { groups, statistical } = loadComtradeAreas();
  return new Map([
    ...Object.entries(groups),
    ...Object.keys(statistical).map((code) => [code, areaKey(code)] as const),
  ]);
}

const schemeLabels = {
  name: 'an English name',
  iso: 'alpha-2 or alpha-3',
  m49: 'M49',
  comtrade: 'UN Comtrade',
} as const;
const formatUnknownCode = (scheme: AreaColumn['scheme'], cell: string): string =>
  `No country has the code "${cell}" (${schemeLabels[scheme]}). The mapping can map it to a country ("aliases") or mark it as a remainder ("statistical").`;
