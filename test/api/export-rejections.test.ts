import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { readError, search } from './export-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

const fetchExport = (path: string, init: RequestInit = {}) => fixture.fetch(`/export/${path}`, init);

describe('rejected requests', () => {
  test.each([
    ['visit.csv', 404, 'NOT_FOUND', undefined, 'Did you mean "visits"? The lists are agreements, '],
    ['visits.cvs', 400, 'BAD_INPUT', 'format', 'Did you mean "csv"?'],
    ['visits.csv?orderby=[]', 400, 'BAD_INPUT', 'orderby', 'Did you mean "orderBy"?'],
    ['visits.csv?epoch=abc&sequence=1', 400, 'BAD_INPUT', 'epoch', 'must be 16 hexadecimal digits'],
    ['drafts.csv', 404, 'NOT_FOUND', undefined, 'The lists are agreements, '],
    ['visits.xls', 400, 'BAD_INPUT', 'format', '/export/visits.csv, /export/visits.jsonl, '],
    ['visits', 400, 'BAD_INPUT', 'format', '/export/visits.csv, '],
    ['people.gexf', 400, 'BAD_INPUT', 'format', '/export/people.zip.'],
    ['changes.zip', 400, 'BAD_INPUT', 'format', '/export/changes.parquet.'],
    ['visits.csv?where={}', 400, 'BAD_INPUT', 'where', 'Use filter, orderBy, first, after, epoch, sequence.'],
    ['visits.csv?first=1&first=2', 400, 'BAD_INPUT', 'first', 'Give it once.'],
    ['visits.csv?first=0', 400, 'BAD_INPUT', 'first', 'must be a whole number from 1 (got "0")'],
    ['visits.csv?first=10001', 400, 'BAD_INPUT', 'first', 'at most 10000 without a token'],
    ['visits.csv?filter={', 400, 'BAD_INPUT', 'filter', 'filter must be JSON, such as {"host": '],
    ['visits.csv?filter=[]', 400, 'BAD_INPUT', 'filter', 'filter must be an object (got []). Its fields are and, '],
    ['visits.csv?filter={"hots":1}', 400, 'BAD_INPUT', 'filter.hots', 'Use and, disputed, '],
    ['visits.csv?filter={"host":{"cod":1}}', 400, 'BAD_INPUT', 'filter.host.cod', 'Use and, code, '],
    ['visits.csv?filter={"or":[{"host":{"cod":1}}]}', 400, 'BAD_INPUT', 'filter.or.0.host.cod', 'Use and, code, '],
    ['visits.csv?filter={"status":["DONE"]}', 400, 'BAD_INPUT', 'filter.status.0', 'Use ANNOUNCED, '],
    [
      'visits.csv?filter={"host":{"code":{"eq":"XX"}}}',
      400,
      'BAD_INPUT',
      'filter.host.code.eq',
      'No country has the code "XX"',
    ],
    ['visits.csv?orderBy=[{"field":"X"}]', 400, 'BAD_INPUT', 'orderBy.0.field', 'Use HOST, START.'],
    ['visits.csv?after=x', 400, 'BAD_INPUT', 'after', 'is not a cursor'],
    ['visits.csv?sequence=1', 400, 'BAD_INPUT', 'sequence', 'Give both or none.'],
    ['visits.gexf?first=1', 400, 'BAD_INPUT', 'first', 'first is not for gexf'],
  ])('%s', async (path, status, code, field, message) => {
    const response = await fetchExport(path);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await readError(response)).toEqual({
      status,
      code,
      ...(field !== undefined && { field }),
      message: expect.stringContaining(message),
    });
  });

  test('other methods', async () => {
    const response = await fetchExport('visits.csv', { method: 'POST', body: '{}' });
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(await readError(response)).toMatchObject({ status: 405, code: 'BAD_INPUT' });
  });

  test('a filter that exceeds the limits of the API', async () => {
    const or = Array.from({ length: 600 }, () => ({ disputed: true }));
    const response = await fetchExport(`visits.csv${search({ filter: { or } })}`);
    expect(await readError(response)).toMatchObject({ status: 413, code: 'COST_LIMIT' });
  });
});
