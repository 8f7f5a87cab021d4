import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { countHsgTravels } from '../../src/ingest/hsg-travels/index.ts';
import {
  hsgTravelsFolder,
  isHsgTravelsAbsent,
  pocomFolder,
  readTravels,
  type TravelsReading,
} from './hsg-travels-fixture.ts';

const restFolder = '../shared/data/hsg-travels-rest';
if (!existsSync(restFolder)) console.warn(`Skipped: ${restFolder} is not here.`);

// Requires ../shared/data; skipped without it.
test.skipIf(!existsSync(restFolder))('the 922 legs of the other secretaries are read without rejections', async () => {
  const rest = await readTravels(restFolder, pocomFolder);
  expect(rest.recordsOf('visit')).toHaveLength(922);
  expect(rest.rejections).toEqual([]);
});

describe.skipIf(isHsgTravelsAbsent)('all 3,349 legs', () => {
  let all: TravelsReading;

  beforeAll(async () => {
    all = await readTravels(hsgTravelsFolder, pocomFolder);
  });

  const hosts = (...ids: number[]): string[] => ids.map((id) => all.getLeg(id).host);

  test('are read without rejections', async () => {
    expect(all.recordsOf('visit')).toHaveLength(3349);
    expect(all.rejections).toEqual([]);
    expect(await countHsgTravels(hsgTravelsFolder)).toBe(3349);
    expect(all.recordsOf('trip')).toHaveLength(new Set(all.recordsOf('visit').map(({ trip }) => trip)).size);
  });

  test('mark a host that became a state only later', () => {
    const marked = all.recordsOf('visit').filter(({ beforeIndependence }) => beforeIndependence);
    expect(marked.map(({ key, host, start }) => [key, host, start.edtf])).toEqual([
      ['hsg-travels:2804', 'SR', '1967-04-14'],
    ]);
  });

  test('quote words found in their file at the given offsets', () => {
    const sources = new Map(
      all.items.flatMap((item) =>
        'record' in item && item.record.noun === 'source' ? [[item.record.key, item.place.file]] : [],
      ),
    );
    const texts = new Map<string, string[]>();
    const wrong = all.recordsOf('visit').flatMap(({ citations }) =>
      citations.flatMap(({ source, spans }) => {
        const file = sources.get(source) ?? '';
        const text = texts.get(file) ?? [...readFileSync(join(hsgTravelsFolder, file), 'utf8')];
        texts.set(file, text);
        return spans.filter(({ words, start, end }) => text.slice(start, end).join('') !== words);
      }),
    );
    expect(wrong).toEqual([]);
    expect(texts.size).toBe(51);
  });

  test('read the U.S.S.R. after its end as Russia, with its label, and report the mismatch', () => {
    expect(hosts(459, 467, 469)).toEqual(['RU', 'RU', 'RU']);
    const label = all.getLeg(459).citations.find(({ field }) => field === 'host');
    expect(label).toMatchObject({ basis: 'RESOLVED', spans: [{ words: 'U.S.S.R.' }] });
    expect(all.notes.get('hsg-travels:459')).toBe(
      '"U.S.S.R." had ended on 1991-12-26, before 1992-01-27: interpreted as RU.',
    );
    expect([...all.notes.keys()]).toHaveLength(6);
  });

  test('read a visit to several Soviet cities as one, and the republics by their labels', () => {
    expect(all.getLeg(429)).toMatchObject({ host: 'SUHH', place: 'Moscow, St. Petersburg, Alma Ata' });
    expect(hosts(452, 451, 453)).toEqual(['KZ', 'KG', 'BY']);
  });

  test('resolve Yugoslavia by day, and Kosovo as a place in it', () => {
    expect(hosts(671, 2390, 2875)).toEqual(['YUCS', 'YUCS', 'x-sfr-yugoslavia']);
    expect(all.getLeg(2390).place).toBe('Camp Bondsteel (Kosovo)');
    expect(all.getLeg(2631).place).toBe('Pristina, Urosevac, Camp Bondsteel (Kosovo)');
  });

  test('read five visits of one day as one trip, in order of their ids', () => {
    const visits = [2809, 2810, 2811, 2812, 2813].map((id) => all.getLeg(id));
    expect(visits.map(({ host }) => host)).toEqual(['TH', 'x-south-vietnam', 'PK', 'IT', 'VA']);
    expect(new Set(visits.map(({ trip }) => trip)).size).toBe(1);
    const first = visits[0]?.leg ?? 0;
    expect(visits.map(({ leg }) => leg)).toEqual([0, 1, 2, 3, 4].map((n) => first + n));
    expect(visits[4]?.place).toBeUndefined();
    expect(visits[0]?.purposes).toEqual(['TROOPS']);
  });

  test('include seventeen as president-elect, and none for the person met', () => {
    const capacities = new Map(all.recordsOf('term').map(({ key, capacity }) => [key, capacity]));
    const elect = all
      .recordsOf('visit')
      .filter(({ travellers }) => capacities.get(travellers[0]?.term ?? '') === 'ELECT');
    expect(elect).toHaveLength(17);
    expect(all.getLeg(2655).travellers).toEqual([
      { party: 'hsg:taft-william-howard', term: 'hsg:president:taft-william-howard:1909-03-04:elect' },
    ]);
    expect(all.getLeg(2504).travellers).toEqual([
      { party: 'hsg:bush-george-w', term: 'hsg:president:bush-george-w:2001-01-20' },
    ]);
    expect(
      all.recordsOf('visit').filter(({ travellers }) => travellers.some(({ term }) => term === undefined)),
    ).toEqual([]);
  });

  test('include six presidential visits to the Soviet Union and fifteen to Russia', () => {
    const presidents = all
      .recordsOf('visit')
      .filter(({ travellers }) => travellers[0]?.term?.startsWith('hsg:president:'));
    const count = (host: string): number => presidents.filter((visit) => visit.host === host).length;
    expect([count('SUHH'), count('RU')]).toEqual([6, 15]);
  });

  test('do not take the type from another visit; an unofficial visit is private', () => {
    expect(all.getLeg(96)).toMatchObject({ type: 'UNSPECIFIED', purposes: ['BILATERAL'] });
    expect(all.getLeg(2199)).toMatchObject({ type: 'PRIVATE', purposes: ['CEREMONY'] });
  });

  test('resolve the state that held the place on the day', () => {
    expect(hosts(23, 2265, 4050, 2661)).toEqual(['GB', 'RHZW', 'IT', 'IT']);
    expect(all.getLeg(23).place).toBe('Hong Kong');
    expect(all.getLeg(4050).trip).toBe(all.getLeg(2661).trip);
    expect(hosts(2062, 322)).toEqual(['PCHH', 'NA']);
  });

  test('remain two visits when person, day and country are the same', () => {
    expect([2121, 2123].map((id) => all.getLeg(id).remarks)).toEqual([
      'Briefed Israeli officials on his visits to Jordan and Syria.',
      'Discussed a Middle East peace initiative.',
    ]);
  });

  test('have the expected counts of types and purposes', () => {
    const types: Record<string, number> = {};
    const purposes: Record<string, number> = {};
    for (const visit of all.recordsOf('visit')) {
      types[visit.type] = (types[visit.type] ?? 0) + 1;
      for (const purpose of visit.purposes) purposes[purpose] = (purposes[purpose] ?? 0) + 1;
    }
    expect(types).toEqual({
      UNSPECIFIED: 3179,
      STATE: 66,
      OFFICIAL: 51,
      OFFICIAL_WORKING: 4,
      WORKING: 4,
      INFORMAL: 39,
      PRIVATE: 6,
    });
    expect(purposes).toEqual({
      ACCOMPANYING: 322,
      BILATERAL: 1998,
      CEREMONY: 195,
      HOLIDAY: 26,
      MULTILATERAL: 763,
      TRANSIT: 70,
      TROOPS: 68,
    });
  });
});
