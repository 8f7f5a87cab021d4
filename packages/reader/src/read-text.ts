import { analyzeText } from './analyze.ts';
import { isDay } from './calendar.ts';
import { checkText } from './check-text.ts';
import { findDateline, findDates } from './dates.ts';
import { detectLanguage } from './detect-language.ts';
import type { Draft } from './drafts/draft.ts';
import { type Dateline, DraftContext } from './drafts/draft-context.ts';
import { draftFigures } from './drafts/figure-drafts.ts';
import { draftPositions } from './drafts/position-drafts.ts';
import { draftStatements } from './drafts/statement-drafts.ts';
import { draftTradeLinks } from './drafts/trade-drafts.ts';
import { draftVisits } from './drafts/visit-drafts.ts';
import { Entities } from './entities.ts';
import type { Entity } from './entity.ts';
import { type Notice, ReaderError } from './errors.ts';
import { emptyRegister, type Register, type RegisterCandidate } from './register.ts';
import { type Resolution, resolveEntities } from './resolve-entities.ts';
import { addSuggestions, type Suggestion, type SuggestionCounts } from './suggestions.ts';

export interface ReadTextInput {
  text: string;
  /** The BCP 47 tag of its language; recognized from its words by default. */
  language?: string | undefined;
  /** The day of publication. A date at the beginning of the text takes precedence. */
  publishedOn?: string | undefined;
  /** The key of the source, with which the keys of entries begin. */
  sourceKey: string;
  register?: Register | undefined;
  /** Quotations that others found, to be located and merged with those of the rules. */
  suggestions?: readonly Suggestion[] | undefined;
}

export interface ReadTextResult {
  language: string;
  dateline: Dateline | undefined;
  /** The proposed records; those that others refer to come first. */
  drafts: readonly Draft[];
  notices: readonly Notice[];
  /** What became of the suggestions. */
  suggestions: SuggestionCounts;
}

/** The number of people, countries and organizations that are all looked up at once. */
const maxEntities = 2_000;
/** The number of entries that one text may propose. */
const maxDrafts = 2_000;

/** Reads a news text and proposes records, each with the exact words that state it. */
export async function readText({
  text,
  language,
  publishedOn,
  sourceKey,
  register = emptyRegister,
  suggestions = [],
}: ReadTextInput): Promise<ReadTextResult> {
  const notices: Notice[] = [...checkText(text)];
  if (publishedOn !== undefined && !isDay(publishedOn))
    throw new ReaderError('DATE_INVALID', `"${publishedOn}" is not a day. Write YYYY-MM-DD, such as 2023-11-01.`);
  const tag = language ?? detectLanguage(text);
  const analysis = analyzeText(text, tag);
  if (analysis.document.unbalanced.length > 0) notices.push(describeUnbalanced(analysis.document));
  const { omittedPassages, passages } = analysis.document;
  if (omittedPassages > 0)
    notices.push({
      code: 'DRAFTS_OMITTED',
      message: `The text has ${omittedPassages + passages.length} quoted passages; the first ${passages.length} are read. Read it in parts.`,
    });
  const dates = findDates(analysis.document);
  const stated = findDateline(analysis.document, dates);
  const dateline: Dateline | undefined =
    stated ?? (publishedOn === undefined ? undefined : { day: publishedOn, range: undefined });
  if (!dateline)
    notices.push({
      code: 'DATE_UNKNOWN',
      message: 'The text does not begin with its date. Give the day of publication: without it, no entry can be dated.',
    });
  const entities = new Entities(analysis);
  const resolutions = new Map<Entity, Resolution>();
  const resolve = async (asked: readonly Entity[]): Promise<void> => {
    for (const [entity, resolution] of await resolveEntities(asked, register, dateline?.day))
      resolutions.set(entity, resolution);
  };
  if (entities.all.length <= maxEntities) await resolve(entities.all);
  let counts: SuggestionCounts = { given: 0, merged: 0, added: 0, dropped: 0 };
  const build = (known?: ReadonlyMap<string, RegisterCandidate>): DraftContext => {
    const context = new DraftContext({
      analysis,
      dates,
      dateline,
      prefix: sourceKey,
      entities,
      resolutions,
      ...(known && { known }),
    });
    for (const draft of [draftVisits, draftStatements, draftTradeLinks, draftPositions, draftFigures])
      for (const one of draft(context)) context.drafts.push(one);
    counts = addSuggestions(context, suggestions);
    return context;
  };
  let first = build();
  // Of a long list of names, only those that drafts ask for are looked up.
  while (first.unresolvedEntities.size > 0) {
    await resolve([...first.unresolvedEntities]);
    first = build();
  }
  const known = await findSubjects(first, register, dateline?.day);
  const context = known.size > 0 ? build(known) : first;
  const listed = context.drafts.slice(0, maxDrafts);
  if (listed.length < context.drafts.length)
    notices.push({
      code: 'DRAFTS_OMITTED',
      message: `The text has ${context.drafts.length} proposals; the first ${maxDrafts} are given. Read it in parts.`,
    });
  return {
    language: tag,
    dateline,
    drafts: [...listUsed(context.supporting, listed), ...listed],
    notices,
    suggestions: counts,
  };
}

/** Looks up the topics and commodities that the drafts would create. */
async function findSubjects(
  context: DraftContext,
  register: Register,
  on: string | undefined,
): Promise<ReadonlyMap<string, RegisterCandidate>> {
  const subjects = context.supporting.filter(({ noun }) => noun === 'topic' || noun === 'commodity');
  const answers = await register.find(
    subjects.map(({ noun, fields }) => ({
      kind: noun === 'topic' ? ('TOPIC' as const) : ('COMMODITY' as const),
      name: String(fields.name),
    })),
    on,
  );
  return new Map(
    subjects.flatMap(({ noun, fields }, index) => {
      const [best] = answers[index] ?? [];
      return best && best.score >= 0.9 ? [[`${noun} ${String(fields.name).toLowerCase()}`, best] as const] : [];
    }),
  );
}

/** The supporting drafts that the given ones refer to. */
function listUsed(supporting: readonly Draft[], drafts: readonly Draft[]): Draft[] {
  const words = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') words.add(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const { fields } of drafts) collect(fields);
  return supporting.filter(({ key }) => words.has(key));
}

function describeUnbalanced({
  unbalanced,
  index,
}: {
  unbalanced: readonly { start: number; end: number }[];
  index: { toCodePoint(unit: number): number };
}): Notice {
  const places = unbalanced.slice(0, 3).map(({ start }) => index.toCodePoint(start));
  const more = unbalanced.length > places.length ? ' and elsewhere' : '';
  return {
    code: 'MARKS_UNBALANCED',
    message: `Quotation marks without a counterpart, at offset ${places.join(', ')}${more}. Such a passage ends with its paragraph.`,
  };
}
