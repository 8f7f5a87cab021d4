import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseFailedCode, validationFailedCode } from '../../src/api/graphql-errors.ts';
import { errorCodes } from '../../src/model/errors.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```graphql\n(.*?)\n```\n\n```json\n(.*?)\n```/gs)].map(
  ([, query = '', error = '']) => [query, error],
);

test('docs/errors.md lists every code and no other', () => {
  const listed = page
    .split('\n')
    .flatMap((line) => (line.startsWith('| `') ? [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)] : []));
  expect(listed.map(([, code]) => code).sort()).toEqual([...errorCodes, parseFailedCode, validationFailedCode].sort());
});

test('its examples are what the API answers', async () => {
  await using world = await openApiFixture();
  expect(examples).toHaveLength(4);
  for (const [query = '', error = ''] of examples)
    expect((await world.execute(query)).errors).toEqual([JSON.parse(error)]);
});
