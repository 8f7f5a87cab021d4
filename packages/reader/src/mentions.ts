import type { TextDocument } from './document.ts';
import type { Language, PlaceMeaning } from './languages/language.ts';
import type { OfficeRank } from './languages/types.ts';
import { isNamePart, readNameTokens } from './names.ts';
import type { Range } from './text-index.ts';
import { isPossessive, type Token, tokenize } from './tokens.ts';

export type Gender = 'MALE' | 'FEMALE';

/** Words of the text that name someone or something. */
export interface Mention extends Range {
  readonly kind: 'PERSON' | 'ROLE' | 'PLACE' | 'ORGANIZATION' | 'NAME' | 'PRONOUN';
  /** The first token, and the one after the last. */
  readonly first: number;
  readonly last: number;
  /** The name alone, without title and office: "Emmanuel Macron". */
  readonly name?: Range;
  readonly place?: PlaceMeaning;
  /** The office: of a ROLE, or of a person that is named with it. */
  readonly office?: { title: string; rank: OfficeRank; range: Range; isFormer: boolean };
  /** The country of the office: "French" in "French President". */
  readonly country?: { code: string; range: Range };
  readonly gender?: Gender;
  readonly pronoun?: 'MALE' | 'FEMALE' | 'PLURAL' | 'FIRST' | 'NEUTER';
}

/** Finds the mentions of a text, in order. They do not overlap. */
export function findMentions(document: TextDocument): Mention[] {
  const mentions: Mention[] = [];
  for (const sentence of document.sentences) {
    let at = sentence.first;
    while (at < sentence.last) {
      const mention = readMention(document, at, sentence.first, sentence.last);
      if (mention) mentions.push(mention);
      at = mention ? mention.last : at + 1;
    }
  }
  return mentions;
}

function readMention(document: TextDocument, at: number, sentenceStart: number, end: number): Mention | undefined {
  const { tokens, language } = document;
  const token = tokens[at];
  if (token?.kind !== 'WORD') return undefined;
  const pronoun = Object.hasOwn(language.words.pronouns, token.lower)
    ? language.words.pronouns[token.lower]
    : undefined;
  if (pronoun && (token.lower !== 'i' || token.text === 'I'))
    return { kind: 'PRONOUN', first: at, last: at + 1, start: token.start, end: token.end, pronoun };
  return (
    readOfficeHolder(document, at, end) ??
    readPlace(document, at, end) ??
    readName(document, at, sentenceStart, end) ??
    readRoleWord(document, at, end)
  );
}

/** "French President Emmanuel Macron", "the French president", "President Tokayev", "Mr. Obama". */
function readOfficeHolder(document: TextDocument, at: number, end: number): Mention | undefined {
  const { tokens, language } = document;
  let next = at;
  if (language.articles.has(tokens[next]?.lower ?? '')) next += 1;
  const country = matchPlace(language, tokens, next, end);
  let countryRange: Range | undefined;
  if (country?.value.kind === 'COUNTRY' && country.value.form !== 'CAPITAL') {
    countryRange = document.rangeOfTokens(next, next + country.length);
    next += country.length;
    if (isPossessive(tokens[next])) next += 1;
  } else if (country) return undefined;
  let isFormer = false;
  while (next < end && (language.is('MODIFIER', tokens[next]) || language.is('FORMER', tokens[next]))) {
    isFormer ||= language.is('FORMER', tokens[next]);
    next += 1;
  }
  const deputy = language.is('DEPUTY', tokens[next]) && language.offices.match(tokens, next) === undefined ? next : -1;
  if (deputy !== -1) next += tokens[next + 1]?.text === '-' ? 2 : 1;
  const interrupted = country ? undefined : matchInterruptedOffice(document, next, end);
  const office = interrupted ?? language.offices.match(tokens, next);
  const honorific = Object.hasOwn(language.words.honorifics, tokens[next]?.lower ?? '');
  if (!office && !honorific) return undefined;
  if (deputy !== -1 && !office) return undefined;
  const officeFirst = deputy === -1 ? next : deputy;
  const officeLast = next + (office?.length ?? 1);
  next = officeLast;
  if (tokens[next]?.text === '.' && tokens[next]?.start === tokens[next - 1]?.end) next += 1;
  const officeRange = document.rangeOfTokens(officeFirst, officeLast);
  while (next < end && language.is('MODIFIER', tokens[next]) && !tokens[next]?.isCapital) next += 1;
  let code = countryRange && country?.value.code;
  if (interrupted) [code, countryRange] = [interrupted.code, interrupted.country];
  if (office && !code) {
    const of = readCountryOfOffice(document, next, end);
    if (of) [code, countryRange, next] = [of.code, of.range, of.next];
  }
  const name = readNameTokens(document, next, end);
  const isDefinite =
    code !== undefined ||
    tokens[officeFirst]?.isCapital === true ||
    language.determiners.has(tokens[at]?.lower ?? '') ||
    language.articles.size === 0;
  if (!name && (honorific || !isDefinite)) return undefined;
  // "the president's": the owner is mentioned, and still an office holder.
  const last = name?.last ?? next;
  const gender = honorific && !office ? language.words.honorifics[tokens[officeFirst]?.lower ?? ''] : undefined;
  return {
    kind: name ? 'PERSON' : 'ROLE',
    first: at,
    last,
    ...document.rangeOfTokens(at, last),
    ...(name && { name: document.rangeOfTokens(name.first, name.last) }),
    ...(office && {
      office: {
        title: document.wordsOf(officeRange),
        rank: deputy === -1 ? office.value : 'OTHER',
        range: officeRange,
        isFormer,
      },
    }),
    ...(code && countryRange && { country: { code, range: countryRange } }),
    ...(gender && { gender }),
  };
}

/**
 * "président français", "ministre russe des Affaires étrangères": the adjective of a country after the office, or inside its
 * title.
 */
function matchInterruptedOffice(document: TextDocument, at: number, end: number) {
  const { tokens, language } = document;
  if (language.words.hasCapitalDemonyms || at + 1 >= end) return undefined;
  const short = language.offices.match(tokens, at);
  if (!short) return undefined;
  for (let from = at + 1; from <= at + short.length; from += 1) {
    const place = matchPlace(language, tokens, from, end);
    if (place?.value.form !== 'DEMONYM' || place.value.code === undefined) continue;
    const after = from + place.length;
    const title = [...tokens.slice(at, from), ...tokens.slice(after, after + maxTitleTokens)];
    const whole = language.offices.match(title, 0);
    if (!whole) continue;
    const length = Math.max(after - at, whole.length > from - at ? whole.length + place.length : after - at);
    return { value: whole.value, length, code: place.value.code, country: document.rangeOfTokens(from, after) };
  }
  return undefined;
}
const maxTitleTokens = 6;

/** "of Kazakhstan" after the title of an office. */
function readCountryOfOffice(document: TextDocument, at: number, end: number) {
  const { tokens, language } = document;
  const { hasGenitiveCase } = language.words;
  if (!hasGenitiveCase && !language.is('OF', tokens[at])) return undefined;
  const of = hasGenitiveCase ? at : at + 1;
  const start = language.articles.has(tokens[of]?.lower ?? '') ? of + 1 : of;
  const place = matchPlace(language, tokens, start, end);
  if (place?.value.kind !== 'COUNTRY' || place.value.code === undefined) return undefined;
  if (hasGenitiveCase && place.value.form !== 'NAME' && place.value.form !== 'METONYM') return undefined;
  return {
    code: place.value.code,
    range: document.rangeOfTokens(start, start + place.length),
    next: start + place.length,
  };
}

function readPlace(document: TextDocument, at: number, end: number): Mention | undefined {
  const { tokens, language } = document;
  const place = matchPlace(language, tokens, at, end);
  if (!place) return undefined;
  const last = at + place.length;
  // "Jordan Peterson", "Washington Post": a longer name that begins like a place.
  const following = tokens[last];
  if (
    place.value.form !== 'DEMONYM' &&
    place.value.form !== 'INFORMAL' &&
    following?.isCapital &&
    isNamePart(language, following)
  )
    return undefined;
  return { kind: 'PLACE', first: at, last, ...document.rangeOfTokens(at, last), place: place.value };
}

/** Matches a place that is written as one: "US" and "Turkey", but neither "us" nor "turkey". */
function matchPlace(language: Language, tokens: readonly Token[], at: number, end: number) {
  const place = language.places.match(tokens, at);
  if (!place || at + place.length > end) return undefined;
  const matched = tokens.slice(at, at + place.length);
  const { form } = place.value;
  if (form === 'DEMONYM' && !language.words.hasCapitalDemonyms) return place;
  if (form === 'INFORMAL') return isInformalGroupName(matched) ? place : undefined;
  const [first] = matched;
  if (!matched.some(({ isCapital, kind }) => isCapital || kind !== 'WORD')) return undefined;
  if (
    place.length === 1 &&
    first &&
    first.text.length <= 3 &&
    first.text !== first.text.toUpperCase() &&
    !properShortNames.has(first.lower)
  )
    return undefined;
  return first?.isCapital || place.length > 1 ? place : undefined;
}
const properShortNames = new Set(['lao', 'oman', 'iran', 'roi', 'чад', 'рим']);

/** "the West" is a group, "the west" is a direction; "western nations" needs no capital. */
const isInformalGroupName = (matched: readonly Token[]): boolean => {
  const [first, second] = matched;
  if (second === undefined) return first?.isCapital === true;
  return (
    matched.length > 2 ||
    !['the', "l'"].includes(first?.lower ?? '') ||
    second.isCapital ||
    !/^(?:west|east|allies)$/.test(second.lower)
  );
};

function readName(document: TextDocument, at: number, sentenceStart: number, end: number): Mention | undefined {
  const { tokens, language } = document;
  const token = tokens[at];
  const isParticle = token !== undefined && language.surnameParticles.has(token.lower);
  if (!token || (!token.isCapital && !isParticle) || language.plainWords.has(token.lower)) return undefined;
  const name = readNameTokens(document, at, end);
  if (!name) return undefined;
  const range = document.rangeOfTokens(name.first, name.last);
  const parts = tokens.slice(name.first, name.last);
  const isOrganization = parts.some(({ lower }) => language.organizationWords.has(lower)) || isAcronym(parts);
  // A single capital word at the beginning of a sentence is a name only if it occurs as one elsewhere.
  const kind = isOrganization ? 'ORGANIZATION' : parts.length > 1 ? 'PERSON' : 'NAME';
  if (kind === 'NAME' && at === sentenceStart && token.text.length < 3) return undefined;
  // Where all nouns have a capital letter, a single one is a name only if it belongs to a person of the text.
  if (kind === 'NAME' && language.words.commonNounEndings && !document.isSurname(token.lower)) return undefined;
  return { kind, first: name.first, last: name.last, ...range, name: range };
}

const maxRoleTokens = 5;

/** "a senior government official", "critics", "his lawyer": people by what they do. */
function readRoleWord(document: TextDocument, at: number, end: number): Mention | undefined {
  const { tokens, language } = document;
  const token = tokens[at];
  if (!token) return undefined;
  const isPlural = language.roles.has(token.lower) && /s$|people$/.test(token.lower);
  if (!language.determiners.has(token.lower) && !isPlural) return undefined;
  let last = isPlural ? at + 1 : 0;
  for (let next = at + 1; !isPlural && next < Math.min(end, at + maxRoleTokens); next += 1) {
    const word = tokens[next];
    if (word?.kind !== 'WORD' || language.prepositions.has(word.lower) || language.cues.has(word.lower)) break;
    if (language.roles.has(word.lower)) last = next + 1;
  }
  return last === 0 ? undefined : { kind: 'ROLE', first: at, last, ...document.rangeOfTokens(at, last) };
}

const isAcronym = (parts: readonly Token[]): boolean =>
  parts.length === 1 && /^\p{Lu}{2,5}$/u.test(parts[0]?.text ?? '');

/** "China-Europe": the two places of a word with a hyphen, by its token. */
export function findPlacePairs(document: TextDocument): Map<number, readonly [Mention, Mention]> {
  const pairs = new Map<number, readonly [Mention, Mention]>();
  let next = 0;
  for (const token of document.tokens) {
    const at = next;
    next += 1;
    if (!token.isCapital || !/[-–]/.test(token.text)) continue;
    const parts = token.text.split(/[-–]/);
    const [first = '', second = ''] = parts;
    if (parts.length !== 2) continue;
    const [from, to] = [first, second].map(
      (part) => matchPlace(document.language, tokenize(part, document.language.wordRules), 0, 1)?.value,
    );
    if (!from || !to) continue;
    const middle = token.start + first.length;
    pairs.set(at, [
      { kind: 'PLACE', first: at, last: at + 1, start: token.start, end: middle, place: from },
      { kind: 'PLACE', first: at, last: at + 1, start: middle + 1, end: token.end, place: to },
    ]);
  }
  return pairs;
}
