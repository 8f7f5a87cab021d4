import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  buildVisitInput,
  correctVisitMutation,
  type EditingFixture,
  errorSelection,
  importEntriesMutation,
  type MutationResult,
  mergeMutation,
  openEditingFixture,
  recordVisitMutation,
  withdrawMutation,
} from './editing-fixture.ts';

let editing: EditingFixture;
let ada: string;
beforeEach(async () => {
  editing = await openEditingFixture();
  ada = await editing.token('Ada Lovelace');
});
afterEach(() => editing[Symbol.asyncDispose]());

const send = async (document: string, variables: object = {}): Promise<MutationResult> => {
  const { sql: _, ...payload } = await editing.sendMutation(ada, document, variables);
  return payload;
};
const conflict = { __typename: 'ConflictError', code: 'CONFLICT' };

describe('a dry run', () => {
  const batch = {
    entries: [
      { visit: buildVisitInput({ key: 'v3', trip: 'grand-tour', leg: 1 }) },
      { trip: { key: 'grand-tour' } },
      { person: { key: 'bela', name: 'Béla Renamed' } },
    ],
  };
  const edits: [verb: string, document: string, variables: object, payload: object][] = [
    [
      'record',
      recordVisitMutation,
      { visit: buildVisitInput({ place: 'Paris' }), reason: 'Found.' },
      {
        changed: true,
        visit: { key: 'v2', place: 'Paris', host: { code: 'FR' }, travellers: [{ person: { key: 'bela' } }] },
      },
    ],
    [
      'correct',
      correctVisitMutation,
      { visit: { host: 'UZ', addMet: ['EU'] } },
      { changed: true, visit: { key: 'v1', host: { code: 'UZ' } } },
    ],
    ['withdraw', withdrawMutation, {}, { changed: true, key: 'v1', noun: 'VISIT' }],
    ['merge', mergeMutation, { key: 'v1', into: 'v0' }, { changed: true, key: 'v1', record: { key: 'v0' } }],
    [
      'importEntries',
      importEntriesMutation,
      batch,
      { created: 2, updated: 1, unchanged: 0, claimed: [{ noun: 'PERSON', key: 'bela', fields: ['name'] }] },
    ],
  ];

  test.each(edits)(
    'of %s reports what it would write, and writes nothing',
    async (_verb, document, variables, payload) => {
      expect(await send(recordVisitMutation, { visit: buildVisitInput({ key: 'v0' }) })).toMatchObject({ errors: [] });
      const before = await editing.dumpDatabase();
      const edit = { ...variables, idem: 'once' };
      const first = await send(document, { ...edit, dryRun: true });
      expect(first).toMatchObject({ ...payload, errors: [] });
      expect(await send(document, { ...edit, dryRun: true })).toEqual(first);
      expect(await editing.dumpDatabase()).toEqual(before);
      // The same edit then writes what was reported: its idempotency key was not used.
      expect(await send(document, edit)).toEqual(first);
      expect(await editing.dumpDatabase()).not.toEqual(before);
    },
  );

  test('of an edit that changes nothing says so', async () => {
    const { data } = await editing.apiFixture.execute('{ entry(key: "v1") { revision } }');
    expect(await send(correctVisitMutation, { visit: { host: 'KZ' }, dryRun: true })).toMatchObject({
      changed: false,
      revision: data.entry.revision,
      errors: [],
    });
  });

  test('reports the same errors as the edit itself', async () => {
    const before = await editing.dumpDatabase();
    for (const [document, variables] of [
      [recordVisitMutation, { visit: buildVisitInput({ key: 'a b', leg: 0 }) }],
      [recordVisitMutation, { visit: buildVisitInput({ host: 'XQ' }), source: 'nobody' }],
      [correctVisitMutation, { key: 'nobody', visit: {} }],
      [correctVisitMutation, { visit: { host: 'UZ' }, rev: 1 }],
      [withdrawMutation, { key: 'ada' }],
      [mergeMutation, { key: 'v1', into: 'ada' }],
      [importEntriesMutation, { entries: [{ visit: buildVisitInput({ host: 'XQ' }) }, { trip: { key: 'a b' } }] }],
    ] as const) {
      const { errors } = await send(document, { ...variables, dryRun: true });
      expect(errors).not.toEqual([]);
      expect(errors).toEqual((await send(document, variables)).errors);
    }
    expect(await editing.sendMutation(undefined, withdrawMutation, { dryRun: true })).toMatchObject({
      errors: [{ code: 'UNAUTHENTICATED' }],
    });
    expect(await editing.dumpDatabase()).toEqual(before);
  });

  test('reads every field of its payload as the edit would have left it', async () => {
    const document = `mutation($dryRun: Boolean) { recordVisit(input: { visit: { key: "v9", summary: "Béla visited France.", host: "FR",
        travellers: [{ person: "bela" }], start: { edtf: "2024-05-02" }, status: COMPLETED }, source: "gazette", reason: "Why.", dryRun: $dryRun }) {
      visit { id revision history { totalCount nodes { action by reason } } citations { source { key } }
        host { visitsHosted { totalCount nodes { key } } } statements { totalCount } } errors { code } } }`;
    const preview = await send(document, { dryRun: true });
    expect(preview).toMatchObject({
      visit: {
        history: { totalCount: 1, nodes: [{ action: 'RECORDED', by: 'Ada Lovelace', reason: 'Why.' }] },
        host: { visitsHosted: { totalCount: 1, nodes: [{ key: 'v9' }] } },
      },
    });
    expect(await send(document, { dryRun: false })).toEqual(preview);
  });
});

describe('a payload', () => {
  test('has all invalid fields of an edit at once', async () => {
    const visit = buildVisitInput({ key: 'a b', leg: 0, summary: '', travellers: [] });
    const { errors, ...rest } = await send(recordVisitMutation, { visit });
    expect(rest).toEqual({ visit: null, revision: null, changed: false });
    expect(errors.map(({ __typename, code, path }: MutationResult) => [__typename, code, path.join('.')])).toEqual(
      ['visit.key', 'visit.summary', 'visit.travellers', 'visit.leg'].map((path) => [
        'InvalidFieldError',
        'BAD_INPUT',
        path,
      ]),
    );
  });

  test('of a conflict has the current record, of any noun', async () => {
    const admin = await editing.token('Grace Hopper', 'ADMIN');
    for (const [key, noun, type, field, change] of [
      ['fr:president', 'OFFICE', 'Office', 'office', '{ title: "Président" }'],
      ['ada-president', 'TERM', 'Term', 'term', '{ start: { edtf: "2021" } }'],
      ['gazette', 'SOURCE', 'Source', 'record', '{ title: "The Gazette of Record" }'],
      ['ada', 'PERSON', 'Person', 'person', '{ name: "Ada E." }'],
      ['KZ', 'COUNTRY', 'Country', 'country', '{ name: "Kazakhstan!" }'],
      ['EU', 'GROUP', 'Group', 'group', '{ name: "The Union" }'],
    ] as const) {
      const correct = (rest: string) =>
        editing.sendMutation(
          admin,
          `mutation { correct${type}(input: { key: "${key}", ${field}: ${change}, source: "gazette" ${rest} }) { revision ${errorSelection} } }`,
        );
      const { revision, errors } = await correct('');
      expect(errors).toEqual([]);
      const expected = { ...conflict, noun, key, revision, record: { __typename: type, key } };
      expect(await correct('expectedRevision: 1')).toMatchObject({ revision: null, errors: [expected] });
      const withdrawal = { key, noun, rev: 1 };
      expect(await editing.sendMutation(admin, withdrawMutation, withdrawal)).toMatchObject({ errors: [expected] });
    }
  });

  test('has the fields of the edit under any alias, whether it was applied or not', async () => {
    const document = `mutation($visit: VisitInput!) { recordVisit(input: { visit: $visit, source: "gazette" }) {
      e: errors { is: __typename kind: code ... on InvalidFieldError { at: path errors: value } }
      errors: changed changed: revision visit: revision revision: visit { visit: key key: place } again: visit { key } } }`;
    const applied = await send(document, { visit: buildVisitInput({ place: 'Paris' }) });
    expect(applied).toEqual({
      e: [],
      errors: true,
      changed: expect.any(Number),
      visit: applied.changed,
      revision: { visit: 'v2', key: 'Paris' },
      again: { key: 'v2' },
    });
    expect(await send(document, { visit: buildVisitInput({ key: 'v5', leg: 0 }) })).toEqual({
      e: [{ is: 'InvalidFieldError', kind: 'BAD_INPUT', at: ['visit', 'leg'], errors: '0' }],
      errors: false,
      changed: null,
      visit: null,
      revision: null,
      again: null,
    });
    const imported = `mutation($entries: [RecordInput!]!) { importEntries(input: { entries: $entries, source: "gazette" }) {
      errors: created created: errors { code } } }`;
    expect(await send(imported, { entries: [{ trip: { key: 'there' } }] })).toEqual({ errors: 1, created: [] });
  });
});
