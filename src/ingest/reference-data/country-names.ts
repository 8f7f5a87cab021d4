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

// Shortened, these name more than one country or a continent: Congo, Korea, America, Great Britain.
const codesKeepingFullName = new Set(['CD', 'CG', 'GB', 'KP', 'KR', 'US']);
const abbreviationPattern = /^[\p{Lu}.\s]{2,8}$/u;

/** The names of a country in every language that the package has, by its alpha-2 code, English aside. */
export function getPackagedNames(): Map<string, Name[]> {
  const names = new Map<string, Name[]>();
  for (const language of packaged.langs()) {
    if (language === 'en') continue;
    for (const [code, found] of Object.entries(packaged.getNames(language, { select: 'all' }))) {
      const texts = deduplicate(found.map((text) => text.trim()));
      const short = chooseShortName(code, texts);
      const list = names.get(code) ?? [];
      for (const text of texts) list.push({ text, language, kind: text === short ? 'SHORT' : 'ALIAS' });
      names.set(code, list);
    }
  }
  return names;
}

const packagedEnglishNames = packaged.getNames('en', { select: 'all' });

/** The English name to show: our own choice where there is one, else ISO's. */
export const chooseDisplayName = (own: CuratedNames | undefined, isoName: string): string => own?.name ?? isoName;

/** All English names, each once, the shown one first: our own rows, which may have days, win over the packages'. */
export function buildEnglishNames(
  code: string,
  isoName: string | undefined,
  own: CuratedNames | undefined,
  facts?: Table<'english'>[string],
): Name[] {
  const dated = new Map(
    own?.names.map(({ from, until, ...row }) => [row.text, { ...row, ...(from && { from }), ...(until && { until }) }]),
  );
  const names = new Map<string, Name>();
  const add = (kind: NonNullable<Name['kind']>, ...texts: readonly string[]): void => {
    for (const text of texts) {
      if (names.has(text) || own?.not?.includes(text)) continue;
      names.set(text, dated.get(text) ?? { text, kind, language: 'en' });
    }
  };
  add('SHORT', chooseDisplayName(own, isoName ?? code));
  add('FORMER', ...dated.keys());
  add('OFFICIAL', ...[isoName ?? [], facts?.official ?? []].flat());
  add('ALIAS', ...(own?.aliases ?? []), ...(packagedEnglishNames[code] ?? []));
  add('DEMONYM', ...[facts?.demonym ?? []].flat());
  return [...names.values()];
}

function chooseShortName(code: string, texts: readonly string[]): string | undefined {
  const spelledOut = texts.filter((text) => !abbreviationPattern.test(text));
  if (codesKeepingFullName.has(code)) return spelledOut[0] ?? texts[0];
  return (
    spelledOut.reduce<string | undefined>((a, b) => (a !== undefined && a.length <= b.length ? a : b), undefined) ??
    texts[0]
  );
}

const deduplicate = (texts: readonly string[]): string[] => [...new Set(texts)];
