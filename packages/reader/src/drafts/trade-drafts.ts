import type { Sentence } from '../document.ts';
import type { Draft, DraftCitation } from './draft.ts';
import type { DraftContext } from './draft-context.ts';
import { readPartnership, readRoute, readVenture } from './trade-joint.ts';
import type { Link, Role } from './trade-parties.ts';
import { readExchange, readSupplier, readWindDown } from './trade-supply.ts';
/** Proposes trade links that clauses state in so many words. */
export function draftTradeLinks(context: DraftContext): Draft[] {
  if (!context.dateline) return [];
  const { document } = context.analysis;
  const links = document.sentences.flatMap((sentence) => [...listLinks(context, sentence)]);
  const seen = new Set<string>();
  return links.flatMap((link) => {
    const identity = JSON.stringify([
      link.kind,
      link.status,
      link.commodity && context.words(link.commodity).toLowerCase(),
      link.parties.map(({ role, party }) => `${role} ${party.key}`).sort(),
    ]);
    if (seen.has(identity)) return [];
    seen.add(identity);
    return [toDraft(context, link)];
  });
}

function* listLinks(context: DraftContext, sentence: Sentence): Iterable<Link> {
  const { document } = context.analysis;
  const { trade } = document.language;
  for (let at = sentence.first; at < sentence.last; at += 1) {
    const token = document.token(at);
    if (!token || document.passageOfToken[at] !== -1) continue;
    if (trade.suppliers.has(token.lower)) yield* readSupplier(context, sentence, at);
    else if (trade.routes.has(token.lower)) yield* readRoute(context, sentence, at);
    else if (trade.ventures.match(document.tokens, at))
      yield* readVenture(context, sentence, at, trade.ventures.match(document.tokens, at)?.length ?? 1);
    else if (trade.partnerships.has(token.lower)) yield* readPartnership(context, sentence, at);
    else if (trade.windDowns.match(document.tokens, at))
      yield* readWindDown(context, sentence, at, trade.windDowns.match(document.tokens, at)?.length ?? 1);
    else if (trade.exports.has(token.lower) || trade.imports.has(token.lower))
      yield* readExchange(context, sentence, at);
  }
}

function toDraft(context: DraftContext, link: Link): Draft {
  const roles = [...new Set(link.parties.map(({ role }) => role))];
  const voice = link.voice?.key;
  const words = link.commodity && context.words(link.commodity);
  const citations: DraftCitation[] = [
    context.cite('kind', 'STATED', [link.kindRange], voice),
    context.cite('status', 'STATED', [link.statusRange], voice),
    ...(link.commodity
      ? [
          context.cite('commodities', 'STATED', [link.commodity], voice),
          context.cite('commodityVerbatim', 'STATED', [link.commodity], voice),
        ]
      : []),
    ...roles.map((role) => {
      const own = link.parties.filter((one) => one.role === role);
      const ranges = own
        .map(({ range }) => range)
        .filter((range, index, all) => all.findIndex(({ start }) => start === range.start) === index);
      return context.cite(
        role,
        own.some(({ isResolved, party }) => isResolved || party.basis === 'RESOLVED') ? 'RESOLVED' : 'STATED',
        ranges,
        voice,
      );
    }),
  ];
  const list = (role: Role): string[] => [
    ...new Set(link.parties.filter((one) => one.role === role).map(({ party }) => context.use(party))),
  ];
  return {
    noun: 'trade-link',
    key: context.nextKey('TL'),
    fields: {
      summary: `${context
        .words(context.analysis.document.sentenceAt(link.kindRange.start) ?? link.kindRange)
        .replace(/\s+/g, ' ')
        .slice(0, 1000)}`,
      at: context.dateline?.day,
      kind: link.kind,
      status: link.status,
      ...(words !== undefined && {
        commodities: splitGoods(context, words).map((part) => context.subject('commodity', part)),
        commodityVerbatim: words,
      }),
      ...Object.fromEntries(roles.map((role) => [role, list(role)])),
    },
    citations,
    rule: link.rule,
    confidence: link.parties.some(({ isResolved }) => isResolved) ? 0.7 : 0.8,
    alternatives: [],
    unresolved: [],
    requires: [],
  };
}

/** "rare earths and rare metals" are two commodities. */
const splitGoods = ({ analysis: { document } }: DraftContext, words: string): string[] =>
  words
    .split(new RegExp(`,\\s*|\\s+(?:${document.language.words.classes.AND?.join('|')})\\s+`))
    .map((part) => part.trim())
    .filter(Boolean);
