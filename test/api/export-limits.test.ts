import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiOptions } from '../../src/api/create-api.ts';
import { createExportContents } from '../../src/api/export/export-contents.ts';
import { getList } from '../../src/api/export/export-lists.ts';
import { streamParts } from '../../src/api/export/stream-parts.ts';
import { ListReader } from '../../src/api/list-reader.ts';
import { writeExport } from '../../src/store/export/export-format.ts';
import type { Write } from '../../src/store/export/table.ts';
import { ReaderPool } from '../../src/store/reader-pool.ts';
import { type ApiFixture, NoQuickStatements, openApiFixture } from '../helpers/api-fixture.ts';
import { createEditorToken, readError, readLinks, readRows, search, visitCount, withApi } from './export-fixture.ts';

let fixture: ApiFixture;
let token: string;
beforeAll(async () => {
  fixture = await openApiFixture({ generated: true });
  token = await createEditorToken(fixture.db);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

describe('limits', () => {
  const limits = { exportRows: 250 };

  test('a truncated export says so, and links to the next rows until none are left', async () => {
    const all = await readRows(await fixture.fetch(`/export/visits.csv${search({ filter: {} })}`));
    await withApi(fixture.db, { limits }, async (api) => {
      const keys: string[] = [];
      let path: string | undefined = '/export/visits.csv';
      while (path !== undefined) {
        const response: Response = await api.fetch(path);
        const rows = await readRows(response);
        keys.push(...rows.map(({ key = '' }) => key));
        path = readLinks(response).next;
        expect(response.headers.get('x-chancery-truncated')).toBe(path === undefined ? null : 'ROWS');
        expect(rows.length <= 250 && (path === undefined || rows.length === 250)).toBe(true);
      }
      expect(keys).toEqual(all.map(({ key }) => key));
      expect(keys.length).toBe(visitCount);
    });
  });

  test('rows end where their size exceeds half of a response', async () => {
    await withApi(fixture.db, { limits: { responseBytes: 200_000 } }, async (api) => {
      const response = await api.fetch('/export/visits.csv');
      expect([response.status, response.headers.get('x-chancery-truncated')]).toEqual([200, 'SIZE']);
      const size = Buffer.byteLength(await response.text());
      expect(size >= 100_000 && size < 200_000).toBe(true);
      const next = await readRows(await api.fetch(readLinks(response).next ?? ''));
      expect(next.length).toBeGreaterThan(0);
    });
  });

  test('a token lifts the limits; the rows are streamed', async () => {
    await withApi(fixture.db, { limits: { ...limits, responseBytes: 100_000 } }, async (api) => {
      const init = { headers: { authorization: `Bearer ${token}` } };
      const response = await api.fetch('/export/visits.csv', init);
      expect(response.headers.get('x-chancery-truncated')).toBeNull();
      expect((await readRows(response)).length).toBe(visitCount);
      expect(
        await readError(await api.fetch('/export/visits.csv', { headers: { authorization: 'Bearer x' } })),
      ).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    });
  });

  test('a reader that stops frees the snapshot', async () => {
    const threads = new ReaderPool({ path: fixture.db.path, threads: 1, history: new NoQuickStatements() });
    await withApi(fixture.db, { threads }, async (api) => {
      const init = { headers: { authorization: `Bearer ${token}` } };
      for (let time = 0; time < 3; time += 1) {
        const response = await api.fetch('/export/visits.csv', init);
        const reader = response.body?.getReader();
        expect((await reader?.read())?.done).toBe(false);
        await reader?.cancel();
      }
      expect((await readRows(await api.fetch('/export/visits.csv', init))).length).toBe(visitCount);
    });
    await threads.close();
  });

  test('a statement that exceeds the time limit is an error', async () => {
    await withApi(fixture.db, { limits: { databaseTimeMs: 0 } }, async (api) => {
      expect(await readError(await api.fetch('/export/visits.csv'))).toMatchObject({ status: 503, code: 'TIMEOUT' });
    });
  });

  test('an export ends at its time limits', async () => {
    await withApi(fixture.db, { limits: { exportDatabaseMs: 0 } }, async (api) => {
      expect(await readError(await api.fetch('/export/visits.csv'))).toMatchObject({ status: 503, code: 'TIMEOUT' });
      const init = { headers: { authorization: `Bearer ${token}` } };
      expect((await readRows(await api.fetch('/export/visits.csv', init))).length).toBe(visitCount);
    });
    await withApi(fixture.db, { limits: { exportTimeMs: 0 } }, async (api) => {
      expect(await readError(await api.fetch('/export/visits.csv'))).toMatchObject({ status: 503, code: 'TIMEOUT' });
    });
  });

  test('an export of a client that has disconnected ends before the next page', async () => {
    const assertWithinTime = (): void => AbortSignal.abort(new Error('disconnected')).throwIfAborted();
    const { db } = fixture;
    await db.read(async (reader) => {
      const { contents } = createExportContents(
        { list: getList('visits'), args: {}, maxRows: Infinity, maxBytes: Infinity },
        { reader, lists: new ListReader(reader, db), assertWithinTime, info: { version: '1' } },
      );
      const before = reader.statements.length;
      await expect(writeExport('csv', contents, async () => undefined)).rejects.toThrow('disconnected');
      expect(reader.statements.length).toBe(before);
    });
  });

  test('a stream that is read slowly ends with an error, and so does its source', async () => {
    const ended = Promise.withResolvers<unknown>();
    const produce = async (write: Write): Promise<void> => {
      for (;;) await write('x'.repeat(100_000));
    };
    const stream = await streamParts((write) => produce(write).catch(ended.resolve), { idleMs: 180_000, totalMs: 20 });
    const reader = stream.getReader();
    const readAll = async (): Promise<void> => {
      while (!(await reader.read()).done) await setImmediate();
    };
    await expect(readAll()).rejects.toThrow('The export takes too long.');
    expect(await ended.promise).toMatchObject({ message: 'The export takes too long.' });
  });

  test('the rate limit applies', async () => {
    const pacing = { admit: async () => true, settle: () => undefined };
    const rateLimiter = { perMinute: 1, consume: async () => 7, charge: async () => undefined, pacing };
    await withApi(fixture.db, { rateLimiter: rateLimiter as unknown as ApiOptions['rateLimiter'] }, async (api) => {
      const response = await api.fetch('/export/visits.csv');
      expect(response.headers.get('retry-after')).toBe('7');
      expect(await readError(response)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    });
  });
});
