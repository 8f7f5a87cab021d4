import type { RelativeDate } from '../dates.ts';
import type { Token, WordRules } from '../tokens.ts';
import { type Phrase, PhraseTable, toPhrases } from './phrase-table.ts';
import { createFigureTables, createTradeTables, type FigureTables, type TradeTables } from './trade-tables.ts';
import type { CueClass, LanguageWords, OfficeRank, Stance, VisitCue, VisitVerb, WordClass } from './types.ts';

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
  /** Particles with which a surname may begin: neither articles nor prepositions of the language. */
  readonly surnameParticles: ReadonlySet<string>;
  readonly cues: ReadonlyMap<string, CueClass>;
  /** Cues without an ending, which may also be nouns. */
  readonly baseVerbs: ReadonlySet<string>;
  readonly nominatives: ReadonlySet<string>;
  readonly tellVerbs: ReadonlySet<string>;
  readonly mannerVerbs: ReadonlySet<string>;
  readonly clauseVerbs: ReadonlySet<string>;
  readonly callVerbs: ReadonlySet<string>;
  readonly nounPrepositions: ReadonlySet<string>;
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
  readonly nounForms: ReadonlySet<string>;
  readonly participleForms: ReadonlySet<string>;
  readonly visitNouns: PhraseTable<true>;
  readonly visitVerbs: PhraseTable<VisitVerb>;
  readonly receptions: PhraseTable<true>;
  /** How words of the language are split. */
  readonly wordRules: WordRules;
  readonly #classes: ReadonlyMap<WordClass, ReadonlySet<string>>;

  constructor(words: LanguageWords, countries: Readonly<Record<string, string>>) {
    this.words = words;
    const rules: WordRules = { elisions: new Set(words.elisions), enclitics: words.enclitics ?? [] };
    this.wordRules = rules;
    this.#classes = new Map(
      Object.entries(words.classes).map(([name, list]) => [name as WordClass, new Set(list)] as const),
    );
    this.nounForms = new Set(words.nounForms);
    this.participleForms = new Set(words.participleForms);
    this.visitNouns = toPhrases(words.visitNouns, rules);
    this.visitVerbs = new PhraseTable(
      (Object.entries(words.visitVerbs) as [VisitVerb, readonly string[]][]).flatMap(([verb, forms]) =>
        forms.map((form): Phrase<VisitVerb> => [form, verb]),
      ),
      rules,
    );
    this.receptions = toPhrases(words.receptions, rules);
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
    const others = new Set([
      ...words.articles,
      ...words.prepositions,
      ...words.conjunctions,
      ...(words.classes.OF ?? []),
    ]);
    this.surnameParticles = new Set(words.nameParticles.filter((word) => word.length > 1 && !others.has(word)));
    // The strongest class of a verb counts, so the weaker ones come first.
    const classes: readonly CueClass[] = ['MANNER', 'JUDGE', 'THINK', 'TELL', 'SAY'];
    this.cues = new Map(classes.flatMap((name) => words.cues[name].map((form) => [form, name] as const)));
    this.baseVerbs = new Set(words.baseVerbs);
    this.nominatives = new Set(words.nominatives);
    this.tellVerbs = new Set(words.cues.TELL);
    this.mannerVerbs = new Set(words.cues.MANNER);
    this.clauseVerbs = new Set(words.clauseVerbs);
    this.callVerbs = new Set(words.callVerbs);
    this.nounPrepositions = new Set(words.nounPrepositions);
    this.accordingTo = toPhrases(words.accordingTo, rules);
    this.places = new PhraseTable([...listPlaces(words, countries)], rules);
    this.offices = new PhraseTable(Object.entries(words.offices), rules);
    this.subordinators = new Set(words.subordinators);
    this.visitTypes = new PhraseTable(Object.entries(words.visitTypes), rules);
    this.firstLegs = toPhrases(words.firstLegs, rules);
    this.meetingCues = toPhrases(words.meetingCues, rules);
    this.stances = new PhraseTable(Object.entries(words.stances), rules);
    this.partners = toPhrases(words.partners, rules);
    this.trade = createTradeTables(words.trade, rules);
    this.figures = createFigureTables(words.figures, rules);
    const cueEntries = Object.entries(words.visitCues) as [VisitCue, readonly string[]][];
    this.visitCues = new PhraseTable(
      cueEntries.flatMap(([cue, phrases]) => phrases.map((phrase): Phrase<VisitCue> => [phrase, cue])),
      rules,
    );
    this.relativeDates = new PhraseTable(Object.entries(words.relativeDates), rules);
    this.months = new Map(words.months.flatMap((forms, index) => forms.map((form) => [form, index + 1] as const)));
    this.weekdays = new Map(words.weekdays.flatMap((forms, index) => forms.map((form) => [form, index + 1] as const)));
  }

  /** Whether a token is a word of the class. */
  is(name: WordClass, token: Token | undefined): boolean {
    return token !== undefined && this.#classes.get(name)?.has(token.lower) === true;
  }

  /** Whether a word with a capital letter is probably a noun that is no name, in a language that writes all nouns so. */
  isCommonNoun({ lower }: Token): boolean {
    const { commonNounEndings } = this.words;
    return (
      commonNounEndings !== undefined &&
      (this.roles.has(lower) || commonNounEndings.some((ending) => ending.length > 2 && lower.endsWith(ending)))
    );
  }

  /** Whether a word has the form of a participle without a subject of its own. */
  isParticiple(token: Token | undefined): boolean {
    const { participleEnding } = this.words;
    return participleEnding !== undefined && token?.lower.endsWith(participleEnding) === true;
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
    for (const name of inflect(listParts(demonyms), words.inflectDemonym)) yield [name, meaning('DEMONYM')];
    for (const name of inflect(listParts(capitals), words.inflectName)) yield [name, meaning('CAPITAL')];
    for (const name of inflect(listParts(names), words.inflectName)) yield [name, meaning('NAME')];
  }
  for (const [base, code] of Object.entries(words.metonyms))
    for (const name of inflect([base], words.inflectName)) yield [name, { kind: 'COUNTRY', code, form: 'METONYM' }];
  for (const [name, code] of Object.entries(words.regions)) yield [name, { kind: 'GROUP', code, form: 'REGION' }];
  for (const [name, code] of Object.entries(words.intergovernmental))
    yield [name, { kind: 'GROUP', code, form: 'ORGANIZATION' }];
  for (const name of words.informalGroups) yield [name, { kind: 'GROUP', code: undefined, form: 'INFORMAL' }];
}

const inflect = (names: readonly string[], forms: ((name: string) => readonly string[]) | undefined): string[] =>
  names.flatMap((name) => [...(forms?.(name) ?? []), name]);

const listParts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim().toLowerCase().replaceAll('’', "'"))
    .filter(Boolean);
