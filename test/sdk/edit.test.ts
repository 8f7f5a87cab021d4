import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient, type EditError, type VisitInput, type VisitPayload } from '../../sdk/src/index.ts';
import { type EditingFixture, openEditingFixture } from '../editing/editing-fixture.ts';
import { collect } from './collect.ts';

let editing: EditingFixture;
let reader: Client;
let ada: Client;
let grace: Client;
let admin: Client;
beforeEach(async () => {
  editing = await openEditingFixture();
  const clientOf = (token?: string): Client =>
    createClient({
      url: 'http://chancery.test/graphql',
      ...(token && { headers: { authorization: `Bearer ${token}` } }),
      fetch: (request) => editing.apiFixture.api.fetch(request),
    });
  reader = clientOf();
  ada = clientOf(await editing.token('Ada Lovelace'));
  grace = clientOf(await editing.token('Grace Hopper'));
  admin = clientOf(await editing.token('Root', 'ADMIN'));
});
afterEach(() => editing[Symbol.asyncDispose]());

const terms = { source: 'gazette' };
const cited = { summary: 'It happened.' };
const visit = {
  key: 'v2',
  summary: 'Béla visited France.',
  travellers: [{ person: 'bela' }],
  host: 'FR',
  start: { edtf: '2024-05-02' },
  status: 'COMPLETED',
} as const satisfies VisitInput;

/** Handles each type of error: it compiles only if no type is missing. */
function describeError(error: EditError): string {
  switch (error.__typename) {
    case 'InvalidFieldError':
      return `${error.path.join('.')} is ${error.value}`;
    case 'ConflictError':
      return `${error.noun} ${error.key} is at ${error.revision}: ${error.record?.__typename} ${error.record?.key}`;
    case 'DraftError':
      return error.drafts.map(({ key }) => key).join();
    case 'NotFoundError':
    case 'AccessError':
      return `${error.code}: ${error.message}`;
    default:
      return error satisfies never;
  }
}

function describeResult({ visit, changed, errors }: VisitPayload): string {
  if (errors.length > 0) return errors.map(describeError).join();
  return `${changed ? 'written' : 'unchanged'}: ${visit?.summary}`;
}

const revisionOf = async (key: string): Promise<number> =>
  (await reader.entry(key))?.revision ?? expect.fail(`no ${key}`);
const lastSequence = async (): Promise<number> => (await collect(reader.changes.each())).at(-1)?.sequence ?? 0;

// Each noun once, ordered so that references precede their use.
const writes: Readonly<
  Record<string, (client: Client) => Promise<{ readonly __typename: string; readonly errors: readonly EditError[] }>[]>
> = {
  Country: ({ countries }) => [
    countries.record({ key: 'XZ', code: 'XZ', name: 'Exland', status: 'STATE' }, terms),
    countries.correct('KZ', { end: { edtf: '2030' } }, terms),
  ],
  Group: ({ groups }) => [
    groups.record({ key: 'club', kind: 'ORG', name: 'The Club' }, terms),
    groups.correct('143', { name: 'The Middle of Asia' }, terms),
  ],
  Person: ({ people }) => [
    people.record({ key: 'carla', name: 'Carla' }, terms),
    people.correct('bela', { name: 'Béla E.' }, terms),
  ],
  Organization: ({ organizations }) => [organizations.record({ key: 'acme', name: 'Acme', country: 'FR' }, terms)],
  Office: ({ offices }) => [
    offices.record({ key: 'acme:chief', title: 'Chief', rank: 'OTHER', country: 'FR' }, terms),
    offices.correct('fr:president', { title: 'Président' }, terms),
  ],
  Term: ({ terms: held }) => [
    held.record({ key: 'bela-again', office: 'hu:premier', person: 'bela', start: { edtf: '2023' } }, terms),
    held.correct('bela-premier', { end: { edtf: '2022' } }, terms),
  ],
  Commodity: ({ commodities }) => [commodities.record({ key: 'sand', name: 'Sand', scheme: 'WORDS' }, terms)],
  Topic: ({ topics }) => [topics.record({ key: 'seas', name: 'Seas' }, terms)],
  Trip: ({ trips }) => [trips.record({ key: 'grand-tour' }, terms)],
  Visit: ({ visits }) => [visits.record(visit, terms), visits.correct('v1', { place: 'Astana' }, terms)],
  Agreement: ({ agreements }) => [
    agreements.record(
      { ...cited, key: 'a1', title: 'A treaty', instrument: 'TREATY', status: 'SIGNED', signedOn: { edtf: '2024' } },
      terms,
    ),
  ],
  TradeLink: ({ tradeLinks }) => [
    tradeLinks.record(
      { ...cited, key: 'l1', kind: 'SUPPLY', status: 'ACTIVE', suppliers: ['KZ'], buyers: ['FR'], at: '2024-01-01' },
      terms,
    ),
  ],
  Statement: ({ statements }) => [
    statements.record(
      {
        ...cited,
        key: 's1',
        speaker: 'ada',
        mode: 'DIRECT',
        saidOn: { edtf: '2024-05-02' },
        text: 'Hello',
        language: 'en',
      },
      terms,
    ),
  ],
  Position: ({ positions }) => [
    positions.record(
      { ...cited, key: 'p1', holder: 'FR', stance: 'SUPPORTS', toward: ['KZ'], at: '2024-01-01' },
      terms,
    ),
  ],
  Figure: ({ figures }) => [
    figures.record({ ...cited, key: 'f1', measure: 'trade', value: 2, unit: 'EUR', at: '2024-01-01' }, terms),
  ],
  Source: ({ sources }) => [
    sources.record({ key: 'weekly', publisher: 'The Weekly' }),
    sources.correct('almanac', { title: 'Almanac of 2023' }, { reason: 'Its title page was found.' }),
  ],
  Coverage: ({ coverages }) => [coverages.record({ source: 'gazette', about: 'visits' }, terms)],
};

const corrections: typeof writes = {
  Organization: ({ organizations }) => [organizations.correct('acme', { country: null }, terms)],
  Commodity: ({ commodities }) => [commodities.correct('sand', { name: 'Sands' }, terms)],
  Topic: ({ topics }) => [topics.correct('seas', { name: 'Oceans' }, terms)],
  Agreement: ({ agreements }) => [agreements.correct('a1', { binding: true }, terms)],
  TradeLink: ({ tradeLinks }) => [tradeLinks.correct('l1', { status: 'ENDED' }, terms)],
  Statement: ({ statements }) => [statements.correct('s1', { text: 'Hello!' }, terms)],
  Position: ({ positions }) => [positions.correct('p1', { label: 'friend' }, terms)],
  Figure: ({ figures }) => [figures.correct('f1', { unit: 'USD' }, terms)],
  Coverage: ({ coverages }) => [coverages.correct('gazette/visits', { note: 'From 2019 on.' }, terms)],
};

describe('every noun', () => {
  it('that the schema can record is covered', () => {
    const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
    const names = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(Object.keys(writes).toSorted()).toEqual(
      names.flatMap((name) => (name.startsWith('record') ? [name.slice('record'.length)] : [])).toSorted(),
    );
  });

  it.each(Object.keys(writes))('%s is recorded and corrected', async (noun) => {
    for (const calls of [writes[noun], corrections[noun]]) {
      for (const result of await Promise.all(calls?.(admin) ?? []))
        expect(result).toMatchObject({
          __typename: `${noun}Payload`,
          changed: true,
          revision: expect.any(Number),
          errors: [],
        });
    }
  });
});

describe('an edit', () => {
  it('of a visit returns its new state with its evidence', async () => {
    const result = await ada.visits.record(visit, {
      ...terms,
      reason: 'Found in the gazette.',
      knownAt: '2024-06-01T00:00:00Z',
    });
    expect(describeResult(result)).toBe('written: Béla visited France.');
    expect(result.visit).not.toBeNull();
    expect(result.visit).toEqual(await reader.visits.get('v2'));
    expect(result.visit).toMatchObject({
      host: { code: 'FR' },
      revision: result.revision,
      disputed: false,
      citations: [{ field: null, value: null, rank: null, reason: null, basis: 'STATED', source: { key: 'gazette' } }],
    });
    expect(await collect(reader.history.each({ key: 'v2' }))).toMatchObject([
      {
        by: 'Ada Lovelace',
        reason: 'Found in the gazette.',
        knownAt: '2024-06-01T00:00:00.000Z',
        sequence: result.revision,
      },
    ]);
  });

  it('leaves omitted fields unchanged and removes those that are null', async () => {
    await ada.visits.correct('v1', { place: 'Astana', remarks: 'On foot.' }, terms);
    const result = await ada.visits.correct('v1', { place: null }, terms);
    expect(result).toMatchObject({ errors: [], visit: { place: null, remarks: 'On foot.' } });
    expect(describeResult(await ada.visits.correct('v1', { place: null }, terms))).toBe(
      'unchanged: Ada visited Kazakhstan.',
    );
  });

  it('adds and removes single items of lists', async () => {
    const patch = {
      addTravellers: [{ person: 'bela' }],
      removeMet: ['bela'],
      removeCitations: [{ source: 'gazette' }],
    };
    expect(await ada.visits.correct('v1', patch, terms)).toMatchObject({
      errors: [],
      visit: { travellers: [{ party: { key: 'ada' } }, { party: { key: 'bela' } }], met: [] },
    });
    expect(describeResult(await ada.visits.correct('v1', { removeTravellers: ['carla'] }, terms))).toBe(
      'visit.removeTravellers.0 is "carla"',
    );
  });

  it('with dryRun returns what it would write, and writes nothing', async () => {
    const before = await lastSequence();
    const dry = { ...terms, dryRun: true };
    const preview = await ada.visits.record(visit, dry);
    expect(describeResult(preview)).toBe('written: Béla visited France.');
    expect(describeResult(await ada.visits.correct('v1', { place: 'Astana' }, dry))).toMatch(/^written/);
    expect(await ada.merge('bela', 'ada', { reason: 'x', dryRun: true })).toMatchObject({ record: { key: 'ada' } });
    expect(await ada.withdraw('v1', { reason: 'x', dryRun: true })).toMatchObject({ changed: true, key: 'v1' });
    expect(await ada.importEntries([{ trip: { key: 'there' } }], dry)).toMatchObject({ created: 1 });
    expect(await lastSequence()).toBe(before);
    expect(await ada.visits.record(visit, terms)).toEqual(preview);
  });

  it('sent twice under one idempotency key is written once', async () => {
    const once = { ...terms, idempotencyKey: 'k1' };
    const first = await ada.visits.record(visit, once);
    const before = await lastSequence();
    expect(await ada.visits.record(visit, once)).toEqual(first);
    expect(await lastSequence()).toBe(before);
    expect(describeResult(await ada.visits.record({ ...visit, key: 'v3' }, once))).toBe('idempotencyKey is "k1"');
  });

  it('that is rejected returns the reason and does not throw', async () => {
    const before = await lastSequence();
    expect(describeResult(await ada.visits.record({ ...visit, host: 'XQ', end: { edtf: '2023' } }, terms))).toContain(
      'visit.end is {"edtf":"2023"}',
    );
    expect(describeResult(await ada.visits.correct('nobody', { place: 'Paris' }, terms))).toBe(
      'NOT_FOUND: No visit has the key "nobody". Create it with recordVisit.',
    );
    expect(describeResult(await reader.visits.record(visit, terms))).toMatch(/^UNAUTHENTICATED: /);
    expect(await ada.countries.correct('KZ', { name: 'Kazakstan' }, terms)).toMatchObject({
      changed: false,
      country: null,
      errors: [
        {
          __typename: 'AccessError',
          code: 'FORBIDDEN',
          message: 'A country is reference data, which requires the role ADMIN. This token has the role EDITOR.',
        },
      ],
    });
    expect(await lastSequence()).toBe(before);
  });

  it('of a revision changed by someone else is a conflict that names their version', async () => {
    const expectedRevision = await revisionOf('v1');
    await ada.visits.correct('v1', { summary: 'Ada went to Astana.' }, terms);
    const late = await grace.visits.correct('v1', { summary: 'Ada went to Almaty.' }, { ...terms, expectedRevision });
    const now = await revisionOf('v1');
    expect(describeResult(late)).toBe(`VISIT v1 is at ${now}: Visit v1`);
    const again = await grace.visits.correct('v1', { place: 'Almaty' }, { ...terms, expectedRevision: now });
    expect(describeResult(again)).toBe('written: Ada went to Astana.');
  });

  it('ends with its signal, as every call does', async () => {
    const reason = new Error('left');
    const before = await lastSequence();
    await expect(ada.visits.record(visit, terms, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await lastSequence()).toBe(before);
    expect(describeResult(await ada.visits.record(visit, terms, { signal: new AbortController().signal }))).toMatch(
      /^written/,
    );
  });
});

describe('a removed entry', () => {
  it('is gone after a withdrawal, and its reason remains', async () => {
    const expectedRevision = await revisionOf('v1');
    expect(await ada.withdraw('v1', { reason: ' ' })).toEqual({
      __typename: 'WithdrawPayload',
      noun: null,
      key: null,
      revision: null,
      changed: false,
      errors: [
        {
          __typename: 'InvalidFieldError',
          code: 'BAD_INPUT',
          message: expect.stringMatching(/"reason" is required/),
          path: ['reason'],
          value: '" "',
        },
      ],
    });
    expect(await ada.withdraw('nobody', { reason: 'x' })).toMatchObject({ errors: [{ __typename: 'NotFoundError' }] });
    expect(await reader.withdraw('v1', { reason: 'x' })).toMatchObject({ errors: [{ code: 'UNAUTHENTICATED' }] });
    expect(await admin.withdraw('v1', { reason: 'x', expectedRevision: expectedRevision - 1 })).toMatchObject({
      errors: [{ __typename: 'ConflictError', record: { __typename: 'Visit', key: 'v1' } }],
    });
    const result = await ada.withdraw('v1', { reason: 'It never took place.', noun: 'VISIT', expectedRevision });
    expect(result).toEqual({
      __typename: 'WithdrawPayload',
      noun: 'VISIT',
      key: 'v1',
      revision: await lastSequence(),
      changed: true,
      errors: [],
    });
    expect(await reader.entry('v1')).toBeNull();
    expect((await collect(reader.changes.each())).at(-1)).toMatchObject({
      action: 'WITHDRAWN',
      key: 'v1',
      reason: 'It never took place.',
      entry: null,
    });
  });

  it('resolves to the survivor after a merge', async () => {
    await ada.visits.record(visit, terms);
    expect(await ada.merge('v1', 'v1', { reason: 'x' })).toMatchObject({
      errors: [{ __typename: 'InvalidFieldError', path: ['into'] }],
    });
    const result = await ada.merge('v1', 'v2', { reason: 'They are the same.' });
    expect(result).toMatchObject({
      __typename: 'MergePayload',
      noun: 'VISIT',
      key: 'v1',
      changed: true,
      record: { __typename: 'Visit', key: 'v2' },
      errors: [],
    });
    expect((await reader.entry('v1'))?.key).toBe('v2');
    expect((await collect(reader.changes.each())).at(-1)).toMatchObject({
      action: 'MERGED',
      key: 'v1',
      mergedInto: 'v2',
    });
  });
});

describe('a batch', () => {
  it('is imported atomically and preserves the corrections of others', async () => {
    const entries = [{ visit: { ...visit, trip: 'grand-tour', leg: 1 } }, { trip: { key: 'grand-tour' } }];
    expect(await ada.importEntries(entries, terms)).toEqual({
      __typename: 'ImportPayload',
      created: 2,
      updated: 0,
      unchanged: 0,
      claimed: [],
      errors: [],
    });
    await grace.visits.correct('v2', { place: 'Paris' }, terms);
    const [first] = entries;
    expect(await ada.importEntries([{ visit: { ...first?.visit, ...visit, place: 'Lyon' } }], terms)).toMatchObject({
      updated: 1,
      claimed: [{ noun: 'VISIT', key: 'v2', fields: ['place'] }],
    });
    expect(await reader.entry('v2')).toMatchObject({ disputed: true });
  });

  it('writes nothing if one entry is invalid', async () => {
    const before = await lastSequence();
    const result = await ada.importEntries(
      [{ topic: { key: 't', name: 'T' } }, { visit: { ...visit, host: 'XQ' } }],
      terms,
    );
    expect(result).toMatchObject({
      created: 0,
      errors: [{ __typename: 'InvalidFieldError', path: ['entries', '1', 'visit', 'host'], value: '"XQ"' }],
    });
    expect(await lastSequence()).toBe(before);
  });
});
