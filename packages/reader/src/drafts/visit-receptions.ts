import { findSubjects } from '../clauses.ts';
import type { Sentence } from '../document.ts';
import type { VisitCue } from '../languages/types.ts';
import type { Mention } from '../mentions.ts';
import type { DraftContext, DraftParty } from './draft-context.ts';
import { findDate, isDenied, type Report, readType } from './visit-reports.ts';

const maxPlaceGap = 5;

/** "Lund received the Peruvian president in Oslo", "the Peruvian president was received by Lund". */
export function* listReceptions(context: DraftContext, sentence: Sentence): Iterable<Report> {
  const { document, mentionIndex } = context.analysis;
  const { tokens, language } = document;
  for (let at = sentence.first + 1; at < sentence.last; at += 1) {
    const match = language.receptions.match(tokens, at);
    if (!match || document.passageOfToken[at] !== -1 || isDenied(context, at, sentence)) continue;
    const end = at + match.length;
    const isPassive = language.is('PASSIVE', tokens[at - 1]) && language.is('BY', tokens[end]);
    const [subject] = findSubjects(document, mentionIndex, at, sentence.first);
    const object = mentionIndex.at(isPassive || language.is('TO', tokens[end]) ? end + 1 : end);
    const [guest, receiver] = isPassive ? [subject, object] : [object, subject];
    if (!guest || !receiver) continue;
    const isFuture = language.is('FUTURE', tokens[at - 1]) || language.is('INFINITIVE', tokens[at - 1]);
    const report = createReport(context, sentence, { at, end, guest, receiver, cue: isFuture ? 'GOING' : 'VISITING' });
    if (report) yield report;
    at = end - 1;
  }
}

function createReport(
  context: DraftContext,
  sentence: Sentence,
  { at, end, guest, receiver, cue }: { at: number; end: number; guest: Mention; receiver: Mention; cue: VisitCue },
): Report | undefined {
  const traveller = context.party(guest, 'SPEAKER');
  const party = context.party(receiver, 'SPEAKER');
  if (traveller?.kind !== 'PERSON' || traveller.country === undefined || !traveller.isOfficeHolder) return undefined;
  const host = party && findHost(context, receiver, party);
  if (!host || !party) return undefined;
  // Office holders also receive guests in third countries.
  const stated = findPlace(context, Math.max(guest.last, receiver.last, end), sentence);
  const country = stated && context.party(stated, 'HOST');
  if (country && country.key !== host.party.key) return undefined;
  const { document } = context.analysis;
  return {
    ...{ cue, cueRange: document.rangeOfTokens(at, end), sentence, host },
    place: stated?.place?.form === 'CAPITAL' ? stated : undefined,
    traveller: { mention: guest, party: traveller },
    date: findDate(context, sentence, at),
    type: readType(context, sentence),
    ...{ leg: undefined, trip: undefined, isNext: false },
    ...(party.kind === 'PERSON' && cue !== 'GOING' && { met: { party, range: receiver } }),
  };
}

/** The country itself, or that of the office of who receives. */
function findHost(context: DraftContext, mention: Mention, party: DraftParty): Report['host'] | undefined {
  if (party.kind === 'COUNTRY') return { mention, party };
  const country = party.kind === 'PERSON' && party.isOfficeHolder ? context.countryOfOffice(party) : undefined;
  return country && { mention, party: country };
}

function findPlace({ analysis: { document, mentionIndex } }: DraftContext, from: number, sentence: Sentence) {
  for (let at = from; at < Math.min(sentence.last, from + maxPlaceGap); at += 1) {
    const mention = document.language.is('IN', document.token(at)) ? mentionIndex.at(at + 1) : undefined;
    if (mention?.place?.kind === 'COUNTRY' && (mention.place.form === 'CAPITAL' || mention.place.form === 'NAME'))
      return mention;
  }
  return undefined;
}
