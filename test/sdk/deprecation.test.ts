import { expect, it } from 'vitest';
import { createClient, type Deprecation } from '../../sdk/src/index.ts';

const url = 'http://chancery.test/graphql';
const leg = { coordinate: 'Visit.leg', reason: 'Use trip.' };
const limit = { coordinate: 'Query.visits(limit:)', reason: 'Use first.' };

/** A client of a server that returns these responses in turn, and the deprecations reported to its listener. */
function client(answers: readonly object[], onDeprecation = true) {
  const reported: Deprecation[] = [];
  const rest = [...answers];
  const fetch = () => Response.json(rest.shift());
  return {
    reported,
    client: createClient({
      url,
      fetch,
      ...(onDeprecation && { onDeprecation: (one: Deprecation) => void reported.push(one) }),
    }),
  };
}
const counted = { data: { page: { totalCount: 1 } } };
const deprecated = (...deprecations: unknown[]) => ({ extensions: { cost: {}, deprecations } });

it('reports each deprecated element in a response once, across requests', async () => {
  const { client: asking, reported } = client([
    { ...counted, ...deprecated(leg) },
    { ...counted, ...deprecated(leg, limit, limit) },
    { ...counted, ...deprecated(limit) },
  ]);
  await asking.visits.count();
  await asking.statements.count();
  await asking.request('{ visits { totalCount } }');
  expect(reported).toEqual([leg, limit]);
});

it('reports deprecations of a response with errors too', async () => {
  const { client: asking, reported } = client([{ data: null, errors: [{ message: 'No.' }], ...deprecated(leg) }]);
  await expect(asking.visits.count()).rejects.toThrow('No.');
  expect(reported).toEqual([leg]);
});

it('ignores a malformed list of deprecations, and all deprecations without a listener', async () => {
  const { client: asking, reported } = client([
    { ...counted, extensions: { deprecations: 'many' } },
    { ...counted, ...deprecated(null, 'x') },
  ]);
  await asking.visits.count();
  await asking.visits.count();
  expect(reported).toEqual([]);
  expect(await client([{ ...counted, ...deprecated(leg) }], false).client.visits.count()).toBe(1);
});

it('is not affected by an error thrown by the listener', async () => {
  const own = new Error('deprecations are not taken here');
  const fetch = () => Response.json({ ...counted, ...deprecated(leg) });
  const onDeprecation = () => {
    throw own;
  };
  await expect(createClient({ url, fetch, onDeprecation }).visits.count()).rejects.toBe(own);
});
