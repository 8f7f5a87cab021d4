import type { TextDocument } from './document.ts';
import type { Language } from './languages/language.ts';
import type { Token } from './tokens.ts';

/** "Oil-rich" and "Russian-backed" are no names; "Jean-Luc" and "Kassym-Jomart" are. */
const isHyphenatedWord = ({ text }: Token): boolean => /[-‑]\p{Ll}/u.test(text);

export const isNamePart = (language: Language, token: Token): boolean =>
  token.kind === 'WORD' &&
  token.isCapital &&
  !isHyphenatedWord(token) &&
  !language.plainWords.has(token.lower) &&
  !language.weekdays.has(token.lower) &&
  !language.isCommonNoun(token);

const maxNameParts = 8;

/** Reads capitalized words, with particles and initials between them. */
export function readNameTokens(
  document: TextDocument,
  at: number,
  end: number,
): { first: number; last: number } | undefined {
  const { tokens, language } = document;
  const token = tokens[at];
  if (!token) return undefined;
  // "von der Leyen", "bin Salman": a surname that begins with its particles.
  const first = language.surnameParticles.has(token.lower) ? skipParticles(document, at, end) : undefined;
  if (first === undefined && !isNamePart(language, token)) return undefined;
  let last = (first ?? at) + 1;
  while (last < end && last - at < maxNameParts) {
    const next = tokens[last];
    if (!next) break;
    if (isNamePart(language, next) && isAdjacent(document, last)) last += 1;
    // "John F. Kennedy"
    else if (next.text === '.' && tokens[last - 1]?.text.length === 1 && isPartAt(document, last + 1, end)) last += 2;
    else {
      // "Bank of England" is a name, and "Bo Ek of Norway" is not.
      const isJoined = language.is('OF', next) && hasOrganizationWord(document, at, last);
      const part = isJoined && isPartAt(document, last + 1, end) ? last + 1 : skipParticles(document, last, end);
      if (part === undefined) break;
      last = part + 1;
    }
  }
  return { first: at, last };
}

const hasOrganizationWord = ({ tokens, language }: TextDocument, first: number, last: number): boolean =>
  tokens.slice(first, last).some(({ lower }) => language.organizationWords.has(lower));

const maxParticles = 3;

/** The position of the name part after particles: that of "Leyen" in "von der Leyen". */
function skipParticles(document: TextDocument, at: number, end: number): number | undefined {
  let next = at;
  while (
    next < end &&
    next - at < maxParticles &&
    document.language.nameParticles.has(document.tokens[next]?.lower ?? '')
  )
    next += 1;
  return next > at && isPartAt(document, next, end) ? next : undefined;
}

const isPartAt = (document: TextDocument, at: number, end: number): boolean => {
  const token = document.tokens[at];
  return at < end && token !== undefined && isNamePart(document.language, token);
};

/** Whether only a space is between a token and the one before it. */
const isAdjacent = ({ tokens }: TextDocument, at: number): boolean =>
  (tokens[at]?.start ?? 0) - (tokens[at - 1]?.end ?? 0) <= 1;
