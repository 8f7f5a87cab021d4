/** All closed vocabularies, shared by the database, the interchange format and GraphQL. */
export const partyKinds = ['COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP'] as const;
export const entryKinds = ['VISIT', 'STATEMENT', 'TRADE_LINK', 'AGREEMENT', 'POSITION', 'FIGURE'] as const;
export const nameKinds = ['SHORT', 'OFFICIAL', 'ALIAS', 'FORMER', 'DEMONYM', 'TRANSLITERATION'] as const;
export const countryStatuses = ['STATE', 'TERRITORY', 'FORMER', 'OTHER'] as const;
export const groupKinds = ['GEO', 'ORG', 'INFORMAL', 'STATISTICAL'] as const;
export const affiliationStatuses = ['MEMBER', 'ASSOCIATE', 'OBSERVER', 'SUSPENDED'] as const;
export const officeRanks = [
  'HEAD_OF_STATE',
  'HEAD_OF_GOVERNMENT',
  'FOREIGN_MINISTER',
  'MINISTER',
  'AMBASSADOR',
  'SPOKESPERSON',
  'IGO_HEAD',
  'OTHER',
] as const;
export const termCapacities = ['INCUMBENT', 'ACTING', 'CARETAKER', 'ELECT', 'REPRESENTATIVE'] as const;
export const visitTypes = [
  'STATE',
  'OFFICIAL',
  'OFFICIAL_WORKING',
  'WORKING',
  'INFORMAL',
  'PRIVATE',
  'UNSPECIFIED',
] as const;
export const visitPurposes = [
  'BILATERAL',
  'MULTILATERAL',
  'CEREMONY',
  'TRANSIT',
  'TROOPS',
  'HOLIDAY',
  'ACCOMPANYING',
] as const;
export const visitStatuses = ['ANNOUNCED', 'UNDER_WAY', 'COMPLETED', 'POSTPONED', 'CANCELLED'] as const;
export const statementModes = ['DIRECT', 'INDIRECT', 'MIXED', 'NARRATED'] as const;
export const statementRoles = ['ADDRESSEE', 'ABOUT'] as const;
export const renderingMethods = ['ORIGINAL', 'INTERPRETED', 'TRANSLATED', 'BACK_TRANSLATED', 'UNKNOWN'] as const;
export const tradeLinkKinds = ['SUPPLY', 'ROUTE', 'JOINT_VENTURE', 'INVESTMENT', 'PARTNERSHIP'] as const;
export const tradeLinkStatuses = ['PLEDGE', 'COMMITMENT', 'ACTIVE', 'WINDING_DOWN', 'SUSPENDED', 'ENDED'] as const;
export const tradeRoles = ['SUPPLIER', 'BUYER', 'PARTNER', 'ENDPOINT', 'VIA', 'BYPASSED', 'REPLACED'] as const;
export const flowDirections = ['IMPORT', 'EXPORT', 'RE_IMPORT', 'RE_EXPORT'] as const;
export const figureStatuses = ['REPORTED', 'CONFIDENTIAL', 'MISSING', 'ESTIMATED'] as const;
export const valuations = ['CIF', 'FOB'] as const;
export const agreementInstruments = [
  'TREATY',
  'AGREEMENT',
  'CONVENTION',
  'CHARTER',
  'PROTOCOL',
  'DECLARATION',
  'MEMORANDUM_OF_UNDERSTANDING',
  'EXCHANGE_OF_NOTES',
  'DECLARATION_OF_INTENT',
  'JOINT_STATEMENT',
  'CONTRACT',
  'UNSPECIFIED',
] as const;
export const agreementStatuses = [
  'PLANNED',
  'REPORTED_SIGNED',
  'SIGNED',
  'RATIFIED',
  'IN_FORCE',
  'TERMINATED',
] as const;
export const stances = ['SUPPORTS', 'REJECTS', 'COMMITS', 'NEUTRAL', 'CONCERNED', 'PARTNER'] as const;
export const citationBases = ['STATED', 'RESOLVED', 'INFERRED', 'PARAPHRASE'] as const;
export const datePrecisions = ['DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN'] as const;
export const dateBases = ['STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION'] as const;
export const claimRanks = ['PREFERRED', 'NORMAL', 'DEPRECATED'] as const;
export const revisionActions = ['RECORDED', 'CORRECTED', 'WITHDRAWN', 'MERGED'] as const;
export const recordStates = ['LIVE', 'WITHDRAWN', 'MERGED'] as const;
export const tokenRoles = ['EDITOR', 'ADMIN'] as const;
/** The kinds of records, named as in the interchange format and ordered so that most references point backwards. */
export const recordNouns = [
  'source',
  'country',
  'group',
  'person',
  'organization',
  'office',
  'term',
  'commodity',
  'topic',
  'trip',
  'visit',
  'agreement',
  'trade-link',
  'statement',
  'position',
  'figure',
  'coverage',
] as const;

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
export const isPartyNoun = (noun: RecordNoun): boolean => (partyNouns as readonly RecordNoun[]).includes(noun);

export type RecordNoun = (typeof recordNouns)[number];
export type RevisionAction = (typeof revisionActions)[number];
export type TokenRole = (typeof tokenRoles)[number];
export type PartyKind = (typeof partyKinds)[number];
export type EntryKind = (typeof entryKinds)[number];
/** Formats a kind for messages: "trade link" for TRADE_LINK. */
export const formatKind = (kind: PartyKind | EntryKind): string => kind.toLowerCase().replaceAll('_', ' ');

export type FlowDirection = (typeof flowDirections)[number];
export type FigureStatus = (typeof figureStatuses)[number];
export type Valuation = (typeof valuations)[number];
export type TradeRole = (typeof tradeRoles)[number];
export type StatementRole = (typeof statementRoles)[number];
export type DatePrecision = (typeof datePrecisions)[number];
export type DateBasis = (typeof dateBases)[number];
