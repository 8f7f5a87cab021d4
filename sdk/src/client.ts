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
 * The methods for each noun, named after the lists of the API.
 *
 * @example
 * async function hosts(client: Client) {
 *   for await (const { host } of client.visits.each()) console.log(host.name);
 * }
 */
export interface Client extends CoreClient {
  /** Countries, including former ones. `get` takes an ISO code, an M49 number or a key. */
  readonly countries: Noun<
    types.Country,
    types.CountryDetail,
    types.ListCountriesVariables,
    types.CountCountriesVariables
  > &
    Editor<types.RecordCountryVariables, types.CorrectCountryVariables, types.CountryResult>;
  /** People. `get` takes a key and includes their terms of office. */
  readonly people: Noun<types.Person, types.PersonDetail, types.ListPeopleVariables, types.CountPeopleVariables> &
    Editor<types.RecordPersonVariables, types.CorrectPersonVariables, types.PersonResult>;
  /** Companies and other organizations. */
  readonly organizations: Noun<
    types.Organization,
    types.OrganizationDetail,
    types.ListOrganizationsVariables,
    types.CountOrganizationsVariables
  > &
    Editor<types.RecordOrganizationVariables, types.CorrectOrganizationVariables, types.OrganizationResult>;
  /** Groups of countries. `get` includes their members. */
  readonly groups: Noun<types.Group, types.GroupDetail, types.ListGroupsVariables, types.CountGroupsVariables> &
    Editor<types.RecordGroupVariables, types.CorrectGroupVariables, types.GroupResult>;
  /** Visits. `get` includes the evidence. */
  readonly visits: Noun<types.Visit, types.VisitDetail, types.ListVisitsVariables, types.CountVisitsVariables> &
    Editor<types.RecordVisitVariables, types.CorrectVisitVariables, types.VisitResult>;
  /** Statements. `get` includes the renderings and the evidence. */
  readonly statements: Noun<
    types.Statement,
    types.StatementDetail,
    types.ListStatementsVariables,
    types.CountStatementsVariables
  > &
    Editor<types.RecordStatementVariables, types.CorrectStatementVariables, types.StatementResult>;
  /** Trade links, from pledges to ended ones. `get` includes the evidence. */
  readonly tradeLinks: Noun<
    types.TradeLink,
    types.TradeLinkDetail,
    types.ListTradeLinksVariables,
    types.CountTradeLinksVariables
  > &
    Editor<types.RecordTradeLinkVariables, types.CorrectTradeLinkVariables, types.TradeLinkResult>;
  /** Measured trade flows, as each side reports them. */
  readonly tradeFlows: Noun<
    types.TradeFlow,
    types.TradeFlow,
    types.ListTradeFlowsVariables,
    types.CountTradeFlowsVariables
  >;
  /** Treaties, contracts and other instruments. `get` includes their parts and the evidence. */
  readonly agreements: Noun<
    types.Agreement,
    types.AgreementDetail,
    types.ListAgreementsVariables,
    types.CountAgreementsVariables
  > &
    Editor<types.RecordAgreementVariables, types.CorrectAgreementVariables, types.AgreementResult>;
  /** Positions of parties toward others or on topics. `get` includes the evidence. */
  readonly positions: Noun<
    types.Position,
    types.PositionDetail,
    types.ListPositionsVariables,
    types.CountPositionsVariables
  > &
    Editor<types.RecordPositionVariables, types.CorrectPositionVariables, types.PositionResult>;
  /** Stated figures. `get` includes the evidence. */
  readonly figures: Noun<types.Figure, types.FigureDetail, types.ListFiguresVariables, types.CountFiguresVariables> &
    Editor<types.RecordFigureVariables, types.CorrectFigureVariables, types.FigureResult>;
  /** Sources. `get` includes the sources that they derive from, replace or are replaced by. */
  readonly sources: Noun<types.Source, types.SourceDetail, types.ListSourcesVariables, types.CountSourcesVariables> &
    Editor<types.RecordSourceVariables, types.CorrectSourceVariables, types.SourceResult>;
  /** Commodities, by HS code or name. `get` takes a code and throws InvalidInputError for an unknown one. */
  readonly commodities: Noun<
    types.Commodity,
    types.Commodity,
    types.ListCommoditiesVariables,
    types.CountCommoditiesVariables
  > &
    Editor<types.RecordCommodityVariables, types.CorrectCommodityVariables, types.CommodityResult>;
  /** Entries of every kind in order of time. `get` takes the id of any entry. */
  readonly timeline: Noun<types.Entry, types.EntryDetail, types.ListTimelineVariables, types.CountTimelineVariables>;
  /** Full-text search with highlights. */
  readonly search: Listing<types.SearchHit, types.ListSearchVariables, types.CountSearchVariables>;
  /** Returns the records that a name may mean, the most likely first, with a score and the reason. */
  resolve(variables: types.ListResolveVariables, options?: RequestOptions): Promise<readonly types.Resolution[]>;
  /** Counts visits by dimensions such as year, host or traveller: one row per group. */
  visitCounts(
    variables: types.ListVisitCountsVariables,
    options?: RequestOptions,
  ): Promise<readonly types.VisitCount[]>;
  /** Counts statements by dimensions such as year or speaker: one row per group. */
  statementCounts(
    variables: types.ListStatementCountsVariables,
    options?: RequestOptions,
  ): Promise<readonly types.StatementCount[]>;
  /** Sums trade flows. Reports of different sides, sources, units or valuations are never added together. */
  tradeFlowTotals(
    variables: types.ListTradeFlowTotalsVariables,
    options?: RequestOptions,
  ): Promise<readonly types.TradeFlowTotal[]>;
  /** Lists what each source was read for. */
  coverage(variables?: types.ListCoverageVariables, options?: RequestOptions): Promise<readonly types.Coverage[]>;
  /** Records and corrects coverage. A key consists of the source's key and the topic: `astana-times/visits`. */
  readonly coverages: Editor<types.RecordCoverageVariables, types.CorrectCoverageVariables, types.CoverageResult>;
  /** Records and corrects offices. */
  readonly offices: Editor<types.RecordOfficeVariables, types.CorrectOfficeVariables, types.OfficeResult>;
  /** Records and corrects terms of office. */
  readonly terms: Editor<types.RecordTermVariables, types.CorrectTermVariables, types.TermResult>;
  /** Records and corrects topics of positions. */
  readonly topics: Editor<types.RecordTopicVariables, types.CorrectTopicVariables, types.TopicResult>;
  /** Records trips of several legs. */
  readonly trips: Recorder<types.RecordTripVariables, types.TripResult>;
  /** Withdraws a record for a reason. Its history remains. */
  withdraw(
    key: string,
    editOptions: Omit<types.WithdrawVariables, 'key'>,
    options?: RequestOptions,
  ): Promise<types.WithdrawResult>;
  /** Merges a duplicate into another record. References to the first then lead to the second. */
  merge(
    key: string,
    into: string,
    editOptions: Omit<types.MergeVariables, 'key' | 'into'>,
    options?: RequestOptions,
  ): Promise<types.MergeResult>;
  /** Imports a batch of entries in one transaction, by the rules of imports. */
  importEntries(
    entries: types.ImportEntriesVariables['entries'],
    editOptions: Omit<types.ImportEntriesVariables, 'entries'>,
    options?: RequestOptions,
  ): Promise<types.ImportResult>;
  /** Returns an entry by key with its evidence, optionally as known at a given time; null if there is none. */
  entry(
    key: string,
    version?: Omit<types.GetEntryByKeyVariables, 'key'>,
    options?: RequestOptions,
  ): Promise<types.EntryDetail | null>;
  /** The changes of an entry, oldest first. Throws NotFoundError for an unknown key. */
  readonly history: Pages<types.Revision, types.ListHistoryVariables>;
  /** Every change of the record in order of sequence number, including withdrawals and merges. */
  readonly changes: Changes;
}

/**
 * The change feed: past changes in pages, and new changes as a stream.
 *
 * @example
 * for await (const { sequence, key } of client.changes.each({ afterSequence: 440 })) console.log(sequence, key);
 */
export interface Changes extends Listing<types.Change, types.ListChangesVariables, types.CountChangesVariables> {
  /**
   * Yields each change after a sequence number, or each new change, as it is made. Aborting the signal throws its reason;
   * `break` ends the stream silently. An interrupted connection resumes after the last change. `timeoutMs` limits how
   * long each connection may take to open.
   *
   * @throws {@link NetworkError} after `retries` failed attempts in a row (default 10), and immediately for permanent
   * errors.
   */
  follow(
    variables?: types.FollowChangesVariables,
    options?: RequestOptions,
  ): AsyncGenerator<types.Change, void, undefined>;
}

/**
 * Creates a client. It opens no connection until a method is called.
 *
 * @throws {@link ChanceryError} from its calls, or the reason of the caller's signal.
 * @example
 * const client = createClient({ url: 'http://localhost:4000/graphql' });
 * const { nodes } = await client.visits.list({ filter: { host: { code: { eq: 'KZ' } } }, first: 5 });
 */
export function createClient(options: ClientOptions): Client {
  const state = createClientState(options);
  const request = createRequestWithState(options, state);
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
      ...createFinder(request, documents.GetSourceDocument, (key) => ({ key })),
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
    resolve: async (...args) => (await request(documents.ListResolveDocument, ...args)).rows,
    visitCounts: async (...args) => (await request(documents.ListVisitCountsDocument, ...args)).rows,
    statementCounts: async (...args) => (await request(documents.ListStatementCountsDocument, ...args)).rows,
    tradeFlowTotals: async (...args) => (await request(documents.ListTradeFlowTotalsDocument, ...args)).rows,
    coverage: async (...args) => (await request(documents.ListCoverageDocument, ...args)).rows,
    coverages: createEditor(request, documents.RecordCoverageDocument, documents.CorrectCoverageDocument),
    offices: createEditor(request, documents.RecordOfficeDocument, documents.CorrectOfficeDocument),
    terms: createEditor(request, documents.RecordTermDocument, documents.CorrectTermDocument),
    topics: createEditor(request, documents.RecordTopicDocument, documents.CorrectTopicDocument),
    trips: createRecorder(request, documents.RecordTripDocument),
    withdraw: (key, editOptions, callOptions) =>
      requestEdit(request, documents.WithdrawDocument, { ...editOptions, key }, callOptions),
    merge: (key, into, editOptions, callOptions) =>
      requestEdit(request, documents.MergeDocument, { ...editOptions, key, into }, callOptions),
    importEntries: (entries, editOptions, callOptions) =>
      requestEdit(request, documents.ImportEntriesDocument, { ...editOptions, entries }, callOptions),
    entry: async (key, version, callOptions) =>
      (await request(documents.GetEntryByKeyDocument, { ...version, key }, callOptions)).found,
    history: createPages(async (variables, callOptions) => {
      const { found } = await request(documents.ListHistoryDocument, variables, callOptions);
      if (found === null)
        throw new NotFoundError('NOT_FOUND', `No entry has the key "${variables.key}", or it was withdrawn.`);
      return found.page;
    }),
    changes: {
      ...createListing(request, documents.ListChangesDocument, documents.CountChangesDocument),
      follow: (variables, callOptions) =>
        followChanges(options, state.reportDeprecations, documents.FollowChangesDocument, variables, callOptions),
    },
  };
}
