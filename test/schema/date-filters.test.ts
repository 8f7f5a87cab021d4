import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';

/** The first and the last day of visits, by key. */
const visits: Readonly<Record<string, [start: string, end?: string]>> = {
  exact: ['2023-11-01', '2023-11-03'],
  month: ['2023-11'],
  approximate: ['2023-11-01~'],
  uncertain: ['2023-11-01?', '2023-11-03'],
  both: ['2023-11-01%'],
  qualifiedEnd: ['2023-11-01', '2023-11-03~'],
  openEnd: ['2023-11-01', '2023-11-02/..'],
  summer: ['2023-22'],
  open: ['../2023-12-31'],
};

describe('a date filter', () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: false });
    const records = Object.entries(visits).map(([key, [start, end]]) =>
      buildVisit({ key, travellers: [{ person: 'ada' }], met: [], start, at: '2023-11-01', ...(end && { end }) }),
    );
    const { rejections } = await importRecords(fixture.db, toReadItems(...referencedRecords, ...records));
    expect(rejections).toEqual([]);
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  interface Page {
    nodes: { key: string }[];
    totalCount: number;
    possibleCount: number;
  }
  /** Returns the keys of the matching visits, and the counts. */
  async function query(filter: string): Promise<{ keys: string[]; possibleCount: number }> {
    const { data, errors } = await fixture.execute(
      `{ visits(filter: ${filter}, first: 100) { nodes { key } totalCount possibleCount } }`,
    );
    expect(errors).toBeUndefined();
    const { nodes, totalCount, possibleCount } = (data as { visits: Page }).visits;
    expect(nodes).toHaveLength(totalCount);
    return { keys: nodes.map(({ key }) => key).sort(), possibleCount };
  }
  const all = Object.keys(visits).sort();
  const without = (...keys: string[]): string[] => all.filter((key) => !keys.includes(key));

  it('with certainty CERTAIN never matches a qualified date', async () => {
    expect(await query('{ start: { on: "2023-11-01" } }')).toEqual({
      keys: ['exact', 'openEnd', 'qualifiedEnd'],
      possibleCount: 6,
    });
    expect(await query('{ start: { onOrAfter: "0001-01-01" } }')).toEqual({
      keys: ['exact', 'month', 'openEnd', 'qualifiedEnd', 'summer'],
      possibleCount: 4,
    });
    expect(await query('{ end: { on: "2023-11-03" } }')).toEqual({ keys: ['exact', 'uncertain'], possibleCount: 2 });
  });

  it('with certainty POSSIBLE matches it by its bounds, and leaves out nothing', async () => {
    expect(await query('{ start: { on: "2023-11-01", certainty: POSSIBLE } }')).toEqual({
      keys: all,
      possibleCount: 0,
    });
    expect(await query('{ start: { on: "2023-11-02", certainty: POSSIBLE } }')).toEqual({
      keys: ['month', 'open', 'summer'],
      possibleCount: 0,
    });
  });

  it('on a period relies on dates that are not qualified', async () => {
    expect(await query('{ during: { on: "2023-11-01" } }')).toEqual({
      keys: ['exact', 'openEnd', 'qualifiedEnd'],
      possibleCount: 6,
    });
    expect(await query('{ during: { on: "2023-11-02" } }')).toEqual({ keys: ['exact', 'openEnd'], possibleCount: 5 });
    // The visit with an open end may last.
    expect(await query('{ during: { on: "2023-11-30", certainty: POSSIBLE } }')).toMatchObject({
      keys: ['month', 'open', 'openEnd', 'summer'],
    });
  });

  it('counts the possible matches of several filters together, and none inside "not"', async () => {
    expect(await query('{ start: { on: "2023-11-01" }, end: { on: "2023-11-03" } }')).toEqual({
      keys: ['exact'],
      possibleCount: 3,
    });
    expect(await query('{ or: [{ start: { on: "2023-11-02" } }, { end: { on: "2023-11-02" } }] }')).toEqual({
      keys: [],
      possibleCount: 4,
    });
    expect(await query('{ not: { start: { on: "2023-11-01" } } }')).toEqual({
      keys: without('exact', 'openEnd', 'qualifiedEnd'),
      possibleCount: 0,
    });
    expect(await query('{ start: {} }')).toEqual({ keys: all, possibleCount: 0 });
    expect(await query('{ host: { code: { eq: "KZ" } }, start: { on: "2023-11-01" } }')).toMatchObject({
      possibleCount: 6,
    });
  });

  it.each([
    ['after', '9999-12-31'],
    ['before', '0001-01-01'],
  ])('%s %s matches nothing', async (operator, day) => {
    for (const field of ['start', 'end', 'during'])
      for (const certainty of ['CERTAIN', 'POSSIBLE'])
        expect(await query(`{ ${field}: { ${operator}: "${day}", certainty: ${certainty} } }`), field).toEqual({
          keys: [],
          possibleCount: 0,
        });
    const { data } = await fixture.execute(`{ entries(filter: { at: { ${operator}: "${day}" } }) { totalCount } }`);
    expect(data).toEqual({ entries: { totalCount: 0 } });
  });

  it('is answered with the qualifier and the precision of each date', async () => {
    const { data } = await fixture.execute('{ visits { nodes { key start { precision qualifier } } } }');
    const nodes = (data as { visits: { nodes: { key: string; start: object }[] } }).visits.nodes;
    expect(Object.fromEntries(nodes.map(({ key, start }) => [key, start]))).toEqual({
      exact: { precision: 'DAY', qualifier: null },
      month: { precision: 'MONTH', qualifier: null },
      approximate: { precision: 'DAY', qualifier: 'APPROXIMATE' },
      uncertain: { precision: 'DAY', qualifier: 'UNCERTAIN' },
      both: { precision: 'DAY', qualifier: 'APPROXIMATE_AND_UNCERTAIN' },
      qualifiedEnd: { precision: 'DAY', qualifier: null },
      openEnd: { precision: 'DAY', qualifier: null },
      summer: { precision: 'SEASON', qualifier: null },
      open: { precision: 'OPEN', qualifier: null },
    });
  });
});
