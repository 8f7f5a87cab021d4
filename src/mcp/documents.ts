// Every GraphQL document that the tools send. A test validates them against the schema.

const pageInfo = 'pageInfo { hasNextPage endCursor }';

const citationFields = /* GraphQL */ `
  fragment CitationFields on Citation {
    field
    basis
    voice { name }
    spans { words }
    source { key publisher title url publishedOn { edtf } publishedAt }
  }`;

const entryFields = /* GraphQL */ `
  ${citationFields}
  fragment EntryFields on Entry {
    kind: __typename
    key
    summary
    disputed
    date { edtf }
    citations { ...CitationFields }
  }`;

const partyFields = /* GraphQL */ `
  fragment PartyFields on Party {
    key
    name
  }`;

const visitFields = /* GraphQL */ `
  ${entryFields}
  ${partyFields}
  fragment VisitFields on Visit {
    ...EntryFields
    travellers { party { ...PartyFields } term { office { key title } } country { ...PartyFields } }
    host { ...PartyFields }
    place
    start { edtf }
    end { edtf }
    type
    status
    purposes
    met { ...PartyFields }
    trip { key }
    leg
  }`;

const statementFields = /* GraphQL */ `
  ${entryFields}
  ${partyFields}
  fragment StatementFields on Statement {
    ...EntryFields
    speaker { ...PartyFields }
    speakerTerm { office { key title } }
    addressees { ...PartyFields }
    about { ...PartyFields }
    mode
    saidOn { edtf }
    text
    language
    visit { key summary }
  }`;

export const searchDocument = /* GraphQL */ `
  query Search($text: String!, $kind: [SearchKind!], $orderBy: SearchOrder, $first: Int, $after: String) {
    page: search(text: $text, kinds: $kind, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      suggestions
      edges {
        cursor
        highlights
        node {
          kind: __typename
          ... on Entry { ...EntryFields }
          ... on Party { ...PartyFields citations { ...CitationFields } }
          ... on Office { key title }
          ... on Topic { key name }
          ... on Source { key publisher sourceTitle: title url publishedOn { edtf } publishedAt }
        }
      }
      ${pageInfo}
    }
  }
  ${entryFields}
  ${partyFields}`;

export const entriesDocument = /* GraphQL */ `
  query Entries($filter: EntryFilter, $orderBy: [EntryOrder!], $first: Int, $after: String) {
    page: entries(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      possibleCount
      edges { cursor node { ...EntryFields } }
      ${pageInfo}
    }
  }
  ${entryFields}`;

export const visitsDocument = /* GraphQL */ `
  query Visits($filter: VisitFilter, $orderBy: [VisitOrder!], $first: Int, $after: String) {
    page: visits(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      possibleCount
      edges { cursor node { ...VisitFields } }
      ${pageInfo}
    }
  }
  ${visitFields}`;

export const statementsDocument = /* GraphQL */ `
  query Statements($filter: StatementFilter, $orderBy: [StatementOrder!], $first: Int, $after: String) {
    page: statements(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      possibleCount
      edges { cursor node { ...StatementFields } }
      ${pageInfo}
    }
  }
  ${statementFields}`;

export const coverageDocument = /* GraphQL */ `
  query Coverage($filter: CoverageFilter, $first: Int, $after: String) {
    page: coverages(filter: $filter, first: $first, after: $after) {
      totalCount
      edges {
        cursor
        node {
          key
          about
          start: from
          end: until
          entries
          kind: kinds
          tradeFlows
          note
          source { key publisher title url publishedOn { edtf } publishedAt }
        }
      }
      ${pageInfo}
    }
  }`;

/** One entry with all its fields. Fields whose types differ between the kinds have aliases, which `entry.ts` removes. */
export const entryDocument = /* GraphQL */ `
  query Entry($key: String!, $asKnownAt: DateTime) {
    entry(key: $key, asKnownAt: $asKnownAt) {
      ...EntryFields
      revision
      claims { field value rank reason independentSources citations { ...CitationFields } }
      ... on Visit {
        travellers { party { ...PartyFields } term { office { key title } } country { ...PartyFields } }
        delegation { size verbatim }
        host { ...PartyFields }
        place
        start { edtf }
        visit_end: end { edtf }
        visit_type: type
        visit_status: status
        purposes
        met { ...PartyFields }
        remarks
        trip { key visits { key summary } }
        leg
      }
      ... on Statement {
        speaker { ...PartyFields }
        speakerTerm { office { key title } }
        addressees { ...PartyFields }
        about { ...PartyFields }
        mode
        saidOn { edtf }
        text
        language
        spokenLanguage
        renderings { text language method citations { ...CitationFields } }
        visit { key summary }
      }
      ... on TradeLink {
        link_kind: kind
        link_status: status
        commodities { key name scheme code }
        commodityVerbatim
        suppliers { ...PartyFields }
        buyers { ...PartyFields }
        partners { ...PartyFields }
        endpoints { ...PartyFields }
        via { ...PartyFields }
        bypassed { ...PartyFields }
        replaced { ...PartyFields }
        link_start: since { edtf }
        link_end: until { edtf }
        agreement { key summary }
      }
      ... on Agreement {
        title
        instrument
        binding
        agreement_status: status
        signedOn { edtf }
        entryIntoForce { edtf }
        agreement_end: end { edtf }
        signatories { ...PartyFields }
        partOf { key summary }
        parts { key summary }
        visit { key summary }
      }
      ... on Position {
        holder { ...PartyFields }
        stance
        toward { ...PartyFields }
        topic { key name }
        label
        position_start: from { edtf }
        position_end: until { edtf }
        statedBy { ...PartyFields }
      }
      ... on Figure {
        measure
        value
        unit
        approximate
        period { edtf }
        about { ...PartyFields }
        statedBy { ...PartyFields }
        visit { key summary }
      }
    }
  }
  ${entryFields}
  ${partyFields}`;

/** Resolves several names in one request: `name0`, `kind0`, `name1` … are its variables, `on` and `first` apply to all. */
export const createResolveDocument = (count: number): string => {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const variables = indexes.map((index) => `$name${index}: String!, $kind${index}: [ResolutionKind!]`);
  const fields = indexes.map(
    (index) =>
      `result${index}: resolve(name: $name${index}, kind: $kind${index}, on: $on, first: $first) { ...Candidate }`,
  );
  return /* GraphQL */ `
  query Resolve(${variables.join(', ')}, $on: Date, $first: Int) {
    ${fields.join('\n    ')}
  }
  fragment Candidate on Resolution {
    kind
    score
    reason
    matched
    node { ... on Party { key name } ... on Office { key title } ... on Topic { key name } }
  }`;
};
