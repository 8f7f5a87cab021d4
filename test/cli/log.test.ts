import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openCliSandbox } from './cli-sandbox.ts';

test('the log names clients, token holders and workers, and never contains a token', async () => {
  using place = openCliSandbox();
  expect((await place.run(['init', '--empty'])).code).toBe(0);
  const created = await place.run(['token', 'create', '--holder', 'Ada Lovelace', '--json']);
  const { token, prefix } = JSON.parse(created.out) as { token: string; prefix: string };
  const revoked = JSON.parse((await place.run(['token', 'create', '--holder', 'Béla', '--json'])).out);
  expect((await place.run(['token', 'revoke', revoked.prefix])).code).toBe(0);
  await using server = await place.serve({ CHANCERY_TRUST_PROXY: 'on', CHANCERY_WORKERS: '2', CHANCERY_SLOW_MS: '1' });

  const send = async (path: string, query: string, authorization?: string): Promise<void> => {
    const headers = {
      'content-type': 'application/json',
      'x-forwarded-for': `203.0.113.9, 192.0.2.7`,
      connection: 'close',
      ...(authorization && { authorization }),
    };
    const sent = request({ port: server.port, host: '127.0.0.1', method: 'POST', path, headers });
    sent.end(JSON.stringify({ query }));
    const [response] = await once(sent, 'response');
    response.resume();
    await once(response, 'end');
  };
  const record = (key: string) =>
    `mutation Record { recordPerson(input: { person: { key: "${key}", name: "${key}" }, source: "bverfg-1973" }) { __typename } }`;
  await send('/graphql', record('ada'), `Bearer ${token}`);
  await send('/graphql', record('bela'), `Bearer ${revoked.token}`);
  // Misplaced tokens.
  await send(`/${token}?token=${token}`, '{ __typename }');
  await send(
    `/graphql?token=${token}`,
    `query ${token} { visits(filter: { text: "${token}" }) { totalCount } }`,
    token,
  );
  await send(
    '/graphql',
    `mutation { withdraw(input: { key: "${token}", reason: "${token}" }) { __typename } }`,
    `Bearer ${token}`,
  );

  const requests = () => server.log.filter(({ msg }) => msg === 'request');
  while (requests().length < 5) await setTimeout(10);
  const text = JSON.stringify(server.log);
  for (const secret of [token, revoked.token]) expect(text).not.toContain(secret.slice(-64));
  expect(server.log.find(({ msg }) => msg === 'write')).toMatchObject({
    level: 30,
    client: '192.0.2.7',
    token: prefix,
    holder: 'Ada Lovelace',
    verb: 'record',
    records: ['person ada'],
  });
  expect(
    requests().map(({ level, status, holder, tokenRejection }) => [level, status, holder, tokenRejection]),
  ).toEqual(
    expect.arrayContaining([
      [30, 200, 'Ada Lovelace', undefined],
      [40, 200, 'Béla', 'REVOKED'],
      [30, 404, undefined, undefined],
    ]),
  );
  for (const line of requests())
    expect(line).toMatchObject({ client: '192.0.2.7', method: 'POST', workerId: expect.any(Number) });
});
