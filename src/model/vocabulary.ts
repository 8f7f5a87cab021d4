import { defineVocabulary } from './define-vocabulary.ts';

export const partyKinds = ['COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP'] as const;
export const entryKinds = defineVocabulary('EntryKind', 'The kind of entry.', {
  VISIT: 'A visit.',
  STATEMENT: 'A statement.',
  TRADE_LINK: 'A trade link.',
  AGREEMENT: 'An agreement.',
  POSITION: 'A position.',
  FIGURE: 'A figure.',
});
export const searchKinds = defineVocabulary('SearchKind', 'The kind of record to search for.', {
  VISIT: 'Visits, by summary, place and remarks.',
  STATEMENT: 'Statements, by summary, words and renderings.',
  TRADE_LINK: "Trade links, by summary and the source's wording for the goods.",
  AGREEMENT: 'Agreements, by summary and title.',
  POSITION: "Positions, by summary and the source's wording.",
  FIGURE: 'Figures, by summary and measure.',
  COUNTRY: 'Countries, by any of their names and codes.',
  PERSON: 'People, by any of their names.',
  ORGANIZATION: 'Organizations, by any of their names.',
  GROUP: 'Groups, by any of their names and by key.',
  SOURCE: 'Sources, by title and publisher.',
  OFFICE: 'Offices, by title.',
  TOPIC: 'Topics, by name.',
});
export const resolutionKinds = defineVocabulary('ResolutionKind', 'The kind of record that a name can resolve to.', {
  COUNTRY: 'Countries.',
  PERSON: 'People.',
  ORGANIZATION: 'Organizations.',
  GROUP: 'Groups.',
  OFFICE: 'Offices.',
  TOPIC: 'Topics.',
});
export const resolutionReasons = defineVocabulary('ResolutionReason', 'Why a record may be what a name means.', {
  IDENTIFIER: 'The name is its identifier in another register.',
  CODE: 'The name is its code or its key.',
  NAME: 'The name is its display name or an official name, or the title of an office.',
  ALIAS: 'The name is another name in use.',
  FORMER_NAME: 'The name is a former name; with a day, one in use on that day ranks higher.',
  DEMONYM: 'The name is its adjective, or the name of its people.',
  WORDS: 'The name has some words of one of its names, or all of them in another order.',
  PREFIX: 'One of its names begins with the name.',
  MISSPELLING: 'One of its names is spelled nearly the same.',
});
export const nameKinds = defineVocabulary('NameKind', 'The kind of name.', {
  SHORT: 'The common short name.',
  OFFICIAL: 'The full, official name.',
  ALIAS: 'An alternative name in use.',
  FORMER: 'A former name, no longer in use.',
  DEMONYM: 'The adjective, or the name of the people.',
  TRANSLITERATION: 'The name in another script or spelling.',
});
export const identifierSchemes = defineVocabulary('IdentifierScheme', 'A register of parties or offices.', {
  WIKIDATA: 'Wikidata: Q142.',
  ISO_3166_1_ALPHA_2: 'ISO 3166-1 alpha-2 codes of countries: FR.',
  ISO_3166_1_ALPHA_3: 'ISO 3166-1 alpha-3 codes of countries: FRA. Former and present countries may share one.',
  ISO_3166_3: 'ISO 3166-3 codes of former countries: SUHH.',
  UN_M49: 'UN M49 codes of countries and regions: 250. Former and present countries may share one.',
  COW: 'State numbers of the Correlates of War project: 220.',
  VIAF: 'Virtual International Authority File.',
  ISNI: 'International Standard Name Identifier (ISO 27729), without spaces.',
  GND: 'Gemeinsame Normdatei of the German-speaking countries.',
  LCNAF: 'Name Authority File of the Library of Congress.',
  LEI: 'Legal Entity Identifier (ISO 17442).',
  ROR: 'Research Organization Registry.',
  GEONAMES: 'GeoNames.',
});
export const countryStatuses = defineVocabulary('CountryStatus', 'The present status of a country.', {
  STATE: 'A member or observer of the United Nations.',
  TERRITORY: 'A dependent territory.',
  FORMER: 'A state that no longer exists.',
  OTHER: 'A country of disputed statehood, or with none of the other statuses.',
});
export const groupKinds = defineVocabulary('GroupKind', 'The kind of group.', {
  GEO: 'A geographic region, as defined by UN M49.',
  ORG: 'An organization with member states.',
  INFORMAL: 'A phrase such as "the West". It has no list of members and is never expanded.',
  STATISTICAL: 'A remainder in a statistic, such as "Other FSU countries". It is never expanded.',
});
export const affiliationStatuses = defineVocabulary(
  'AffiliationStatus',
  'The status of a party in a group, other than that of a member country.',
  {
    MEMBER: 'A member that is not a country, such as the European Union in the G20.',
    ASSOCIATE: 'An associate member, without the rights of a member.',
    OBSERVER: 'An observer.',
    SUSPENDED: 'A member that is suspended. While it remains a member, it is also among the members.',
  },
);
export const officeRanks = defineVocabulary('OfficeRank', 'The rank of an office, by its function.', {
  HEAD_OF_STATE: 'Head of state, including an office that is head of both state and government.',
  HEAD_OF_GOVERNMENT: 'Head of government.',
  FOREIGN_MINISTER: 'Minister of foreign affairs under any title, such as the United States Secretary of State.',
  MINISTER: 'Any other minister.',
  AMBASSADOR: 'Ambassador or another head of mission.',
  SPOKESPERSON: 'Spokesperson of an office.',
  IGO_HEAD: 'Head of an intergovernmental organization.',
  OTHER: 'Any other office.',
});
export const termCapacities = defineVocabulary('TermCapacity', 'The capacity in which an office was held.', {
  INCUMBENT: 'The holder of the office.',
  ACTING: 'Acting in place of an incumbent.',
  CARETAKER: 'In office until a successor is appointed.',
  ELECT: 'Elected or designated, not yet in office.',
  REPRESENTATIVE: 'Acting on behalf of the holder.',
});
export const visitTypes = defineVocabulary(
  'VisitType',
  'The type of visit in diplomatic protocol, where a source states it.',
  {
    STATE: 'State visit.',
    OFFICIAL: 'Official visit.',
    OFFICIAL_WORKING: 'Official working visit.',
    WORKING: 'Working visit.',
    INFORMAL: 'Informal visit or meeting.',
    PRIVATE: 'Private or unofficial visit.',
    UNSPECIFIED: 'No source states it.',
  },
);
export const visitPurposes = defineVocabulary('VisitPurpose', 'The purpose of a visit, where a source states it.', {
  BILATERAL: 'Talks with the leaders or the government of the host.',
  MULTILATERAL: 'A summit, conference or meeting of three or more states, or of an international organization.',
  CEREMONY: 'A funeral, inauguration, signing, dedication or anniversary.',
  TRANSIT: 'A stop on the way elsewhere.',
  TROOPS: 'A visit to troops stationed in the country.',
  HOLIDAY: 'A holiday.',
  ACCOMPANYING: 'A visit that accompanies another traveller.',
});
export const visitStatuses = defineVocabulary('VisitStatus', 'The status of a visit, according to the latest source.', {
  ANNOUNCED: 'The visit was announced.',
  UNDER_WAY: 'The visit began and has not ended.',
  COMPLETED: 'Ended.',
  POSTPONED: 'The visit was moved to another date.',
  CANCELLED: 'Called off.',
});
export const statementModes = defineVocabulary('StatementMode', 'How the source reports the words.', {
  DIRECT: 'Quoted directly, in quotation marks.',
  INDIRECT: 'Reported speech.',
  MIXED: 'Reported speech that contains quoted words.',
  NARRATED: "Narrated in the source's own words.",
});
export const statementRoles = ['ADDRESSEE', 'ABOUT'] as const;
export const renderingMethods = defineVocabulary('RenderingMethod', 'How a rendering was produced.', {
  ORIGINAL: 'As spoken or written.',
  INTERPRETED: 'Interpreted while spoken.',
  TRANSLATED: 'Translated from the original.',
  BACK_TRANSLATED: 'Translated from a translation.',
  UNKNOWN: 'No source states it.',
});
export const tradeLinkKinds = defineVocabulary(
  'TradeLinkKind',
  'The kind of a trade link. Its status states how firm it is.',
  {
    SUPPLY: 'Goods are supplied from one party to another.',
    ROUTE: 'Goods pass through on a route.',
    JOINT_VENTURE: 'A jointly owned company.',
    INVESTMENT: 'One party invests in another.',
    PARTNERSHIP: 'The parties agree to work together.',
  },
);
export const tradeLinkStatuses = defineVocabulary('TradeLinkStatus', 'The status of a trade link: how firm it is.', {
  PLEDGE: 'Declared as an intention; no trade takes place yet. Do not add pledges to active links.',
  COMMITMENT: 'Agreed in a binding form, not yet active.',
  ACTIVE: 'Active.',
  WINDING_DOWN: 'Being phased out.',
  SUSPENDED: 'Temporarily halted.',
  ENDED: 'Ended.',
});
export const tradeRoles = defineVocabulary('TradeRole', 'The role of a party in a trade link.', {
  SUPPLIER: 'The supplier.',
  BUYER: 'The buyer.',
  PARTNER: 'A participant on equal terms.',
  ENDPOINT: 'A party where a route begins or ends.',
  VIA: 'A party that a route passes through.',
  BYPASSED: 'A party that a route bypasses.',
  REPLACED: 'A party that the link replaces.',
});
export const flowDirections = defineVocabulary(
  'FlowDirection',
  "The direction of a trade flow, from the reporter's side.",
  {
    IMPORT: 'Into the reporting country.',
    EXPORT: 'Out of the reporting country.',
    RE_IMPORT: 'Goods of the reporting country, imported again unchanged.',
    RE_EXPORT: 'Foreign goods, exported again unchanged.',
  },
);
export const figureStatuses = defineVocabulary(
  'TradeFlowFigureStatus',
  'Whether a figure is available, and if not, why.',
  {
    REPORTED: 'Reported.',
    CONFIDENTIAL: 'Withheld. The figure is neither zero nor unknown to the reporter.',
    MISSING: 'Not reported.',
    ESTIMATED: 'Estimated by the source.',
  },
);
export const valuations = defineVocabulary('Valuation', 'The costs that the value of goods includes.', {
  CIF: 'Cost, insurance and freight, up to the border of the importer.',
  FOB: 'Free on board: up to the border of the exporter.',
});
export const agreementInstruments = defineVocabulary('AgreementInstrument', 'The form of an agreement.', {
  TREATY: 'Treaty.',
  AGREEMENT: 'Agreement.',
  CONVENTION: 'Convention.',
  CHARTER: 'Charter.',
  PROTOCOL: 'Protocol.',
  DECLARATION: 'Declaration.',
  MEMORANDUM_OF_UNDERSTANDING: 'Memorandum of understanding.',
  EXCHANGE_OF_NOTES: 'Exchange of notes.',
  DECLARATION_OF_INTENT: 'Declaration of intent.',
  JOINT_STATEMENT: 'Joint statement.',
  CONTRACT: 'Contract, to which a company may be a party.',
  UNSPECIFIED: 'No source states it.',
});
export const agreementStatuses = defineVocabulary('AgreementStatus', 'The status of an agreement.', {
  PLANNED: 'Planned.',
  REPORTED_SIGNED: 'Signed, according to someone quoted by a source.',
  SIGNED: 'Signed, as stated by a source.',
  RATIFIED: 'Ratified.',
  IN_FORCE: 'In force.',
  TERMINATED: 'Ended.',
});
export const stances = defineVocabulary('Stance', 'The stance of a party.', {
  SUPPORTS: 'In favour.',
  REJECTS: 'Against, or refuses to recognize.',
  COMMITS: 'Pledges to do or abide by something.',
  NEUTRAL: 'Refuses to take a side.',
  CONCERNED: 'Voices concern.',
  PARTNER: 'Calls the other a partner.',
});
export const citationBases = defineVocabulary('Basis', 'How a value follows from the cited words.', {
  STATED: 'The words state the value.',
  RESOLVED: 'The words state the value once a reference such as "Wednesday" or "he" is resolved.',
  INFERRED: 'The value follows from the words, which do not state it.',
  PARAPHRASE: 'The source was only partly available: the citation gives its sense, not its words.',
});
export const spanVerifications = defineVocabulary(
  'SpanVerification',
  'Whether quoted words were compared with their source.',
  {
    HELD: 'The words are at their position in the text of the source, which is stored.',
    SENT: 'The words were at their position in the text of the source, which was supplied and then discarded.',
    UNVERIFIED: 'The words were not compared with the text of the source.',
  },
);
export const textRetentions = defineVocabulary('TextRetention', 'What is stored of the text of a source.', {
  RETAINED: 'The text, as its licence allows.',
  HASHED: 'Only the SHA-256 and the length of the text.',
});
export const datePrecisions = defineVocabulary('DatePrecision', 'The precision of a date.', {
  DAY: 'Known to the day.',
  MONTH: 'Known to the month.',
  SEASON: 'Known to the season. Without a hemisphere, the bounds include the season of either.',
  QUARTER: 'Known to the quarter.',
  YEAR: 'Known to the year.',
  RANGE: 'A range of days.',
  ONE_OF: 'One of several days.',
  OPEN: 'A range with an open start or end.',
});
export const dateQualifiers = defineVocabulary('DateQualifier', 'How far a date is from certain.', {
  APPROXIMATE: 'Close to the date, `~` in EDTF.',
  UNCERTAIN: 'Possibly the date, `?` in EDTF.',
  APPROXIMATE_AND_UNCERTAIN: 'Possibly close to the date, `%` in EDTF.',
});
export const dateBases = defineVocabulary('DateBasis', 'How a date was established.', {
  STATED: 'Stated by a source.',
  RESOLVED: 'Resolved from words such as "Wednesday" and the day of publication.',
  INFERRED: 'Inferred from what a source says.',
  PUBLICATION: 'The day of publication, used in place of an unknown date.',
});
export const claimRanks = defineVocabulary('ClaimRank', 'The rank of a claim among those for the same field.', {
  PREFERRED: 'The value that the typed field returns.',
  NORMAL: 'An alternative value.',
  DEPRECATED: 'Considered wrong, for the given reason.',
});
export const revisionActions = defineVocabulary('RevisionAction', 'The kind of change to a record.', {
  RECORDED: 'The record was created.',
  CORRECTED: 'Values of the record were changed.',
  WITHDRAWN: 'The record was withdrawn and is no longer served.',
  MERGED: 'The record was merged into another record of the same thing.',
});
export const draftStatuses = defineVocabulary('DraftStatus', 'What was decided about a draft.', {
  PENDING: 'Not decided yet.',
  ACCEPTED: 'Recorded as proposed.',
  CORRECTED: 'Recorded with changes.',
  REJECTED: 'Not recorded.',
  DEFERRED: 'To be decided later.',
});
export const draftDecisions = defineVocabulary('DraftDecision', 'What to do with a draft.', {
  ACCEPT: 'Write the record. If there is one with its key, add to it as ADD_SOURCE does.',
  ADD_SOURCE: 'Add its evidence to an existing record. Values that differ become claims.',
  ADD_RENDERING: 'Add the words of a statement to an existing one, as a rendering.',
  REJECT: 'Write nothing.',
  DEFER: 'Decide later.',
  REOPEN: 'Make a rejected or deferred draft pending again.',
});
export const recordStates = ['LIVE', 'WITHDRAWN', 'MERGED'] as const;
export const tokenRoles = defineVocabulary('TokenRole', 'What the holder of a token may edit.', {
  EDITOR: 'All records but reference data: countries, groups and commodities.',
  ADMIN: 'All records.',
});
export const alertChannels = defineVocabulary('AlertChannel', 'How matching changes are sent.', {
  WEBHOOK: 'As POST requests to a URL, signed as Standard Webhooks specifies.',
  MAIL: 'As a digest in plain text, at most once an hour.',
});
/** The kinds of records, named as in the interchange format and ordered so that most references point backwards. */
export const recordNouns = defineVocabulary(
  'RecordNoun',
  'The type of a record. Keys are unique among the records of a type.',
  {
    source: 'A source.',
    country: 'A country.',
    group: 'A group of countries.',
    person: 'A person.',
    organization: 'An organization.',
    office: 'An office.',
    term: 'A term in an office.',
    commodity: 'A commodity.',
    topic: 'A topic.',
    trip: 'A trip.',
    visit: 'A visit.',
    agreement: 'An agreement.',
    'trade-link': 'A trade link.',
    statement: 'A statement.',
    position: 'A position.',
    figure: 'A figure.',
    coverage: 'The coverage of a source: a subject that it was read for.',
  },
);

/** The nouns of entries. */
export const entryNouns = [
  'visit',
  'agreement',
  'trade-link',
  'statement',
  'position',
  'figure',
] as const satisfies readonly RecordNoun[];
/** The nouns of parties. */
export const partyNouns = ['country', 'group', 'person', 'organization'] as const satisfies readonly RecordNoun[];
export const isEntryNoun = (noun: RecordNoun): boolean => (entryNouns as readonly RecordNoun[]).includes(noun);
export const isPartyNoun = (noun: RecordNoun): boolean => (partyNouns as readonly RecordNoun[]).includes(noun);

export type DraftStatus = (typeof draftStatuses)[number];
export type DraftVerb = (typeof draftDecisions)[number];
export type RecordNoun = (typeof recordNouns)[number];
export type IdentifierScheme = (typeof identifierSchemes)[number];
export type ResolutionKind = (typeof resolutionKinds)[number];
export type RevisionAction = (typeof revisionActions)[number];
export type AlertChannel = (typeof alertChannels)[number];
export type TokenRole = (typeof tokenRoles)[number];
export type PartyKind = (typeof partyKinds)[number];
export type EntryKind = (typeof entryKinds)[number];
/** Returns the noun of a kind: "trade-link" for TRADE_LINK. */
export const kindToNoun = (kind: PartyKind | EntryKind): Exclude<RecordNoun, 'coverage'> =>
  formatKind(kind).replace(' ', '-') as Exclude<RecordNoun, 'coverage'>;
/** Formats a kind for messages: "trade link" for TRADE_LINK. */
export const formatKind = (kind: PartyKind | EntryKind): string => kind.toLowerCase().replaceAll('_', ' ');

export type FlowDirection = (typeof flowDirections)[number];
export type FigureStatus = (typeof figureStatuses)[number];
export type Valuation = (typeof valuations)[number];
export type TradeRole = (typeof tradeRoles)[number];
export type StatementRole = (typeof statementRoles)[number];
export type DatePrecision = (typeof datePrecisions)[number];
export type DateQualifier = (typeof dateQualifiers)[number];
export type DateBasis = (typeof dateBases)[number];
