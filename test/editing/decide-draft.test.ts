import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { revokeToken } from '../../src/store/write/token.ts';
import { decideDraft, listDrafts, readText, story, varyStory } from './drafts-fixture.ts';
import {
  correctVisitMutation,
  type EditingFixture,
  type MutationResult,
  openEditingFixture,
} from './editing-fixture.ts';

let editing: EditingFixture;
let ada: string;
let bela: string;
let admin: string;
let count = 0;
/** A reading of a text of its own. */
let read: MutationResult;
let text: string;
beforeAll(async () => {
  editing = await openEditingFixture();
  ada = await editing.token('Ada Lovelace');
  bela = await editing.token('Béla');
  admin = await editing.token('Root', 'ADMIN');
});
beforeEach(async () => {
  count += 1;
  // Other names each time, so that no test finds the people of another one.
  const [lund, paz] = [
    `Ada Lund${'abcdefghijklmnopqrstuvwxyz'[count]}`,
    `Bo Paz${'abcdefghijklmnopqrstuvwxyz'[count]}`,
  ];
  text = varyStory(`Case ${count}.`)
    .replaceAll('Ada Lund', lund)
    .replaceAll('Bo Paz', paz)
    .replace('Lund told', `${lund.slice(4)} told`);
  read = await readText(editing, ada, { text });
  expect(read.errors).toEqual([]);
});
afterAll(() => editing?.[Symbol.asyncDispose]());

const query = async (document: string) => {
  const { data, errors } = await editing.apiFixture.execute(document, {}, { authorization: `Bearer ${ada}` });
  expect(errors).toBeUndefined();
  return data;
};
const draftOf = (noun: string) => listDrafts(read, noun)[0];
const statusOf = async (key: string) => (await query(`{ draft(key: "${key}") { status decidedBy reason } }`)).draft;

test('a draft is accepted with those that it refers to, verified, in one transaction', async () => {
  const visit = draftOf('VISIT');
  const result = await decideDraft(editing, ada, {
    key: visit.key,
    decision: 'ACCEPT',
    acceptRelated: true,
    reason: 'Read.',
  });
  expect(result.errors).toEqual([]);
  expect(result.draft).toMatchObject({
    status: 'ACCEPTED',
    decidedBy: 'Ada Lovelace',
    automatic: false,
    reason: 'Read.',
    change: { noun: 'VISIT', key: JSON.parse(visit.record).key },
  });
  expect(result.related.map(({ noun }: { noun: string }) => noun)).toEqual(
    expect.arrayContaining(['SOURCE', 'PERSON']),
  );
  const { key } = JSON.parse(visit.record);
  const { visit: written, source } = await query(
    `{ visit(key: "${key}") { travellers { person { key } } host { code } citations { field spans { words verification } } history { nodes { by reason } } }
       source(key: "${JSON.parse(draftOf('SOURCE').record).key}") { publisher sha256 textRetention } }`,
  );
  expect(written).toMatchObject({ host: { code: 'PE' } });
  expect(written.history.nodes).toMatchObject([{ by: 'Ada Lovelace', reason: 'Read.' }]);
  const spans = written.citations.flatMap((citation: { spans: object[] }) => citation.spans);
  expect(spans.length).toBeGreaterThan(0);
  for (const span of spans) expect(span).toMatchObject({ verification: 'SENT' });
  expect(source).toEqual({ publisher: 'The Gazette', sha256: read.reading.sha256, textRetention: 'HASHED' });
});

test('without "acceptRelated", the error names the drafts to accept first', async () => {
  const before = await editing.dumpDatabase();
  const visit = draftOf('VISIT');
  const { draft, errors } = await decideDraft(editing, ada, { key: visit.key, decision: 'ACCEPT' });
  expect(draft).toBeNull();
  expect(errors).toMatchObject([
    { __typename: 'DraftError', code: 'BAD_INPUT', message: expect.stringContaining('the source "') },
  ]);
  expect(errors[0].drafts.map(({ key }: { key: string }) => key)).toEqual(expect.arrayContaining(visit.requires));
  expect(await editing.dumpDatabase()).toEqual(before);
});

test('a patch corrects the record, and its words remain the evidence', async () => {
  const visit = draftOf('VISIT');
  const input = {
    key: visit.key,
    decision: 'ACCEPT',
    acceptRelated: true,
    patch: { visit: { host: 'KZ', place: 'Astana' } },
  };
  const { draft, errors } = await decideDraft(editing, ada, input);
  expect(errors).toEqual([]);
  expect(draft.status).toBe('CORRECTED');
  const { visit: written } = await query(
    `{ visit(key: "${JSON.parse(visit.record).key}") { place host { code } citations { field spans { words } } } }`,
  );
  expect(written).toMatchObject({ place: 'Astana', host: { code: 'KZ' } });
  expect(written.citations).toContainEqual({ field: 'host', spans: [{ words: 'arrived in Peru' }] });
});

test('an unresolved field has to be stated', async () => {
  const official = listDrafts(read, 'STATEMENT')[1];
  const input = { key: official.key, decision: 'ACCEPT', acceptRelated: true };
  const { errors } = await decideDraft(editing, ada, input);
  expect(errors).toMatchObject([
    { code: 'BAD_INPUT', path: ['patch', 'statement', 'speaker'], value: '"a senior official"' },
  ]);
  const { draft } = await decideDraft(editing, ada, { ...input, patch: { statement: { speaker: 'ada' } } });
  expect(draft.status).toBe('CORRECTED');
});

test.each([
  ['a patch of another type', { decision: 'ACCEPT', patch: { person: { name: 'Ada' } } }, ['patch', 'person']],
  ['a record that does not exist', { decision: 'ADD_SOURCE', into: 'none', acceptRelated: true }, undefined],
  ['no record to add to', { decision: 'ADD_SOURCE' }, ['into']],
  ['a record to add to without need', { decision: 'ACCEPT', into: 'v1' }, ['into']],
  ['a rejection without a reason', { decision: 'REJECT' }, ['reason']],
  ['a visit as a rendering', { decision: 'ADD_RENDERING', into: 'v1', acceptRelated: true }, ['decision']],
  ['another text', { decision: 'ACCEPT', acceptRelated: true, text: story }, ['text']],
])('%s is rejected and changes nothing', async (_name, input, path) => {
  const before = await editing.dumpDatabase();
  const { errors } = await decideDraft(editing, ada, { key: draftOf('VISIT').key, ...input });
  expect(errors).toMatchObject([path ? { code: 'BAD_INPUT', path } : { code: 'NOT_FOUND' }]);
  expect(await editing.dumpDatabase()).toEqual(before);
});

test('an unknown draft', async () => {
  const { errors } = await decideDraft(editing, ada, { key: 'none', decision: 'DEFER' });
  expect(errors).toMatchObject([{ code: 'NOT_FOUND', message: 'No draft has the key "none".' }]);
});

test('a draft is deferred, then rejected with a reason', async () => {
  const { key } = draftOf('VISIT');
  await decideDraft(editing, ada, { key, decision: 'DEFER', reason: 'Ask Bo.' });
  expect(await statusOf(key)).toEqual({ status: 'DEFERRED', decidedBy: 'Ada Lovelace', reason: 'Ask Bo.' });
  await decideDraft(editing, bela, { key, decision: 'REJECT', reason: 'It is a plan.' });
  expect(await statusOf(key)).toEqual({ status: 'REJECTED', decidedBy: 'Béla', reason: 'It is a plan.' });
});

test('a deferred draft is reopened, a rejected one with a reason, and an accepted one is not', async () => {
  const { key } = draftOf('VISIT');
  expect((await decideDraft(editing, ada, { key, decision: 'REOPEN' })).errors).toMatchObject([{ code: 'CONFLICT' }]);
  await decideDraft(editing, ada, { key, decision: 'DEFER' });
  expect((await decideDraft(editing, bela, { key, decision: 'REOPEN' })).errors).toEqual([]);
  expect(await statusOf(key)).toEqual({ status: 'PENDING', decidedBy: 'Béla', reason: null });
  await decideDraft(editing, ada, { key, decision: 'REJECT', reason: 'It is a plan.' });
  const refused = await decideDraft(editing, bela, { key, decision: 'REOPEN' });
  expect(refused.errors).toMatchObject([{ __typename: 'InvalidFieldError', path: ['reason'] }]);
  await decideDraft(editing, bela, { key, decision: 'REOPEN', reason: 'It took place.' });
  expect(await statusOf(key)).toEqual({ status: 'PENDING', decidedBy: 'Béla', reason: 'It took place.' });
  expect((await decideDraft(editing, ada, { key, decision: 'ACCEPT', acceptRelated: true })).errors).toEqual([]);
  const again = await decideDraft(editing, bela, { key, decision: 'REOPEN', reason: 'No.' });
  expect(again.errors).toMatchObject([{ __typename: 'DraftError', code: 'CONFLICT', drafts: [{ key }] }]);
});

test('what another text repeats is a likely duplicate: first of the draft, then of the record', async () => {
  const [statement, visit] = [draftOf('STATEMENT'), draftOf('VISIT')];
  const second = await readText(editing, ada, { text: `${text}\nAgain.\n` });
  expect(listDrafts(second, 'STATEMENT')[0].duplicates).toEqual([statement.key]);
  expect(listDrafts(second, 'VISIT')[0].duplicates).toEqual([visit.key]);
  for (const { key } of [statement, visit])
    expect((await decideDraft(editing, ada, { key, decision: 'ACCEPT', acceptRelated: true })).errors).toEqual([]);
  const third = await readText(editing, ada, { text: `${text}\nOnce more.\n` });
  expect(listDrafts(third, 'STATEMENT')[0].duplicates).toEqual([
    JSON.parse(statement.record).key,
    listDrafts(second, 'STATEMENT')[0].key,
  ]);
  expect(listDrafts(third, 'VISIT')[0].duplicates).toContain(JSON.parse(visit.record).key);
});

test('of two editors who decide the same draft, the second learns who was first', async () => {
  const { key } = draftOf('VISIT');
  const results = await Promise.all([
    decideDraft(editing, ada, { key, decision: 'ACCEPT', acceptRelated: true }),
    decideDraft(editing, bela, { key, decision: 'REJECT', reason: 'Wrong.' }),
  ]);
  const [refused, ...others] = results.filter(({ errors }) => errors.length > 0);
  expect(others).toEqual([]);
  const { status, decidedBy } = await statusOf(key);
  expect(refused.errors).toMatchObject([
    {
      __typename: 'DraftError',
      code: 'CONFLICT',
      message: expect.stringContaining(`was decided by ${decidedBy} on `),
      drafts: [{ key, status, decidedBy }],
    },
  ]);
});

test('a target that changed meanwhile is a conflict, and nothing is written', async () => {
  const visit = draftOf('VISIT');
  const { visit: target } = await query('{ visit(key: "v1") { revision } }');
  const input = {
    key: visit.key,
    decision: 'ADD_SOURCE',
    into: 'v1',
    acceptRelated: true,
    expectedRevision: target.revision,
  };
  const { db } = editing.apiFixture;
  const write = db.write.bind(db);
  const spy = vi.spyOn(db, 'write').mockImplementationOnce(async (work, options) => {
    spy.mockRestore();
    await editing.sendMutation(bela, correctVisitMutation, { visit: { place: `Room ${count}` } });
    return write(work, options);
  });
  const { draft, errors } = await decideDraft(editing, ada, input);
  expect(draft).toBeNull();
  expect(errors).toMatchObject([{ __typename: 'ConflictError', code: 'CONFLICT', key: 'v1' }]);
  expect(errors[0].revision).toBeGreaterThan(target.revision);
  expect((await statusOf(visit.key)).status).toBe('PENDING');
  expect(await query(`{ source(key: "${JSON.parse(draftOf('SOURCE').record).key}") { key } }`)).toEqual({
    source: null,
  });
});

test('a token that is revoked in between decides nothing', async () => {
  const { db } = editing.apiFixture;
  const token = await editing.token('Eve');
  const { key } = draftOf('VISIT');
  const write = db.write.bind(db);
  const spy = vi.spyOn(db, 'write').mockImplementationOnce(async (work, options) => {
    await write((tx) => revokeToken(tx, token.split('_')[1] ?? '', new Date()));
    return write(work, options);
  });
  const { errors } = await decideDraft(editing, token, { key, decision: 'ACCEPT', acceptRelated: true });
  spy.mockRestore();
  expect(errors).toMatchObject([{ __typename: 'AccessError', code: 'UNAUTHENTICATED' }]);
  expect((await statusOf(key)).status).toBe('PENDING');
});

test('added to an existing visit, it is a further source, and another host is a claim', async () => {
  const visit = draftOf('VISIT');
  const { draft, errors } = await decideDraft(editing, ada, {
    key: visit.key,
    decision: 'ADD_SOURCE',
    into: 'v1',
    acceptRelated: true,
  });
  expect(errors).toEqual([]);
  expect(draft).toMatchObject({ status: 'ACCEPTED', change: { key: 'v1' } });
  const { visit: target } = await query(
    '{ visit(key: "v1") { summary host { code } status disputed claims { field value citations { source { key } } } } }',
  );
  expect(target).toMatchObject({ summary: 'Ada visited Kazakhstan.', host: { code: 'KZ' }, disputed: true });
  const sourceKey = JSON.parse(draftOf('SOURCE').record).key;
  expect(JSON.stringify(target.claims.filter(({ field }: { field: string }) => field === 'host'))).toContain(sourceKey);
});

test('added as a rendering, a statement keeps its words and gets others', async () => {
  const [quoted] = listDrafts(read, 'STATEMENT');
  await decideDraft(editing, ada, { key: quoted.key, decision: 'ACCEPT', acceptRelated: true });
  const other = await readText(editing, ada, { text: varyStory(`Another text of case ${count}.`) });
  const [again] = listDrafts(other, 'STATEMENT');
  const { errors } = await decideDraft(editing, ada, {
    key: again.key,
    decision: 'ADD_RENDERING',
    into: JSON.parse(quoted.record).key,
    acceptRelated: true,
  });
  expect(errors).toEqual([]);
  const { statement } = await query(
    `{ statement(key: "${JSON.parse(quoted.record).key}") { text renderings { text method citations { field spans { verification } } } } }`,
  );
  expect(statement.text).toBe(JSON.parse(quoted.record).text);
  expect(statement.renderings).toMatchObject([{ text: JSON.parse(again.record).text, method: 'UNKNOWN' }]);
  expect(statement.renderings[0].citations[0].spans[0]).toEqual({ verification: 'SENT' });
});

test('a person who was added to another record is that one in other drafts', async () => {
  const person = draftOf('PERSON');
  const added = await decideDraft(editing, ada, {
    key: person.key,
    decision: 'ADD_SOURCE',
    into: 'ada',
    acceptRelated: true,
  });
  expect(added.errors).toEqual([]);
  const visit = draftOf('VISIT');
  const { errors } = await decideDraft(editing, ada, { key: visit.key, decision: 'ACCEPT', acceptRelated: true });
  expect(errors).toEqual([]);
  const { visit: written } = await query(
    `{ visit(key: "${JSON.parse(visit.record).key}") { travellers { person { key } } } }`,
  );
  expect(written.travellers).toEqual([{ person: { key: 'ada' } }]);
});

test('a draft that needs a rejected one is not accepted', async () => {
  const person = draftOf('PERSON');
  await decideDraft(editing, bela, { key: person.key, decision: 'REJECT', reason: 'Nobody.' });
  const { errors } = await decideDraft(editing, ada, {
    key: draftOf('VISIT').key,
    decision: 'ACCEPT',
    acceptRelated: true,
  });
  expect(errors).toMatchObject([
    { __typename: 'DraftError', message: expect.stringContaining('rejected by Béla'), drafts: [{ key: person.key }] },
  ]);
});

test('another person with the same key is a conflict', async () => {
  const person = draftOf('PERSON');
  const { key } = JSON.parse(person.record);
  await editing.sendMutation(
    admin,
    `mutation { recordPerson(input: { person: { key: "${key}", name: "Somebody Else" }, source: "gazette" }) { errors { message } } }`,
  );
  const { errors } = await decideDraft(editing, ada, { key: person.key, decision: 'ACCEPT', acceptRelated: true });
  expect(errors).toMatchObject([
    { __typename: 'DraftError', code: 'CONFLICT', message: expect.stringContaining('another name') },
  ]);
});

test('a dry run shows the decision and changes nothing', async () => {
  const before = await editing.dumpDatabase();
  const visit = draftOf('VISIT');
  const result = await decideDraft(editing, ada, {
    key: visit.key,
    decision: 'ACCEPT',
    acceptRelated: true,
    dryRun: true,
  });
  expect(result).toMatchObject({ errors: [], draft: { status: 'ACCEPTED', change: { noun: 'VISIT' } } });
  expect(await editing.dumpDatabase()).toEqual(before);
});

test('a decision that is sent again with its idempotency key is applied once', async () => {
  const { key } = draftOf('VISIT');
  const input = { key, decision: 'ACCEPT', acceptRelated: true, idempotencyKey: `once-${count}` };
  const first = await decideDraft(editing, ada, input);
  expect(first.errors).toEqual([]);
  expect(await decideDraft(editing, ada, input)).toMatchObject({ errors: [], draft: first.draft });
  const { errors } = await decideDraft(editing, ada, { ...input, decision: 'DEFER' });
  expect(errors).toMatchObject([{ path: ['idempotencyKey'] }]);
});

test('the text of a source goes to the source, and is deleted if the source is rejected', async () => {
  const text = varyStory(`Free text ${count}.`);
  const input = { text, retainText: true, licence: 'CC-BY-4.0' };
  const stored = await readText(editing, ada, input);
  const accepted = await decideDraft(editing, ada, { key: listDrafts(stored, 'SOURCE')[0].key, decision: 'ACCEPT' });
  expect(accepted.errors).toEqual([]);
  const { key } = JSON.parse(listDrafts(stored, 'SOURCE')[0].record);
  const { source, reading } = await query(
    `{ source(key: "${key}") { textRetention text(around: "Free text") { words } } reading(key: "${stored.reading.key}") { text } }`,
  );
  expect(source).toEqual({ textRetention: 'RETAINED', text: { words: 'Free text' } });
  expect(reading.text).toBe(text);
  const other = await readText(editing, ada, { ...input, text: `${text}More.\n` });
  await decideDraft(editing, ada, { key: listDrafts(other, 'SOURCE')[0].key, decision: 'REJECT', reason: 'Spam.' });
  expect(await query(`{ reading(key: "${other.reading.key}") { text } }`)).toEqual({ reading: { text: null } });
});
