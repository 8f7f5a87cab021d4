import type { RelativeDate } from '../dates.ts';
import { type Phrase, PhraseTable, toPhrases } from './phrase-table.ts';
import { createFigureTables, createTradeTables, type FigureTables, type TradeTables } from './trade-tables.ts';
import type { CueClass, LanguageWords, OfficeRank, Stance, VisitCue } from './types.ts';

/** What a phrase of a place or a power means. */
export interface PlaceMeaning {
  kind: 'COUNTRY' | 'GROUP';
  /** The code of a country, an organization of states or a region; undefined for an informal group. */
  code: string | undefined;
  form: 'NAME' | 'DEMONYM' | 'CAPITAL' | 'METONYM' | 'INFORMAL' | 'ORGANIZATION' | 'REGION';
}

/** The words of a language, prepared for lookup. */
export class Language {
  readonly words: LanguageWords;
  readonly abbreviations: ReadonlySet<string>;
  readonly plainWords: ReadonlySet<string>;
  readonly adverbs: ReadonlySet<string>;
  readonly auxiliaries: ReadonlySet<string>;
  readonly complementizers: ReadonlySet<string>;
  readonly articles: ReadonlySet<string>;
  readonly determiners: ReadonlySet<string>;
  readonly prepositions: ReadonlySet<string>;
  readonly conjunctions: ReadonlySet<string>;
  readonly relatives: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  readonly organizationWords: ReadonlySet<string>;
  readonly nameParticles: ReadonlySet<string>;
  readonly cues: ReadonlyMap<string, CueClass>;
  /** Cues without an ending, which may also be nouns. */
  readonly baseVerbs: ReadonlySet<string>;
  readonly accordingTo: PhraseTable<true>;
  readonly places: PhraseTable<PlaceMeaning>;
  readonly offices: PhraseTable<OfficeRank>;
  readonly stances: PhraseTable<Stance>;
  readonly partners: PhraseTable<true>;
  readonly trade: TradeTables;
  readonly figures: FigureTables;
  readonly subordinators: ReadonlySet<string>;
  readonly visitTypes: PhraseTable<string>;
  readonly firstLegs: PhraseTable<true>;
  readonly meetingCues: PhraseTable<true>;
  readonly visitCues: PhraseTable<VisitCue>;
  readonly relativeDates: PhraseTable<RelativeDate>;
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlyMap<string, number>;

  constructor(words: LanguageWords, countries: Readonly<Record<string, string>>) {
    this.words = words;
    this.abbreviations = new Set(words.abbreviations);
    this.plainWords = new Set(words.plainWords);
    this.adverbs = new Set(words.adverbs);
    this.auxiliaries = new Set(words.auxiliaries);
    this.complementizers = new Set(words.complementizers);
    this.articles = new Set(words.articles);
    this.determiners = new Set(words.determiners);
    this.prepositions = new Set(words.prepositions);
    this.conjunctions = new Set(words.conjunctions);
    this.relatives = new Set(words.relatives);
    this.roles = new Set(words.roles);
    this.organizationWords = new Set(words.organizationWords);
    this.nameParticles = new Set(words.nameParticles);
    // The strongest class of a verb counts, so the weaker ones come first.
    const classes: readonly CueClass[] = ['MANNER', 'JUDGE', 'THINK', 'TELL', 'SAY'];
    this.cues = new Map(classes.flatMap((name) => words.cues[name].map((form) => [form, name] as const)));
    this.baseVerbs = new Set(words.baseVerbs);
    this.accordingTo = toPhrases(words.accordingTo);
    this.places = new PhraseTable([...listPlaces(words, countries)]);
    this.offices = new PhraseTable(Object.entries(words.offices));
    this.subordinators = new Set(words.subordinators);
    this.visitTypes = new PhraseTable(Object.entries(words.visitTypes));
    this.firstLegs = toPhrases(words.firstLegs);
    this.meetingCues = toPhrases(words.meetingCues);
    this.stances = new PhraseTable(Object.entries(words.stances));
    this.partners = toPhrases(words.partners);
    this.trade = createTradeTables(words.trade);
    this.figures = createFigureTables(words.figures);
    const cueEntries = Object.entries(words.visitCues) as [VisitCue, readonly string[]][];
    this.visitCues = new PhraseTable(
      cueEntries.flatMap(([cue, phrases]) => phrases.map((phrase): Phrase<VisitCue> => [phrase, cue])),
    );
    this.relativeDates = new PhraseTable(Object.entries(words.relativeDates));
    this.months = new Map(words.months.flatMap((forms, index) => forms.map((form) => [form, index + 1] as const)));
    this.weekdays = new Map(words.weekdays.flatMap((forms, index) => forms.map((form) => [form, index + 1] as const)));
  }
}

/** A line of countries is "names | demonyms | capitals". */
function* listPlaces(
  words: LanguageWords,
  countries: Readonly<Record<string, string>>,
): Iterable<Phrase<PlaceMeaning>> {
  for (const [code, line] of Object.entries(countries)) {
    const [names = '', demonyms = '', capitals = ''] = line.split('|');
    const meaning = (form: PlaceMeaning['form']): PlaceMeaning => ({ kind: 'COUNTRY', code, form });
    for (const name of listParts(capitals)) yield [name, meaning('CAPITAL')];
    for (const name of listParts(demonyms)) yield [name, meaning('DEMONYM')];
    for (const name of listParts(names)) yield [name, meaning('NAME')];
  }
  for (const [name, code] of Object.entries(words.metonyms)) yield [name, { kind: 'COUNTRY', code, form: 'METONYM' }];
  for (const [name, code] of Object.entries(words.regions)) yield [name, { kind: 'GROUP', code, form: 'REGION' }];
  for (const [name, code] of Object.entries(words.intergovernmental))
    yield [name, { kind: 'GROUP', code, form: 'ORGANIZATION' }];
  for (const name of words.informalGroups) yield [name, { kind: 'GROUP', code: undefined, form: 'INFORMAL' }];
}

const listParts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim().toLowerCase().replaceAll('’', "'"))
    .filter(Boolean);
