import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { referencedRecords, toReadItems } from '../helpers/sample-records.ts';

const agreement = (key: string, fields: object) => ({
  noun: 'agreement',
  key,
  summary: 'They agreed.',
  title: key,
  instrument: 'TREATY',
  status: 'IN_FORCE',
  signatories: ['FR', 'DE'],
  at: '2000-01-01',
  citations: [{ source: 'gazette', basis: 'STATED' }],
  ...fields,
});

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
  const { rejections } = await importRecords(
    fixture.db,
    toReadItems(
      ...referencedRecords,
      agreement('lasting', { signedOn: '2001-03-01', entryIntoForce: '2002-01-01' }),
      agreement('ended', { signedOn: '2001', entryIntoForce: '2002-05', end: '2010-06-30', status: 'TERMINATED' }),
      agreement('ended-unknown', { entryIntoForce: '2003-01-01', status: 'TERMINATED' }),
      agreement('signed', { signedOn: '2005-01-01', status: 'SIGNED' }),
      agreement('reversed', { entryIntoForce: '2010', end: '2009' }),
    ),
  );
  expect(rejections.map(({ key, reason }) => `${key} ${reason}`)).toEqual([
    'reversed end: "2009" ends before "2010" begins.',
  ]);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

const list = async (filter: string): Promise<string[]> => {
  const { data, errors } = await fixture.execute(`{ agreements(filter: { ${filter} }) { nodes { key } } }`);
  expect(errors).toBeUndefined();
  return data.agreements.nodes.map(({ key }: { key: string }) => key).toSorted();
};

test('an agreement has the dates of its entry into force and its end', async () => {
  const { data } = await fixture.execute(
    '{ entry(key: "ended") { ... on Agreement { entryIntoForce { edtf precision } end { edtf } } } }',
  );
  expect(data.entry).toEqual({ entryIntoForce: { edtf: '2002-05', precision: 'MONTH' }, end: { edtf: '2010-06-30' } });
});

test.each([
  ['entryIntoForce: { onOrBefore: "2002-05-31" }', ['ended', 'lasting']],
  ['end: { after: "2010-01-01" }', ['ended']],
  ['inForce: { on: "2002-05-15" }', ['lasting']],
  ['inForce: { on: "2002-05-15", certainty: POSSIBLE }', ['ended', 'lasting']],
  ['inForce: { on: "2010-06-30" }', ['ended', 'lasting']],
  ['inForce: { on: "2010-07-01" }', ['lasting']],
  ['inForce: { on: "2003-01-01" }', ['ended', 'ended-unknown', 'lasting']],
  ['inForce: { on: "2010-07-01", certainty: POSSIBLE }', ['ended-unknown', 'lasting', 'signed']],
  ['inForce: { onOrAfter: "2020-01-01" }', ['lasting']],
])('filters agreements by %s', async (filter, keys) => {
  expect(await list(filter)).toEqual(keys);
});
