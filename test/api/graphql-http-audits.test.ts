import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const audits = serverAudits({
  url: 'http://chancery.test/graphql',
  fetchFn: (url: string, init?: RequestInit) => fixture.fetch(url, init),
});

test('there are 61 audits', () => {
  expect(audits).toHaveLength(61);
});

// Recommended and optional audits must pass too.
test.each(audits)('$id: $name', async (audit) => {
  const result = await audit.fn();
  expect(result).toMatchObject({ status: 'ok' });
});
