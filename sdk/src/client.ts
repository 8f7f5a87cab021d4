import * as documents from './generated/documents.ts';
import type * as types from './generated/types.ts';
import { finder, type Listing, listing, type Noun } from './noun.ts';
import { type ClientOptions, createRequest, type GraphQLRequest, type RequestOptions } from './request.ts';

/**
 * A server's calls, noun by noun, named as the API names its lists.
 *
 * @example
 * async function hosts(client: Client) {
 *   for await (const { host } of client.visits.each()) console.log(host.name);
 * }
 */
export interface Client {
  /** An operation of your own, typed by its document; the data alone, or an error. */
  readonly request: GraphQLRequest;
  /** Countries, former ones too; `get` takes an ISO code, an M49 number or a key. */
  readonly countries: Noun<types.Country, types.CountryDetail, types.ListCountriesVariables, types.CountCountriesVariables>;
  /** People, and with `get` their offices; `get` takes a key. */
  readonly people: Noun<types.Person, types.PersonDetail, types.ListPeopleVariables, types.CountPeopleVariables>;
  /** Companies and other bodies. */
  readonly organizations: Noun<
    types.Organization,
    types.OrganizationDetail,
    types.ListOrganizationsVariables,
    types.CountOrganizationsVariables
  >;
  /** Groups of countries, and with `get` their members. */
  readonly groups: Noun<types.Group, types.GroupDetail, types.ListGroupsVariables, types.CountGroupsVariables>;
  /** Who went where; with `get`, the evidence. */
  readonly visits: Noun<types.Visit, types.VisitDetail, types.ListVisitsVariables, types.CountVisitsVariables>;
  /** What was said, by whom and to whom; with `get`, its renderings and the evidence. */
  readonly statements: Noun<types.Statement, types.StatementDetail, types.ListStatementsVariables, types.CountStatementsVariables>;
  /** Trade ties, from pledge to ended; with `get`, the evidence. */
  readonly tradeLinks: Noun<types.TradeLink, types.TradeLinkDetail, types.ListTradeLinksVariables, types.CountTradeLinksVariables>;
  /** Treaties, contracts and other instruments; with `get`, their parts and the evidence. */
  readonly agreements: Noun<types.Agreement, types.AgreementDetail, types.ListAgreementsVariables, types.CountAgreementsVariables>;
  /** Who stands where toward whom; with `get`, the evidence. */
  readonly positions: Noun<types.Position, types.PositionDetail, types.ListPositionsVariables, types.CountPositionsVariables>;
  /** Numbers that someone stated; with `get`, the evidence. */
  readonly figures: Noun<types.Figure, types.FigureDetail, types.ListFiguresVariables, types.CountFiguresVariables>;
  /** What the record rests on; with `get`, which source derives from which. */
  readonly sources: Noun<types.Source, types.SourceDetail, types.ListSourcesVariables, types.CountSourcesVariables>;
  /** Goods by HS code or in words; `get` takes a code, and an unknown one throws InvalidInputError. */
  readonly commodities: Noun<types.Commodity, types.Commodity, types.ListCommoditiesVariables, types.CountCommoditiesVariables>;
  /** Entries of every kind in order of time; `get` takes any entry's id. */
  readonly timeline: Noun<types.Entry, types.EntryDetail, types.ListTimelineVariables, types.CountTimelineVariables>;
  /** Full-text search, with highlights. */
  readonly search: Listing<types.SearchHit, types.ListSearchVariables, types.CountSearchVariables>;
  /** Visits counted by year, host, traveller …: a row for each group. */
  visitCounts(variables: types.ListVisitCountsVariables, options?: RequestOptions): Promise<readonly types.VisitCount[]>;
  /** What the record holds, source by source. */
  coverage(variables?: types.ListCoverageVariables, options?: RequestOptions): Promise<readonly types.Coverage[]>;
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
  const request = createRequest(options);
  const byId = (id: string) => ({ id });

  return {
    request,
    countries: {
      ...listing(request, documents.ListCountriesDocument, documents.CountCountriesDocument),
      ...finder(request, documents.GetCountryDocument, (code) => ({ code })),
    },
    people: {
      ...listing(request, documents.ListPeopleDocument, documents.CountPeopleDocument),
      ...finder(request, documents.GetPersonDocument, (key) => ({ key })),
    },
    organizations: {
      ...listing(request, documents.ListOrganizationsDocument, documents.CountOrganizationsDocument),
      ...finder(request, documents.GetOrganizationDocument, byId),
    },
    groups: {
      ...listing(request, documents.ListGroupsDocument, documents.CountGroupsDocument),
      ...finder(request, documents.GetGroupDocument, byId),
    },
    visits: {
      ...listing(request, documents.ListVisitsDocument, documents.CountVisitsDocument),
      ...finder(request, documents.GetVisitDocument, byId),
    },
    statements: {
      ...listing(request, documents.ListStatementsDocument, documents.CountStatementsDocument),
      ...finder(request, documents.GetStatementDocument, byId),
    },
    tradeLinks: {
      ...listing(request, documents.ListTradeLinksDocument, documents.CountTradeLinksDocument),
      ...finder(request, documents.GetTradeLinkDocument, byId),
    },
    agreements: {
      ...listing(request, documents.ListAgreementsDocument, documents.CountAgreementsDocument),
      ...finder(request, documents.GetAgreementDocument, byId),
    },
    positions: {
      ...listing(request, documents.ListPositionsDocument, documents.CountPositionsDocument),
      ...finder(request, documents.GetPositionDocument, byId),
    },
    figures: {
      ...listing(request, documents.ListFiguresDocument, documents.CountFiguresDocument),
      ...finder(request, documents.GetFigureDocument, byId),
    },
    sources: {
      ...listing(request, documents.ListSourcesDocument, documents.CountSourcesDocument),
      ...finder(request, documents.GetSourceDocument, byId),
    },
    timeline: {
      ...listing(request, documents.ListTimelineDocument, documents.CountTimelineDocument),
      ...finder(request, documents.GetEntryDocument, byId),
    },
    commodities: {
      ...listing(request, documents.ListCommoditiesDocument, documents.CountCommoditiesDocument),
      get: async (code, callOptions) => (await request(documents.GetCommodityDocument, { code }, callOptions)).page.nodes[0] ?? null,
    },
    search: listing(request, documents.ListSearchDocument, documents.CountSearchDocument),
    visitCounts: async (...args) => (await request(documents.ListVisitCountsDocument, ...args)).rows,
    coverage: async (...args) => (await request(documents.ListCoverageDocument, ...args)).rows,
  };
}
