/** Ranks and courtesy titles that are not part of a name. */
const courtesySource = String.raw`(?:(?:(?:Lt|Maj|Brig|Sr|Vice|Rear|Air|Col|Field|Major|Lieutenant|Brigadier|Senior)\.?[\s-]?)*(?:Gen|General|Col|Colonel|Cdre|Commodore|Adm|Admiral|Capt|Marshall?|Brigadier|Brig|Maj|Lt|Cdr)\b\.?(?:\s*\([Rr]et\.?\))?|Dr\.?|Sir|Dame|Ms\.?|Mr\.?|Mrs\.?|Archbishop|Cardinal|Bishop|Tan Sri|Datuk|Dato'?|Hon\.?|Rev\.?|Mullah|Excellency|Rt\.|HRH|His|Her)`;
const leadingCourtesyPattern = new RegExp(String.raw`^(?:${courtesySource}\s+|\([Rr]et\.?\)\s*)+`);
const trailingCourtesyPattern = new RegExp(
  String.raw`(?:,?\s*\(?${courtesySource}\)?|,?\s*\([Rr]et\.?\)|\s*\((?:acting|interim|de facto|\p{Lu}[\p{L} ]+)\)|\s*\[[^\]]*\]|[\s,;])+$`,
  'u',
);

/** Lower-case words inside names. */
const particlePattern =
  /^(?:al|el|bin|bint|ibn|ibni|de|da|do|dos|das|del|della|der|den|di|du|la|le|van|von|vom|zu|ter|ten|e|y|i|of|ould|ben|abd|d'|o')$/;
const nameTokenPattern =
  /^(?:(?:al|el|ad|ar|as|an|at|ash|d|bin|ul|ur|o)?[-'’`]?\s?\p{Lu}[\p{L}\p{M}.'’`´-]*,?|["“(]\p{L}[\p{L}.\s'-]*[")”],?|\p{Lu}\.)$/u;

/** Finds the name without ranks and courtesy titles; undefined if the words are not a name. */
export function findName(words: string): { start: number; end: number } | undefined {
  const start = leadingCourtesyPattern.exec(words)?.[0].length ?? 0;
  const rest = words.slice(start);
  const end = start + rest.replace(trailingCourtesyPattern, '').length;
  const name = words.slice(start, end);
  const tokens = name.match(/["“(][^"”)]*["”)]|\S+/g) ?? [];
  const areNameWords = tokens.every(
    (token) => nameTokenPattern.test(token) || particlePattern.test(token.toLowerCase().replace(/-$/, '')),
  );
  return tokens.length > 0 && tokens.length <= 9 && areNameWords && /\p{Lu}/u.test(name) && !isTwoNames(tokens)
    ? { start, end }
    : undefined;
}

const isFamilyName = (token: string): boolean => /\p{Lu}.*\p{Lu}.*\p{Lu}/u.test(token) && token === token.toUpperCase();

/** Returns whether the words name two people: two family names with a given name between them. */
function isTwoNames(tokens: readonly string[]): boolean {
  const [from, until] = [tokens.findIndex(isFamilyName), tokens.findLastIndex(isFamilyName)];
  return tokens
    .slice(from < 0 ? tokens.length : from, until)
    .some((token) => !isFamilyName(token) && !particlePattern.test(token.toLowerCase()) && !/^\p{Lu}\.$/u.test(token));
}

const romanNumeralPattern = /^(?:I{1,3}|IV|VI{0,3}|IX|X[IVX]*)$/;
const lowercaseParticles = new Set('de da do dos das del di du der den van von bin bint ibn e y ould al el'.split(' '));
const capitalize = (word: string): string => word.slice(0, 1) + word.slice(1).toLowerCase();

function normalizePartCase(part: string, isFirst: boolean): string {
  const letters = part.replace(/[^\p{L}]/gu, '');
  const capitals = letters.replace(/[^\p{Lu}]/gu, '').length;
  const isMixedCase = capitals < letters.length && capitals < Math.max(3, letters.length - 1);
  const isNumber = romanNumeralPattern.test(part) && !isFirst;
  if (letters.length < 2 || isMixedCase || isNumber || /^(?:\p{Lu}\.)+$|^["(]\p{Lu}{2,3}[")]$/u.test(part)) return part;
  const folded = part.toLowerCase();
  if (!isFirst && lowercaseParticles.has(folded)) return folded;
  // O'NEILL and D'AMORE have two capitalized parts; SHARA' and MU'ADZAM have one.
  const joined = /^([DOMN]['’])(\p{L}{2,})$/u.exec(part);
  if (joined) return `${joined[1]}${capitalize(joined[2] ?? '')}`;
  const scots = /^MC(\p{L}{3,})$/u.exec(part);
  if (scots) return `Mc${capitalize(scots[1] ?? '')}`;
  const opened = /^([^\p{L}]*)(.*)$/u.exec(part);
  return `${opened?.[1] ?? ''}${capitalize(opened?.[2] ?? '')}`;
}

/** Converts a name to mixed case, because the Factbook prints family names in capitals. */
export const normalizeNameCase = (name: string): string =>
  name
    .replace(/\s+/g, ' ')
    .split(' ')
    .map((word, index) =>
      word
        .split('-')
        .map((part, at) => normalizePartCase(part, index === 0 && at === 0))
        .join('-'),
    )
    .join(' ');
