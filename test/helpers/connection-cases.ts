import {
  citesSource,
  containsWord,
  type EntryFact,
  type EntryPredicate,
  hasCitation,
  includesKey,
  isDisputed,
  isWithinDates,
  listOriginCountries,
  listParticipants,
  mayOverlapDates,
} from './entry-oracle.ts';
import { generateRecords } from './generate-records.ts';

/** A list of the schema: a document that selects it, its filters and orders, and an independent predicate for each filter. */
export interface ConnectionCase {
  /** The document around the list's field; `%` marks the field's place. */
  document: string;
  /** Which facts it contains, if it is a list of entries. */
  matches?: EntryPredicate;
  /** Required arguments. */
  args?: string;
  filters?: Record<string, EntryPredicate>;
  /** Filters without a predicate, of lists that contain no entries. */
  uncheckedFilters?: string[];
  orders?: string[];
  /** Whether `filter` has `and`, `or` and `not`. */
  hasBooleanOperators?: boolean;
  /** The selection of a node; its id and key if absent. */
  nodeSelection?: string;
  /** Whether the list lacks `last` and `before`, as search does. */
  isForwardOnly?: boolean;
}

const isKind =
  (kind: string): EntryPredicate =>
  (fact) =>
    fact.kind === kind;
const involvesParty =
  (key: string): EntryPredicate =>
  (fact) =>
    listParticipants(fact).includes(key);
const allOf =
  (...predicates: EntryPredicate[]): EntryPredicate =>
  (fact) =>
    predicates.every((matches) => matches(fact));

/** The dated members of a generated group. */
const leagueMembers = [...generateRecords({ visits: 1 })].flatMap((item) =>
  'record' in item && item.record.noun === 'group' && item.record.key === 'league' ? (item.record.members ?? []) : [],
);
const isLeagueMember = (country: string | undefined, day: string): boolean =>
  leagueMembers.some(
    (member) => member.country === country && day >= `${member.start}-01-01` && day <= `${member.end}-12-31`,
  );

const centralAsia = ['KZ', 'KG', 'TJ', 'TM', 'UZ'];
const dateOrders = (field: string): string[] => [
  `orderBy: [{ field: ${field}, direction: DESC }]`,
  `orderBy: [{ field: ${field}, direction: ASC }]`,
];

/** Filters by evidence, which every list of entries has. */
const evidenceFilters: Record<string, EntryPredicate> = {
  'disputed: true': isDisputed,
  'disputed: false': (fact) => !isDisputed(fact),
  'evidence: { basis: [INFERRED] }': hasCitation(({ basis }) => basis === 'INFERRED'),
  'evidence: { field: "summary", rank: [DEPRECATED] }': hasCitation(
    ({ field, rank }) => field === 'summary' && rank === 'DEPRECATED',
  ),
};
const visitFilters: Record<string, EntryPredicate> = {
  'host: { code: { eq: "KZ" } }': ({ host }) => host?.code === 'KZ',
  'host: { code: { eq: "840" } }': ({ host }) => host?.code === 'US',
  'host: { code: { in: ["uzb", "MX"] } }': ({ host }) => host?.code === 'UZ' || host?.code === 'MX',
  'host: { group: { eq: "143" } }': ({ host }) => centralAsia.includes(host?.code ?? ''),
  'host: { not: { group: { eq: "143" } } }': ({ host }) => !centralAsia.includes(host?.code ?? ''),
  'host: { or: [{ group: { eq: "143" } }, { code: { eq: "BR" } }] }': ({ host }) =>
    [...centralAsia, 'BR'].includes(host?.code ?? ''),
  'host: { group: { eq: "league" } }': ({ host, at }) => isLeagueMember(host?.code, at),
  'host: { name: { eq: "Kazakhstan" } }': ({ host }) => host?.code === 'KZ',
  'traveller: { key: { eq: "gen-person-3" } }': ({ travellers = [] }) =>
    travellers.some(({ person }) => person.key === 'gen-person-3'),
  'traveller: { key: { in: ["gen-person-3", "gen-person-90", "gen-person-0"] } }': ({ travellers = [] }) =>
    travellers.some(({ person }) => ['gen-person-3', 'gen-person-90', 'gen-person-0'].includes(person.key)),
  'travellerCountry: { code: { eq: "FR" } }': (fact) => listOriginCountries(fact).includes('FR'),
  'travellerCountry: { group: { eq: "143" } }': (fact) =>
    listOriginCountries(fact).some((code) => centralAsia.includes(code)),
  'travellerOffice: { rank: [HEAD_OF_STATE], country: { code: { eq: "US" } } }': ({ travellers = [] }) =>
    travellers.some(({ term }) => term?.office.rank === 'HEAD_OF_STATE' && term.office.country.code === 'US'),
  'met: { key: { eq: "gen-company-0" } }': ({ met }) => includesKey(met, 'gen-company-0'),
  'party: { key: { eq: "KZ" } }': involvesParty('KZ'),
  'party: { key: { in: ["KZ", "UZ"] } }': (fact) => involvesParty('KZ')(fact) || involvesParty('UZ')(fact),
  'type: [PRIVATE]': ({ type }) => type === 'PRIVATE',
  'type: [PRIVATE, WORKING]': ({ type }) => type === 'PRIVATE' || type === 'WORKING',
  'type: []': () => false,
  'purpose: [HOLIDAY]': ({ purposes }) => purposes?.includes('HOLIDAY') ?? false,
  'purpose: [HOLIDAY, TROOPS]': ({ purposes }) =>
    purposes?.some((purpose) => purpose === 'HOLIDAY' || purpose === 'TROOPS') ?? false,
  'status: [CANCELLED]': ({ status }) => status === 'CANCELLED',
  'trip: { eq: "gen-trip-7" }': ({ trip }) => trip?.key === 'gen-trip-7',
  'source: { eq: "gen-source-5" }': citesSource('gen-source-5'),
  'source: { in: ["gen-source-5", "gen-source-30"] }': (fact) =>
    citesSource('gen-source-5')(fact) || citesSource('gen-source-30')(fact),
  'text: "copper"': containsWord('copper'),
  'start: { onOrAfter: "2015-03-01", before: "2016-03-01" }': ({ start }) =>
    isWithinDates(start, '2015-03-01', '2016-02-29'),
  'start: { after: "2020-06-01" }': ({ start }) => isWithinDates(start, '2020-06-02', null),
  'start: { on: "2009-04-02", certainty: POSSIBLE }': ({ start }) => mayOverlapDates(start, '2009-04-02', '2009-04-02'),
  'end: { onOrBefore: "1999-12-31" }': ({ end }) => isWithinDates(end, null, '1999-12-31'),
  'during: { on: "2015-12-12" }': ({ start, end }) =>
    (start?.latest ?? '~') <= '2015-12-12' && (end?.earliest ?? start?.earliest ?? '') >= '2015-12-12',
  ...evidenceFilters,
};
const statementFilters: Record<string, EntryPredicate> = {
  'speaker: { key: { eq: "KZ" } }': ({ speaker }) => speaker?.key === 'KZ',
  'speaker: { key: { in: ["KZ", "gen-person-2"] } }': ({ speaker }) =>
    speaker?.key === 'KZ' || speaker?.key === 'gen-person-2',
  'addressee: { key: { eq: "US" } }': ({ addressees }) => includesKey(addressees, 'US'),
  'about: { key: { in: ["FR", "DE"] } }': ({ about }) => includesKey(about, 'FR') || includesKey(about, 'DE'),
  'party: { key: { eq: "FR" } }': involvesParty('FR'),
  'mode: [MIXED]': ({ mode }) => mode === 'MIXED',
  'mode: [MIXED, NARRATED]': ({ mode }) => mode === 'MIXED' || mode === 'NARRATED',
  'saidOn: { before: "2001-01-01" }': ({ saidOn }) => isWithinDates(saidOn, null, '2000-12-31'),
  'visit: { eq: "gen-visit-0" }': ({ visit }) => visit?.key === 'gen-visit-0',
  'source: { eq: "gen-source-2" }': citesSource('gen-source-2'),
  'text: "wheat"': containsWord('wheat'),
  ...evidenceFilters,
};
const tradeLinkFilters: Record<string, EntryPredicate> = {
  'kind: [ROUTE]': ({ linkKind }) => linkKind === 'ROUTE',
  'status: [ACTIVE, ENDED]': ({ status }) => status === 'ACTIVE' || status === 'ENDED',
  'party: { key: { eq: "US" } }': involvesParty('US'),
  'party: { key: { eq: "US" } }, role: [BUYER]': ({ buyers }) => includesKey(buyers, 'US'),
  'party: { key: { eq: "US" } }, role: [BUYER, VIA]': ({ buyers, via }) =>
    includesKey(buyers, 'US') || includesKey(via, 'US'),
  'role: [BUYER]': ({ buyers = [] }) => buyers.length > 0,
  'role: [BUYER, VIA]': ({ buyers = [], via = [] }) => buyers.length + via.length > 0,
  'commodity: { code: { eq: "900007" } }': ({ commodities }) => includesKey(commodities, 'gen-goods-7'),
  'commodity: { within: "gen-goods-0" }': ({ commodities = [] }) =>
    commodities.some(({ key }) => Number(key.split('-')[2]) % 4 === 0),
  'start: { onOrAfter: "2010-01-01" }': ({ start }) => isWithinDates(start, '2010-01-01', null),
  'source: { eq: "gen-source-1" }': citesSource('gen-source-1'),
  ...evidenceFilters,
};
const agreementFilters: Record<string, EntryPredicate> = {
  'signatory: { key: { eq: "US" } }': ({ signatories }) => includesKey(signatories, 'US'),
  'instrument: [TREATY, CHARTER]': ({ instrument }) => instrument === 'TREATY' || instrument === 'CHARTER',
  'status: [SIGNED]': ({ status }) => status === 'SIGNED',
  'signedOn: { onOrAfter: "2012-01-01" }': ({ signedOn }) => isWithinDates(signedOn, '2012-01-01', null),
  'visit: { eq: "gen-visit-0" }': ({ visit }) => visit?.key === 'gen-visit-0',
  ...evidenceFilters,
};
const positionFilters: Record<string, EntryPredicate> = {
  'holder: { key: { eq: "US" } }': ({ holder }) => holder?.key === 'US',
  'toward: { key: { eq: "FR" } }': ({ toward }) => includesKey(toward, 'FR'),
  'topic: { eq: "gen-topic-1" }': ({ topic }) => topic?.key === 'gen-topic-1',
  'stance: [REJECTS]': ({ stance }) => stance === 'REJECTS',
  'stance: [REJECTS, PARTNER]': ({ stance }) => stance === 'REJECTS' || stance === 'PARTNER',
  'label: { eq: "Gas partners" }': ({ label }) => label === 'gas partners',
  'party: { key: { eq: "FR" } }': involvesParty('FR'),
  'source: { eq: "gen-source-3" }': citesSource('gen-source-3'),
  'text: "copper"': containsWord('copper'),
  'start: { onOrAfter: "2010-01-01" }': ({ start }) => isWithinDates(start, '2010-01-01', null),
  ...evidenceFilters,
};
const figureFilters: Record<string, EntryPredicate> = {
  'about: { key: { eq: "US" } }': ({ about }) => includesKey(about, 'US'),
  'measure: { eq: "reserves" }': ({ measure }) => measure === 'Réserves',
  'statedBy: { key: { eq: "US" } }': ({ statedBy }) => statedBy?.key === 'US',
  ...evidenceFilters,
};
const typenameByKind: Record<string, string> = { VISIT: 'Visit', STATEMENT: 'Statement', FIGURE: 'Figure' };
const entryFilters: Record<string, EntryPredicate> = {
  'party: { key: { eq: "KZ" } }': involvesParty('KZ'),
  'party: { key: { eq: "KZ" } }, kind: [FIGURE]': allOf(involvesParty('KZ'), isKind('Figure')),
  'kind: [STATEMENT]': isKind(typenameByKind.STATEMENT ?? ''),
  'kind: [FIGURE, POSITION]': (fact) => fact.kind === 'Figure' || fact.kind === 'Position',
  'at: { onOrAfter: "2015-12-12", onOrBefore: "2016-01-31" }': ({ at }) => at >= '2015-12-12' && at <= '2016-01-31',
  'source: { eq: "gen-source-9" }': citesSource('gen-source-9'),
  ...evidenceFilters,
};

const tradeFlowFilters = [
  'reporter: { code: { eq: "FR" } }',
  'partner: { group: { eq: "EU" } }',
  'either: { code: { eq: "KZ" } }',
  'either: { group: { eq: "143" } }',
  'commodity: { code: { in: ["900000", "900001"] } }',
  'year: { onOrAfter: 2013, onOrBefore: 2014 }',
  'year: { on: 1950 }',
  'direction: [RE_EXPORT]',
  'source: { eq: "gen-register" }',
];
const atOrders = dateOrders('AT');
const keyOrders = dateOrders('KEY');
const visitOptions = {
  filters: visitFilters,
  hasBooleanOperators: true,
  orders: [
    ...dateOrders('START'),
    ...dateOrders('HOST'),
    'orderBy: [{ field: HOST, direction: ASC }, { field: START, direction: DESC }]',
    'orderBy: [{ field: START, direction: DESC }, { field: HOST, direction: ASC }]',
  ],
};
const statementOptions = {
  filters: statementFilters,
  hasBooleanOperators: true,
  orders: [
    ...dateOrders('SAID_ON'),
    'orderBy: [{ field: SOURCE, direction: DESC }, { field: SAID_ON, direction: ASC }]',
  ],
};
const tradeLinkOptions = { filters: tradeLinkFilters, hasBooleanOperators: true, orders: dateOrders('START') };
const agreementOptions = { filters: agreementFilters, hasBooleanOperators: true, orders: atOrders };
const positionOptions = { filters: positionFilters, hasBooleanOperators: true, orders: atOrders };
const figureOptions = { filters: figureFilters, hasBooleanOperators: true, orders: atOrders };
const entryOptions = { filters: entryFilters, hasBooleanOperators: true, orders: atOrders };

const revisionOptions = { nodeSelection: 'id: sequence' };

const personKey = 'gen-person-1';
const wrapInParent = (parent: string): string => `{ ${parent} { % } }`;
const wrapInFirstNode = (type: string, list: string): string => `{ ${list} { nodes { ... on ${type} { % } } } }`;

/** Every list of the schema, by its type and field. */
export const connectionCases: Record<string, ConnectionCase> = {
  'Query.visits': { document: '{ % }', matches: isKind('Visit'), ...visitOptions },
  'Query.statements': { document: '{ % }', matches: isKind('Statement'), ...statementOptions },
  'Query.tradeLinks': { document: '{ % }', matches: isKind('TradeLink'), ...tradeLinkOptions },
  'Query.agreements': { document: '{ % }', matches: isKind('Agreement'), ...agreementOptions },
  'Query.positions': { document: '{ % }', matches: isKind('Position'), ...positionOptions },
  'Query.figures': { document: '{ % }', matches: isKind('Figure'), ...figureOptions },
  'Query.entries': { document: '{ % }', matches: () => true, ...entryOptions },
  'Query.countries': {
    document: '{ % }',
    uncheckedFilters: [
      'group: { eq: "143" }',
      'name: { contains: "stan" }',
      'status: [FORMER]',
      'code: { in: ["KZ", "UZ"] }',
      'position: { stance: [REJECTS] }',
    ],
    orders: ['orderBy: [{ field: CODE, direction: DESC }]', ...dateOrders('NAME')],
  },
  'Query.people': {
    document: '{ % }',
    uncheckedFilters: ['name: { startsWith: "ada" }', 'country: { code: { eq: "US" } }', 'key: { eq: "gen-person-5" }'],
  },
  'Query.organizations': {
    document: '{ % }',
    uncheckedFilters: ['country: { code: { eq: "US" } }', 'stateOwned: true', 'name: { contains: "company-1" }'],
  },
  'Query.groups': {
    document: '{ % }',
    uncheckedFilters: ['kind: [GEO]', 'name: { contains: "asia" }', 'not: { kind: [GEO, ORG] }'],
    orders: [...dateOrders('NAME'), ...keyOrders],
  },
  'Query.sources': {
    document: '{ % }',
    uncheckedFilters: [
      'publisher: { contains: "1" }',
      'title: { startsWith: "a" }',
      'url: { contains: "example" }',
      'language: { eq: "en" }',
      'publishedOn: { after: "2000-01-01" }',
      'key: { in: ["gen-source-1", "gen-source-2"] }',
      'or: [{ key: { eq: "gen-source-1" } }, { not: { publisher: { contains: "1" } } }]',
    ],
    orders: [...keyOrders, ...dateOrders('PUBLISHER')],
  },
  'Query.coverages': {
    document: '{ % }',
    uncheckedFilters: ['kind: [VISIT]', 'tradeFlows: false', 'about: { contains: "e" }', 'not: { kind: [VISIT] }'],
    orders: [...dateOrders('SOURCE'), ...dateOrders('ABOUT')],
  },
  'Query.offices': {
    document: '{ % }',
    uncheckedFilters: [
      'rank: [HEAD_OF_STATE]',
      'capacity: [ACTING]',
      'country: { code: { eq: "US" } }',
      'title: { contains: "president" }',
      'not: { rank: [HEAD_OF_STATE] }',
    ],
    orders: [
      ...keyOrders,
      ...dateOrders('TITLE'),
      'orderBy: [{ field: RANK, direction: ASC }, { field: TITLE, direction: DESC }]',
    ],
  },
  'Query.terms': {
    document: '{ % }',
    uncheckedFilters: [
      'person: { key: { eq: "gen-person-1" } }',
      'office: { rank: [HEAD_OF_STATE] }',
      'capacity: [INCUMBENT]',
      'during: { on: "2015-12-12" }',
      'during: { on: "2015-12-12", certainty: POSSIBLE }',
      'start: { onOrAfter: "2015-01-01" }',
      'end: { before: "2000-01-01", certainty: POSSIBLE }',
      'or: [{ capacity: [ACTING] }, { office: { country: { code: { eq: "US" } } } }]',
    ],
    orders: [...keyOrders, ...dateOrders('START')],
  },
  'Query.topics': { document: '{ % }', uncheckedFilters: ['name: { contains: "1" }'], orders: dateOrders('NAME') },
  'Query.trips': {
    document: '{ % }',
    uncheckedFilters: ['visit: { host: { code: { eq: "US" } } }', 'key: { eq: "gen-trip-7" }'],
    orders: keyOrders,
  },
  'Query.commodities': {
    document: '{ % }',
    uncheckedFilters: ['within: "gen-goods-1"', 'name: { startsWith: "goods 1" }', 'code: { eq: "900002" }'],
  },
  'Query.tradeFlows': {
    document: '{ % }',
    nodeSelection: 'id',
    uncheckedFilters: tradeFlowFilters,
    orders: [...dateOrders('YEAR'), ...dateOrders('VALUE')],
  },
  'TradeLink.flows': {
    document:
      '{ tradeLinks(first: 1, filter: { party: { key: { eq: "US" } }, role: [SUPPLIER], commodity: { within: "gen-goods-0" } }) { nodes { % } } }',
    nodeSelection: 'id',
    uncheckedFilters: tradeFlowFilters,
  },
  'Query.search': {
    document: '{ % }',
    args: 'text: "uranium OR"',
    isForwardOnly: true,
    orders: ['orderBy: NEWEST', 'orderBy: RELEVANCE', 'kind: [STATEMENT, PERSON]'],
  },
  'Query.changes': {
    document: '{ % }',
    ...revisionOptions,
    uncheckedFilters: [
      'noun: [PERSON, OFFICE]',
      'key: { eq: "gen-person-1" }',
      'key: { in: ["gen-visit-1", "gen-person-1"] }',
      'action: [RECORDED]',
      'by: { startsWith: "nobody" }',
      'recordedAt: { after: "2000-01-01T00:00:00Z" }',
      'not: { noun: [VISIT] }',
    ],
    orders: ['afterSequence: 100', 'afterSequence: 3000', 'orderBy: [{ field: SEQUENCE, direction: DESC }]'],
  },
  'Country.entries': { document: wrapInParent('country(code: "KZ")'), matches: involvesParty('KZ'), ...entryOptions },
  'Country.visitsHosted': {
    document: wrapInParent('country(code: "US")'),
    matches: ({ host }: EntryFact) => host?.code === 'US',
    ...visitOptions,
  },
  'Country.visitsMade': {
    document: wrapInParent('country(code: "FR")'),
    matches: (fact: EntryFact) => listOriginCountries(fact).includes('FR'),
    ...visitOptions,
  },
  'Country.statementsAbout': {
    document: wrapInParent('country(code: "US")'),
    matches: allOf(isKind('Statement'), ({ about }) => includesKey(about, 'US')),
    ...statementOptions,
  },
  'Country.tradeLinks': {
    document: wrapInParent('country(code: "US")'),
    matches: allOf(isKind('TradeLink'), involvesParty('US')),
    ...tradeLinkOptions,
  },
  'Country.positions': {
    document: wrapInParent('country(code: "US")'),
    matches: ({ holder }: EntryFact) => holder?.key === 'US',
    ...positionOptions,
  },
  'Person.entries': {
    document: wrapInParent(`person(key: "${personKey}")`),
    matches: involvesParty(personKey),
    ...entryOptions,
  },
  'Person.visits': {
    document: wrapInParent(`person(key: "${personKey}")`),
    matches: ({ travellers = [] }: EntryFact) => travellers.some(({ person }) => person.key === personKey),
    ...visitOptions,
  },
  'Person.statements': {
    document: wrapInParent(`person(key: "${personKey}")`),
    matches: ({ speaker }: EntryFact) => speaker?.key === personKey,
    ...statementOptions,
  },
  'Organization.entries': {
    document: wrapInFirstNode('Organization', 'organizations(first: 1, filter: { key: { eq: "gen-company-0" } })'),
    matches: involvesParty('gen-company-0'),
    ...entryOptions,
  },
  'Party.entries': {
    document: '{ positions(first: 1, filter: { holder: { key: { eq: "US" } } }) { nodes { holder { % } } } }',
    matches: involvesParty('US'),
    ...entryOptions,
  },
  'Group.entries': { document: wrapInFirstNode('Group', 'groups(first: 1)'), matches: () => false, ...entryOptions },
  'Source.entries': {
    document: wrapInParent(`node(id: "${Buffer.from('Source:gen-source-3').toString('base64url')}")`).replace(
      '%',
      '... on Source { % }',
    ),
    matches: citesSource('gen-source-3'),
    ...entryOptions,
  },
  'Commodity.tradeLinks': {
    document: wrapInFirstNode('Commodity', 'commodities(first: 1, filter: { code: { eq: "900001" } })'),
    matches: ({ commodities }: EntryFact) => includesKey(commodities, 'gen-goods-1'),
  },
  'Topic.positions': {
    document: '{ positions(first: 1, filter: { topic: { eq: "gen-topic-0" } }) { nodes { topic { % } } } }',
    matches: ({ topic }: EntryFact) => topic?.key === 'gen-topic-0',
  },
  'Entry.history': { document: '{ entries(first: 1) { nodes { % } } }', ...revisionOptions },
  'Visit.history': { document: '{ visits(first: 1) { nodes { % } } }', ...revisionOptions },
  'Statement.history': { document: '{ statements(first: 1) { nodes { % } } }', ...revisionOptions },
  'TradeLink.history': { document: '{ tradeLinks(first: 1) { nodes { % } } }', ...revisionOptions },
  'Agreement.history': { document: '{ agreements(first: 1) { nodes { % } } }', ...revisionOptions },
  'Position.history': { document: '{ positions(first: 1) { nodes { % } } }', ...revisionOptions },
  'Commodity.history': { document: '{ commodities(first: 1) { nodes { % } } }', ...revisionOptions },
  'Country.history': { document: '{ countries(first: 1) { nodes { % } } }', ...revisionOptions },
  'Coverage.history': { document: '{ coverages(first: 1) { nodes { % } } }', ...revisionOptions },
  'Group.history': { document: '{ groups(first: 1) { nodes { % } } }', ...revisionOptions },
  'Office.history': { document: '{ offices(first: 1) { nodes { % } } }', ...revisionOptions },
  'Organization.history': { document: '{ organizations(first: 1) { nodes { % } } }', ...revisionOptions },
  'Person.history': { document: '{ people(first: 1) { nodes { % } } }', ...revisionOptions },
  'Source.history': { document: '{ sources(first: 1) { nodes { % } } }', ...revisionOptions },
  'Term.history': { document: '{ terms(first: 1) { nodes { % } } }', ...revisionOptions },
  'Topic.history': { document: '{ topics(first: 1) { nodes { % } } }', ...revisionOptions },
  'Trip.history': { document: '{ trips(first: 1) { nodes { % } } }', ...revisionOptions },
  'Party.history': {
    document: '{ positions(first: 1) { nodes { holder { % } } } }',
    ...revisionOptions,
  },
  'Versioned.history': { document: '{ changes(last: 1) { nodes { record { % } } } }', ...revisionOptions },
  'Figure.history': { document: '{ figures(first: 1) { nodes { % } } }', ...revisionOptions },
  'Visit.statements': {
    document: '{ statements(first: 1, filter: { visit: { eq: "gen-visit-0" } }) { nodes { visit { % } } } }',
    matches: allOf(isKind('Statement'), ({ visit }) => visit?.key === 'gen-visit-0'),
    ...statementOptions,
  },
  'Visit.agreements': {
    document: '{ agreements(first: 1, filter: { visit: { eq: "gen-visit-0" } }) { nodes { visit { % } } } }',
    matches: allOf(isKind('Agreement'), ({ visit }) => visit?.key === 'gen-visit-0'),
  },
  'Visit.tradeLinksAfter': {
    document:
      '{ visits(first: 1, filter: { travellerCountry: { code: { eq: "FR" } }, host: { code: { eq: "US" } } }) { nodes { % } } }',
    args: 'withinDays: 9000',
  },
};
