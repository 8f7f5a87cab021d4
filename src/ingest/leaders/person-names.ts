/** Ranks and courtesies that are no part of a name. */
const courtesy = String.raw`(?:(?:(?:Lt|Maj|Brig|Sr|Vice|Rear|Air|Col|Field|Major|Lieutenant|Brigadier|Senior)\.?[\s-]?)*(?:Gen|General|Col|Colonel|Cdre|Commodore|Adm|Admiral|Capt|Marshall?|Brigadier|Brig|Maj|Lt|Cdr)\b\.?(?:\s*\([Rr]et\.?\))?|Dr\.?|Sir|Dame|Ms\.?|Mr\.?|Mrs\.?|Archbishop|Cardinal|Bishop|Tan Sri|Datuk|Dato'?|Hon\.?|Rev\.?|Mullah|Excellency|Rt\.|HRH|His|Her)`;
const before = new RegExp(String.raw`^(?:${courtesy}\s+|\([Rr]et\.?\)\s*)+`);
const after = new RegExp(
  String.raw`(?:,?\s*\(?${courtesy}\)?|,?\s*\([Rr]et\.?\)|\s*\((?:acting|interim|de facto|\p{Lu}[\p{L} ]+)\)|\s*\[[^\]]*\]|[\s,;]+)+$`,
  'u',
);

/** Words in small letters that stand inside names. */
const particle =
  /^(?:al|el|bin|bint|ibn|ibni|de|da|do|dos|das|del|della|der|den|di|du|la|le|van|von|vom|zu|ter|ten|e|y|i|of|ould|ben|abd|d'|o')$/;
const inName =
  /^(?:(?:al|el|ad|ar|as|an|at|ash|d|bin|ul|ur|o)?[-'’`]?\s?\p{Lu}[\p{L}\p{M}.'’`´-]*,?|["“(]\p{L}[\p{L}.\s'-]*[")”],?|\p{Lu}\.)$/u;

/** Where the name itself stands in the words that name a holder; nothing where they are no name. */
export function nameIn(words: string): { start: number; end: number } | undefined {
  const start = before.exec(words)?.[0].length ?? 0;
  const rest = words.slice(start);
  const end = start + rest.replace(after, '').length;
  const name = words.slice(start, end);
  const tokens = name.match(/["“(][^"”)]*["”)]|\S+/g) ?? [];
  const fits = tokens.every((token) => inName.test(token) || particle.test(token.toLowerCase().replace(/-$/, '')));
  return tokens.length > 0 && tokens.length <= 9 && fits && /\p{Lu}/u.test(name) && !isOfTwo(tokens)
    ? { start, end }
    : undefined;
}

const isFamily = (token: string): boolean => /\p{Lu}.*\p{Lu}.*\p{Lu}/u.test(token) && token === token.toUpperCase();

/** Two family names with a given name between them are two people's. */
function isOfTwo(tokens: readonly string[]): boolean {
  const [from, until] = [tokens.findIndex(isFamily), tokens.findLastIndex(isFamily)];
  return tokens
    .slice(from < 0 ? tokens.length : from, until)
    .some((token) => !isFamily(token) && !particle.test(token.toLowerCase()) && !/^\p{Lu}\.$/u.test(token));
}

const roman = /^(?:I{1,3}|IV|VI{0,3}|IX|X[IVX]*)$/;
const small = new Set([
  'de',
  'da',
  'do',
  'dos',
  'das',
  'del',
  'di',
  'du',
  'der',
  'den',
  'van',
  'von',
  'bin',
  'bint',
  'ibn',
  'e',
  'y',
  'ould',
  'al',
  'el',
]);
const capital = (word: string): string => word.slice(0, 1) + word.slice(1).toLowerCase();

function cased(part: string, isFirst: boolean): string {
  const letters = part.replace(/[^\p{L}]/gu, '');
  const capitals = letters.replace(/[^\p{Lu}]/gu, '').length;
  const isPrinted = capitals < letters.length && capitals < Math.max(3, letters.length - 1);
  const isNumber = roman.test(part) && !isFirst;
  if (letters.length < 2 || isPrinted || isNumber || /^(?:\p{Lu}\.)+$|^["(]\p{Lu}{2,3}[")]$/u.test(part)) return part;
  const folded = part.toLowerCase();
  if (!isFirst && small.has(folded)) return folded;
  // O'NEILL and D'AMORE hold two words; SHARA' and MU'ADZAM one.
  const joined = /^([DOMN]['’])(\p{L}{2,})$/u.exec(part);
  if (joined) return `${joined[1]}${capital(joined[2] ?? '')}`;
  const scots = /^MC(\p{L}{3,})$/u.exec(part);
  if (scots) return `Mc${capital(scots[1] ?? '')}`;
  const opened = /^([^\p{L}]*)(.*)$/u.exec(part);
  return `${opened?.[1] ?? ''}${capital(opened?.[2] ?? '')}`;
}

/** A name in the letters of ordinary print: the Factbook has family names in capitals. */
export const normalCase = (name: string): string =>
  name
    .replace(/\s+/g, ' ')
    .split(' ')
    .map((word, index) =>
      word
        .split('-')
        .map((part, at) => cased(part, index === 0 && at === 0))
        .join('-'),
    )
    .join(' ');
