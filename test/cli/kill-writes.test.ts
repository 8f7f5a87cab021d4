import { watch } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { createToken } from '../../src/store/write/token.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';
import { type GeneratedEdit, generateEdits, type RecordsByKey } from './generate-edits.ts';

// For a longer run: CHANCERY_TEST_WRITES=200 CHANCERY_TEST_PROCESSES=3 CHANCERY_TEST_ROUNDS=8 npx
// vitest run test/cli/kill-writes.test.ts
// CHANCERY_TEST_SEED reproduces requests, recipients and kill times, except for scheduling differences.
const setting = (name: string, fallback: number): number => Number(process.env[`CHANCERY_TEST_${name}`] ?? fallback);
const [writes, processes, rounds] = [setting('WRITES', 40), setting('PROCESSES', 2), setting('ROUNDS', 2)];
const seed = setting('SEED', Math.floor(Math.random() * 2 ** 31));

/** Mulberry32: a seeded generator of numbers from 0 to 1. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = randomOf(seed);
const below = (n: number): number => Math.floor(random() * n);
const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);

type Place = ReturnType<typeof openCliSandbox>;
type Serving = Awaited<ReturnType<Place['serve']>>;
interface Answer {
  revision?: number | null;
  errors: { __typename: string }[];
}
const isConflict = (result: Answer | undefined): boolean =>
  result?.errors.some(({ __typename }) => __typename === 'ConflictError') === true;

/** Server processes for one database; a killed process is replaced. */
class Servers implements AsyncDisposable {
  readonly #place: Place;
  readonly #path: string;
  readonly #running: (Serving & { pending: number })[] = [];
  kills = 0;

  constructor(place: Place, path: string) {
    this.#place = place;
    this.#path = path;
  }

  async fill(): Promise<void> {
    const missing = Array.from({ length: processes - this.#running.length }, () =>
      this.#place.serve({ CHANCERY_DB: this.#path }),
    );
    for (const serving of await Promise.all(missing)) this.#running.push(Object.assign(serving, { pending: 0 }));
  }

  /** The response of a process; undefined if it was killed first. */
  async send(
    n: number,
    token: string,
    body: object,
  ): Promise<{ data?: { answer: Answer }; errors?: unknown } | undefined> {
    const server = this.#running[n % this.#running.length];
    if (!server) throw new Error('No process runs.');
    server.pending += 1;
    try {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await response.json()) as { data: { answer: Answer } };
    } catch (error) {
      if (this.#running.includes(server)) throw error;
      return undefined;
    } finally {
      server.pending -= 1;
    }
  }

  /** Kills a process, preferably one with a pending request. */
  async kill(): Promise<void> {
    const busy = this.#running.filter(({ pending }) => pending > 0);
    const victims = busy.length > 0 ? busy : this.#running;
    const victim = victims[below(victims.length)];
    if (!victim) return;
    this.#running.splice(this.#running.indexOf(victim), 1);
    victim.sendSignal('SIGKILL');
    this.kills += 1;
    await victim.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const serving of this.#running) await serving[Symbol.asyncDispose]();
  }
}

/** Resolves when a file is written or the signal aborts. */
async function changeOf(file: string, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of watch(file, { signal })) return;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

interface Line {
  noun: string;
  of?: string;
  key?: string;
  source?: string;
  about?: string;
}
interface Revision extends Line {
  action: string;
  sequence: number;
  reason?: string;
}
interface Found {
  records: RecordsByKey;
  revisions: Revision[];
}

/** Returns the complete record with its history after a successful integrity check. */
async function found(path: string): Promise<Found> {
  await using db = await openDatabase({ path });
  expect((await checkIntegrity(db)).problems).toEqual([]);
  const lines: Line[] = [];
  const { sequence } = await exportDataset(db, async (text) => void lines.push(JSON.parse(text) as Line), {
    withHistory: true,
  });
  const revisions = lines.filter(({ noun }) => noun === 'revision') as Revision[];
  // Every number from 1 to the sequence of the dataset occurs once.
  expect(revisions.map((one) => one.sequence)).toEqual(Array.from({ length: sequence }, (_, n) => n + 1));
  const records = lines.filter(({ noun }) => noun !== 'revision' && noun !== 'history');
  return { records: new Map(records.map((one) => [nameOf(one), one])), revisions };
}

/** A coverage has no key: source and subject identify it. */
const nameOf = ({ noun, of = noun, key, source, about }: Line): string => `${of} ${key ?? `${source}/${about}`}`;
const revisionsOf = ({ revisions }: Found, { reason }: GeneratedEdit): Revision[] =>
  revisions.filter((one) => one.reason === reason);

/**
 * Expects each edit to have all its revisions or none, acknowledged edits to be present, and the
 * record to result from these edits.
 */
function expectWhole(
  now: Found,
  before: Found,
  edits: readonly GeneratedEdit[],
  results: ReadonlyMap<GeneratedEdit, Answer>,
): void {
  const expected = new Map(before.records);
  const written = new Set<string>();
  for (const edit of edits) {
    const mine = revisionsOf(now, edit);
    const result = results.get(edit);
    if (mine.length > 0) {
      expect(mine.map(({ action, of, key }) => `${action} ${of} ${key}`).toSorted(), edit.reason).toEqual(
        edit.revisions,
      );
      if (result?.revision != null)
        expect(
          mine.map(({ sequence }) => sequence),
          edit.reason,
        ).toContain(result.revision);
      edit.apply(expected);
      if (edit.conflictGroup) expect(written, 'one rival only').not.toContain(edit.conflictGroup);
      written.add(edit.conflictGroup ?? edit.reason);
    } else expect(result && !isConflict(result), `${edit.reason} was acknowledged`).toBeFalsy();
  }
  for (const edit of edits)
    if (isConflict(results.get(edit))) {
      expect(revisionsOf(now, edit), `${edit.reason} was refused`).toEqual([]);
      expect(written, 'a rival that was first').toContain(edit.conflictGroup);
    }
  for (const [name, one] of expected) expect(now.records.get(name), name).toEqual(one);
  expect([...now.records.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
  const newRevisions = edits.flatMap((edit) => revisionsOf(now, edit)).length;
  expect(now.revisions.length).toBe(before.revisions.length + newRevisions);
}

test(`${processes} processes killed during ${writes} concurrent writes lose no acknowledged write and leave no partial one`, {
  timeout: 180_000 + 15_000 * rounds,
}, async () => {
  console.log(`CHANCERY_TEST_SEED=${seed}`);
  const { base, edits } = generateEdits(writes);
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const { path } = scratch.db;
  expect(await importRecords(scratch.db, toReadItems(...base), { acceptsUnverified: true })).toMatchObject({
    created: base.length,
  });
  const { token } = await scratch.db.write((tx) =>
    createToken(tx, { holder: 'Ada Lovelace', role: 'EDITOR', days: 1 }, new Date()),
  );
  // No process has it open, so the log of a killed process remains for the next.
  await scratch.db.close();
  using place = openCliSandbox();
  await using servers = new Servers(place, path);
  const [before] = await Promise.all([found(path), servers.fill()]);
  for (const one of base) expect(before.records.get(`${one.noun} ${one.key}`)).toEqual(one);
  const revisionOf = (name: string): number =>
    before.revisions.find(({ of, key }) => `${of} ${key}` === name)?.sequence ?? 0;

  const results = new Map<GeneratedEdit, Answer>();
  let responseCount = 0;
  let cut = 0;
  let late = 0;
  const send = async (edit: GeneratedEdit, n: number): Promise<void> => {
    const variables = { ...edit.variables(revisionOf), reason: edit.reason, idempotencyKey: edit.reason };
    const reply = await servers.send(n, token, { query: edit.document, variables });
    responseCount += 1;
    if (reply === undefined) cut += 1;
    else if (JSON.stringify(reply.errors ?? []).includes('"TIMEOUT"')) {
      // Other writers held the lock for too long: the message asks for a retry.
      late += 1;
      await send(edit, n);
    } else {
      const result = reply.data?.answer as Answer;
      const expectedErrors = edit.conflictGroup && isConflict(result) ? [{ __typename: 'ConflictError' }] : [];
      expect(reply, edit.reason).toMatchObject({ data: { answer: { errors: expectedErrors } } });
      // A retry with the same key returns the original result.
      if (results.has(edit)) expect(result, edit.reason).toEqual(results.get(edit));
      results.set(edit, result);
    }
  };
  /**
   * Kills after the given number of responses, then at random moments or as soon as a process
   * writes: before its response, if it is that process.
   */
  const killAfter = async (count: number, settled: AbortSignal): Promise<void> => {
    while (responseCount < count) await setTimeout(1);
    if (random() < 0.5) await setTimeout(below(20));
    else {
      await changeOf(`${path}-wal`, settled);
    }
    await servers.kill();
  };

  for (let round = 0; round < rounds && results.size < edits.length; round += 1) {
    const pending = shuffled(edits.filter((edit) => !results.has(edit)));
    responseCount = 0;
    const victims = round === rounds - 1 ? processes : 1 + below(processes - 1);
    const settled = new AbortController();
    const kills = Array.from({ length: victims }, () => killAfter(below(0.6 * pending.length), settled.signal));
    await Promise.all(pending.map(send)).finally(() => settled.abort());
    await Promise.all(kills);
    // Checks the database of a killed process while others replace it.
    const [now] = await Promise.all([found(path), servers.fill()]);
    expectWhole(now, before, edits, results);
  }
  const acknowledged = results.size;
  // Sends all edits twice concurrently, like an impatient client: each is written once and returns
  // its original response.
  await Promise.all(shuffled([...edits, ...edits]).map(send));
  expect(results.size).toBe(edits.length);
  const after = await found(path);
  expectWhole(after, before, edits, results);
  expect(await place.run(['check', '--db', path])).toMatchObject({ code: 0 });
  console.log(
    `${servers.kills} kills, ${cut} answers cut off, ${late} too late, ${acknowledged} acknowledged before the last round, ${after.revisions.length - before.revisions.length} revisions`,
  );
  expect(cut).toBeGreaterThan(0);
});
