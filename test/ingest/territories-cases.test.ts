import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFormats } from '../../src/ingest/import-formats.ts';
import type { ImportReport } from '../../src/ingest/import-records.ts';
import { importBundledData } from '../../src/ingest/load-bundled-data.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { hsgTravelsFolder, isHsgTravelsAbsent as noTravels, pocomFolder } from './hsg-travels-fixture.ts';
import { importTerritories } from './territories-fixture.ts';

const shared = '../shared/data/hsg-gsh-territories';
const absent = !existsSync(shared);
if (absent) console.warn(`Skipped: ${shared} is not here.`);

const country = `query ($code: String!) { country(code: $code) {
  status start { edtf } end { edtf } predecessors { key } successors { key }
} }`;

/** The host of each leg of the travels in the record. */
async function hosts({ db }: ApiFixture): Promise<Map<string | undefined, unknown>> {
  const found = new Map<string | undefined, unknown>();
  for await (const item of importFormats['hsg-travels']?.read(db, hsgTravelsFolder, { terms: pocomFolder }) ?? []) {
    if ('rejected' in item) found.set(item.key, item.rejected);
    else if (item.record.noun === 'visit') found.set(item.key, [item.record.host, item.note]);
  }
  return found;
}

// Requires ../shared/data; skipped without it.
describe.skipIf(absent)('all 577 territories', () => {
  let fixture: ApiFixture;
  let report: ImportReport;
  let before: Awaited<ReturnType<typeof hosts>>;

  beforeAll(async () => {
    fixture = await openApiFixture();
    before = noTravels ? new Map() : await hosts(fixture);
    report = await importTerritories(fixture, shared);
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const readCountry = async (code: string) => (await fixture.execute(country, { code })).data.country;
  const keys = (list: { key: string }[]): string[] => list.map(({ key }) => key).toSorted();

  test('are imported without rejections and pass the integrity check', async () => {
    expect(report).toMatchObject({ read: 421, created: 147, rejected: 0, vanished: 0 });
    expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
  });

  test('give the Soviet Union fifteen successors, though the source names sixteen', async () => {
    const { successors, start } = await readCountry('SUHH');
    expect(keys(successors)).toEqual([
      'AM',
      'AZ',
      'BY',
      'EE',
      'GE',
      'KG',
      'KZ',
      'LT',
      'LV',
      'MD',
      'RU',
      'TJ',
      'TM',
      'UA',
      'UZ',
    ]);
    expect(start).toEqual({ edtf: '1922-12-30' });
    expect(keys((await readCountry('KG')).predecessors)).toEqual(['SUHH']);
  });

  test('report years in the wrong order; an unknown start remains unknown', async () => {
    expect(report.notes.find(({ file }) => file === 'northern-rhodesia-1964.xml')).toEqual({
      file: 'northern-rhodesia-1964.xml',
      key: 'ZM',
      note: 'northern-rhodesia-1964 is valid since 1986, until 1964: ignored, because it would end before it begins.',
    });
    expect(await readCountry('FR')).toMatchObject({ status: 'STATE', start: null, end: null });
  });

  test('merge two phases of a state that name each other, and report the impossible one', async () => {
    expect(report.notes.find(({ key }) => key === 'CF')?.note).toMatch(
      /central-african-republic-1977 had ended when central-african-empire-1980 began/,
    );
    const { predecessors, successors } = await readCountry('CF');
    expect([...predecessors, ...successors].map(({ key }) => key)).not.toContain('CF');
  });

  test('allow a state to join another and leave it again; resolving a cycle terminates', async () => {
    expect(keys((await readCountry('x-senegambia-1989')).successors)).toEqual(['GM', 'SN']);
    expect(keys((await readCountry('x-senegambia-1989')).predecessors)).toContain('SN');
    const depth = 6;
    const round = (left: number): string => (left === 0 ? 'key' : `key successors { ${round(left - 1)} }`);
    const { errors, data } = await fixture.execute(`{ country(code: "x-senegambia-1989") { ${round(depth)} } }`);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data).split('"x-senegambia-1989"').length - 1).toBeGreaterThan(depth / 2 - 1);
  });

  test('do not change the country of any name of a leg', async () => {
    if (noTravels) return;
    const after = await hosts(fixture);
    expect([...after].filter(([key, host]) => JSON.stringify(host) !== JSON.stringify(before.get(key)))).toEqual([]);
  });

  test('can be imported again without changes, as can the reference data afterwards', async () => {
    expect(await importTerritories(fixture, shared)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 421,
      rejected: 0,
    });
    const reports = await importBundledData(fixture.db);
    const changes = reports.map(({ created, updated, rejected }) => ({ created, updated, rejected }));
    expect(changes).toEqual([
      { created: 0, updated: 0, rejected: 0 },
      { created: 0, updated: 0, rejected: 0 },
    ]);
  });
});
