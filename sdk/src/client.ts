import type { CoreClient } from './core.ts';
import { NotFoundError } from './errors.ts';
import { followChanges } from './follow-changes.ts';
import * as documents from './generated/documents.ts';
import type * as types from './generated/types.ts';
import { createFinder, createListing, createPages, type Listing, type Noun, type Pages } from './noun-client.ts';
import { createPager } from './pagination.ts';
import { createEditor, createRecorder, type Editor, type Recorder, requestEdit } from './record-editor.ts';
import { type ClientOptions, createClientState, createRequestWithState, type RequestOptions } from './request.ts';

/**
 * A server's calls, noun by noun, named as the API names its lists.
 *
 * @example
 * async function hosts(client: Client) {
 *   for await (const { host } of client.visits.each()) console.log(host.name);
 * }
 */
export interface Client extends CoreClient {
  /** Countries, former ones too; `get` takes an ISO code, an M49 number or a key. */
  readonly countries: Noun<
    types.Country,
    types.CountryDetail,
    types.ListCountriesVariables,
    types.CountCountriesVariables
  > &
    Editor<types.RecordCountryVariables, types.CorrectCountryVariables, types.CountryResult>;
  /** People, and with `get` their offices; `get` takes a key. */
  readonly people: Noun<types.Person, types.PersonDetail, types.ListPeopleVariables, types.CountPeopleVariables> &
    Editor<types.RecordPersonVariables, types.CorrectPersonVariables, types.PersonResult>;
  /** Companies and other bodies. */
  readonly organizations: Noun<
    types.Organization,
    types.OrganizationDetail,
    types.ListOrganizationsVariables,
    types.CountOrganizationsVariables
  > &
    Editor<types.RecordOrganizationVariables, types.CorrectOrganizationVariables, types.OrganizationResult>;
  /** Groups of countries, and with `get` their members. */
  readonly groups: Noun<types.Group, types.GroupDetail, types.ListGroupsVariables, types.CountGroupsVariables> &
    Editor<types.RecordGroupVariables, types.CorrectGroupVariables, types.GroupResult>;
  /** Who went where; with `get`, the evidence. */
  readonly visits: Noun<types.Visit, types.VisitDetail, types.ListVisitsVariables, types.CountVisitsVariables> &
    Editor<types.RecordVisitVariables, types.CorrectVisitVariables, types.VisitResult>;
  /** What was said, by whom and to whom; with `get`, its renderings and the evidence. */
  readonly statements: Noun<
    types.Statement,
    types.StatementDetail,
    types.ListStatementsVariables,
    types.CountStatementsVariables
  > &
    Editor<types.RecordStatementVariables, types.CorrectStatementVariables, types.StatementResult>;
  /** Trade ties, from pledge to ended; with `get`, the evidence. */
  readonly tradeLinks: Noun<
    types.TradeLink,
    types.TradeLinkDetail,
    types.ListTradeLinksVariables,
    types.CountTradeLinksVariables
  > &
    Editor<types.RecordTradeLinkVariables, types.CorrectTradeLinkVariables, types.TradeLinkResult>;
  /** Measured trade, as each side reports it. */
  readonly tradeFlows: Noun<
    types.TradeFlow,
    types.TradeFlow,
    types.ListTradeFlowsVariables,
    types.CountTradeFlowsVariables
  >;
  /** Treaties, contracts and other instruments; with `get`, their parts and the evidence. */
  readonly agreements: Noun<
    types.Agreement,
    types.AgreementDetail,
    types.ListAgreementsVariables,
    types.CountAgreementsVariables
  > &
    Editor<types.RecordAgreementVariables, types.CorrectAgreementVariables, types.AgreementResult>;
  /** Who stands where toward whom; with `get`, the evidence. */
  readonly positions: Noun<
    types.Position,
    types.PositionDetail,
    types.ListPositionsVariables,
    types.CountPositionsVariables
  > &
    Editor<types.RecordPositionVariables, types.CorrectPositionVariables, types.PositionResult>;
  /** Numbers that someone stated; with `get`, the evidence. */
  readonly figures: Noun<types.Figure, types.FigureDetail, types.ListFiguresVariables, types.CountFiguresVariables> &
    Editor<types.RecordFigureVariables, types.CorrectFigureVariables, types.FigureResult>;
  /** What the record rests on; with `get`, which source derives from which. */
  readonly sources: Noun<types.Source, types.SourceDetail, types.ListSourcesVariables, types.CountSourcesVariables> &
    Editor<types.RecordSourceVariables, types.CorrectSourceVariables, types.SourceResult>;
  /** Goods by HS code or in words; `get` takes a code, and an unknown one throws InvalidInputError. */
  readonly commodities: Noun<
    types.Commodity,
    types.Commodity,
    types.ListCommoditiesVariables,
    types.CountCommoditiesVariables
  > &
    Editor<types.RecordCommodityVariables, types.CorrectCommodityVariables, types.CommodityResult>;
  /** Entries of every kind in order of time; `get` takes any entry's id. */
  readonly timeline: Noun<types.Entry, types.EntryDetail, types.ListTimelineVariables, types.CountTimelineVariables>;
  /** Full-text search, with highlights. */
  readonly search: Listing<types.SearchHit, types.ListSearchVariables, types.CountSearchVariables>;
  /** Visits counted by year, host, traveller …: a row for each group. */
  visitCounts(
    variables: types.ListVisitCountsVariables,
    options?: RequestOptions,
  ): Promise<readonly types.VisitCount[]>;
  /** Statements counted by year, speaker, whom they are about …: a row for each group. */
  statementCounts(
    variables: types.ListStatementCountsVariables,
    options?: RequestOptions,
  ): Promise<readonly types.StatementCount[]>;
  /** Trade flows summed: never what two sides report, nor what differs in source, unit or valuation. */
  tradeFlowTotals(
    variables: types.ListTradeFlowTotalsVariables,
    options?: RequestOptions,
  ): Promise<readonly types.TradeFlowTotal[]>;
  /** What the record holds, source by source. */
  coverage(variables?: types.ListCoverageVariables, options?: RequestOptions): Promise<readonly types.Coverage[]>;
  /** What sources were read for, to be written; a key is the source's and what it is about: `astana-times/visits`. */
  readonly coverages: Editor<types.RecordCoverageVariables, types.CorrectCoverageVariables, types.CoverageResult>;
  /** Offices, to be written. */
  readonly offices: Editor<types.RecordOfficeVariables, types.CorrectOfficeVariables, types.OfficeResult>;
  /** Who held which office, to be written. */
  readonly terms: Editor<types.RecordTermVariables, types.CorrectTermVariables, types.TermResult>;
  /** What positions are about, to be written. */
  readonly topics: Editor<types.RecordTopicVariables, types.CorrectTopicVariables, types.TopicResult>;
  /** Journeys of several legs, to be written. */
  readonly trips: Recorder<types.RecordTripVariables, types.TripResult>;
  /** Takes a record away for a reason; its history stays. */
  withdraw(
    key: string,
    terms: Omit<types.WithdrawVariables, 'key'>,
    options?: RequestOptions,
  ): Promise<types.WithdrawResult>;
  /** Makes one of two records of one thing: what names the first leads to the second from then on. */
  merge(
    key: string,
    into: string,
    terms: Omit<types.MergeVariables, 'key' | 'into'>,
    options?: RequestOptions,
  ): Promise<types.MergeResult>;
  /** Brings in a batch, all of it or nothing, by the rules of imports. */
  importEntries(
    entries: types.ImportEntriesVariables['entries'],
    terms: Omit<types.ImportEntriesVariables, 'entries'>,
    options?: RequestOptions,
  ): Promise<types.ImportResult>;
  /** An entry by key with its evidence, or as it was known at a moment; null where there is none. */
  entry(
    key: string,
    as?: Omit<types.GetEntryByKeyVariables, 'key'>,
    options?: RequestOptions,
  ): Promise<types.EntryDetail | null>;
  /** The changes of one entry, the oldest first; an unknown key throws NotFoundError. */
  readonly history: Pages<types.Revision, types.ListHistoryVariables>;
  /** Every change of the record in the order of its sequence numbers, withdrawals and merges included. */
  readonly changes: Changes;
}

/**
 * The change feed: pages of what was changed, and what is changed from now on.
 *
 * @example
 * for await (const { sequence, key } of client.changes.each({ afterSequence: 440 })) console.log(sequence, key);
 */
export interface Changes extends Listing<types.Change, types.ListChangesVariables, types.CountChangesVariables> {
  /**
   * Each change after a sequence number, or from now on, as it is made; your signal ends it with its reason, a break without.
   * Where the connection breaks off it goes on by itself after the last change; `timeoutMs` is for the beginning of each connection.
   *
   * @throws {@link NetworkError} where so many tries in a row fail as `retries` says (10 unless the call or the client does), and at once what
   * won't pass.
   */
  follow(
    variables?: types.FollowChangesVariables,
    options?: RequestOptions,
  ): AsyncGenerator<types.Change, void, undefined>;
}

/**
 * Makes a client; it holds no connection and sends nothing until it is asked.
 *
 * @throws {@link ChanceryError} from its calls, or the reason of the caller's signal.
 * @example
 * const client = createClient({ url: 'http://localhost:4000/graphql' });
 * const { nodes } = await client.visits.list({ filter: { host: { code: { eq: 'KZ' } } }, first: 5 });
 */
export function createClient(options: ClientOptions): Client {
  const memory = createClientState(options);
  const request = createRequestWithState(options, memory);
  const byId = (id: string) => ({ id });

  return {
    request,
    ...createPager(request),
    countries: {
      ...createListing(request, documents.ListCountriesDocument, documents.CountCountriesDocument),
      ...createFinder(request, documents.GetCountryDocument, (code) => ({ code })),
      ...createEditor(request, documents.RecordCountryDocument, documents.CorrectCountryDocument),
    },
    people: {
      ...createListing(request, documents.ListPeopleDocument, documents.CountPeopleDocument),
      ...createFinder(request, documents.GetPersonDocument, (key) => ({ key })),
      ...createEditor(request, documents.RecordPersonDocument, documents.CorrectPersonDocument),
    },
    organizations: {
      ...createListing(request, documents.ListOrganizationsDocument, documents.CountOrganizationsDocument),
      ...createFinder(request, documents.GetOrganizationDocument, byId),
      ...createEditor(request, documents.RecordOrganizationDocument, documents.CorrectOrganizationDocument),
    },
    groups: {
      ...createListing(request, documents.ListGroupsDocument, documents.CountGroupsDocument),
      ...createFinder(request, documents.GetGroupDocument, byId),
      ...createEditor(request, documents.RecordGroupDocument, documents.CorrectGroupDocument),
    },
    visits: {
      ...createListing(request, documents.ListVisitsDocument, documents.CountVisitsDocument),
      ...createFinder(request, documents.GetVisitDocument, byId),
      ...createEditor(request, documents.RecordVisitDocument, documents.CorrectVisitDocument),
    },
    statements: {
      ...createListing(request, documents.ListStatementsDocument, documents.CountStatementsDocument),
      ...createFinder(request, documents.GetStatementDocument, byId),
      ...createEditor(request, documents.RecordStatementDocument, documents.CorrectStatementDocument),
    },
    tradeLinks: {
      ...createListing(request, documents.ListTradeLinksDocument, documents.CountTradeLinksDocument),
      ...createFinder(request, documents.GetTradeLinkDocument, byId),
      ...createEditor(request, documents.RecordTradeLinkDocument, documents.CorrectTradeLinkDocument),
    },
    tradeFlows: {
      ...createListing(request, documents.ListTradeFlowsDocument, documents.CountTradeFlowsDocument),
      ...createFinder(request, documents.GetTradeFlowDocument, byId),
    },
    agreements: {
      ...createListing(request, documents.ListAgreementsDocument, documents.CountAgreementsDocument),
      ...createFinder(request, documents.GetAgreementDocument, byId),
      ...createEditor(request, documents.RecordAgreementDocument, documents.CorrectAgreementDocument),
    },
    positions: {
      ...createListing(request, documents.ListPositionsDocument, documents.CountPositionsDocument),
      ...createFinder(request, documents.GetPositionDocument, byId),
      ...createEditor(request, documents.RecordPositionDocument, documents.CorrectPositionDocument),
    },
    figures: {
      ...createListing(request, documents.ListFiguresDocument, documents.CountFiguresDocument),
      ...createFinder(request, documents.GetFigureDocument, byId),
      ...createEditor(request, documents.RecordFigureDocument, documents.CorrectFigureDocument),
    },
    sources: {
      ...createListing(request, documents.ListSourcesDocument, documents.CountSourcesDocument),
      ...createFinder(request, documents.GetSourceDocument, byId),
      ...createEditor(request, documents.RecordSourceDocument, documents.CorrectSourceDocument),
    },
    timeline: {
      ...createListing(request, documents.ListTimelineDocument, documents.CountTimelineDocument),
      ...createFinder(request, documents.GetEntryDocument, byId),
    },
    commodities: {
      ...createListing(request, documents.ListCommoditiesDocument, documents.CountCommoditiesDocument),
      ...createEditor(request, documents.RecordCommodityDocument, documents.CorrectCommodityDocument),
      get: async (code, callOptions) =>
        (await request(documents.GetCommodityDocument, { code }, callOptions)).page.nodes[0] ?? null,
    },
    search: createListing(request, documents.ListSearchDocument, documents.CountSearchDocument),
    visitCounts: async (...args) => (await request(documents.ListVisitCountsDocument, ...args)).rows,
    statementCounts: async (...args) => (await request(documents.ListStatementCountsDocument, ...args)).rows,
    tradeFlowTotals: async (...args) => (await request(documents.ListTradeFlowTotalsDocument, ...args)).rows,
    coverage: async (...args) => (await request(documents.ListCoverageDocument, ...args)).rows,
    coverages: createEditor(request, documents.RecordCoverageDocument, documents.CorrectCoverageDocument),
    offices: createEditor(request, documents.RecordOfficeDocument, documents.CorrectOfficeDocument),
    terms: createEditor(request, documents.RecordTermDocument, documents.CorrectTermDocument),
    topics: createEditor(request, documents.RecordTopicDocument, documents.CorrectTopicDocument),
    trips: createRecorder(request, documents.RecordTripDocument),
    withdraw: (key, terms, callOptions) =>
      requestEdit(request, documents.WithdrawDocument, { ...terms, key }, callOptions),
    merge: (key, into, terms, callOptions) =>
      requestEdit(request, documents.MergeDocument, { ...terms, key, into }, callOptions),
    importEntries: (entries, terms, callOptions) =>
      requestEdit(request, documents.ImportEntriesDocument, { ...terms, entries }, callOptions),
    entry: async (key, as, callOptions) =>
      (await request(documents.GetEntryByKeyDocument, { ...as, key }, callOptions)).found,
    history: createPages(async (variables, callOptions) => {
      const { found } = await request(documents.ListHistoryDocument, variables, callOptions);
      if (found === null)
        throw new NotFoundError('NOT_FOUND', `No entry has the key "${variables.key}", or it was withdrawn.`);
      return found.page;
    }),
    changes: {
      ...createListing(request, documents.ListChangesDocument, documents.CountChangesDocument),
      follow: (variables, callOptions) =>
        followChanges(options, memory.reportDeprecations, documents.FollowChangesDocument, variables, callOptions),
    },
  };
}
