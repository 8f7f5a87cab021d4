import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  buildVisitInput,
  correctVisitMutation,
  type EditingFixture,
  type MutationResult,
  mergeMutation,
  openEditingFixture,
  recordVisitMutation,
  withdrawMutation,
} from '../editing/editing-fixture.ts';

let editing: EditingFixture;
let ada: string;
/** The dataset's sequence number before the test writes anything. */
let begin: number;
beforeEach(async () => {
  editing = await openEditingFixture();
  ada = await editing.token('Ada Lovelace');
  begin = (await runQuery('{ __typename }')).extensions.dataset.sequence;
});
afterEach(() => editing[Symbol.asyncDispose]());

async function runQuery(document: string, variables: object = {}): Promise<MutationResult> {
  const result = await editing.apiFixture.execute(document, variables);
  expect(result.errors).toBeUndefined();
  return result;
}
async function send(document: string, variables: object = {}): Promise<MutationResult> {
  const result = await editing.sendMutation(ada, document, variables);
  expect(result.errors).toEqual([]);
  return result;
}

const field = 'changes { field from to }';
const changesAfter = async (after: number): Promise<MutationResult[]> => {
  const { data, sqlStatements: sql } = await runQuery(
    `query ($after: Int!) { changes(afterSequence: $after) { nodes {
      sequence action noun key by reason mergedInto entry { __typename key ... on Visit { host { code } } } ${field} } } }`,
    { after },
  );
  expect(sql).toHaveLength(1);
  return data.changes.nodes;
};
const historyOf = async (key: string, args = ''): Promise<MutationResult> => {
  const { data, sqlStatements: sql } = await runQuery(
    `query ($key: String!) { entry(key: $key) { revision history${args} { totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
      nodes { sequence action recordedAt knownAt by reason entry { __typename key } ${field} } } } }`,
    { key },
  );
  expect(sql).toHaveLength(1);
  return data.entry;
};
/** The values of one field before and after a change. */
const sidesOf = (changes: MutationResult[], name: string): MutationResult => {
  const { from, to } = changes.find((one) => one.field === name);
  return [from, to];
};

describe('the history of an entry', () => {
  test('lists changes in order, with actor, reason, time and each field before and after', async () => {
    await send(correctVisitMutation, {
      visit: { status: 'CANCELLED', place: 'Astana' },
      reason: 'The almanac says so.',
    });
    await send(correctVisitMutation, {
      visit: { place: null, met: ['bela', 'ada'], start: { edtf: '2023-11', basis: 'INFERRED' } },
    });
    const { revision, history } = await historyOf('v1');
    expect([revision, history.totalCount]).toEqual([begin + 2, 3]);
    const [recorded, cancelled, moved] = history.nodes;
    expect(recorded).toMatchObject({ sequence: begin, action: 'RECORDED', by: 'import entries', reason: null });
    expect(recorded.knownAt).toBe('2023-11-03T00:00:00.000Z');
    expect(recorded.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(sidesOf(recorded.changes, 'summary')).toEqual([null, 'Ada visited Kazakhstan.']);
    expect(sidesOf(recorded.changes, 'met')).toEqual([null, '["bela"]']);
    expect(cancelled).toMatchObject({
      sequence: begin + 1,
      action: 'CORRECTED',
      by: 'Ada Lovelace',
      reason: 'The almanac says so.',
    });
    expect(sidesOf(cancelled.changes, 'status')).toEqual(['COMPLETED', 'CANCELLED']);
    expect(sidesOf(cancelled.changes, 'place')).toEqual([null, 'Astana']);
    expect(moved).toMatchObject({ sequence: begin + 2, action: 'CORRECTED', reason: null });
    expect(sidesOf(moved.changes, 'place')).toEqual(['Astana', null]);
    expect(sidesOf(moved.changes, 'met')).toEqual(['["bela"]', '["bela","ada"]']);
    expect(sidesOf(moved.changes, 'start')).toEqual(['2023-11-01', '{"edtf":"2023-11","basis":"INFERRED"}']);
    for (const { entry } of history.nodes) expect(entry).toEqual({ __typename: 'Visit', key: 'v1' });
  });

  test('is paginated forwards and backwards', async () => {
    for (const place of ['A', 'B', 'C', 'D']) await send(correctVisitMutation, { visit: { place } });
    const pages = async (size: number, backward: boolean): Promise<number[]> => {
      const found: number[][] = [];
      let cursor: string | undefined;
      for (;;) {
        const [count, from] = backward ? ['last', 'before'] : ['first', 'after'];
        const { history } = await historyOf('v1', `(${count}: ${size}${cursor ? `, ${from}: "${cursor}"` : ''})`);
        found.push(history.nodes.map((one: MutationResult) => one.sequence));
        const { hasNextPage, hasPreviousPage, startCursor, endCursor } = history.pageInfo;
        expect(backward ? hasNextPage : hasPreviousPage).toBe(cursor !== undefined);
        if (!(backward ? hasPreviousPage : hasNextPage)) return (backward ? found.reverse() : found).flat();
        cursor = backward ? startCursor : endCursor;
      }
    };
    const whole = [0, 1, 2, 3, 4].map((n) => begin + n);
    for (const size of [1, 2, 3, 5, 100])
      for (const backward of [false, true]) expect(await pages(size, backward)).toEqual(whole);
  });

  test('is available on an entry of any kind, with the same fields', async () => {
    const { data, sqlStatements: sql } = await runQuery(`{
      visits { nodes { revision history { nodes { action } } } }
      entries { nodes { revision history { nodes { action } } ... on Visit { again: revision past: history { totalCount } } } } }`);
    expect(sql).toHaveLength(2);
    const history = { nodes: [{ action: 'RECORDED' }] };
    expect(data.visits.nodes).toEqual([{ revision: begin, history }]);
    expect(data.entries.nodes).toEqual([{ revision: begin, history, again: begin, past: { totalCount: 1 } }]);
  });
});

describe('the changes of the whole record', () => {
  test('include every noun, in order', async () => {
    const { data } = await runQuery('{ changes(last: 3) { nodes { sequence noun key entry { key } } } }');
    expect(data.changes.nodes).toEqual([
      { sequence: begin - 2, noun: 'TERM', key: 'bela-premier', entry: null },
      { sequence: begin - 1, noun: 'TRIP', key: 'tour', entry: null },
      { sequence: begin, noun: 'VISIT', key: 'v1', entry: { key: 'v1' } },
    ]);
    const all: number[] = [];
    for (let after = 0; ; after = all.at(-1) ?? 0) {
      const page = await runQuery(
        'query ($after: Int) { changes(afterSequence: $after, first: 100) { nodes { sequence } pageInfo { hasNextPage } } }',
        { after },
      );
      all.push(...page.data.changes.nodes.map((one: MutationResult) => one.sequence));
      if (!page.data.changes.pageInfo.hasNextPage) break;
    }
    expect(all).toEqual(Array.from({ length: begin }, (_, n) => n + 1));
  });

  test('are empty after the last sequence number', async () => {
    expect(await changesAfter(begin)).toEqual([]);
  });

  test('returns a withdrawn entry as a change without an entry', async () => {
    await send(withdrawMutation, { reason: 'It never took place.' });
    const [gone, ...more] = await changesAfter(begin);
    expect(more).toEqual([]);
    expect(gone).toMatchObject({
      sequence: begin + 1,
      action: 'WITHDRAWN',
      noun: 'VISIT',
      key: 'v1',
      entry: null,
      mergedInto: null,
    });
    expect(gone).toMatchObject({ by: 'Ada Lovelace', reason: 'It never took place.' });
    expect(await changesAfter(begin - 1)).toMatchObject([{ action: 'RECORDED', key: 'v1', entry: null }, {}]);
  });

  test('resolves changes of a merged entry to its survivor, including earlier changes', async () => {
    await send(recordVisitMutation, { visit: buildVisitInput({ key: 'v2' }) });
    await send(mergeMutation, { key: 'v1', into: 'v2' });
    const survivor = { __typename: 'Visit', key: 'v2', host: { code: 'FR' } };
    const changes = await changesAfter(begin - 1);
    expect(changes[0]).toMatchObject({
      sequence: begin,
      action: 'RECORDED',
      key: 'v1',
      mergedInto: null,
      entry: survivor,
    });
    expect(changes.at(-1)).toMatchObject({ action: 'MERGED', key: 'v1', mergedInto: 'v2', entry: survivor });
    expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, n) => begin + n));
    // The survivor's history contains only its own changes.
    const { history } = await historyOf('v2');
    expect(history.nodes[0]).toMatchObject({ sequence: begin + 1, action: 'RECORDED', entry: { key: 'v2' } });
    expect(history.nodes.map(({ sequence }: MutationResult) => sequence)).not.toContain(begin);
  });

  test('resolves an entry merged twice to the last survivor', async () => {
    for (const key of ['v2', 'v3']) await send(recordVisitMutation, { visit: buildVisitInput({ key }) });
    await send(mergeMutation, { key: 'v1', into: 'v2' });
    await send(mergeMutation, { key: 'v2', into: 'v3' });
    const changes = await changesAfter(begin - 1);
    expect(new Set(changes.map(({ entry }) => entry.key))).toEqual(new Set(['v3']));
    expect(changes.filter(({ action }) => action === 'MERGED').map(({ key, mergedInto }) => [key, mergedInto])).toEqual(
      [
        ['v1', 'v2'],
        ['v2', 'v3'],
      ],
    );
  });
});
