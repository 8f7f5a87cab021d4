import { readdirSync, readlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { type Database, openDatabase, type Reader } from '../../src/db/database.ts';
import { readSequence } from '../../src/db/queries/change.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { buildEventStreamRequest, readSubscriptionResults } from '../helpers/server-sent-events.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

let fixture: Awaited<ReturnType<typeof openTemporaryDatabase>>;
let writer: Database;
beforeEach(async () => {
  fixture = await openTemporaryDatabase({ dossier: false });
  writer = await openDatabase({ path: fixture.db.path });
});
afterEach(async () => {
  await writer.close();
  await fixture[Symbol.asyncDispose]();
});

const write = (key: string) => importRecords(writer, toReadItems({ noun: 'person', key, name: key }));
const buildRequest = (query: string, variables: object = {}, headers: Record<string, string> = {}): Request => {
  const init = buildEventStreamRequest(query, variables);
  return new Request('http://chancery.test/graphql', { ...init, headers: { ...init.headers, ...headers } });
};
const follow = 'subscription { changes { sequence key entry { key } } }';

/** A database that collects the statements that its readers run. */
function recordStatements(db: Database): { db: Database; statements: string[] } {
  const statements: string[] = [];
  const record = (reader: Reader): Reader => ({
    statements: reader.statements,
    async all<Row>(query: Parameters<Reader['all']>[0]) {
      const rows = await reader.all<Row>(query);
      statements.push(reader.statements.at(-1) ?? '');
      return rows;
    },
    async get<Row>(query: Parameters<Reader['get']>[0]) {
      const row = await reader.get<Row>(query);
      statements.push(reader.statements.at(-1) ?? '');
      return row;
    },
  });
  return {
    statements,
    db: {
      path: db.path,
      epoch: db.epoch,
      sourceTexts: db.sourceTexts,
      read: (work, options) => db.read((reader) => work(record(reader)), options),
      autocommitReader: (options) => record(db.autocommitReader(options)),
      write: (work, options) => db.write(work, options),
      close: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    },
  };
}

const descriptors = '/proc/self/fd';
/** Counts the open files of a database; each connection has one. */
function countConnections(path: string): number {
  return readdirSync(descriptors).filter((name) => {
    try {
      return readlinkSync(`${descriptors}/${name}`) === path;
    } catch {
      // Closed in the meantime.
      return false;
    }
  }).length;
}

describe('500 subscribers', () => {
  test('cause one read per distinct request and event, over at most 16 connections', async () => {
    const { db, statements } = recordStatements(fixture.db);
    const api = createApi({ db });
    const other = 'subscription { changes { sequence noun } }';
    const streams = await Promise.all(
      Array.from({ length: 500 }, async (_, index) =>
        readSubscriptionResults(await api.fetch(buildRequest(index % 2 ? follow : other))),
      ),
    );
    const results = streams.map((stream) => stream.next());
    await write('somebody');
    const sequences = (await Promise.all(results)).map(({ value }) => value.data.changes.sequence);
    expect(new Set(sequences).size).toBe(1);
    const eventReads = statements.filter((text) => text.includes(' AS answer'));
    expect(eventReads).toHaveLength(2);
    const pageReads = statements.filter((text) => text.includes(' AS sequence FROM'));
    // Before and after the change; a subscriber that looks in between adds one.
    expect(pageReads.length).toBeLessThanOrEqual(4);
    if (process.platform === 'linux') expect(countConnections(fixture.db.path)).toBeLessThanOrEqual(16);
    await Promise.all(streams.map((stream) => stream.return()));
    await api.dispose();
  });

  test('receive every change in order, wherever they start', async () => {
    const api = createApi({ db: fixture.db });
    const begin = await fixture.db.read(readSequence);
    for (let count = 0; count < 5; count += 1) await write(`before-${count}`);
    const query = 'subscription ($after: Int) { changes(afterSequence: $after) { sequence } }';
    const streams = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const after = begin + (index % 5);
        return { after, results: readSubscriptionResults(await api.fetch(buildRequest(query, { after }))) };
      }),
    );
    const reading = streams.map(async ({ after, results }) => {
      const sequences: number[] = [];
      while (sequences.at(-1) !== begin + 8) sequences.push((await results.next()).value.data.changes.sequence);
      await results.return();
      return { after, sequences };
    });
    for (let count = 0; count < 3; count += 1) await write(`after-${count}`);
    for (const { after, sequences } of await Promise.all(reading))
      expect(sequences).toEqual(Array.from({ length: begin + 8 - after }, (_, index) => after + 1 + index));
    await api.dispose();
  });
});

describe('open streams', () => {
  const openStream = async (api: ReturnType<typeof createApi>, clientAddress: string) =>
    api.fetch(buildRequest(follow), { clientAddress });

  test('are limited per client and in total; a closed stream makes room', async () => {
    const api = createApi({ db: fixture.db, limits: { streams: 3, streamsPerClient: 2 } });
    const [first, second] = [await openStream(api, '192.0.2.1'), await openStream(api, '192.0.2.1')];
    expect([first.status, second.status]).toEqual([200, 200]);
    const third = await openStream(api, '192.0.2.1');
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await third.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    const ofOther = await openStream(api, '192.0.2.2');
    expect(ofOther.status).toBe(200);
    const last = await openStream(api, '192.0.2.3');
    expect(last.status).toBe(503);
    expect(await last.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    await first.body?.cancel();
    expect((await openStream(api, '192.0.2.1')).status).toBe(200);
    await api.dispose();
  });

  test('do not count if the subscription is rejected', async () => {
    const api = createApi({ db: fixture.db, limits: { streamsPerClient: 1 } });
    for (let count = 0; count < 3; count += 1) {
      const rejected = await api.fetch(buildRequest('subscription { changes(afterSequence: 999999) { sequence } }'), {
        clientAddress: '192.0.2.1',
      });
      expect((await rejected.text()).includes('RATE_LIMITED')).toBe(false);
    }
    expect((await openStream(api, '192.0.2.1')).status).toBe(200);
    await api.dispose();
  });

  test('are ended if the client does not read what was sent', async () => {
    const api = createApi({ db: fixture.db, pingMs: 5 });
    const response = await openStream(api, '192.0.2.1');
    const reader = response.body?.getReader();
    await reader?.read();
    await expect(reader?.closed).rejects.toThrow('too slowly');
    await api.dispose();
  });
});
