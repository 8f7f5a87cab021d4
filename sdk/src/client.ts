import type { CoreClient } from './core.ts';
import { NotFoundError } from './errors.ts';
import { followChanges } from './follow-changes.ts';
import type * as types from './generated/types.ts';
import { createFinder, createListing, createPages, type Listing, type Noun, type Pages } from './noun-client.ts';
import { getNounType, getOperation } from './operation-text.ts';
import { createPager } from './pagination.ts';
import { createEditor, createRecorder, type Editor, type Recorder, requestEdit } from './record-editor.ts';
import { uncapitalize } from './regular-operation.ts';
import {
  type Arguments,
  type ClientOptions,
  createClientState,
  createRequestWithState,
  type RequestOptions,
} from './request.ts';
import type { TypedDocument } from './typed-document.ts';

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
    Editor<types.RecordCountryInput, types.CorrectCountryInput, 'country', types.CountryPayload>;
  /** People. `get` takes a key and includes their terms of office. */
  readonly people: Noun<types.Person, types.PersonDetail, types.ListPeopleVariables, types.CountPeopleVariables> &
    Editor<types.RecordPersonInput, types.CorrectPersonInput, 'person', types.PersonPayload>;
  /** Companies and other organizations. */
  readonly organizations: Noun<
    types.Organization,
    types.OrganizationDetail,
    types.ListOrganizationsVariables,
    types.CountOrganizationsVariables
  > &
    Editor<types.RecordOrganizationInput, types.CorrectOrganizationInput, 'organization', types.OrganizationPayload>;
  /** Groups of countries. `get` includes their members. */
  readonly groups: Noun<types.Group, types.GroupDetail, types.ListGroupsVariables, types.CountGroupsVariables> &
    Editor<types.RecordGroupInput, types.CorrectGroupInput, 'group', types.GroupPayload>;
  /** Visits. `get` includes the evidence. */
  readonly visits: Noun<types.Visit, types.VisitDetail, types.ListVisitsVariables, types.CountVisitsVariables> &
    Editor<types.RecordVisitInput, types.CorrectVisitInput, 'visit', types.VisitPayload>;
  /** Statements. `get` includes the renderings and the evidence. */
  readonly statements: Noun<
    types.Statement,
    types.StatementDetail,
    types.ListStatementsVariables,
    types.CountStatementsVariables
  > &
    Editor<types.RecordStatementInput, types.CorrectStatementInput, 'statement', types.StatementPayload>;
  /** Trade links, from pledges to ended ones. `get` includes the evidence. */
  readonly tradeLinks: Noun<
    types.TradeLink,
    types.TradeLinkDetail,
    types.ListTradeLinksVariables,
    types.CountTradeLinksVariables
  > &
    Editor<types.RecordTradeLinkInput, types.CorrectTradeLinkInput, 'tradeLink', types.TradeLinkPayload>;
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
    Editor<types.RecordAgreementInput, types.CorrectAgreementInput, 'agreement', types.AgreementPayload>;
  /** Positions of parties toward others or on topics. `get` includes the evidence. */
  readonly positions: Noun<
    types.Position,
    types.PositionDetail,
    types.ListPositionsVariables,
    types.CountPositionsVariables
  > &
    Editor<types.RecordPositionInput, types.CorrectPositionInput, 'position', types.PositionPayload>;
  /** Stated figures. `get` includes the evidence. */
  readonly figures: Noun<types.Figure, types.FigureDetail, types.ListFiguresVariables, types.CountFiguresVariables> &
    Editor<types.RecordFigureInput, types.CorrectFigureInput, 'figure', types.FigurePayload>;
  /** Sources. `get` includes the sources that they derive from, replace or are replaced by. */
  readonly sources: Noun<types.Source, types.SourceDetail, types.ListSourcesVariables, types.CountSourcesVariables> &
    Editor<types.RecordSourceInput, types.CorrectSourceInput, 'record', types.SourcePayload>;
  /** Commodities, by HS code or name. `get` takes a code and throws InvalidInputError for an unknown one. */
  readonly commodities: Noun<
    types.Commodity,
    types.Commodity,
    types.ListCommoditiesVariables,
    types.CountCommoditiesVariables
  > &
    Editor<types.RecordCommodityInput, types.CorrectCommodityInput, 'commodity', types.CommodityPayload>;
  /** Entries of every kind in order of time. */
  readonly entries: Noun<types.Entry, types.EntryDetail, types.ListEntriesVariables, types.CountEntriesVariables>;
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
  /** What each source was read for. A key consists of the key of the source and the subject: `astana-times/visits`. */
  readonly coverages: Noun<
    types.Coverage,
    types.Coverage,
    types.ListCoveragesVariables,
    types.CountCoveragesVariables
  > &
    Editor<types.RecordCoverageInput, types.CorrectCoverageInput, 'coverage', types.CoveragePayload>;
  /** Offices. */
  readonly offices: Noun<types.Office, types.OfficeDetail, types.ListOfficesVariables, types.CountOfficesVariables> &
    Editor<types.RecordOfficeInput, types.CorrectOfficeInput, 'office', types.OfficePayload>;
  /** Terms of office. `get` includes the person. */
  readonly terms: Noun<types.Term, types.TermDetail, types.ListTermsVariables, types.CountTermsVariables> &
    Editor<types.RecordTermInput, types.CorrectTermInput, 'term', types.TermPayload>;
  /** Topics of positions. */
  readonly topics: Noun<types.Topic, types.Topic, types.ListTopicsVariables, types.CountTopicsVariables> &
    Editor<types.RecordTopicInput, types.CorrectTopicInput, 'topic', types.TopicPayload>;
  /** Trips of several legs. */
  readonly trips: Noun<types.Trip, types.Trip, types.ListTripsVariables, types.CountTripsVariables> &
    Recorder<types.RecordTripInput, 'trip', types.TripPayload>;
  /** Drafts: proposed records. Reading them requires a token in the client's `authorization` header. */
  readonly drafts: Noun<types.Draft, types.Draft, types.ListDraftsVariables, types.CountDraftsVariables>;
  /** Reads a news text and stores what it proposes as drafts. The same text again returns its earlier reading. */
  readText(
    text: string,
    textOptions?: Omit<types.ReadTextInput, 'text'>,
    options?: RequestOptions,
  ): Promise<types.ReadTextPayload>;
  /** Accepts, rejects or defers a draft, or adds it to an existing record. */
  decideDraft(
    key: string,
    decision: types.DraftDecision,
    decisionOptions?: Omit<types.DecideDraftInput, 'key' | 'decision'>,
    options?: RequestOptions,
  ): Promise<types.DecideDraftPayload>;
  /** Withdraws a record for a reason. Its history remains. */
  withdraw(
    key: string,
    editOptions: Omit<types.WithdrawInput, 'key'>,
    options?: RequestOptions,
  ): Promise<types.WithdrawPayload>;
  /** Merges a duplicate into another record. References to the first then lead to the second. */
  merge(
    key: string,
    into: string,
    editOptions: Omit<types.MergeInput, 'key' | 'into'>,
    options?: RequestOptions,
  ): Promise<types.MergePayload>;
  /** Imports a batch of entries in one transaction, by the rules of imports. */
  importEntries(
    entries: types.ImportEntriesInput['entries'],
    editOptions: Omit<types.ImportEntriesInput, 'entries'>,
    options?: RequestOptions,
  ): Promise<types.ImportPayload>;
  /** Returns an entry by key with its evidence, optionally as known at a given time; null if there is none. */
  entry(
    key: string,
    version?: Omit<types.GetEntryVariables, 'key'>,
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

type EditInput = Readonly<Record<string, unknown>>;

/** Creates the members of the client that are alike. */
const createMembers = <TName extends keyof Client>(
  create: (list: string) => object,
  lists: readonly TName[],
): Pick<Client, TName> =>
  Object.fromEntries(lists.map((list) => [list, create(list)])) as unknown as Pick<Client, TName>;

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
  const noun = (list: string, keyName = 'key') => ({
    ...createListing(request, list),
    ...createFinder(request, list, keyName),
  });
  const editable = (list: string, keyName?: string, field = uncapitalize(getNounType(list))) => ({
    ...noun(list, keyName),
    ...createEditor<EditInput, EditInput, string, unknown>(request, list, field),
  });
  // The operations follow from the name of a list. A test compares them with the generated documents, and calls each.
  const nouns = {
    ...createMembers(editable, [
      'people',
      'organizations',
      'groups',
      'visits',
      'statements',
      'tradeLinks',
      'agreements',
      'positions',
      'figures',
      'commodities',
      'coverages',
      'offices',
      'terms',
      'topics',
    ]),
    ...createMembers((list) => editable(list, 'code'), ['countries']),
    ...createMembers((list) => editable(list, 'key', 'record'), ['sources']),
    ...createMembers(
      (list) => ({ ...noun(list), ...createRecorder<EditInput, string, unknown>(request, list, 'trip') }),
      ['trips'],
    ),
    ...createMembers(noun, ['entries', 'drafts']),
    ...createMembers((list) => noun(list, 'id'), ['tradeFlows']),
  };
  const rows =
    <TRow, TVariables>(name: string) =>
    async (...args: Arguments<TVariables>): Promise<readonly TRow[]> => {
      const document: TypedDocument<{ rows: readonly TRow[] }, TVariables> = getOperation(name);
      return (await request(document, ...args)).rows;
    };

  return {
    request,
    ...createPager(request),
    ...nouns,
    commodities: {
      ...nouns.commodities,
      get: async (code, callOptions) => {
        const document: TypedDocument<types.GetCommodity, types.GetCommodityVariables> = getOperation('GetCommodity');
        return (await request(document, { code }, callOptions)).page.nodes[0] ?? null;
      },
    },
    search: createListing(request, 'search'),
    resolve: rows('ListResolve'),
    visitCounts: rows('ListVisitCounts'),
    statementCounts: rows('ListStatementCounts'),
    tradeFlowTotals: rows('ListTradeFlowTotals'),
    readText: (text, textOptions, callOptions) =>
      requestEdit(request, getOperation('ReadText'), { ...textOptions, text }, callOptions),
    decideDraft: (key, decision, decisionOptions, callOptions) =>
      requestEdit(request, getOperation('DecideDraft'), { ...decisionOptions, key, decision }, callOptions),
    withdraw: (key, editOptions, callOptions) =>
      requestEdit(request, getOperation('Withdraw'), { ...editOptions, key }, callOptions),
    merge: (key, into, editOptions, callOptions) =>
      requestEdit(request, getOperation('Merge'), { ...editOptions, key, into }, callOptions),
    importEntries: (entries, editOptions, callOptions) =>
      requestEdit(request, getOperation('ImportEntries'), { ...editOptions, entries }, callOptions),
    entry: async (key, version, callOptions) => {
      const document: TypedDocument<types.GetEntry, types.GetEntryVariables> = getOperation('GetEntry');
      return (await request(document, { ...version, key }, callOptions)).found;
    },
    history: createPages(async (variables, callOptions) => {
      const document: TypedDocument<types.ListHistory, types.ListHistoryVariables> = getOperation('ListHistory');
      const { found } = await request(document, variables, callOptions);
      if (found === null)
        throw new NotFoundError('NOT_FOUND', `No entry has the key "${variables.key}", or it was withdrawn.`);
      return found.page;
    }),
    changes: {
      ...createListing(request, 'changes'),
      follow: (variables, callOptions) => {
        const document: TypedDocument<types.FollowChanges, types.FollowChangesVariables> =
          getOperation('FollowChanges');
        return followChanges(options, state.reportDeprecations, document, variables, callOptions);
      },
    },
  };
}
