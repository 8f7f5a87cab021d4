import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { names, parties, terms, visits, visitTravellers } from '../../src/db/tables/index.ts';
import type { ImportReport } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { writeTemporaryFolder } from './hsg-travels-fixture.ts';
import { hsgVisitsFolder, importFolder, isHsgVisitsAbsent } from './hsg-visits-fixture.ts';

const leadersFolder = '../shared/data/cia-factbook';

/** The rows of the XML, read without the reader under test. */
const sourceRows = isHsgVisitsAbsent
  ? []
  : readdirSync(join(hsgVisitsFolder, 'data'))
      .map((name) => readFileSync(join(hsgVisitsFolder, 'data', name), 'utf8'))
      .flatMap((xml) => [
        ...xml.matchAll(
          /<visit>.*?<id>(\d+)<\/id>.*?<start-date>(.*?)<.*?<visitor>(.*?)<.*?<from id="(.*?)">(.*?)<.*?<\/visit>/gs,
        ),
      ])
      .map(([, id = '', start = '', visitor = '', from = '', label = '']) => ({ id, start, visitor, from, label }));

const splitList = (text: string, separator: string): string[] => text.split(separator).map((item) => item.trim());

/**
 * Labels of rows that were read by a person, and not taken from the reader under test. `same` has rows of the same person,
 * for each traveller, and `other` rows of other people with a similar name.
 */
const sample = (
  parse(readFileSync(new URL('hsg-visits-sample.csv', import.meta.url)), { columns: true }) as Record<string, string>[]
).map(({ id = '', start = '', end = '', country = '', type = '', travellers = '', same = '', other = '' }) => ({
  ...{ id, start, end, country, type },
  travellers: splitList(travellers, ';'),
  same: splitList(same, ';').map((rows) => splitList(rows, ' ').filter(Boolean)),
  other: other.split(/[; ]+/).filter(Boolean),
}));

const foldName = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z]+/g, ' ');

describe.skipIf(isHsgVisitsAbsent)('the list of visits from 1874 to 2024', () => {
  let fixture: ApiFixture;
  let report: ImportReport;

  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: false });
    report = await importFolder(fixture.db, 'hsg-visits', hsgVisitsFolder);
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  test('reads all rows and rejects those of countries that were not yet states', () => {
    expect(sourceRows).toHaveLength(3264);
    expect(report).toMatchObject({ read: 3264, created: 3260, rejected: 4, unverifiedSpans: 0 });
  });

  test('the second run changes nothing', async () => {
    expect(await importFolder(fixture.db, 'hsg-visits', hsgVisitsFolder)).toMatchObject({
      ...{ read: 3264, unchanged: 3260, created: 0, updated: 0, rejected: 4, vanished: 0 },
    });
  });

  test('visits by country of the 1990s are those of the XML', async () => {
    // The identifiers of the source that mean several states of the decade, or are not names of a country.
    const countryOf = ({ from, label, start }: (typeof sourceRows)[number]): string => {
      const states: Readonly<Record<string, string>> = {
        russia: label === 'U.S.S.R.' ? 'Soviet Union' : 'Russia',
        yemen: label === 'Yemen' ? 'Yemen' : 'North Yemen',
        yugoslavia:
          start < '1992-04-27' ? 'Socialist Federal Republic of Yugoslavia' : 'Federal Republic of Yugoslavia',
        'german-democratic-republic': 'East Germany',
        'holy-see': 'Vatican City',
      };
      return states[from] ?? from;
    };
    const counts = new Map<string, number>();
    for (const row of sourceRows)
      if (row.start.startsWith('199')) counts.set(countryOf(row), (counts.get(countryOf(row)) ?? 0) + 1);
    const { data } = await fixture.execute(`{ visitCounts(
      by: [TRAVELLER_COUNTRY], filter: { start: { onOrAfter: "1990-01-01", before: "2000-01-01" } }
    ) { count travellerCountry { name } } }`);
    const imported = data.visitCounts as { count: number; travellerCountry: { name: string } }[];
    expect(imported.reduce((sum, { count }) => sum + count, 0)).toBe([...counts.values()].reduce((a, b) => a + b, 0));
    const fold = (name: string): string =>
      name
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/\b(?:and|the)\b/g, '')
        .replace(/[^a-z]+/g, ' ');
    const byName = new Map(imported.map(({ count, travellerCountry }) => [fold(travellerCountry.name), count]));
    const different = [...counts].filter(([from, count]) => {
      const name = fold(from);
      return byName.get(renamed[name] ?? name) !== count;
    });
    expect(different).toEqual([]);
    expect(byName.size).toBe(counts.size);
  });

  describe('a stratified sample of 200 rows, labelled by hand', () => {
    interface Imported {
      start: string;
      end: string;
      host: string;
      type: string;
      people: { party: string; country: string; names: string }[];
    }
    const imported = new Map<string, Imported>();
    const partiesOf = (id: string): string[] => imported.get(id)?.people.map(({ party }) => party) ?? [];

    beforeAll(async () => {
      const found = await fixture.db.read((reader) =>
        reader.all<
          Omit<Imported, 'people'> & { id: string; people: string }
        >(sql`SELECT substr(${visits.key}, 12) AS "id",
          ${visits.startEdtf} AS "start", ${visits.endEdtf} AS "end", ${visits.hostCode} AS "host", ${visits.type} AS "type",
          (SELECT json_group_array(json_object('party', person.key, 'country', country.key,
              'names', (SELECT group_concat(${names.text}, ' ') FROM ${names} WHERE ${names.partyId} = person.id)) ORDER BY ${visitTravellers.ordinal})
            FROM ${visitTravellers} JOIN ${parties} person ON person.id = ${visitTravellers.partyId}
            JOIN ${parties} country ON country.id = ${visitTravellers.countryId} WHERE ${visitTravellers.entryId} = ${visits.id}) AS "people"
          FROM ${visits} WHERE ${visits.key} LIKE 'hsg-visits:%'`),
      );
      for (const { id, people, ...row } of found) imported.set(id, { ...row, people: JSON.parse(people) });
    });

    test('has 200 rows of the source', () => {
      expect(sample).toHaveLength(200);
      expect(sample.filter(({ id }) => !sourceRows.some((row) => row.id === id))).toEqual([]);
    });

    test('host, travellers, country and days are those of the labels', () => {
      const wrong = sample.filter(({ id, start, end, country, travellers }) => {
        const row = imported.get(id);
        const isNamed = (name: string, at: number): boolean =>
          foldName(name)
            .split(' ')
            .some((word) => word.length > 2 && foldName(row?.people[at]?.names ?? '').includes(word));
        return !(
          row?.host === 'US' &&
          row.start === start &&
          row.end === end &&
          row.people.length === travellers.length &&
          row.people.every((person) => person.country === country) &&
          travellers.every(isNamed)
        );
      });
      expect(wrong.map(({ id }) => id)).toEqual([]);
    });

    test('at least 97 % of the types are those of the labels', () => {
      const wrong = sample.filter(({ id, type }) => imported.get(id)?.type !== type);
      expect(wrong.length, wrong.map(({ id }) => id).join(' ')).toBeLessThanOrEqual(6);
    });

    test('no two people are one, and at most 5 % of the people are two', () => {
      const joined = sample.filter(({ id, other }) =>
        other.some((row) => partiesOf(row).some((party) => partiesOf(id).includes(party))),
      );
      expect(joined.map(({ id }) => id)).toEqual([]);
      const people = sample.flatMap(({ id, same }) => same.map((rows, at) => ({ id, rows, party: partiesOf(id)[at] })));
      const apart = people.filter(({ rows, party }) => rows.some((row) => !partiesOf(row).includes(party ?? '')));
      expect(people.length).toBeGreaterThan(200);
      expect(apart.length / people.length, apart.map(({ id }) => id).join(' ')).toBeLessThanOrEqual(0.05);
    });
  });

  test('seven rows have two visitors', async () => {
    const visitors = Map.groupBy(await readTravellers(fixture), ({ key }) => key);
    const ids = [...visitors].filter(([, people]) => people.length > 1).map(([key]) => key.replace('hsg-visits:', ''));
    const pairs = sourceRows.filter(({ id }) => ids.includes(id)).map(({ visitor }) => visitor);
    expect(pairs).toHaveLength(7);
    for (const pair of pairs) expect(pair).toMatch(/(?: and|,) (?:Prime Minister|Crown Prince) /);
  });

  test('a visitor who had died is reported, and not the former president', async () => {
    expect(report.notes.filter(({ key }) => key === 'hsg-visits:3088')).toMatchObject([
      { note: expect.stringContaining('recorded as a person apart, hsg-visits:PH:benigno-s-aquino-3rd') },
    ]);
  });
});

/** Names of the identifiers of the source, as countries are displayed. */
const renamed: Readonly<Record<string, string>> = {
  'congo republic': 'republic of congo',
  'czech republic': 'czechia',
  'korea south': 'south korea',
  macedonia: 'north macedonia',
  swaziland: 'eswatini',
};

describe.skipIf(isHsgVisitsAbsent || !existsSync(leadersFolder))('the order of imports', () => {
  test('leaders and visits have the same people in either order, and later runs create nothing', async () => {
    // The decades of the editions, which take a third of the time of all.
    const read = (name: string): string => readFileSync(join(hsgVisitsFolder, 'data', name), 'utf8');
    using visits = writeTemporaryFolder({ '2010.xml': read('2010.xml'), '2020.xml': read('2020.xml') });
    const folders = { 'hsg-visits': visits.path, leaders: leadersFolder };
    const run = ({ db }: ApiFixture, format: keyof typeof folders) => importFolder(db, format, folders[format]);

    await using visitsFirst = await openApiFixture();
    await run(visitsFirst, 'hsg-visits');
    await run(visitsFirst, 'leaders');
    // The terms are on record now.
    expect(await run(visitsFirst, 'hsg-visits')).toMatchObject({ created: 0, rejected: 0, vanished: 0 });
    await using leadersFirst = await openApiFixture();
    await run(leadersFirst, 'leaders');
    await run(leadersFirst, 'hsg-visits');
    for (const format of ['leaders', 'hsg-visits'] as const)
      expect(await run(leadersFirst, format)).toMatchObject({ created: 0, updated: 0, vanished: 0 });
    const travellers = await readTravellers(leadersFirst);
    expect(await readTravellers(visitsFirst)).toEqual(travellers);
    expect(travellers.filter(({ term }) => term !== null).length).toBeGreaterThan(400);
  });
});

/** The person of each visitor, and the term, by the key of the visit. */
const readTravellers = ({ db }: ApiFixture): Promise<{ key: string; person: string; term: string | null }[]> =>
  db.read((reader) =>
    reader.all(sql`SELECT ${visitTravellers.key} AS "key", ${parties.key} AS "person", ${terms.key} AS "term"
      FROM ${visitTravellers} JOIN ${parties} ON ${parties.id} = ${visitTravellers.partyId} LEFT JOIN ${terms} ON ${terms.id} = ${visitTravellers.termId}
      WHERE ${visitTravellers.key} LIKE 'hsg-visits:%' ORDER BY ${visitTravellers.key}, ${visitTravellers.ordinal}`),
  );
