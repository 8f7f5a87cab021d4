import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { createEditingFixture, mergeMutation, withdrawMutation } from '../editing/editing-fixture.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { importFlowTable, readStoredFlows, smallMapping, writeFlowTable } from './flows-fixture.ts';

const crude = '../shared/data/ec-crude-oil-register/annual-2013-2018.csv';
const absent = !existsSync(crude);
if (absent) console.warn(`Skipped: ${crude} is not here.`);

const header = 'year,from,to,code,usd,kg\n';
const empty = (): Promise<ApiFixture> => openApiFixture({ dossier: false });
const sequence = (fixture: ApiFixture): Promise<number> =>
  fixture.db.read(
    async (reader) => (await reader.get<{ sequence: number }>(sql`SELECT sequence FROM dataset`))?.sequence ?? -1,
  );

describe.skipIf(absent)('the register of crude oil imports', () => {
  test('imports every row, and the sums match the register to the barrel', async () => {
    await using fixture = await empty();
    const report = await importFlowTable(fixture, crude, { mapping: 'ec-crude-oil' });
    expect(report).toMatchObject({
      read: 2_331,
      created: 2_331,
      updated: 0,
      rejected: 0,
      notes: [],
      rejectsFile: null,
    });
    const flows = await readStoredFlows(fixture);
    const rows = readFileSync(crude, 'utf8').trim().split(/\r?\n/).slice(1).map(cellsOf);
    for (const year of [2013, 2014, 2015, 2016, 2017, 2018]) {
      const volumes = rows.filter(([when]) => when === String(year)).map((cells) => Number(cells[4]) * 1_000);
      const quantities = flows.filter((flow) => flow.year === year).map(({ quantity }) => quantity ?? 0);
      expect(quantities).toHaveLength(volumes.length);
      expect(Math.round(sum(quantities)), `${year}`).toBe(Math.round(sum(volumes)));
    }
    expect(flows.filter(({ valueStatus }) => valueStatus === 'CONFIDENTIAL')).toHaveLength(25);
    expect(new Set(flows.map((flow) => [flow.direction, flow.commodity, flow.unit, flow.valuation].join()))).toEqual(
      new Set(['IMPORT,HS-2709,bbl,CIF']),
    );
    expect((await checkIntegrity(fixture.db)).problems).toEqual([]);

    const before = await sequence(fixture);
    expect(await importFlowTable(fixture, crude, { mapping: 'ec-crude-oil' })).toMatchObject({
      read: 2_331,
      created: 0,
      updated: 0,
      unchanged: 2_331,
    });
    expect(await sequence(fixture)).toBe(before);
  });

  test('reads barrels, treats withheld values as neither zero nor unknown, and remainders as groups', async () => {
    await using fixture = await empty();
    await importFlowTable(fixture, crude, { mapping: 'ec-crude-oil' });
    const flows = await readStoredFlows(fixture);
    const one = (reporter: string, partner: string, year: number) =>
      flows.filter((flow) => flow.reporter === reporter && flow.partner === partner && flow.year === year);
    expect(one('RO', 'DZ', 2013)).toMatchObject([
      { quantity: 1, quantityStatus: 'REPORTED', value: 98, valueStatus: 'REPORTED' },
    ]);
    expect(one('HU', 'KZ', 2015)).toMatchObject([
      { quantity: 671_390, quantityStatus: 'REPORTED', value: null, valueStatus: 'CONFIDENTIAL' },
    ]);
    const partners = new Set(flows.map(({ partner }) => partner));
    for (const key of ['AE', 'CD', 'CG', 'RU', 'IR', 'SY']) expect(partners).toContain(key);
    const { data } = await fixture.execute(
      '{ groups(first: 100) { nodes { key name kind members { country { key } } } } }',
    );
    const key = 'ec-crude-oil-register:other-fsu-countries';
    expect(data.groups.nodes).toContainEqual({ key, name: 'Other FSU countries', kind: 'STATISTICAL', members: [] });
    expect([...partners].filter((key) => key.includes(':'))).toHaveLength(7);
  });

  test('a dry run reports the same and writes nothing', async () => {
    await using fixture = await empty();
    const before = await sequence(fixture);
    expect(await importFlowTable(fixture, crude, { mapping: 'ec-crude-oil', dryRun: true })).toMatchObject({
      read: 2_331,
      created: 2_331,
      rejected: 0,
    });
    expect([await sequence(fixture), await readStoredFlows(fixture)]).toEqual([before, []]);
  });
});

describe('a custom table', () => {
  test('separates cells that differ only in figures, updates changed values and reports missing rows', async () => {
    using first = writeFlowTable(
      `${header}2020,FR,KZ,2709,10,1\n2020,FR,KZ,2709,20,2\n2020,FR,UZ,2709,5,(c)\n`,
      smallMapping,
    );
    await using fixture = await empty();
    expect(await importFlowTable(fixture, first.path, first)).toMatchObject({ created: 3 });
    // In another order, with one cell corrected and one removed.
    using second = writeFlowTable(`${header}2020,FR,UZ,2709,6,(c)\n2020,FR,KZ,2709,20,2\n`, smallMapping);
    expect(await importFlowTable(fixture, second.path, second)).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 1,
      vanished: 1,
    });
    const flows = await readStoredFlows(fixture);
    expect(
      flows.map(({ partner, ordinal, value, quantity, quantityStatus }) => [
        partner,
        ordinal,
        value,
        quantity,
        quantityStatus,
      ]),
    ).toEqual([
      ['KZ', 0, 10, 1, 'REPORTED'],
      ['KZ', 1, 20, 2, 'REPORTED'],
      ['UZ', 0, 6, null, 'CONFIDENTIAL'],
    ]);
    expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
  });

  test('a heading and its subheadings are linked in either order', async () => {
    const rows = [
      '2020,FR,KZ,27,100,',
      '2020,FR,KZ,2709,60,',
      '2020,FR,KZ,270900,60,',
      '2020,FR,KZ,2710,40,',
      '2021,FR,KZ,270900,7,',
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        using table = writeFlowTable(`${header}${shuffled.join('\n')}\n`, smallMapping);
        await using fixture = await empty();
        await importFlowTable(fixture, table.path, table);
        expect(
          (await readStoredFlows(fixture)).map(({ year, commodity, within }) => [year, commodity, within]),
        ).toEqual([
          [2020, 'HS-27', null],
          [2020, 'HS-2709', 'HS-27'],
          [2020, 'HS-270900', 'HS-2709'],
          [2020, 'HS-2710', 'HS-27'],
          [2021, 'HS-270900', null],
        ]);
      }),
      { numRuns: 4 },
    );
  });

  test('merges a record together with its flows, and rejects its withdrawal while flows refer to it', async () => {
    const rows = [
      '2020,FR,KZ,2709,10,1',
      '2020,FR,KZ,2710,5,1',
      '2020,FR,UZ,2709,20,2',
      '2020,KZ,FR,2709,1,1',
      '2020,KZ,FR,2710,2,1',
    ];
    using table = writeFlowTable(`${header}${rows.join('\n')}\n`, smallMapping);
    await using fixture = await empty();
    await importFlowTable(fixture, table.path, table);
    const editing = createEditingFixture(fixture);
    const token = await editing.token('Ada', 'ADMIN');
    const expectRejected = async (noun: string, key: string) =>
      (await editing.sendMutation(token, withdrawMutation, { noun, key })).errors?.[0].message;
    expect(await expectRejected('SOURCE', 'small')).toBe(
      '5 trade flows are cited with it. Merge it into another source instead.',
    );
    expect(await expectRejected('COMMODITY', 'HS-2710')).toContain('1 other record refers to it: source "small"');

    const merged = async (noun: string, key: string, into: string) =>
      (await editing.sendMutation(token, mergeMutation, { noun, key, into })).errors;
    expect(await merged('COMMODITY', 'HS-2710', 'HS-2709')).toEqual([]);
    expect(await merged('COUNTRY', 'UZ', 'KZ')).toEqual([]);
    const flows = (await readStoredFlows(fixture)).map(({ reporter, partner, commodity, ordinal, value }) => [
      reporter,
      partner,
      commodity,
      ordinal,
      value,
    ]);
    expect(flows.map(([reporter, partner, commodity, , value]) => [reporter, partner, commodity, value])).toEqual(
      expect.arrayContaining([
        ['FR', 'KZ', 'HS-2709', 10],
        ['FR', 'KZ', 'HS-2709', 5],
        ['FR', 'KZ', 'HS-2709', 20],
        ['KZ', 'FR', 'HS-2709', 1],
        ['KZ', 'FR', 'HS-2709', 2],
      ]),
    );
    expect(flows.map(([reporter, , , ordinal]) => [reporter, ordinal])).toEqual([
      ['FR', 0],
      ['FR', 1],
      ['FR', 2],
      ['KZ', 0],
      ['KZ', 1],
    ]);
    expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
  });

  test('recomputes parts and sums when commodities and countries are merged', async () => {
    const rows = [
      ...['2020,FR,KZ,27,100,', '2020,FR,KZ,2709,60,', '2020,FR,KZ,270900,50,', '2020,FR,KZ,2710,40,'],
      ...['2021,FR,UZ,2709,7,', '2021,FR,KZ,270900,6,', '2022,KZ,FR,2710,9,', '2022,UZ,FR,27,10,'],
    ];
    using table = writeFlowTable(`${header}${rows.join('\n')}\n`, smallMapping);
    await using fixture = await empty();
    await importFlowTable(fixture, table.path, table);
    const editing = createEditingFixture(fixture);
    const token = await editing.token('Ada', 'ADMIN');
    const nested = async (year: number) =>
      (await readStoredFlows(fixture))
        .filter((flow) => flow.year === year)
        .map(({ commodity, within }) => [commodity, within]);
    const sound = async () => {
      expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
      expect(await fixture.db.read((reader) => reader.all(sql`SELECT * FROM trade_flow_unsummed`))).toEqual([]);
    };
    expect(await nested(2022)).toEqual([
      ['HS-2710', null],
      ['HS-27', null],
    ]);
    await editing.sendMutation(token, mergeMutation, { noun: 'COUNTRY', key: 'UZ', into: 'KZ' });
    expect(await nested(2021)).toEqual([
      ['HS-2709', null],
      ['HS-270900', 'HS-2709'],
    ]);
    expect(await nested(2022)).toEqual([
      ['HS-27', null],
      ['HS-2710', 'HS-27'],
    ]);
    await sound();
    // Children of the merged commodity are now children of the survivor.
    await editing.sendMutation(token, mergeMutation, { noun: 'COMMODITY', key: 'HS-2709', into: 'HS-2710' });
    expect(await nested(2020)).toEqual([
      ['HS-27', null],
      ['HS-270900', 'HS-2710'],
      ['HS-2710', 'HS-27'],
      ['HS-2710', 'HS-27'],
    ]);
    await sound();
  });

  test('a commodity moved to another heading takes its flows along', async () => {
    using table = writeFlowTable(`${header}2020,FR,KZ,27,100,\n2020,FR,KZ,2709,60,\n`, {
      ...smallMapping,
      commodities: [
        { code: '27', name: 'Mineral fuels' },
        { code: '2709', name: 'Crude oil' },
      ],
    });
    await using fixture = await empty();
    await importFlowTable(fixture, table.path, table);
    expect((await readStoredFlows(fixture)).map(({ within }) => within)).toEqual([null, null]);
    const record = {
      noun: 'commodity',
      key: 'HS-2709',
      scheme: 'HS2022',
      code: '2709',
      name: 'Crude oil',
      parent: 'HS-27',
    } as const;
    await importRecords(fixture.db, [{ place: { file: 'test' }, record }]);
    expect((await readStoredFlows(fixture)).map(({ within }) => within)).toEqual([null, 'HS-27']);
    expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
  });

  test('matches each of thousands of identical cells by its figures, once', async () => {
    const rows = (changed: number) =>
      Array.from({ length: 3_000 }, (_, n) => `2020,FR,KZ,2709,${n < changed ? n + 9_000 : n},1`);
    const write = (lines: readonly string[]) => writeFileSync(table.path, `${header}${lines.join('\n')}\n`);
    using table = writeFlowTable('', smallMapping);
    await using fixture = await empty();
    write(rows(0));
    expect(await importFlowTable(fixture, table.path, table)).toMatchObject({ created: 3_000, unchanged: 0 });
    write(rows(5).toReversed());
    expect(await importFlowTable(fixture, table.path, table)).toMatchObject({
      created: 0,
      updated: 5,
      unchanged: 2_995,
      vanished: 0,
    });
    write([...rows(5).slice(10), ...rows(5).slice(-1)]);
    expect(await importFlowTable(fixture, table.path, table)).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 2_990,
      vanished: 9,
    });
    const values = (await readStoredFlows(fixture)).map(({ value }) => value ?? -1);
    expect(values.toSorted((one, other) => one - other).slice(-6)).toEqual([2999, 2999, 9000, 9001, 9002, 9003]);
    expect(new Set((await readStoredFlows(fixture)).map(({ ordinal }) => ordinal)).size).toBe(3_000);
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
/** Splits a line in which no quoted cell spans lines. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
