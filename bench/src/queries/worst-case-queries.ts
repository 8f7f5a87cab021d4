import { words } from '../generate/words.ts';

export interface WorstCaseQuery {
  name: string;
  query: string;
}

// Words that occur in nearly every statement, and in one of forty.
const [everywhere, often] = [words[0], words[100]];
const personKeys = (count: number): string =>
  JSON.stringify(Array.from({ length: count }, (_, index) => `bench-p${index + 1}`));

const nestedFilter = (levels: number, leaf: string): string =>
  levels === 0 ? leaf : `{ not: { or: [${nestedFilter(levels - 1, leaf)}, { disputed: true }] } }`;

const defineQuery = (name: string, query: string): WorstCaseQuery => ({ name, query });

const graphqlString = (text: string): string => JSON.stringify(text);
/** Returns as many phrases of frequent words as a search text may contain; hardly any phrase occurs. */
const frequentWordPhrases = (length: number): string =>
  Array.from(
    { length: 300 },
    (_, index) => `"${Array.from({ length }, (_, word) => words[(index + word * (word + 3)) % 12]).join(' ')}"`,
  )
    .join(' ')
    .slice(0, 1_990)
    .replace(/ "[^"]*$/, '');
const wordPrefixes = (length: number): string =>
  [...new Set(words.slice(0, 4_000).map((word) => `${word.slice(0, length)}*`))].join(' ').slice(0, 1_990);

/** Queries that make the server work as long as the limits allow. Their names are keys of worst.json. */
export const worstCaseQueries: readonly WorstCaseQuery[] = [
  defineQuery(
    'every total at once',
    '{ visits { totalCount } statements { totalCount } tradeLinks { totalCount } entries { totalCount } changes { totalCount } people { totalCount } tradeFlows { totalCount } }',
  ),
  defineQuery(
    'a full timeline page, all evidence',
    '{ entries(first: 100) { totalCount nodes { key summary disputed citations { source { key publisher } spans { words } } } } }',
  ),
  defineQuery(
    'statements of fifty visits, each with its total',
    '{ visits(first: 50) { nodes { key statements(first: 100) { totalCount nodes { key text about { name } } } } } }',
  ),
  defineQuery(
    'visits within visits',
    '{ countries(first: 100) { nodes { code visitsHosted(first: 20) { totalCount nodes { key travellers { person { name } } statements(first: 5) { totalCount nodes { text } } } } } } }',
  ),
  defineQuery(
    'every country with five totals',
    '{ countries(first: 100) { nodes { name visitsHosted { totalCount } visitsMade { totalCount } statementsAbout { totalCount } tradeLinks { totalCount } entries { totalCount } } } }',
  ),
  defineQuery(
    'visits by a text that is everywhere',
    `{ visits(filter: { text: "${everywhere}" }) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'statements by a text that is everywhere, oldest first',
    `{ statements(filter: { text: "${everywhere}" }, orderBy: [{ field: SAID_ON, direction: ASC }]) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'statements by a frequent word, newest first',
    `{ statements(filter: { text: "${often}" }) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'timeline by a text, of one party, in a window',
    `{ entries(filter: { text: "${often}", party: { country: { group: { eq: "150" } } }, at: { onOrAfter: "1950-01-01" } }) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'search by relevance, a word that is everywhere',
    `{ search(text: "${everywhere}", first: 100) { totalCount edges { highlights node { id } } } }`,
  ),
  defineQuery(
    'search newest first, a word that is everywhere',
    `{ search(text: "${everywhere}", orderBy: NEWEST, first: 100) { edges { highlights node { id } } } }`,
  ),
  defineQuery(
    'search for beginnings',
    '{ search(text: "s* t* b*", first: 100) { totalCount edges { highlights node { id } } } }',
  ),
  defineQuery(
    'search for a phrase of frequent words',
    `{ search(text: "\\"${words[0]} ${words[1]}\\"", first: 100) { totalCount edges { highlights } } }`,
  ),
  defineQuery(
    'search for very many words by relevance',
    `{ search(text: ${graphqlString(words.slice(0, 300).join(' '))}, first: 100) { totalCount nodes { ... on Node { id } } } }`,
  ),
  defineQuery(
    'search for one word very many times',
    `{ search(text: "${`${everywhere} `.repeat(499)}", first: 100) { totalCount edges { highlights } } }`,
  ),
  defineQuery(
    'search for a phrase of one word',
    `{ search(text: ${graphqlString(`"${`${everywhere} `.repeat(400)}"`)}) { totalCount edges { highlights } } }`,
  ),
  defineQuery(
    'search for a phrase of five frequent words',
    `{ search(text: ${graphqlString(`"${words.slice(0, 5).join(' ')}"`)}) { totalCount edges { highlights } } }`,
  ),
  defineQuery(
    'search for very many phrases',
    `{ search(text: ${graphqlString(frequentWordPhrases(2))}, first: 100) { totalCount edges { highlights } } }`,
  ),
  defineQuery(
    'search for very many long phrases',
    `{ search(text: ${graphqlString(frequentWordPhrases(5))}, first: 100) { totalCount edges { highlights } } }`,
  ),
  defineQuery(
    'search for very many beginnings',
    `{ search(text: ${graphqlString(wordPrefixes(4))}, first: 100) { totalCount edges { highlights } } }`,
  ),
  defineQuery(
    'search for a long beginning of many words',
    '{ search(text: "that*", first: 100) { totalCount edges { highlights node { id } } } }',
  ),
  defineQuery(
    'search newest first, of a kind that there is none of',
    `{ search(text: "${everywhere}", orderBy: NEWEST, kind: [FIGURE], first: 100) { totalCount edges { highlights node { id } } } }`,
  ),
  defineQuery(
    'statements by any of many frequent words',
    `{ statements(filter: { or: [${words
      .slice(0, 40)
      .map((word) => `{ text: "${word}" }`)
      .join(', ')}] }, first: 100) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'statements by what they do not say',
    `{ statements(filter: { not: { text: "${everywhere}" } }, first: 100) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'statements by very many phrases, each way at once',
    `{ a: statements(filter: { text: ${graphqlString(frequentWordPhrases(2))} }) { totalCount nodes { key } } b: statements(filter: { not: { text: ${graphqlString(frequentWordPhrases(3))} } }) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'statement counts of a text that is everywhere',
    `{ statementCounts(by: [ABOUT, SPEAKER], filter: { text: "${everywhere}" }) { count } }`,
  ),
  defineQuery(
    'fifty totals by a text',
    `{ ${words
      .slice(0, 50)
      .map((word, index) => `a${index}: statements(filter: { text: "${word}" }) { totalCount }`)
      .join(' ')} }`,
  ),
  defineQuery(
    'timelines of countries by a text',
    `{ countries(first: 100) { nodes { code entries(first: 20, filter: { text: "${often}" }) { totalCount nodes { key } } } } }`,
  ),
  defineQuery(
    'disputed statements of a mode by a text',
    `{ statements(filter: { text: "${everywhere}", disputed: true, not: { mode: [DIRECT] } }, first: 100) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'what is known of a group of countries, by a kind that there is none of',
    '{ entries(filter: { party: { country: { group: { eq: "001" } } }, kind: [FIGURE] }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'all changes, oldest first and counted',
    '{ changes(first: 100) { totalCount nodes { key action changes { field from to } } } }',
  ),
  defineQuery(
    'visits to a region by the holders of a rank, with a total',
    '{ visits(filter: { host: { group: { eq: "150" } }, travellerOffice: { rank: [HEAD_OF_STATE, FOREIGN_MINISTER] } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'visits from one region to another, oldest first',
    '{ visits(filter: { host: { group: { eq: "002" } }, travellerCountry: { group: { eq: "019" } } }, orderBy: [{ field: START, direction: ASC }], first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'visits possibly in a window',
    '{ visits(filter: { start: { onOrAfter: "1950-01-01", onOrBefore: "2020-12-31", certainty: POSSIBLE }, end: { onOrBefore: "2020-12-31", certainty: POSSIBLE } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'visits under way possibly, of a region',
    '{ visits(filter: { during: { onOrAfter: "1960-01-01", onOrBefore: "1990-12-31", certainty: POSSIBLE }, host: { group: { eq: "142" } } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'an impossible window, of a region',
    '{ visits(filter: { during: { on: "1945-01-01" }, host: { group: { eq: "009" } }, met: { country: { group: { eq: "021" } } } }) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'visits by a deep filter',
    `{ visits(filter: ${nestedFilter(6, '{ type: [STATE] }')}, first: 100) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'visits by what is not',
    '{ visits(filter: { not: { or: [{ host: { group: { eq: "150" } } }, { travellerCountry: { group: { eq: "150" } } }, { evidence: { basis: [INFERRED] } }, { text: "the" }] } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'visits by five hundred travellers',
    `{ visits(filter: { traveller: { key: { in: ${personKeys(490)} } } }, first: 100) { totalCount nodes { key } } }`,
  ),
  defineQuery(
    'visits by a part of a name',
    '{ visits(filter: { traveller: { name: { contains: "a" } } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'visits by host',
    '{ visits(orderBy: [{ field: HOST, direction: DESC }], filter: { not: { host: { code: { eq: "FR" } } } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'disputed visits of a source',
    '{ visits(filter: { disputed: true, source: { eq: "bench-s1" } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'statements about a region by its own leaders',
    '{ statements(filter: { about: { country: { group: { eq: "142" } } }, speaker: { country: { group: { eq: "142" } } } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'statements by source order',
    '{ statements(orderBy: [{ field: SOURCE, direction: ASC }], filter: { mode: [DIRECT, MIXED] }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'statements with any evidence, in a mode',
    '{ statements(filter: { evidence: { basis: [STATED] }, not: { mode: [DIRECT] } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'trade links of a region in chapters',
    '{ tradeLinks(filter: { commodity: { within: "27" }, party: { country: { group: { eq: "150" } } } }, first: 100) { totalCount nodes { key } } }',
  ),
  defineQuery(
    'trade links after visits',
    '{ visits(first: 100) { nodes { key tradeLinksAfter(withinDays: 36525, first: 100) { totalCount edges { node { key } } } } } }',
  ),
  defineQuery(
    'visit counts by five dimensions',
    '{ visitCounts(by: [YEAR, HOST, TRAVELLER_COUNTRY, TYPE, STATUS], first: 1000) { year count } }',
  ),
  defineQuery(
    'visit counts by everyone and everywhere',
    '{ visitCounts(by: [TRAVELLER, HOST, YEAR], first: 1000) { year count host { name } traveller { name } } }',
  ),
  defineQuery(
    'visit counts by year and region',
    '{ visitCounts(by: [YEAR, HOST_GROUP]) { year hostGroup { name } count } }',
  ),
  defineQuery(
    'visit counts of a text, by year',
    `{ visitCounts(by: [YEAR], filter: { text: "${everywhere}" }) { year count } }`,
  ),
  defineQuery(
    'statement counts by speaker and about',
    '{ statementCounts(by: [SPEAKER, ABOUT], first: 1000) { count speaker { name } about { name } } }',
  ),
  defineQuery(
    'statement counts by year, speaker country, about and mode',
    '{ statementCounts(by: [YEAR, SPEAKER_COUNTRY, ABOUT, MODE], first: 1000) { year mode count } }',
  ),
  defineQuery('statement counts by year', '{ statementCounts(by: [YEAR]) { year count } }'),
  defineQuery(
    'statement counts of a text',
    `{ statementCounts(by: [SPEAKER_COUNTRY], filter: { text: "${often}" }) { speakerCountry { name } count } }`,
  ),
  defineQuery('flow totals of everything', '{ tradeFlowTotals(by: [YEAR]) { year value quantity unit flows } }'),
  defineQuery(
    'flow totals by reporter and partner',
    '{ tradeFlowTotals(by: [REPORTER, PARTNER], first: 1000) { reporter { name } partner { name } value flows } }',
  ),
  defineQuery(
    'flow totals by everything',
    '{ tradeFlowTotals(by: [YEAR, REPORTER, PARTNER, COMMODITY, DIRECTION], first: 1000) { year value flows } }',
  ),
  defineQuery(
    'flow totals by reporter, partner and commodity of a region',
    '{ tradeFlowTotals(by: [REPORTER, PARTNER, COMMODITY], filter: { either: { group: { eq: "150" } } }, first: 1000) { value flows } }',
  ),
  defineQuery(
    'flow totals of a chapter by partner',
    '{ tradeFlowTotals(by: [PARTNER, YEAR], filter: { commodity: { within: "27" } }, first: 1000) { year partner { name } value flows } }',
  ),
  defineQuery(
    'flow totals between two regions, by commodity',
    '{ tradeFlowTotals(by: [COMMODITY], filter: { reporter: { group: { eq: "150" } }, partner: { group: { eq: "142" } } }, first: 1000) { commodity { name } value } }',
  ),
  defineQuery(
    'flows by value, of a region and a chapter',
    '{ tradeFlows(orderBy: [{ field: VALUE, direction: DESC }], filter: { reporter: { group: { eq: "150" } }, commodity: { within: "85" } }, first: 100) { totalCount nodes { value year } } }',
  ),
  defineQuery(
    'flows of no country by value',
    '{ tradeFlows(orderBy: [{ field: VALUE, direction: DESC }], filter: { reporter: { status: [FORMER] } }, first: 100) { totalCount nodes { value year } } }',
  ),
  defineQuery(
    'flows of links',
    '{ tradeLinks(first: 100) { nodes { key flows(first: 100) { totalCount nodes { year value } } } } }',
  ),
];
