import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, InvalidInputError, NotFoundError } from '../../sdk/src/index.ts';
import { type EditingFixture, openEditingFixture } from '../editing/editing-fixture.ts';
import { collect } from './collect.ts';

let editing: EditingFixture;
let token: string;
let begin: number;
const client = createClient({
  url: 'http://chancery.test/graphql',
  headers: () => ({ authorization: `Bearer ${token}` }),
  fetch: (request) => editing.apiFixture.api.fetch(request),
});

beforeAll(async () => {
  editing = await openEditingFixture();
  token = await editing.token('Ada Lovelace');
  begin = (await client.entry('v1'))?.revision ?? 0;
  const places = [
    ['Astana', '2024-01-01T00:00:00Z'],
    ['Almaty', '2024-02-01T00:00:00Z'],
    ['Shymkent', '2024-03-01T00:00:00Z'],
  ];
  for (const [place = '', knownAt] of places)
    await client.visits.correct('v1', { place }, { source: 'gazette', knownAt, reason: place });
});
afterAll(() => editing[Symbol.asyncDispose]());

describe('an entry', () => {
  it('is returned by key with its evidence', async () => {
    const entry = await client.entry('v1');
    expect(entry).toMatchObject({ __typename: 'Visit', key: 'v1', revision: begin + 3, disputed: false });
    expect(entry?.claims).toContainEqual({
      field: 'place',
      value: 'Shymkent',
      rank: 'NORMAL',
      reason: null,
      independentSources: 1,
      citations: [
        expect.objectContaining({
          field: 'place',
          value: 'Shymkent',
          source: expect.objectContaining({ key: 'gazette' }),
        }),
      ],
    });
    expect(await client.entry('nobody')).toBeNull();
  });

  it('is returned as it was known at a past moment', async () => {
    const claimed = async (asKnownAt: string) =>
      (await client.entry('v1', { asKnownAt }))?.claims
        .filter(({ field }) => field === 'place')
        .map(({ value }) => value);
    expect(await claimed('2024-01-31T00:00:00Z')).toEqual(['Astana']);
    expect(await claimed('2024-02-29T12:00:00+01:00')).toEqual(['Almaty']);
    expect(await client.entry('v1', { asKnownAt: '2019-01-01T00:00:00Z' })).toBeNull();
    await expect(client.entry('v1', { asKnownAt: 'yesterday' })).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('lists values on which sources disagree, with a filter too', async () => {
    const claim = {
      source: 'almanac',
      basis: 'STATED',
      spans: [],
      field: 'end',
      value: '2023-11-03',
      reason: 'A misprint.',
    } as const;
    await client.visits.correct(
      'v1',
      { end: { edtf: '2023-11-02' }, addCitations: [{ ...claim, rank: 'DEPRECATED' }] },
      { source: 'gazette' },
    );
    const { nodes } = await client.visits.list({ filter: { disputed: true } });
    expect(nodes.map(({ key }) => key)).toEqual(['v1']);
    const visit = await client.visits.get(nodes[0]?.key ?? '');
    expect(visit?.disputed).toBe(true);
    expect(
      visit?.claims.filter(({ field }) => field === 'end').map(({ value, rank, reason }) => [value, rank, reason]),
    ).toEqual([
      ['2023-11-02', 'PREFERRED', null],
      ['2023-11-03', 'DEPRECATED', 'A misprint.'],
    ]);
  });
});

describe('the history of an entry', () => {
  it('is iterated in pages of any size, oldest first', async () => {
    const all = await collect(client.history.each({ key: 'v1' }));
    expect(all.map(({ action }) => action)).toEqual(['RECORDED', ...all.slice(1).map(() => 'CORRECTED')]);
    expect(all[1]).toMatchObject({
      by: 'Ada Lovelace',
      reason: 'Astana',
      knownAt: '2024-01-01T00:00:00.000Z',
      changes: expect.arrayContaining([{ field: 'place', from: null, to: 'Astana' }]),
    });
    expect(await collect(client.history.each({ key: 'v1', first: 2 }))).toEqual(all);
    expect((await client.history.list({ key: 'v1', last: 1 })).nodes).toEqual(all.slice(-1));
  });

  it('of an unknown key is an error', async () => {
    const call = client.history.list({ key: 'nobody' });
    await expect(call).rejects.toBeInstanceOf(NotFoundError);
    await expect(call).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'No entry has the key "nobody", or it was withdrawn.',
    });
    await expect(client.history.each({ key: 'nobody' }).next()).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('the changes', () => {
  it('are iterated page by page after a sequence number, each once and in order', async () => {
    const all = await collect(client.changes.each({ first: 100 }));
    expect(all).toHaveLength(await client.changes.count());
    const sequences = all.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
    const late = await collect(client.changes.each({ afterSequence: begin, first: 2 }));
    expect(late).toEqual(all.filter(({ sequence }) => sequence > begin));
    expect(late[0]).toMatchObject({
      sequence: begin + 1,
      action: 'CORRECTED',
      noun: 'VISIT',
      key: 'v1',
      mergedInto: null,
      entry: { __typename: 'Visit', key: 'v1', summary: 'Ada visited Kazakhstan.' },
      changes: expect.arrayContaining([{ field: 'place', from: null, to: 'Astana' }]),
    });
    expect(await client.changes.count({ afterSequence: begin })).toBe(late.length);
  });

  it.each([-1, 1_000_000])('after %s are an error', async (afterSequence) => {
    await expect(client.changes.list({ afterSequence })).rejects.toMatchObject({
      name: 'InvalidInputError',
      field: 'afterSequence',
    });
  });
});
