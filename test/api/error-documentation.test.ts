import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApiFixture } from '../helpers/api-fixture.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```graphql\n(.*?)\n```\n\n```json\n(.*?)\n```/gs)].map(
  ([, query = '', error = '']) => [query, error],
);

test('returns the examples of docs/errors.md', async () => {
  await using api = await openApiFixture();
  expect(examples).toHaveLength(4);
  for (const [query = '', error = ''] of examples)
    expect((await api.execute(query)).errors).toEqual([JSON.parse(error)]);
});
