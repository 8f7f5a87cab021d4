import { findSentenceSubjects, findSubjects } from '../clauses.ts';
import type { Sentence } from '../document.ts';
import type { Range } from '../text-index.ts';
import { isPossessive } from '../tokens.ts';
import type { DraftContext } from './draft-context.ts';
import { readNounPhrase } from './noun-phrase-after.ts';
import { findBack, findPhrase, findPredicateSubjects, type Link, partiesOf, readParties } from './trade-parties.ts';

/** "X is a link in the China-Europe trade route bypassing Russia" */
export function* readRoute(context: DraftContext, sentence: Sentence, at: number): Iterable<Link> {
  const { document } = context.analysis;
  const endpoints = readEndpoints(context, sentence, at);
  if (endpoints.length !== 2) return;
  const link = findBack(context, sentence, at, document.language.trade.links);
  const subjects = link === undefined ? undefined : findPredicateSubjects(context, sentence, link);
  const via = subjects ? partiesOf(context, subjects.subjects, 'via') : [];
  if (via.length === 0) return;
  const next = document.language.relatives.has(document.token(at + 1)?.lower ?? '') ? at + 2 : at + 1;
  const bypassed = document.language.is('BYPASSING', document.token(next))
    ? readParties(context, next + 1, sentence, 'bypassed')
    : [];
  const range = { start: document.token(link ?? at)?.start ?? 0, end: document.token(at)?.end ?? 0 };
  yield {
    kind: 'ROUTE',
    status: 'ACTIVE',
    kindRange: { start: document.token(at)?.start ?? 0, end: range.end },
    statusRange: range,
    parties: [...endpoints, ...via, ...bypassed],
    rule: 'trade/route',
  };
}

/** "China-Europe", "between China and Europe", "from China to Europe" */
function readEndpoints(context: DraftContext, sentence: Sentence, at: number): Link['parties'] {
  const { document, mentionIndex } = context.analysis;
  for (let before = at - 1; before >= Math.max(sentence.first, at - 4); before -= 1) {
    const pair = context.analysis.placePairs.get(before);
    const token = document.token(before);
    if (!pair || !token) continue;
    const found = pair.flatMap((mention) => {
      const party = context.party(mention);
      return party
        ? [{ role: 'endpoints' as const, party, range: { start: token.start, end: token.end }, isResolved: true }]
        : [];
    });
    if (found.length === 2) return found;
  }
  for (let after = at + 1; after < Math.min(sentence.last, at + 3); after += 1) {
    if (!document.language.is('BETWEEN', document.token(after))) continue;
    const first = mentionIndex.at(after + 1);
    const second =
      first &&
      (document.language.is('AND', document.token(first.last)) ||
        document.language.is('TO', document.token(first.last)))
        ? mentionIndex.at(first.last + 1)
        : undefined;
    if (first && second) return partiesOf(context, [first, second], 'endpoints');
  }
  return [];
}

/** "Orano already operates a joint venture with its state nuclear firm Kazatomprom" */
export function* readVenture(context: DraftContext, sentence: Sentence, at: number, length: number): Iterable<Link> {
  const { document, mentionIndex } = context.analysis;
  if (!document.language.is('WITH', document.token(at + length))) return;
  let verb = at - 1;
  while (
    verb > sentence.first &&
    at - verb < 6 &&
    !document.language.trade.ventureVerbs.has(document.token(verb)?.lower ?? '')
  )
    verb -= 1;
  const status = document.language.trade.ventureVerbs.get(document.token(verb)?.lower ?? '');
  if (!status) return;
  const subjects = partiesOf(
    context,
    findSubjects(document, mentionIndex, verb, sentence.first),
    'partners',
    'COMPANY',
  );
  const phrase = readNounPhrase(document, at + length + 1, sentence.last);
  const inside = phrase
    ? context
        .mentionsBetween(at + length + 1, phrase.last)
        .filter((mention) => mention.place?.form !== 'DEMONYM' && !isPossessive(document.token(mention.last)))
    : [];
  const partners = partiesOf(context, inside.slice(-1), 'partners', 'COMPANY');
  if (subjects.length === 0 || partners.length === 0) return;
  const isPlanned =
    document.language.is('INFINITIVE', document.token(verb - 1)) ||
    document.language.is('POSSIBILITY', document.token(verb - 1));
  const range = { start: document.token(verb)?.start ?? 0, end: document.token(at + length - 1)?.end ?? 0 };
  yield {
    kind: 'JOINT_VENTURE',
    status: isPlanned ? 'PLEDGE' : status,
    kindRange: range,
    statusRange: range,
    parties: [...subjects, ...partners],
    rule: 'trade/joint-venture',
  };
}

/** "a declaration of intent for a partnership in rare earths" between "the two countries" or two that are named. */
export function* readPartnership(context: DraftContext, sentence: Sentence, at: number): Iterable<Link> {
  const { document } = context.analysis;
  const { language } = document;
  if (!language.is('IN', document.token(at + 1)) && !language.is('ABOUT', document.token(at + 1))) return;
  const goods = readGoods(context, at + 2, sentence);
  if (!goods) return;
  const from = Math.max(sentence.first, at - 10);
  const intent = findPhrase(context, from, at, document.language.trade.intents);
  const signed = findPhrase(context, sentence.first, at, document.language.trade.signings);
  if (!intent && !signed) return;
  const partners = findPartners(context, sentence, at);
  if (partners.length !== 2) return;
  const word = document.token(at);
  yield {
    kind: 'PARTNERSHIP',
    status: intent ? 'PLEDGE' : 'COMMITMENT',
    kindRange: { start: word?.start ?? 0, end: word?.end ?? 0 },
    statusRange: intent ?? signed ?? { start: 0, end: 0 },
    parties: partners,
    commodity: goods,
    rule: 'trade/partnership',
  };
}

/** "the much-sought area of rare earths and rare metals": the goods, and only goods that are known as such. */
function readGoods(context: DraftContext, from: number, sentence: Sentence): Range | undefined {
  const { document } = context.analysis;
  let [first, last] = [-1, -1];
  for (let at = from; at < Math.min(sentence.last, from + 14); at += 1) {
    const match = document.language.trade.commodityPhrases.match(document.tokens, at);
    if (match) {
      if (first === -1) first = at;
      last = at + match.length;
      at = last - 1;
    } else if (first !== -1 && document.token(at)?.text !== ',' && !document.language.is('AND', document.token(at)))
      break;
  }
  return first === -1 ? undefined : document.rangeOfTokens(first, last);
}

function findPartners(context: DraftContext, sentence: Sentence, at: number): Link['parties'] {
  const { document, mentionIndex } = context.analysis;
  const named = partiesOf(context, findSentenceSubjects(document, mentionIndex, sentence.first, at), 'partners').filter(
    ({ party }) => party.kind === 'COUNTRY',
  );
  if (named.length === 2) return named;
  const both = findPhrase(context, sentence.first, at, document.language.trade.twoCountries);
  if (!both) return [];
  // The countries of the two office holders of the sentence, or of a traveller and the host.
  const people = context
    .mentionsBetween(sentence.first, sentence.last)
    .flatMap((mention) => context.party(mention, 'SPEAKER') ?? [])
    .filter(({ kind }) => kind === 'PERSON');
  const countries = new Set(people.flatMap(({ country }) => country ?? []));
  for (const draft of context.drafts) {
    if (draft.noun !== 'visit' || draft.fields.status === 'ANNOUNCED') continue;
    const travellers = draft.fields.travellers as readonly { person: string }[];
    if (people.some(({ key }) => key === travellers[0]?.person)) countries.add(String(draft.fields.host));
  }
  const parties = [...countries].flatMap((key) => {
    const party = context.partyOfCountry(key);
    return party ? [{ role: 'partners' as const, party, range: both, isResolved: true }] : [];
  });
  return parties.length === 2 ? parties : [];
}
