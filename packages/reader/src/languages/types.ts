import type { RelativeDate } from '../dates.ts';

/** How strongly a verb says that words are someone's: "said", "believes", "praised", "smiled". */
export type CueClass = 'SAY' | 'TELL' | 'THINK' | 'JUDGE' | 'MANNER';

export type OfficeRank =
  | 'HEAD_OF_STATE'
  | 'HEAD_OF_GOVERNMENT'
  | 'FOREIGN_MINISTER'
  | 'MINISTER'
  | 'AMBASSADOR'
  | 'SPOKESPERSON'
  | 'IGO_HEAD'
  | 'OTHER';

/** Classes of short words that patterns of clauses consist of. */
export type WordClass =
  /** "and", between the members of a list. */
  | 'AND'
  /** "of", which joins the parts of a name or an office. */
  | 'OF'
  | 'TO'
  | 'FROM'
  | 'WITH'
  | 'IN'
  | 'ON'
  /** "former", of who no longer holds an office. */
  | 'FORMER'
  /** "acting", "new": between a country and an office. */
  | 'MODIFIER'
  /** "deputy": before the office of someone else. */
  | 'DEPUTY'
  /** Words before the bare form of a verb: "to". */
  | 'INFINITIVE'
  /** "not", "refused": the clause does not state what its verb says. */
  | 'DENIAL'
  /** "would", "may": the clause states a possibility only. */
  | 'POSSIBILITY'
  /** "last", "this": before "week" in a time of speaking. */
  | 'PERIOD'
  | 'PERIOD_UNIT'
  | 'TIME_ADVERB'
  /** Prepositions of time and place. */
  | 'CIRCUMSTANCE'
  /** The first words of an insertion between a subject and its verb: "who", "a", "its". */
  | 'INSERTION'
  | 'QUANTIFIER'
  /** "but", "while": words that begin another clause after a quotation. */
  | 'JOINER'
  | 'OBJECT_PRONOUN'
  /** "what", of a clause such as "what he called". */
  | 'WHAT'
  /** The opposed power: "against". */
  | 'AGAINST'
  /** "such as". */
  | 'EXAMPLE'
  /** "pour": before who has a view, and a comma. */
  | 'VIEWPOINT'
  | 'BETWEEN'
  | 'BYPASSING'
  | 'REPLACING'
  | 'BEFORE_MONTH'
  | 'BEFORE_YEAR'
  | 'NEXT'
  /** "will", before the bare form of a verb. */
  | 'FUTURE'
  /** "capital", "city": between a country and its town. */
  | 'CITY'
  /** "during", of a visit as a circumstance of something else. */
  | 'DURING'
  /** Words before the subject of a position: "on". */
  | 'ABOUT'
  /** "by", before the agent of a passive. */
  | 'BY'
  /** "was", "has been": before the participle of a passive. */
  | 'PASSIVE'
  /** Verbs of a change: "rose". The amount after them is a difference. */
  | 'CHANGE'
  | 'FALL'
  /** "to", after such a verb: the amount is the level reached. */
  | 'LEVEL'
  /** "dernier", "prochain": after a weekday. */
  | 'AFTER_LAST'
  | 'AFTER_NEXT'
  /** "st", "er": after the number of a day. */
  | 'ORDINAL';

/** What is said of a visit: "began a visit", "postponed his trip". */
export type VisitVerb = 'BEGIN' | 'PAY' | 'END' | 'PLAN' | 'CANCEL' | 'POSTPONE';

export type VisitCue = 'ARRIVED' | 'VISITING' | 'VISITED' | 'GOING' | 'CANCELLED' | 'POSTPONED' | 'LEFT';

export type Stance = 'SUPPORTS' | 'REJECTS' | 'COMMITS' | 'NEUTRAL' | 'CONCERNED' | 'PARTNER';

/** The words of trade. */
export interface TradeWords {
  /** "exporter", before "of" and the goods. */
  suppliers: readonly string[];
  copulas: readonly string[];
  routes: readonly string[];
  /** "link", "hub": what a country on a route is. */
  links: readonly string[];
  ventures: readonly string[];
  ventureVerbs: Readonly<Record<string, 'ACTIVE' | 'PLEDGE' | 'COMMITMENT'>>;
  partnerships: readonly string[];
  intents: readonly string[];
  signings: readonly string[];
  twoCountries: readonly string[];
  windDowns: readonly string[];
  exports: readonly string[];
  imports: readonly string[];
  /** Words for goods in general: "supply". */
  goods: readonly string[];
  /** Commodities, with their key in the Harmonized System if the word means one code only. */
  commodities: Readonly<Record<string, string>>;
}

/** The words of figures. */
export interface FigureWords {
  /** What is measured: "trade", "exports". */
  measures: readonly string[];
  /** "reached", "rose by". */
  verbs: readonly string[];
  approximations: readonly string[];
  scales: Readonly<Record<string, number>>;
  currencies: Readonly<Record<string, string>>;
  percent: readonly string[];
}

/** The words of a language. Phrases are written in lower case, with plain apostrophes. */
export interface LanguageWords extends DiplomacyWords {
  /** The BCP 47 tag. */
  code: string;
  /** Whether adjectives of countries have a capital letter. */
  hasCapitalDemonyms: boolean;
  abbreviations: readonly string[];
  /** Words that begin sentences with a capital letter without being names. */
  plainWords: readonly string[];
  cues: Readonly<Record<CueClass, readonly string[]>>;
  /** Forms without an ending, which may also be nouns: "report". */
  baseVerbs: readonly string[];
  /** Words for a source before reported speech: "according to". */
  accordingTo: readonly string[];
  /** Words that come between a subject and its verb. */
  adverbs: readonly string[];
  auxiliaries: readonly string[];
  /** The words that introduce reported speech: "that". */
  complementizers: readonly string[];
  /** Verbs that may be followed by reported speech without such a word. */
  clauseVerbs: readonly string[];
  articles: readonly string[];
  determiners: readonly string[];
  prepositions: readonly string[];
  conjunctions: readonly string[];
  classes: Readonly<Partial<Record<WordClass, readonly string[]>>>;
  /** The ending of participles without a subject of their own: "ing". */
  participleEnding?: string;
  /** The ending of regular past forms, which are verbs before "of" as well: "ed". */
  pastEnding?: string;
  /** Prepositions after which a cue is a noun: "in". */
  nounPrepositions?: readonly string[];
  /** Forms that are plural nouns as often as verbs: "claims". */
  nounForms: readonly string[];
  /** Forms that are verbs only after an auxiliary: "déclaré". */
  participleForms?: readonly string[];
  /** The mark between the groups of three digits, and the decimal mark. */
  numberMarks: readonly [group: string, point: string];
  /** Whether a point makes a number an ordinal one: "16. November". */
  hasOrdinalPoints?: boolean;
  /** Whether a subject often follows its verb: "sagte Macron". */
  hasInversion?: boolean;
  /** Whether other words may come between a verb of travel and where it leads: "reiste am Montag nach". */
  hasLooseGoals?: boolean;
  /** Whether a case marks the owner, without a word for "of". */
  hasGenitiveCase?: boolean;
  /** Whether all nouns have a capital letter; with the endings of nouns that are no names. */
  commonNounEndings?: readonly string[];
  /** Short forms before a vowel that are words of their own: "l'". */
  elisions?: readonly string[];
  /** Pronouns that are joined to a verb: "-t-il". */
  enclitics?: readonly string[];
  /** The other forms of a name or an adjective of a country: "Казахстана" for "Казахстан". */
  inflectName?: (name: string) => readonly string[];
  inflectDemonym?: (adjective: string) => readonly string[];
  /** What the cases of a personal name, in lower case, have in common. */
  stemName?: (name: string) => string;
  /** The nominatives that a personal name, in another case, may have. */
  listNominatives?: (name: string) => readonly string[];
  /** The nominatives of offices and informal groups, where names have cases. */
  nominatives?: readonly string[];
  /** Whether a dash at the beginning of a paragraph begins speech. */
  hasDialogue?: boolean;
  relatives: readonly string[];
  pronouns: Readonly<Record<string, 'MALE' | 'FEMALE' | 'PLURAL' | 'FIRST' | 'NEUTER'>>;
  honorifics: Readonly<Record<string, 'MALE' | 'FEMALE' | ''>>;
  /** Titles of offices, the longest first. */
  offices: Readonly<Record<string, OfficeRank>>;
  /** Words for people by what they do: "spokesman", "official", "senator". */
  roles: readonly string[];
  /** Words of the names of organizations: "ministry", "bank". */
  organizationWords: readonly string[];
  /** Lower-case words inside names: "de", "bin", "of the". */
  nameParticles: readonly string[];
  /** Seats of power by country: "kremlin". */
  metonyms: Readonly<Record<string, string>>;
  /** Capitals that also stand for an organization, so that they name no country but as a place: "Brussels". */
  ambiguousCapitals: readonly string[];
  /** Groups that are never expanded: "the West". */
  informalGroups: readonly string[];
  /** The keys of organizations of states by name. */
  intergovernmental: Readonly<Record<string, string>>;
  /** Regions and continents by M49 code. */
  regions: Readonly<Record<string, string>>;
  /** Whether months and weekdays have a capital letter. */
  hasCapitalMonths: boolean;
  /** Phrases for dates: unit, offset, and whether the day is not after today: "earlier this week". */
  relativeDates: Readonly<Record<string, RelativeDate>>;
  months: readonly (readonly string[])[];
  weekdays: readonly (readonly string[])[];
}

/** The words of visits, trade, positions and figures. */
export interface DiplomacyWords {
  stances: Readonly<Record<string, Stance>>;
  /** "call", before whom and "strategic partner". */
  callVerbs: readonly string[];
  partners: readonly string[];
  trade: TradeWords;
  figures: FigureWords;
  visitTypes: Readonly<Record<string, string>>;
  /** "on the first leg of", before the words for the trip. */
  firstLegs: readonly string[];
  /** "a meeting with", before who was met. */
  meetingCues: readonly string[];
  whereWords: readonly string[];
  /** "visit", "trip". */
  visitNouns: readonly string[];
  visitVerbs: Readonly<Record<VisitVerb, readonly string[]>>;
  /** "received": whose object is the guest of its subject. */
  receptions: readonly string[];
  /** Words that begin a clause that shares its subject: "while". */
  subordinators: readonly string[];
  visitCues: Readonly<Record<VisitCue, readonly string[]>>;
}
