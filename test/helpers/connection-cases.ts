import {
  cites,
  type Fact,
  has,
  isDisputed,
  originsOf,
  partiesOf,
  rests,
  says,
  type Test,
  touches,
  within,
} from './entry-oracle.ts';
import { generateRecords } from './generate-records.ts';

/** A list of the schema: how to come to it, which filters and orders it takes, and what each filter means. */
export interface List {
  /** The document around the list's field, whose place is marked by %. */
  document: string;
  /** Which facts it holds, where it holds entries. */
  holds?: Test;
  /** Arguments that it needs. */
  args?: string;
  filters?: Record<string, Test>;
  /** Filters of lists that hold no entries. */
  others?: string[];
  orders?: string[];
  /** True where `filter` takes and, or, not. */
  combines?: boolean;
  /** What to select of a node, where it has no id and key. */
  node?: string;
  /** Search has no `last` and `before`. */
  forwardOnly?: boolean;
}

const isKind =
  (kind: string): Test =>
  (fact) =>
    fact.kind === kind;
const takesPart =
  (key: string): Test =>
  (fact) =>
    partiesOf(fact).includes(key);
const both =
  (...tests: Test[]): Test =>
  (fact) =>
    tests.every((test) => test(fact));

/** The dated members of a made-up group. */
const members = [...generateRecords({ visits: 1 })].flatMap((item) =>
  'record' in item && item.record.noun === 'group' && item.record.key === 'league' ? (item.record.members ?? []) : [],
);
const isMember = (country: string | undefined, day: string): boolean =>
  members.some((one) => one.country === country && day >= `${one.from}-01-01` && day <= `${one.until}-12-31`);

const centralAsia = ['KZ', 'KG', 'TJ', 'TM', 'UZ'];
const byDay = (field: string): string[] => [
  `orderBy: [{ field: ${field}, direction: DESC }]`,
  `orderBy: [{ field: ${field}, direction: ASC }]`,
];

/** What can be asked of the evidence of every entry. */
const byEvidence: Record<string, Test> = {
  'disputed: true': isDisputed,
  'disputed: false': (fact) => !isDisputed(fact),
  'evidence: { basis: [INFERRED] }': rests(({ basis }) => basis === 'INFERRED'),
  'evidence: { field: "summary", rank: [DEPRECATED] }': rests(
    ({ field, rank }) => field === 'summary' && rank === 'DEPRECATED',
  ),
};
const visits: Record<string, Test> = {
  'host: { code: { eq: "KZ" } }': ({ host }) => host?.code === 'KZ',
  'host: { code: { eq: "840" } }': ({ host }) => host?.code === 'US',
  'host: { code: { in: ["uzb", "MX"] } }': ({ host }) => host?.code === 'UZ' || host?.code === 'MX',
  'host: { group: { eq: "143" } }': ({ host }) => centralAsia.includes(host?.code ?? ''),
  'host: { not: { group: { eq: "143" } } }': ({ host }) => !centralAsia.includes(host?.code ?? ''),
  'host: { or: [{ group: { eq: "143" } }, { code: { eq: "BR" } }] }': ({ host }) =>
    [...centralAsia, 'BR'].includes(host?.code ?? ''),
  'host: { group: { eq: "league" } }': ({ host, at }) => isMember(host?.code, at),
  'host: { name: { eq: "Kazakhstan" } }': ({ host }) => host?.code === 'KZ',
  'traveller: { key: { eq: "gen-person-3" } }': ({ travellers = [] }) =>
    travellers.some(({ person }) => person.key === 'gen-person-3'),
  'traveller: { key: { in: ["gen-person-3", "gen-person-90", "gen-person-0"] } }': ({ travellers = [] }) =>
    travellers.some(({ person }) => ['gen-person-3', 'gen-person-90', 'gen-person-0'].includes(person.key)),
  'travellerCountry: { code: { eq: "FR" } }': (fact) => originsOf(fact).includes('FR'),
  'travellerCountry: { group: { eq: "143" } }': (fact) => originsOf(fact).some((code) => centralAsia.includes(code)),
  'travellerOffice: { rank: [HEAD_OF_STATE], country: { code: { eq: "US" } } }': ({ travellers = [] }) =>
    travellers.some(({ term }) => term?.office.rank === 'HEAD_OF_STATE' && term.office.country.code === 'US'),
  'met: { key: { eq: "gen-company-0" } }': ({ met }) => has(met, 'gen-company-0'),
  'party: { key: { eq: "KZ" } }': takesPart('KZ'),
  'party: { key: { in: ["KZ", "UZ"] } }': (fact) => takesPart('KZ')(fact) || takesPart('UZ')(fact),
  'type: [PRIVATE]': ({ type }) => type === 'PRIVATE',
  'type: [PRIVATE, WORKING]': ({ type }) => type === 'PRIVATE' || type === 'WORKING',
  'type: []': () => false,
  'purpose: [HOLIDAY]': ({ purposes }) => purposes?.includes('HOLIDAY') ?? false,
  'purpose: [HOLIDAY, TROOPS]': ({ purposes }) =>
    purposes?.some((one) => one === 'HOLIDAY' || one === 'TROOPS') ?? false,
  'status: [CANCELLED]': ({ status }) => status === 'CANCELLED',
  'trip: { eq: "gen-trip-7" }': ({ trip }) => trip?.key === 'gen-trip-7',
  'source: { eq: "gen-source-5" }': cites('gen-source-5'),
  'source: { in: ["gen-source-5", "gen-source-30"] }': (fact) =>
    cites('gen-source-5')(fact) || cites('gen-source-30')(fact),
  'text: "copper"': says('copper'),
  'start: { onOrAfter: "2015-03-01", before: "2016-03-01" }': ({ start }) => within(start, '2015-03-01', '2016-02-29'),
  'start: { after: "2020-06-01" }': ({ start }) => within(start, '2020-06-02', null),
  'start: { on: "2009-04-02", certainty: POSSIBLE }': ({ start }) => touches(start, '2009-04-02', '2009-04-02'),
  'end: { onOrBefore: "1999-12-31" }': ({ end }) => within(end, null, '1999-12-31'),
  'during: { on: "2015-12-12" }': ({ start, end }) =>
    (start?.latest ?? '~') <= '2015-12-12' && (end?.earliest ?? start?.earliest ?? '') >= '2015-12-12',
  ...byEvidence,
};
const statements: Record<string, Test> = {
  'speaker: { key: { eq: "KZ" } }': ({ speaker }) => speaker?.key === 'KZ',
  'speaker: { key: { in: ["KZ", "gen-person-2"] } }': ({ speaker }) =>
    speaker?.key === 'KZ' || speaker?.key === 'gen-person-2',
  'addressee: { key: { eq: "US" } }': ({ addressees }) => has(addressees, 'US'),
  'about: { key: { in: ["FR", "DE"] } }': ({ about }) => has(about, 'FR') || has(about, 'DE'),
  'party: { key: { eq: "FR" } }': takesPart('FR'),
  'mode: [MIXED]': ({ mode }) => mode === 'MIXED',
  'mode: [MIXED, NARRATED]': ({ mode }) => mode === 'MIXED' || mode === 'NARRATED',
  'saidOn: { before: "2001-01-01" }': ({ saidOn }) => within(saidOn, null, '2000-12-31'),
  'visit: { eq: "gen-visit-0" }': ({ visit }) => visit?.key === 'gen-visit-0',
  'source: { eq: "gen-source-2" }': cites('gen-source-2'),
  'text: "wheat"': says('wheat'),
  ...byEvidence,
};
const tradeLinks: Record<string, Test> = {
  'kind: [ROUTE]': ({ linkKind }) => linkKind === 'ROUTE',
  'status: [ACTIVE, ENDED]': ({ status }) => status === 'ACTIVE' || status === 'ENDED',
  'party: { key: { eq: "US" } }': takesPart('US'),
  'party: { key: { eq: "US" } }, role: [BUYER]': ({ buyers }) => has(buyers, 'US'),
  'party: { key: { eq: "US" } }, role: [BUYER, VIA]': ({ buyers, via }) => has(buyers, 'US') || has(via, 'US'),
  'role: [BUYER]': ({ buyers = [] }) => buyers.length > 0,
  'role: [BUYER, VIA]': ({ buyers = [], via = [] }) => buyers.length + via.length > 0,
  'commodity: { code: { eq: "900007" } }': ({ commodities }) => has(commodities, 'gen-goods-7'),
  'commodity: { within: "gen-goods-0" }': ({ commodities = [] }) =>
    commodities.some(({ key }) => Number(key.split('-')[2]) % 4 === 0),
  'since: { onOrAfter: "2010-01-01" }': ({ since }) => within(since, '2010-01-01', null),
  'source: { eq: "gen-source-1" }': cites('gen-source-1'),
  ...byEvidence,
};
const agreements: Record<string, Test> = {
  'signatory: { key: { eq: "US" } }': ({ signatories }) => has(signatories, 'US'),
  'instrument: [TREATY, CHARTER]': ({ instrument }) => instrument === 'TREATY' || instrument === 'CHARTER',
  'status: [SIGNED]': ({ status }) => status === 'SIGNED',
  'signedOn: { onOrAfter: "2012-01-01" }': ({ signedOn }) => within(signedOn, '2012-01-01', null),
  'visit: { eq: "gen-visit-0" }': ({ visit }) => visit?.key === 'gen-visit-0',
  ...byEvidence,
};
const positions: Record<string, Test> = {
  'holder: { key: { eq: "US" } }': ({ holder }) => holder?.key === 'US',
  'toward: { key: { eq: "FR" } }': ({ toward }) => has(toward, 'FR'),
  'topic: { eq: "gen-topic-1" }': ({ topic }) => topic?.key === 'gen-topic-1',
  'stance: [REJECTS]': ({ stance }) => stance === 'REJECTS',
  'stance: [REJECTS, PARTNER]': ({ stance }) => stance === 'REJECTS' || stance === 'PARTNER',
  'label: { eq: "Gas partners" }': ({ label }) => label === 'gas partners',
  ...byEvidence,
};
const figures: Record<string, Test> = {
  'about: { key: { eq: "US" } }': ({ about }) => has(about, 'US'),
  'measure: { eq: "reserves" }': ({ measure }) => measure === 'Réserves',
  'statedBy: { key: { eq: "US" } }': ({ statedBy }) => statedBy?.key === 'US',
  ...byEvidence,
};
const kinds: Record<string, string> = { VISIT: 'Visit', STATEMENT: 'Statement', FIGURE: 'Figure' };
const entries: Record<string, Test> = {
  'party: { key: { eq: "KZ" } }': takesPart('KZ'),
  'party: { key: { eq: "KZ" } }, kinds: [FIGURE]': both(takesPart('KZ'), isKind('Figure')),
  'kinds: [STATEMENT]': isKind(kinds.STATEMENT ?? ''),
  'kinds: [FIGURE, POSITION]': (fact) => fact.kind === 'Figure' || fact.kind === 'Position',
  'at: { onOrAfter: "2015-12-12", onOrBefore: "2016-01-31" }': ({ at }) => at >= '2015-12-12' && at <= '2016-01-31',
  'source: { eq: "gen-source-9" }': cites('gen-source-9'),
  ...byEvidence,
};

const tradeFlows = [
  'reporter: { code: { eq: "FR" } }',
  'partner: { group: { eq: "EU" } }',
  'either: { code: { eq: "KZ" } }',
  'either: { group: { eq: "143" } }',
  'commodity: { code: { in: ["900000", "900001"] } }',
  'year: { gte: 2013, lte: 2014 }',
  'year: { eq: 1950 }',
  'direction: [RE_EXPORT]',
  'source: { eq: "gen-register" }',
];
const newestFirst = byDay('AT');
const ofVisits = { filters: visits, combines: true, orders: byDay('START') };
const ofStatements = { filters: statements, combines: true, orders: byDay('SAID_ON') };
const ofTradeLinks = { filters: tradeLinks, combines: true, orders: byDay('SINCE') };
const ofAgreements = { filters: agreements, combines: true };
const ofPositions = { filters: positions, combines: true };
const ofFigures = { filters: figures, combines: true };
const ofEntries = { filters: entries, combines: true, orders: newestFirst };

const ofRevisions = { node: 'id: sequence' };

const person = 'gen-person-1';
const under = (parent: string): string => `{ ${parent} { % } }`;
const onNode = (type: string, find: string): string => `{ ${find} { nodes { ... on ${type} { % } } } }`;

/** Every list of the schema, by its type and field. */
export const lists: Record<string, List> = {
  'Query.visits': { document: '{ % }', holds: isKind('Visit'), ...ofVisits },
  'Query.statements': { document: '{ % }', holds: isKind('Statement'), ...ofStatements },
  'Query.tradeLinks': { document: '{ % }', holds: isKind('TradeLink'), ...ofTradeLinks },
  'Query.agreements': { document: '{ % }', holds: isKind('Agreement'), ...ofAgreements },
  'Query.positions': { document: '{ % }', holds: isKind('Position'), ...ofPositions },
  'Query.figures': { document: '{ % }', holds: isKind('Figure'), ...ofFigures },
  'Query.timeline': { document: '{ % }', holds: () => true, ...ofEntries },
  'Query.countries': {
    document: '{ % }',
    others: [
      'group: { eq: "143" }',
      'name: { contains: "stan" }',
      'status: [FORMER]',
      'code: { in: ["KZ", "UZ"] }',
      'position: { stance: [REJECTS] }',
    ],
    orders: ['orderBy: [{ field: CODE, direction: DESC }]', ...byDay('NAME')],
  },
  'Query.people': {
    document: '{ % }',
    others: ['name: { startsWith: "ada" }', 'country: { code: { eq: "US" } }', 'key: { eq: "gen-person-5" }'],
  },
  'Query.organizations': {
    document: '{ % }',
    others: ['country: { code: { eq: "US" } }', 'stateOwned: true', 'name: { contains: "company-1" }'],
  },
  'Query.groups': { document: '{ % }', args: 'kind: GEO' },
  'Query.sources': { document: '{ % }' },
  'Query.commodities': {
    document: '{ % }',
    others: ['within: "gen-goods-1"', 'name: { startsWith: "goods 1" }', 'code: { eq: "900002" }'],
  },
  'Query.tradeFlows': {
    document: '{ % }',
    node: 'id',
    others: tradeFlows,
    orders: [...byDay('YEAR'), ...byDay('VALUE')],
  },
  'TradeLink.flows': {
    document:
      '{ tradeLinks(first: 1, filter: { party: { key: { eq: "US" } }, role: [SUPPLIER], commodity: { within: "gen-goods-0" } }) { nodes { % } } }',
    node: 'id',
    others: tradeFlows,
  },
  'Query.search': {
    document: '{ % }',
    args: 'text: "uranium OR"',
    forwardOnly: true,
    orders: ['orderBy: NEWEST', 'orderBy: RELEVANCE', 'kinds: [STATEMENT, PERSON]'],
  },
  'Query.changes': { document: '{ % }', ...ofRevisions, orders: ['afterSequence: 100', 'afterSequence: 3000'] },
  'Country.entries': { document: under('country(code: "KZ")'), holds: takesPart('KZ'), ...ofEntries },
  'Country.visitsHosted': {
    document: under('country(code: "US")'),
    holds: ({ host }: Fact) => host?.code === 'US',
    ...ofVisits,
  },
  'Country.visitsMade': {
    document: under('country(code: "FR")'),
    holds: (fact: Fact) => originsOf(fact).includes('FR'),
    ...ofVisits,
  },
  'Country.statementsAbout': {
    document: under('country(code: "US")'),
    holds: both(isKind('Statement'), ({ about }) => has(about, 'US')),
    ...ofStatements,
  },
  'Country.tradeLinks': {
    document: under('country(code: "US")'),
    holds: both(isKind('TradeLink'), takesPart('US')),
    ...ofTradeLinks,
  },
  'Country.positions': {
    document: under('country(code: "US")'),
    holds: ({ holder }: Fact) => holder?.key === 'US',
    ...ofPositions,
  },
  'Person.entries': { document: under(`person(key: "${person}")`), holds: takesPart(person), ...ofEntries },
  'Person.visits': {
    document: under(`person(key: "${person}")`),
    holds: ({ travellers = [] }: Fact) => travellers.some((one) => one.person.key === person),
    ...ofVisits,
  },
  'Person.statements': {
    document: under(`person(key: "${person}")`),
    holds: ({ speaker }: Fact) => speaker?.key === person,
    ...ofStatements,
  },
  'Organization.entries': {
    document: onNode('Organization', 'organizations(first: 1, filter: { key: { eq: "gen-company-0" } })'),
    holds: takesPart('gen-company-0'),
    ...ofEntries,
  },
  'Party.entries': {
    document: '{ positions(first: 1, filter: { holder: { key: { eq: "US" } } }) { nodes { holder { % } } } }',
    holds: takesPart('US'),
    ...ofEntries,
  },
  'Group.entries': { document: onNode('Group', 'groups(first: 1)'), holds: () => false, ...ofEntries },
  'Source.entries': {
    document: under(`node(id: "${Buffer.from('Source:gen-source-3').toString('base64url')}")`).replace(
      '%',
      '... on Source { % }',
    ),
    holds: cites('gen-source-3'),
    filters: entries,
    combines: true,
  },
  'Commodity.tradeLinks': {
    document: onNode('Commodity', 'commodities(first: 1, filter: { code: { eq: "900001" } })'),
    holds: ({ commodities }: Fact) => has(commodities, 'gen-goods-1'),
  },
  'Topic.positions': {
    document: '{ positions(first: 1, filter: { topic: { eq: "gen-topic-0" } }) { nodes { topic { % } } } }',
    holds: ({ topic }: Fact) => topic?.key === 'gen-topic-0',
  },
  'Entry.history': { document: '{ timeline(first: 1) { nodes { % } } }', ...ofRevisions },
  'Visit.history': { document: '{ visits(first: 1) { nodes { % } } }', ...ofRevisions },
  'Statement.history': { document: '{ statements(first: 1) { nodes { % } } }', ...ofRevisions },
  'TradeLink.history': { document: '{ tradeLinks(first: 1) { nodes { % } } }', ...ofRevisions },
  'Agreement.history': { document: '{ agreements(first: 1) { nodes { % } } }', ...ofRevisions },
  'Position.history': { document: '{ positions(first: 1) { nodes { % } } }', ...ofRevisions },
  'Figure.history': { document: '{ figures(first: 1) { nodes { % } } }', ...ofRevisions },
  'Visit.statements': {
    document: '{ statements(first: 1, filter: { visit: { eq: "gen-visit-0" } }) { nodes { visit { % } } } }',
    holds: both(isKind('Statement'), ({ visit }) => visit?.key === 'gen-visit-0'),
    ...ofStatements,
  },
  'Visit.agreements': {
    document: '{ agreements(first: 1, filter: { visit: { eq: "gen-visit-0" } }) { nodes { visit { % } } } }',
    holds: both(isKind('Agreement'), ({ visit }) => visit?.key === 'gen-visit-0'),
  },
  'Visit.tradeLinksAfter': {
    document:
      '{ visits(first: 1, filter: { travellerCountry: { code: { eq: "FR" } }, host: { code: { eq: "US" } } }) { nodes { % } } }',
    args: 'withinDays: 9000',
  },
};
