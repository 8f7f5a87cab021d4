import { sql } from 'drizzle-orm';
import { isInputObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matchChanges } from '../../src/api/alerts/match-changes.ts';
import { schema } from '../../src/schema/index.ts';
import { describeForbiddenAddress, parseNetworks } from '../../src/store/alerts/webhook-address.ts';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
const tokens: string[] = [];
beforeAll(async () => {
  fixture = await openApiFixture();
  for (const holder of ['Ada', 'Grace']) {
    const { token } = await fixture.db.write((tx) => createToken(tx, { holder, role: 'EDITOR', days: 9 }, new Date()));
    tokens.push(token);
  }
});
afterAll(() => fixture[Symbol.asyncDispose]());

const publicHook = 'https://203.0.114.7/hook';
const mutate = async (name: string, input: object, token = tokens[0]) => {
  const type = `${name.replace(/^\w/, (letter) => letter.toUpperCase())}Input`;
  const { data, errors } = await fixture.execute(
    `mutation($input: ${type}!) { result: ${name}(input: $input) {
      savedSearch { key name list filter target } secret errors { __typename code message ... on InvalidFieldError { path } }
    } }`,
    { input },
    token === undefined ? {} : { authorization: `Bearer ${token}` },
  );
  return { ...data?.result, requestErrors: errors };
};
const create = (over: object = {}, token = tokens[0]) =>
  mutate('createSavedSearch', { name: 'x', filter: { visits: {} }, webhook: publicHook, ...over }, token);
const listNames = async (token = tokens[0]) => {
  const { data } = await fixture.execute(
    '{ viewer { savedSearches { name } } }',
    {},
    { authorization: `Bearer ${token}` },
  );
  return data.viewer.savedSearches.map(({ name }: { name: string }) => name);
};

test.each([
  ['127.0.0.1', 'loopback'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'linkLocal'],
  ['100.64.0.1', 'carrierGradeNat'],
  ['0.0.0.0', 'unspecified'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['192.0.2.1', 'reserved'],
  ['::1', 'loopback'],
  ['::', 'unspecified'],
  ['fe80::1', 'linkLocal'],
  ['fc00::1', 'uniqueLocal'],
  ['fec0::1', 'deprecatedSiteLocal'],
  ['ff02::1', 'multicast'],
  ['::ffff:8.8.8.8', 'ipv4Mapped'],
  ['::ffff:127.0.0.1', 'ipv4Mapped'],
  ['::127.0.0.1', 'ipv4Mapped'],
  ['64:ff9b::7f00:1', 'rfc6052'],
  ['64:ff9b:1::7f00:1', 'rfc6052'],
  ['2002:7f00:1::', '6to4'],
  ['2001::1', 'teredo'],
  ['2001:db8::1', 'reserved'],
  ['4000::1', 'unicast'],
])('%s cannot receive webhooks', (address, range) => {
  expect(describeForbiddenAddress(address, 'https:', [])).toBe(`${address} is not a public address (${range})`);
});

test.each([['8.8.8.8'], ['2606:4700::1111']])('%s can, by https only', (address) => {
  expect(describeForbiddenAddress(address, 'https:', [])).toBeUndefined();
  expect(describeForbiddenAddress(address, 'http:', parseNetworks('10.0.0.0/8'))).toContain('requires https');
});

test('a network that is allowed has also its addresses mapped into IPv6, and no others', () => {
  const networks = parseNetworks('10.0.0.0/8, fd00::/8');
  for (const address of ['10.9.9.9', '::ffff:10.9.9.9', 'fd12::1'])
    expect(describeForbiddenAddress(address, 'http:', networks)).toBeUndefined();
  for (const address of ['11.0.0.1', '127.0.0.1', 'fc00::1', '::1'])
    expect(describeForbiddenAddress(address, 'http:', networks)).toBeDefined();
});

test.each([
  ['http://203.0.114.7/', 'must begin with https:'],
  ['ftp://203.0.114.7/', 'must begin with https:'],
  ['hook', 'absolute URL'],
  ['https://user:secret@203.0.114.7/', 'no user name'],
  ['https://203.0.114.7/#a', 'no fragment'],
  ['https://127.0.0.1/', 'loopback'],
  ['https://0x7f.1/', 'loopback'],
  ['https://2130706433/', 'loopback'],
  ['https://[::1]/', 'loopback'],
  ['https://[::ffff:10.0.0.1]/', 'ipv4Mapped'],
  ['https://[64:ff9b::a00:1]/', 'rfc6052'],
  ['https://localhost/', 'loopback'],
])('rejects the webhook %s', async (webhook, reason) => {
  const { errors, savedSearch } = await create({ webhook });
  expect(savedSearch).toBeNull();
  expect(errors).toEqual([
    expect.objectContaining({
      __typename: 'InvalidFieldError',
      path: ['webhook'],
      message: expect.stringContaining(reason),
    }),
  ]);
});

test.each([
  [{ name: ' ' }, 'name must have', ['name']],
  [{ name: 'a\nb' }, 'name must have', ['name']],
  [{ webhook: null }, 'give the URL of a webhook', ['webhook']],
  [{ mail: 'ada@example.org' }, 'give one of them', ['mail']],
  [{ webhook: null, mail: 'ada@example.org' }, 'sends no mail', ['mail']],
  [{ filter: { visits: { host: { code: { eq: 'XX9' } } } } }, 'XX9', ['filter', 'host', 'code', 'eq']],
])('rejects %j', async (over, reason, path) => {
  const { errors } = await create(over);
  expect(errors).toEqual([expect.objectContaining({ path, message: expect.stringContaining(reason) })]);
});

test('a filter is validated by the type of its list', async () => {
  const { requestErrors } = await create({ filter: { visits: { hots: {} } } });
  expect(requestErrors?.[0]?.message).toContain('hots');
  const both = await create({ filter: { visits: {}, statements: {} } });
  expect(both.requestErrors?.[0]?.message).toContain('SavedSearchFilter');
});

test('a search belongs to the holder of its token, and is no part of the record', async () => {
  const sequence = async () => (await fixture.execute('{ changes { totalCount } }')).data.changes.totalCount;
  const before = await sequence();
  const filter = { changes: { noun: ['TRADE_LINK'], action: ['RECORDED'] } };
  const { savedSearch, secret } = await create({ filter, name: 'links' });
  expect(savedSearch).toMatchObject({ list: 'changes', target: publicHook });
  expect(JSON.parse(savedSearch.filter)).toEqual(filter.changes);
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
  const { key } = savedSearch;
  for (const name of ['updateSavedSearch', 'deleteSavedSearch', 'testSavedSearch'])
    expect((await mutate(name, { key }, tokens[1])).errors).toEqual([
      expect.objectContaining({
        __typename: 'NotFoundError',
        message: `You have no saved search with the key "${key}".`,
      }),
    ]);
  expect([await listNames(tokens[0]), await listNames(tokens[1])]).toEqual([['links'], []]);
  const updated = await mutate('updateSavedSearch', { key, name: 'visits', filter: { visits: {} } });
  expect(updated).toMatchObject({
    savedSearch: { key, name: 'visits', list: 'visits', filter: '{}' },
    secret: null,
    errors: [],
  });
  expect(await mutate('deleteSavedSearch', { key })).toMatchObject({ savedSearch: { key }, errors: [] });
  expect(await listNames()).toEqual([]);
  expect(await sequence()).toBe(before);
});

test('a holder has at most 20 searches', async () => {
  for (let index = 0; index < 20; index += 1) expect((await create({}, tokens[1])).errors).toEqual([]);
  expect((await create({}, tokens[1])).errors).toEqual([
    expect.objectContaining({ message: 'You have 20 saved searches, which is the maximum. Delete one first.' }),
  ]);
  const row = await fixture.db.read((reader) =>
    reader.get<{ n: number }>(sql`SELECT count(*) AS n FROM saved_searches`),
  );
  expect(row?.n).toBe(20);
});

const listType = schema.getType('SavedSearchFilter');
const lists = isInputObjectType(listType) ? Object.keys(listType.getFields()) : [];

test.each(lists)('the changes of %s are compared in one statement', async (list) => {
  const { sequence, messages, statements } = await fixture.db.read(async (reader) => {
    const last = (await reader.get<{ n: number }>(sql`SELECT sequence AS n FROM dataset`))?.n ?? 0;
    const rest = {
      name: 'x',
      channel: 'WEBHOOK',
      target: publicHook,
      secret: null,
      attempts: 0,
      failingSince: null,
      lastDeliveredAt: null,
    } as const;
    const task = { ...rest, id: 1, key: 'k', list, filter: '{}', cursor: 0, nextAttemptAt: 0, pending: 0 };
    const options = { reader, db: fixture.db, sequence: last, origin: 'http://chancery.test', withinMs: Infinity };
    const before = reader.statements.length;
    const matched = await matchChanges(task, options);
    return { sequence: last, ...matched, statements: reader.statements.slice(before) };
  });
  expect(messages.length).toBeGreaterThan(0);
  expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
  expect(statements.length).toBeLessThanOrEqual(2);
  expect(sequence).toBeGreaterThan(0);
});
