import { expectTypeOf, it } from 'vitest';
import {
  type ChanceryError,
  type Client,
  type Country,
  type CountryDetail,
  type CountVisitsVariables,
  createClient,
  type EditError,
  type EditErrorCode,
  type Entry,
  GetVisitDocument,
  type GraphQLRequest,
  ListVisitsDocument,
  type Page,
  type Safe,
  type Stance,
  safe,
  type TradeLinkFilter,
  type TypedDocument,
  type TypedDocumentString,
  type Versioned,
  type Visit,
  type VisitDetail,
  type VisitFilter,
  type VisitInput,
  type VisitPatch,
  type VisitPayload,
} from '../../sdk/src/index.ts';

const client: Client = createClient({ url: 'http://chancery.test/graphql' });
const request: GraphQLRequest = client.request;

it('calls return the types of the noun', () => {
  expectTypeOf(() => client.visits.list()).returns.toEqualTypeOf<Promise<Page<Visit>>>();
  expectTypeOf<Awaited<ReturnType<Client['visits']['list']>>>().toEqualTypeOf<Page<Visit>>();
  expectTypeOf(client.visits.get).returns.toEqualTypeOf<Promise<VisitDetail | null>>();
  expectTypeOf(client.countries.get).returns.toEqualTypeOf<Promise<CountryDetail | null>>();
  expectTypeOf(client.visits.count).returns.toEqualTypeOf<Promise<number>>();
  expectTypeOf(client.countries.each).returns.toEqualTypeOf<AsyncGenerator<Country, void, undefined>>();
});

it('nullable fields are nullable, others are not', () => {
  expectTypeOf<Visit['host']['name']>().toEqualTypeOf<string>();
  expectTypeOf<Visit['place']>().toEqualTypeOf<string | null>();
  expectTypeOf<Visit['leg']>().toEqualTypeOf<number | null>();
  expectTypeOf<NonNullable<Visit['start']>['earliest']>().toEqualTypeOf<string | null>();
  expectTypeOf<NonNullable<Visit['end']>['edtf']>().toEqualTypeOf<string>();
  expectTypeOf<Visit['at']>().toEqualTypeOf<string>();
});

it('closed vocabularies are unions of strings', () => {
  expectTypeOf<Visit['status']>().toEqualTypeOf<'ANNOUNCED' | 'UNDER_WAY' | 'COMPLETED' | 'POSTPONED' | 'CANCELLED'>();
  expectTypeOf<Stance>().toExtend<string>();
});

it('interfaces are narrowed by __typename, exhaustively', () => {
  const label = (entry: Entry): string => {
    switch (entry.__typename) {
      case 'Visit':
      case 'Statement':
      case 'TradeLink':
      case 'Agreement':
      case 'Position':
      case 'Figure':
        return entry.summary;
      default:
        return entry satisfies never;
    }
  };
  expectTypeOf(label).toBeFunction();
});

it('request infers result and variables from the document', () => {
  expectTypeOf(() => request(ListVisitsDocument, { first: 3 }))
    .returns.resolves.toHaveProperty('page')
    .toExtend<Page<Visit>>();
  const own = 'query Own($code: String!) { country(code: $code) { name } }' as TypedDocumentString<
    { country: { name: string } | null },
    { code: string }
  >;
  expectTypeOf(() => request(own, { code: 'KZ' })).returns.resolves.toEqualTypeOf<{
    country: { name: string } | null;
  }>();
  expectTypeOf(() => request('{ __typename }')).returns.resolves.toBeUnknown();
});

it('a custom connection is iterated with the selected types', () => {
  type Data = {
    country: {
      entries: {
        nodes: { key: string }[];
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
    } | null;
  };
  const own = '' as TypedDocumentString<Data, { code: string; after?: string | null }>;
  const pick = ({ country }: Data) => country?.entries;
  expectTypeOf(() => client.each(own, { code: 'KZ' }, pick)).returns.toEqualTypeOf<
    AsyncGenerator<{ key: string }, void, undefined>
  >();
  const walk = client.pages(own, { code: 'KZ' }, ({ country }) => country?.entries);
  expectTypeOf<Awaited<ReturnType<typeof walk.next>>['value']>()
    .extract<object>()
    .toHaveProperty('totalCount')
    .toEqualTypeOf<number>();
  expectTypeOf(client.visits.pages).returns.toEqualTypeOf<AsyncGenerator<Page<Visit>, void, undefined>>();
  // @ts-expect-error its document takes no cursor
  const wrong = () => client.each('' as TypedDocumentString<Data, { code: string }>, { code: 'KZ', after: null }, pick);
  expectTypeOf(wrong).toBeFunction();
});

it('safe returns data or an error, narrowed by ok', () => {
  const result = null as unknown as Awaited<ReturnType<typeof safe<number>>>;
  expectTypeOf(result).toEqualTypeOf<
    { readonly ok: true; readonly data: number } | { readonly ok: false; readonly error: ChanceryError }
  >();
  expectTypeOf(() => safe(client.visits.get('id'))).returns.resolves.toEqualTypeOf<Safe<VisitDetail | null>>();
});

it("request accepts a document of the client preset's class", () => {
  type Decorated = { __apiType?: (variables: { code: string }) => { country: null } };
  class PresetDocument extends String {
    __apiType?: NonNullable<Decorated['__apiType']>;
    override toString(): string & Decorated {
      return this.valueOf() as string & Decorated;
    }
  }
  expectTypeOf(() => request(new PresetDocument(''), { code: 'KZ' })).returns.resolves.toEqualTypeOf<{
    country: null;
  }>();
});

it('an edit returns its payload, whose errors are narrowed by __typename', () => {
  expectTypeOf(client.visits.record).returns.toEqualTypeOf<Promise<VisitPayload>>();
  expectTypeOf(client.visits.correct).returns.toEqualTypeOf<Promise<VisitPayload>>();
  expectTypeOf<VisitPayload['visit']>().toEqualTypeOf<VisitDetail | null>();
  expectTypeOf<VisitPayload['revision']>().toEqualTypeOf<number | null>();
  expectTypeOf<VisitPayload['changed']>().toEqualTypeOf<boolean>();
  type ErrorOf<P extends { readonly errors: readonly unknown[] }> = P['errors'][number];
  expectTypeOf<ErrorOf<VisitPayload>>().toEqualTypeOf<EditError>();
  for (const edit of [client.withdraw, client.merge, client.importEntries])
    expectTypeOf<ErrorOf<Awaited<ReturnType<typeof edit>>>>().toEqualTypeOf<EditError>();
  expectTypeOf<EditError['__typename']>().toEqualTypeOf<
    'InvalidFieldError' | 'ConflictError' | 'DraftError' | 'NotFoundError' | 'AccessError'
  >();
  expectTypeOf<EditError['code']>().toEqualTypeOf<EditErrorCode>();
  expectTypeOf<EditErrorCode>().toEqualTypeOf<
    'BAD_INPUT' | 'CONFLICT' | 'NOT_FOUND' | 'UNAUTHENTICATED' | 'FORBIDDEN'
  >();
  type OfType<Name> = Extract<EditError, { __typename: Name }>;
  expectTypeOf<OfType<'InvalidFieldError'>['path']>().toEqualTypeOf<readonly string[]>();
  expectTypeOf<OfType<'ConflictError'>['revision']>().toEqualTypeOf<number>();
  expectTypeOf<NonNullable<OfType<'ConflictError'>['record']>['__typename']>().toEqualTypeOf<Versioned['__typename']>();
});

it('a patch accepts null for fields that can be removed', () => {
  expectTypeOf<{ place: null; met: null }>().toExtend<VisitPatch>();
  expectTypeOf<VisitPatch['host']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<VisitInput['place']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<{
    addTravellers: [{ person: 'ada' }];
    removeTravellers: ['bela'];
    removeMet: ['KZ'];
  }>().toExtend<VisitPatch>();
  expectTypeOf<{ removeCitations: [{ source: 'gazette'; field: 'host' }] }>().toExtend<VisitPatch>();
});

it('invalid calls do not compile', () => {
  const calls = [
    // @ts-expect-error a write requires a source
    () => client.visits.correct('v1', { place: 'Astana' }, { reason: 'Misread.' }),
    // @ts-expect-error a correction requires terms
    () => client.visits.correct('v1', { place: 'Astana' }),
    // @ts-expect-error the host of a visit cannot be removed
    () => client.visits.correct('v1', { host: null }, { source: 'gazette' }),
    // @ts-expect-error a new entry has no revision
    () => client.trips.record({ key: 't' }, { source: 'gazette', expectedRevision: 3 }),
    // @ts-expect-error a citation to remove has a source
    () => client.visits.correct('v1', { removeCitations: [{ field: 'host' }] }, { source: 'gazette' }),
    // @ts-expect-error a removal requires a reason
    () => client.withdraw('v1', {}),
    // @ts-expect-error a trip has only a name
    () => client.trips.correct('t', {}, { source: 'gazette' }),
    // @ts-expect-error an entry holds exactly one record
    () => client.importEntries([{ trip: { key: 'a' }, topic: { key: 'b', name: 'B' } }], { source: 'gazette' }),
    // @ts-expect-error a required variable is missing
    () => request(GetVisitDocument),
    // @ts-expect-error an unknown variable
    () => request(ListVisitsDocument, { frist: 3 }),
    // @ts-expect-error a parsed document must be printed first
    () => request({ kind: 'Document', definitions: [] }),
    // @ts-expect-error an unknown value
    () => client.visits.list({ filter: { status: ['DONE'] } }),
    // @ts-expect-error a filter of null is BAD_INPUT
    () => client.visits.list({ filter: null }),
    // @ts-expect-error search requires text
    () => client.search.list(),
    // @ts-expect-error each iterates forwards only
    () => client.visits.each({ last: 3 }),
    // @ts-expect-error a misspelt option
    () => client.sources.list({ filters: {} }),
    // @ts-expect-error a client requires a URL
    () => createClient({}),
  ];
  expectTypeOf(calls).toBeArray();
});

it('filters may be assembled with undefined', () => {
  expectTypeOf<VisitFilter>().toExtend<NonNullable<CountVisitsVariables['filter']>>();
  expectTypeOf<{ kind: undefined }>().toExtend<TradeLinkFilter>();
  expectTypeOf(ListVisitsDocument).toExtend<TypedDocument<unknown, never>>();
});
