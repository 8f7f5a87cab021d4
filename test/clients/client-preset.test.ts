import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { readFragment } from './generated/preset/fragment-masking.ts';
import { graphql } from './generated/preset/gql.ts';
import type { TypedDocumentString } from './generated/preset/graphql.ts';
import { execute, type ServedDatabase, serveDatabase } from './served-database.ts';

const manifestPath = join(import.meta.dirname, 'generated/preset/persisted-documents.json');

let served: ServedDatabase;
let manifestOnly: ServedDatabase;
beforeAll(async () => {
  [served, manifestOnly] = await Promise.all([
    serveDatabase(),
    serveDatabase({ CHANCERY_DOCUMENTS: 'manifest', CHANCERY_MANIFEST: manifestPath }),
  ]);
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await manifestOnly[Symbol.asyncDispose]();
});

const hostFields = graphql(`fragment HostFields on Country { code name }`);
const visitsQuery = graphql(`
  query PresetVisits($filter: VisitFilter, $first: Int) {
    visits(first: $first, filter: $filter) {
      totalCount
      nodes { key at status host { ...HostFields } }
    }
  }
`);

async function send<TResult, TVariables extends object>(
  document: TypedDocumentString<TResult, TVariables>,
  variables: TVariables,
): Promise<TResult> {
  const { data, errors } = await execute(served.url, document.toString(), variables);
  expect(errors).toBeUndefined();
  return data;
}

test('documents and fragments are typed', async () => {
  const { visits } = await send(visitsQuery, { filter: { host: { code: { eq: 'KZ' } } }, first: 1 });
  const [visit] = visits?.nodes ?? [];
  if (!visit) throw new Error('There is no visit to Kazakhstan.');
  expectTypeOf(visit.at).toEqualTypeOf<string>();
  const host = readFragment(hostFields, visit.host);
  expectTypeOf(host.code).toEqualTypeOf<string>();
  expect(host).toEqual({ code: 'KZ', name: 'Kazakhstan' });
  expect(visits?.totalCount).toBeGreaterThan(0);
});

test('variables that are null count as absent', async () => {
  const all = await send(visitsQuery, { filter: null, first: null });
  expect(all).toEqual(await send(visitsQuery, {}));
});

test('its persisted documents are a manifest for the server', async () => {
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, string>;
  const [id = ''] = Object.entries(manifest).find(([, text]) => text.includes('PresetVisits')) ?? [];
  const ask = async (search: Record<string, string>) => {
    const response = await fetch(`${manifestOnly.url}?${new URLSearchParams(search)}`, {
      headers: { accept: 'application/json' },
    });
    return response.json();
  };
  const { data } = await ask({ documentId: id, variables: '{"first": 1}' });
  expect(data.visits.nodes).toHaveLength(1);
  const { errors } = await ask({ documentId: 'f'.repeat(64) });
  expect(errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
});
