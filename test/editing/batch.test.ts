import { fileURLToPath } from 'node:url';
import type { GraphQLInputType } from 'graphql';
import { expect, test } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { nounToFieldName, nounToTypeName } from '../../src/editing/edit-types.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { type RecordNoun, recordNouns } from '../../src/model/vocabulary.ts';
import { schema } from '../../src/schema/index.ts';
import { iterateCompleteRecords } from '../../src/store/serialize/read-record.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { createEditingFixture, importEntriesMutation, toMutationInput } from './editing-fixture.ts';

const everything = (db: Database): Promise<unknown[]> =>
  db.read(async (reader) => {
    const documents: unknown[] = [];
    for (const noun of recordNouns)
      for await (const document of iterateCompleteRecords(reader, noun)) documents.push(document);
    return documents;
  });

test('sending the dossier as one unordered batch produces the same record as importing its files', async () => {
  await using expected = await openApiFixture();
  await using fixture = await openApiFixture({ dossier: false });
  const editing = createEditingFixture(fixture);
  const entries: object[] = [];
  for await (const item of readInterchange(fileURLToPath(new URL('../../data/dossier', import.meta.url)))) {
    if ('rejected' in item) throw new Error(item.rejected);
    const { noun, ...record } = item.record as { noun: RecordNoun };
    const type = schema.getType(`${nounToTypeName(noun)}Input`) as GraphQLInputType;
    const { formerly, ...present } = record as Record<string, unknown>;
    entries.unshift({ [nounToFieldName(noun)]: toMutationInput(type, present) });
  }
  const source = (entries.flatMap((one) => ('source' in one ? [one.source as { key: string }] : []))[0] ?? { key: '' })
    .key;
  const admin = await editing.token('Grace Hopper', 'ADMIN');
  const result = await editing.sendMutation(admin, importEntriesMutation, { entries, source, accept: true });
  expect(result).toMatchObject({
    errors: [],
    created: entries.length,
    updated: 0,
    unchanged: 0,
    claimed: [],
  });
  expect(await everything(fixture.db)).toEqual(await everything(expected.db));

  const again = await editing.sendMutation(admin, importEntriesMutation, { entries, source, accept: true });
  expect(again).toMatchObject({ errors: [], created: 0, updated: 0, unchanged: entries.length });
});
