import type { LanguageWords } from '../languages/types.ts';
import { phrases, words } from './word-lists.ts';

export const englishClasses: LanguageWords['classes'] = {
  AND: ['and'],
  OF: ['of', 'for'],
  TO: ['to'],
  FROM: ['from'],
  WITH: ['with'],
  IN: ['in', 'at'],
  ON: ['on'],
  FORMER: words('former ex late then'),
  MODIFIER: words('new current acting incoming outgoing interim first longtime visiting'),
  DEPUTY: words('deputy vice vice- assistant under'),
  INFINITIVE: ['to'],
  DENIAL: words("not n't never refused declined denied no nor"),
  POSSIBILITY: words('could might would if whether may can should must hopes hoped wants wanted invited unless'),
  FUTURE: ['will', "'ll", 'shall'],
  PERIOD: ['last', 'this'],
  PERIOD_UNIT: words('week month year night summer spring fall morning afternoon evening'),
  TIME_ADVERB: words('yesterday today earlier later recently'),
  CIRCUMSTANCE: words('on in at during after before'),
  INSERTION: words('who which where whose whom a an the its his her like along together'),
  QUANTIFIER: words(
    'some several many most few all both each any no one another two three four five six seven eight nine ten dozens hundreds thousands',
  ),
  JOINER: words('and but while when although though because since after before until whereas yet whether if'),
  OBJECT_PRONOUN: words('him them us me himself herself themselves what which who that there'),
  WHAT: ['what'],
  AGAINST: words('against at with toward towards'),
  EXAMPLE: ['as', 'like', 'including'],
  BETWEEN: ['between', 'from'],
  BYPASSING: words('bypassing bypasses avoiding avoids skirting skirts circumventing'),
  REPLACING: ['replacement', 'alternative'],
  BEFORE_MONTH: words('in since until by last for from'),
  BEFORE_YEAR: words('in since by until of from'),
  NEXT: ['next', 'then'],
  CITY: words('capital city of both neighbouring neighboring nearby'),
  DURING: ['on', 'during'],
  ABOUT: words('on over about in'),
  BY: ['by'],
  PASSIVE: words('is are was were be been being'),
  CHANGE: words('rose grew increased rise grow increase climbed jumped'),
  ORDINAL: words('st nd rd th'),
  FALL: words('fell dropped decreased declined shrank fall'),
  LEVEL: ['to'],
};

/** The regular and irregular forms of verbs, each with the words that may come before "visit". */
export const englishVisitVerbs: LanguageWords['visitVerbs'] = {
  BEGIN: words(
    'begin begins began begun beginning start starts started starting open opens opened kicked kicks launch launches launched arrived arrives arriving',
  ),
  PAY: words(
    'pay pays paid paying make makes made making undertake undertook completed embarked embarks took take takes taking',
  ),
  END: words('end ends ended ending conclude concludes concluded concluding wrapped wraps finish finished completed'),
  PLAN: phrases(
    'announce, announces, announced, announcing, plan, plans, planned, planning, schedule, scheduled, confirm, confirmed, confirms',
  ),
  CANCEL: phrases(
    'cancel, cancels, cancelled, canceled, cancelling, canceling, call off, calls off, called off, calling off, scrap, scraps, scrapped, scrapping, abandon, abandoned, drop, dropped, axed',
  ),
  POSTPONE: phrases(
    'postpone, postpones, postponed, postponing, put off, puts off, putting off, delay, delays, delayed, delaying, defer, defers, deferred, deferring, reschedule, rescheduled, push back, pushed back',
  ),
};
