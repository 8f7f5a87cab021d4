import packaged from 'i18n-iso-countries';
import type { RecordInputOf } from '../../model/records/index.ts';
import type { NameRow, Table } from './tables.ts';

type Name = NonNullable<RecordInputOf<'country'>['names']>[number];
interface CuratedNames {
  name?: string | undefined;
  aliases: readonly string[];
  names: readonly NameRow[];
  not?: readonly string[];
}

// Their short forms are ambiguous: Congo, Korea, America, Great Britain.
const codesKeepingFullName = new Set(['CD', 'CG', 'GB', 'KP', 'KR', 'US']);
const abbreviationPattern = /^[\p{Lu}.\s]{2,8}$/u;

/** Returns the names of countries in all languages of the package except English, by alpha-2 code. */
export function getPackagedNames(): Map<string, Name[]> {
  const names = new Map<string, Name[]>();
  for (const language of packaged.langs()) {
    if (language === 'en') continue;
    for (const [code, packagedNames] of Object.entries(packaged.getNames(language, { select: 'all' }))) {
      const texts = deduplicate(packagedNames.map((text) => text.trim()));
      const short = chooseShortName(code, texts);
      const list = names.get(code) ?? [];
      for (const text of texts) list.push({ text, language, kind: text === short ? 'SHORT' : 'ALIAS' });
      names.set(code, list);
    }
  }
  return names;
}

const packagedEnglishNames = packaged.getNames('en', { select: 'all' });

/** Returns the English display name: the curated name, or else the one in ISO 3166. */
export const chooseDisplayName = (curated: CuratedNames | undefined, isoName: string): string =>
  curated?.name ?? isoName;

/** Builds the distinct English names, display name first. Curated rows take precedence over packages. */
export function buildEnglishNames(
  code: string,
  isoName: string | undefined,
  curated: CuratedNames | undefined,
  facts?: Table<'english'>[string],
): Name[] {
  const dated = new Map(
    curated?.names.map(({ start, end, ...row }) => [
      row.text,
      { ...row, ...(start && { start }), ...(end && { end }) },
    ]),
  );
  const names = new Map<string, Name>();
  const add = (kind: NonNullable<Name['kind']>, ...texts: readonly string[]): void => {
    for (const text of texts) {
      if (names.has(text) || curated?.not?.includes(text)) continue;
      names.set(text, dated.get(text) ?? { text, kind, language: 'en' });
    }
  };
  add('SHORT', chooseDisplayName(curated, isoName ?? code));
  add('FORMER', ...dated.keys());
  add('OFFICIAL', ...[isoName ?? [], facts?.official ?? []].flat());
  add('ALIAS', ...(curated?.aliases ?? []), ...(packagedEnglishNames[code] ?? []));
  add('DEMONYM', ...[facts?.demonym ?? []].flat());
  return [...names.values()];
}

/** Returns the names that the UN's lists add. */
export const buildUntermNames = ({ official, aliases }: Table<'unterm'>[string]): Name[] => [
  ...Object.entries(official).map(([language, text]): Name => ({ text, language, kind: 'OFFICIAL' })),
  ...Object.entries(aliases).flatMap(([language, texts]) =>
    texts.map((text): Name => ({ text, language, kind: 'ALIAS' })),
  ),
];

function chooseShortName(code: string, texts: readonly string[]): string | undefined {
  const spelledOut = texts.filter((text) => !abbreviationPattern.test(text));
  if (codesKeepingFullName.has(code)) return spelledOut[0] ?? texts[0];
  return (
    spelledOut.reduce<string | undefined>((a, b) => (a !== undefined && a.length <= b.length ? a : b), undefined) ??
    texts[0]
  );
}

const deduplicate = (texts: readonly string[]): string[] => [...new Set(texts)];
