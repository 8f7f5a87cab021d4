import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient as createCore } from '../../sdk/src/core.ts';
import { createClient, createRequest, InvalidInputError, ListVisitsDocument } from '../../sdk/src/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { collect } from './collect.ts';

let fixture: ApiFixture;
let requestCount = 0;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const options = {
  url: 'http://chancery.test/graphql',
  fetch: (request: Request) => {
    requestCount += 1;
    return fixture.api.fetch(request);
  },
};
const client = createClient(options);

/** The error of a call that must fail, and send nothing. */
async function rejectionOf(call: () => unknown): Promise<InvalidInputError> {
  const before = requestCount;
  const error = await Promise.resolve()
    .then(call)
    .then(
      () => expect.fail('It should have failed.'),
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(requestCount).toBe(before);
  return error as InvalidInputError;
}

describe('a misspelt option is rejected, and not a type,', () => {
  it.each([
    // @ts-expect-error a misspelt option
    ['of a client', () => createClient({ ...options, timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of a core client', () => createCore({ ...options, timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of a request function', () => createRequest({ ...options, timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of list', () => client.visits.list({}, { timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of get', () => client.visits.get('kz2023:V1', { timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of count', () => client.visits.count({}, { timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of each', () => collect(client.visits.each({}, { timeoutMS: 5 }))],
    // @ts-expect-error a misspelt option
    ['of entry', () => client.entry('kz2023:V1', {}, { timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of resolve', () => client.resolve({ name: 'Burma' }, { timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of a stream', () => collect(client.changes.follow({}, { timeoutMS: 5 }))],
    // @ts-expect-error a misspelt option
    ['of an edit', () => client.withdraw('kz2023:V1', { reason: 'A test.' }, { timeoutMS: 5 })],
    // @ts-expect-error a misspelt option
    ['of request', () => client.request(ListVisitsDocument, {}, { timeoutMS: 5 })],
  ])('%s', async (_name, call) => {
    const error = await rejectionOf(call);
    expect(error).toMatchObject({ code: 'BAD_INPUT', field: 'timeoutMS' });
    expect(error.message).toMatch(
      /^"timeoutMS" is not an option of a (client|call)\. Did you mean "timeoutMs"\? Known: .*timeoutMs.*\.$/,
    );
  });
});

describe('a misspelt argument is rejected, and not a type,', () => {
  it.each([
    [
      'of list',
      // @ts-expect-error a misspelt argument
      () => client.visits.list({ frist: 3 }),
      '"frist" is not an argument of ListVisits. Did you mean "first"? Known: filter, orderBy, first, after, last, before, totalCount.',
    ],
    [
      'of a list with totalCount',
      // @ts-expect-error a misspelt argument
      () => client.visits.list({ totalCount: true, filters: {} }),
      '"filters" is not an argument of ListVisits. Did you mean "filter"? Known: filter, orderBy, first, after, last, before, totalCount.',
    ],
    [
      'of count',
      // @ts-expect-error a misspelt argument
      () => client.visits.count({ Filter: {} }),
      '"Filter" is not an argument of CountVisits. Did you mean "filter"? Known: filter.',
    ],
    [
      'of each',
      // @ts-expect-error a misspelt argument
      () => collect(client.countries.each({ orderby: [] })),
      '"orderby" is not an argument of ListCountries. Did you mean "orderBy"? Known: filter, orderBy, first, after, last, before, totalCount.',
    ],
    [
      'of search',
      // @ts-expect-error a misspelt argument
      () => client.search.list({ text: 'vassal', frist: 3 }),
      expect.stringMatching(/^"frist" is not an argument of ListSearch\. Did you mean "first"\? Known: text, /),
    ],
    [
      'of entry',
      // @ts-expect-error a misspelt argument
      () => client.entry('kz2023:V1', { asKnown: '2023-10-01T00:00:00Z' }),
      '"asKnown" is not an argument of GetEntry. Did you mean "asKnownAt"? Known: key, asKnownAt.',
    ],
    [
      'of a stream',
      // @ts-expect-error a misspelt argument
      () => collect(client.changes.follow({ afterSequnce: 3 })),
      '"afterSequnce" is not an argument of FollowChanges. Did you mean "afterSequence"? Known: afterSequence, epoch.',
    ],
    [
      'of counts',
      // @ts-expect-error a misspelt argument
      () => client.visitCounts({ by: ['YEAR'], fliter: {} }),
      '"fliter" is not an argument of ListVisitCounts. Did you mean "filter"? Known: filter, by, orderBy, first.',
    ],
    [
      'of an operation of your own',
      () => client.request('query ($code: String!) { country(code: $code) { name } }', { coed: 'KZ' }),
      '"coed" is not an argument of the operation. Did you mean "code"? Known: code.',
    ],
    [
      'that resembles none',
      () => client.request('{ countries { totalCount } }', { language: 'fr' }),
      '"language" is not an argument of the operation. Known: none.',
    ],
    [
      'that is an option of a call',
      // @ts-expect-error options are the last argument
      () => client.visits.list({ signal: AbortSignal.timeout(5) }),
      '"signal" is not an argument of ListVisits. Known: filter, orderBy, first, after, last, before, totalCount.',
    ],
  ])('%s', async (_name, call, message) => {
    const error = await rejectionOf(call);
    expect(error).toMatchObject({ code: 'BAD_INPUT', message });
    expect(error.fields).toEqual([{ path: [error.field], message: error.message }]);
  });

  it('by the server, if it is in a filter', async () => {
    // @ts-expect-error a misspelt field
    const rejected = client.visits.list({ filter: { hots: { code: { eq: 'KZ' } } } });
    await expect(rejected).rejects.toBeInstanceOf(InvalidInputError);
    await expect(rejected).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/"hots".*Did you mean.*"host"/),
    });
  });
});

it('an undefined value is ignored, whatever its name', async () => {
  const settings: object = { frist: undefined };
  expect((await client.visits.list(settings, { ...settings })).nodes.length).toBeGreaterThan(0);
});
