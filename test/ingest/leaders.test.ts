import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFormats } from '../../src/ingest/import-formats.ts';
import type { ImportReport } from '../../src/ingest/import-records.ts';
import type { ImportItem } from '../../src/model/records/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { writeTemporaryFolder } from './hsg-travels-fixture.ts';
import { fileOf, importLeaders } from './leaders-fixture.ts';

const shared = '../shared/data/cia-factbook';
const absent = !existsSync(shared);
if (absent) console.warn(`Skipped: ${shared} is not here.`);

const { leaders } = importFormats;

const held = `query ($code: String!) { country(code: $code) { leaders {
  key capacity attestedUntil office { key title rank } person { key name names { text } } start { edtf basis verbatim } end { edtf basis }
  claims(field: "start") { value rank reason citations { source { key } spans { words } } }
} } }`;
type Term = {
  key: string;
  capacity: string;
  attestedUntil: string | null;
  office: { key: string; title: string; rank: string };
  person: { key: string; name: string; names: { text: string }[] };
  start: { edtf: string; basis: string } | null;
  end: { edtf: string; basis: string } | null;
  claims: {
    value: unknown;
    rank: string;
    reason: string | null;
    citations: { source: { key: string }; spans: { words: string }[] }[];
  }[];
};
async function termsOf(fixture: ApiFixture, country: string): Promise<Term[]> {
  const { data, errors } = await fixture.execute(held, { code: country });
  expect(errors).toBeUndefined();
  return data.country.leaders;
}

const leadersOn = async (
  fixture: ApiFixture,
  country: string,
  on: string,
  certainty = 'CERTAIN',
): Promise<string[]> => {
  const query = `query ($country: String!, $on: Date, $certainty: Certainty) {
    country(code: $country) { leaders(on: $on, certainty: $certainty) { person { name } office { title } } }
  }`;
  const { data, errors } = await fixture.execute(query, { country, on, certainty });
  expect(errors).toBeUndefined();
  const found: { person: { name: string }; office: { title: string } }[] = data.country.leaders;
  return found.map(({ person, office }) => `${person.name}, ${office.title}`);
};

describe('a few lines', () => {
  test('a holder is certain until the last edition that names them, and gone from the next one', async () => {
    using folder = writeTemporaryFolder(
      fileOf(
        { text: 'Prime Minister Robert FICO (since 4 April 2012)', first: '2015-10-28', last: '2017-03-29' },
        { text: 'Prime Minister Eduard HEGER', first: '2021-05-23', last: '2023-02-23' },
      ),
    );
    await using fixture = await openApiFixture({ dossier: false });
    await importLeaders(fixture, folder.path);
    const [heger, fico] = await termsOf(fixture, 'SK');
    // No edition gives a first day, but they bound it.
    expect(heger).toMatchObject({ start: { edtf: '[2017-03-30..2021-05-23]', basis: 'INFERRED' } });
    expect(fico).toMatchObject({
      attestedUntil: '2017-03-29',
      end: { edtf: '[2017-03-29..2021-05-23]', basis: 'INFERRED' },
    });
    const title = 'Robert Fico, Prime Minister of Slovakia';
    expect(await leadersOn(fixture, 'SK', '2012-04-03')).toEqual([]);
    expect(await leadersOn(fixture, 'SK', '2012-04-04')).toEqual([title]);
    expect(await leadersOn(fixture, 'SK', '2017-03-29')).toEqual([title]);
    expect(await leadersOn(fixture, 'SK', '2017-03-30')).toEqual([]);
    expect(await leadersOn(fixture, 'SK', '2017-03-30', 'POSSIBLE')).toEqual([
      'Eduard Heger, Prime Minister of Slovakia',
      title,
    ]);
    expect(await leadersOn(fixture, 'SK', '2021-05-24', 'POSSIBLE')).toEqual([
      'Eduard Heger, Prime Minister of Slovakia',
    ]);
  });

  test('no longer certain from the first day of a successor, even in an edition that still names the holder', async () => {
    using folder = writeTemporaryFolder(
      fileOf(
        {
          text: 'President Andrej KISKA (since 15 June 2014)',
          field: 'chief of state',
          first: '2015-10-28',
          last: '2019-08-01',
        },
        {
          text: 'Monarch ZUZANA I (since 15 June 2019)',
          field: 'chief of state',
          first: '2019-09-01',
          last: '2024-01-25',
        },
      ),
    );
    await using fixture = await openApiFixture({ dossier: false });
    await importLeaders(fixture, folder.path);
    expect(await leadersOn(fixture, 'SK', '2019-06-14')).toEqual(['Andrej Kiska, President of Slovakia']);
    expect(await leadersOn(fixture, 'SK', '2019-06-15')).toEqual(['Zuzana I, Monarch of Slovakia']);
  });

  test.each([
    ['a vacancy', 'vacant (since 8 December 2024)', '2024-12-08'],
    ['an overthrow', 'vacant; former President Andrej KISKA was overthrown on 8 December 2024', '2024-12-08'],
  ])('ends a term with %s', async (_name, text, last) => {
    const field = 'chief of state';
    using folder = writeTemporaryFolder(
      fileOf(
        { text: 'President Andrej KISKA (since 15 June 2014)', field, first: '2015-10-28', last: '2024-12-26' },
        { text, field, first: '2025-01-30' },
      ),
    );
    await using fixture = await openApiFixture({ dossier: false });
    await importLeaders(fixture, folder.path);
    expect(await leadersOn(fixture, 'SK', '2024-12-07')).toEqual(['Andrej Kiska, President of Slovakia']);
    expect(await leadersOn(fixture, 'SK', last)).toEqual([]);
  });

  test('a dependency has no office for the head of its sovereign state', async () => {
    using folder = writeTemporaryFolder(
      fileOf(
        {
          gec: 'av',
          country: 'Anguilla',
          field: 'chief of state',
          text: 'King CHARLES III (since 8 September 2022); represented by Governor Julia CROUCH (since 11 September 2023)',
        },
        {
          gec: 'uk',
          country: 'United Kingdom',
          field: 'chief of state',
          text: 'King CHARLES III (since 8 September 2022)',
        },
        {
          gec: 'as',
          country: 'Australia',
          field: 'chief of state',
          text: 'King CHARLES III (since 8 September 2022); represented by Governor-General David HURLEY (since 1 July 2019)',
        },
      ),
    );
    await using fixture = await openApiFixture({ dossier: false });
    await importLeaders(fixture, folder.path);
    expect((await termsOf(fixture, 'AI')).map(({ office }) => office)).toEqual([]);
    const { data } = await fixture.execute(
      '{ person(key: "charles-iii") { terms { office { title } } } governor: person(key: "cia-factbook:AI:julia-crouch") { terms { office { title rank } } } }',
    );
    // The office held in person comes first.
    expect(data.person.terms.map((term: { office: { title: string } }) => term.office.title)).toEqual([
      'Monarch of the United Kingdom',
      'Monarch of Australia',
    ]);
    expect(data.governor.terms).toEqual([{ office: { title: 'Governor of Anguilla', rank: 'OTHER' } }]);
  });

  test('editions that disagree on a start day become ranked claims of one term', async () => {
    const at = { first: '2023-11-30', last: '2023-12-30' };
    using folder = writeTemporaryFolder(
      fileOf(
        { text: 'Prime Minister Eduard HEGER (since 1 April 2021)', first: '2021-05-23', last: '2023-08-31' },
        { text: 'Prime Minister Robert FICO (since 25 May 2023)', ...at },
        { text: 'Prime Minister Robert FICO (since 25 October 2023)', first: '2024-06-27', last: '2026-05-17' },
      ),
    );
    await using fixture = await openApiFixture({ dossier: false });
    expect(await importLeaders(fixture, folder.path)).toMatchObject({ rejected: 0, vanished: 0 });
    const [fico, heger, ...others] = await termsOf(fixture, 'SK');
    expect(others).toEqual([]);
    expect(fico).toMatchObject({ person: { name: 'Robert Fico' }, start: { edtf: '2023-10-25' }, end: null });
    expect(fico?.office).toMatchObject({ title: 'Prime Minister of Slovakia', rank: 'HEAD_OF_GOVERNMENT' });
    expect(fico?.claims.map(({ value, rank, reason }) => [value, rank, reason])).toEqual([
      ['2023-10-25', 'PREFERRED', 'No edition after that of 2026-05-17 has another first day.'],
      ['2023-05-25', 'DEPRECATED', 'The edition of 2023-08-31 still names Eduard Heger.'],
    ]);
    expect(fico?.claims[1]?.citations.map(({ source, spans }) => [source.key, spans[0]?.words])).toEqual([
      ['cia-factbook:executive-strings', 'since 25 May 2023'],
      ['cia-factbook:edition:2023-12-30', undefined],
    ]);
    // Heger held the office until the last edition that lists him, at the latest until his successor began.
    expect(heger?.end).toEqual({ edtf: '[2023-08-31..2023-10-25]', basis: 'INFERRED' });
  });

  test('a later start day after an edition that lists the holder is a separate term', async () => {
    using folder = writeTemporaryFolder(
      fileOf(
        { text: 'Prime Minister Robert FICO (since 4 April 2012)', first: '2015-10-28', last: '2017-03-29' },
        { text: 'Prime Minister Robert FICO (since 25 October 2023)', first: '2024-06-27' },
      ),
    );
    await using fixture = await openApiFixture({ dossier: false });
    await importLeaders(fixture, folder.path);
    const terms = await termsOf(fixture, 'SK');
    expect(terms.map(({ start, person }) => [start?.edtf, person.key])).toEqual([
      ['2023-10-25', 'cia-factbook:SK:robert-fico'],
      ['2012-04-04', 'cia-factbook:SK:robert-fico'],
    ]);
  });

  test('similar names are two people with a warning; the alias file merges them', async () => {
    const field = 'chief of state';
    using folder = writeTemporaryFolder(
      fileOf(
        { text: 'Prime Minister Ambrose KOVAC (since 25 October 2023)', first: '2023-11-30' },
        { text: 'Prime Minister Russell KOVAC (since 25 October 2023)', first: '2023-12-30' },
        { text: 'President Alyaksandr LUKASHENKA (since 20 July 1994)', gec: 'bo', country: 'Belarus', field },
        {
          text: 'President Aleksandr LUKASHENKO (since 20 July 1994)',
          gec: 'bo',
          country: 'Belarus',
          field,
          first: '2026-01-22',
        },
      ),
    );
    await using fixture = await openApiFixture({ dossier: false });
    const { notes } = await importLeaders(fixture, folder.path);
    expect(notes.map(({ note }) => note)).toEqual([
      '"Ambrose Kovac" and "Russell Kovac" both name the Prime Minister since 2023-10-25. If they are one person, state it in data/reference/person-aliases.yaml.',
    ]);
    expect(new Set((await termsOf(fixture, 'SK')).map(({ person }) => person.key)).size).toBe(2);
    const [lukashenko, ...others] = await termsOf(fixture, 'BY');
    expect(others).toEqual([]);
    expect(lukashenko?.person).toMatchObject({
      name: 'Aleksandr Lukashenko',
      names: [{ text: 'Aleksandr Lukashenko' }, { text: 'Alyaksandr Lukashenka' }],
    });
  });

  test('rejects invalid lines with their numbers and imports the others', async () => {
    using folder = writeTemporaryFolder(
      fileOf(
        { text: 'Prime Minister Robert FICO (since 25 October 2023)' },
        '{"gec": "lo", "country":',
        { text: 'President Peter PELLEGRINI (since 15 June 2024)', field: 'monarch' },
        { text: 'President Peter PELLEGRINI (since 15 June 2024)', gec: 'qq' },
        { text: 'President Peter PELLEGRINI (since 15 June 2024)', gec: 'sk', country: 'Slovakia' },
        { text: 'President Peter PELLEGRINI (since 15 June 2024)', first: '2024-02-31' },
        { text: 'President Peter PELLEGRINI (since 15 June 2024)', first: '2024-06-27', last: '2024-06-26' },
        { text: 'there are 27 countries with royal families', gec: 'xx', country: null },
        { text: 'President Peter PELLEGRINI (since 15 June)', field: 'chief of state' },
      ),
    );
    await using fixture = await openApiFixture({ dossier: false });
    const { rejections } = await importLeaders(fixture, join(folder.path, 'executive-strings.jsonl'));
    expect(rejections.map(({ line, reason }) => `${line} ${reason.split('\n')[0]}`)).toMatchObject([
      expect.stringMatching(/^2 The line is not JSON: /),
      expect.stringMatching(/^3 The line is invalid: ✖ "field" must be "chief of state" or "head of government"\./),
      '4 "qq" is not a known code of the Factbook. Add it to data/reference/gec.yaml.',
      '5 The code "sk" is that of SX, but "Slovakia" is the name of SK.',
      '6 "2024-02-31" is not a day. Write YYYY-MM-DD, such as 2023-11-01.',
      '7 lastSeenEdition 2024-06-26 is before firstSeenEdition 2024-06-27.',
      expect.stringMatching(/^8 "xx" \(no name\) is not a country on record/),
      '9 "since 15 June" does not say on which day, month or year "Peter PELLEGRINI" took office.',
    ]);
    expect(await termsOf(fixture, 'SK')).toHaveLength(1);
  });

  test('rejects a folder without the file, or with two', async () => {
    using none = writeTemporaryFolder({ 'other.jsonl': '' });
    using two = writeTemporaryFolder({ 'executive-strings-1.jsonl': '', 'executive-strings-2.jsonl': '' });
    await using fixture = await openApiFixture({ dossier: false });
    await expect(importLeaders(fixture, none.path)).rejects.toThrow('has 0 files executive-strings*.jsonl');
    await expect(importLeaders(fixture, two.path)).rejects.toThrow('has 2 files executive-strings*.jsonl');
  });
});

describe.skipIf(absent)('the World Factbook, 2015 to 2026', () => {
  let fixture: ApiFixture;
  let report: ImportReport;
  const items: ImportItem[] = [];

  beforeAll(async () => {
    fixture = await openApiFixture();
    for await (const item of leaders.read(fixture.db, shared, {})) items.push(item);
    report = await importLeaders(fixture, shared);
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  test('reads 987 of 1,000 lines, reports the others, and reads nothing twice', async () => {
    const lines = (await leaders.estimateCount?.(shared)) ?? 0;
    expect(lines).toBe(2553);
    const rejected = new Set(items.filter((item) => 'rejected' in item).map(({ place }) => place.line));
    expect(rejected.size / lines).toBeLessThan(0.013);
    expect(report).toMatchObject({ rejected: items.filter((item) => 'rejected' in item).length, vanished: 0 });
    expect(await importLeaders(fixture, shared)).toMatchObject({
      created: 0,
      updated: 0,
      vanished: 0,
      rejected: report.rejected,
    });
  });

  test('every quoted word is at its stated offsets', () => {
    const text = [...readFileSync(join(shared, 'executive-strings-2014-2026.jsonl'), 'utf8')];
    let quoted = 0;
    for (const item of items) {
      if (!('record' in item) || !('citations' in item.record)) continue;
      for (const { spans = [] } of item.record.citations ?? [])
        for (const { words, start, end } of spans) {
          quoted += 1;
          if (text.slice(start, end).join('') !== words)
            expect.fail(`${item.key}: "${words}" does not stand at ${start}.`);
        }
    }
    expect(quoted).toBeGreaterThan(4000);
  });

  test('uses the codes of the Factbook: rs is Russia', async () => {
    const terms = await termsOf(fixture, 'RU');
    expect(terms.find(({ office }) => office.title === 'President of Russia')).toMatchObject({
      person: { key: 'vladimir-putin', name: 'Vladimir Putin' },
      start: { edtf: '2012-05-07' },
      end: null,
    });
    expect((await termsOf(fixture, 'RS')).map(({ person }) => person.name)).toContain('Aleksandar Vucic');
  });

  test('people named within a notice hold no office', async () => {
    const terms = await termsOf(fixture, 'VE');
    expect(terms.map(({ person, start, capacity }) => [person.name, start?.edtf, capacity])).toEqual([
      ['Delcy Eloína Rodríguez Gómez', '2026-01-05', 'ACTING'],
      ['Nicolas Maduro Moros', '2013-04-19', 'INCUMBENT'],
    ]);
  });

  test('uses the people, offices and terms of the dossier', async () => {
    const tokayev = (await termsOf(fixture, 'KZ')).filter(({ office }) => office.key === 'president-of-kazakhstan');
    expect(tokayev[0]).toMatchObject({
      key: 'tokayev-president-of-kazakhstan',
      person: { key: 'kassym-jomart-tokayev' },
      start: { edtf: '2019-03-20' },
    });
    expect(tokayev[0]?.claims).toHaveLength(1);
    expect(tokayev[0]?.claims[0]?.citations.map(({ source }) => source.key)).toEqual([
      'cia-world-factbook',
      'cia-factbook:executive-strings',
      'cia-factbook:edition:2026-05-17',
    ]);
    const france = (await termsOf(fixture, 'FR')).filter(({ office }) => office.rank === 'HEAD_OF_STATE');
    expect(france.map(({ key }) => key)).toEqual([
      'macron-president-of-france',
      'cia-factbook:FR:president:francois-hollande:2012-05-15',
    ]);
    expect(
      (await termsOf(fixture, 'UZ')).map(({ person, capacity, start }) => [person.key, capacity, start?.edtf]),
    ).toContainEqual(['shavkat-mirziyoyev', 'ACTING', '2016-09-08']);
  });

  test('Fico since 25 May and since 25 October 2023: two claims', async () => {
    const term = (await termsOf(fixture, 'SK')).find(({ start }) => start?.edtf === '2023-10-25');
    expect(term?.claims.map(({ value, rank }) => [value, rank])).toEqual([
      ['2023-10-25', 'PREFERRED'],
      ['2023-05-25', 'DEPRECATED'],
    ]);
  });

  test('returns the leaders of the Soviet successor states on 1992-01-01 as far as they are possible', async () => {
    const { data, errors } = await fixture.execute(`{
      country(code: "SUHH") { successors { name leaders(on: "1992-01-01", certainty: POSSIBLE) { person { name } office { title } start { edtf basis } end { edtf } } } }
      coverages(first: 100) { nodes { source { key } about start end note } }
    }`);
    expect(errors).toBeUndefined();
    const successors: { name: string; leaders: object[] }[] = data.country.successors;
    expect(successors).toHaveLength(15);
    expect(
      successors.filter(({ leaders: found }) => found.length > 0).map(({ name, leaders: found }) => [name, found]),
    ).toEqual([
      [
        'Kazakhstan',
        [
          {
            person: { name: 'Nursultan Abishuly Nazarbayev' },
            office: { title: 'President of Kazakhstan' },
            start: { edtf: '1991-12-01~', basis: 'INFERRED' },
            end: { edtf: '[2017-03-29..2019-03-20]' },
          },
        ],
      ],
      [
        'Uzbekistan',
        [
          {
            person: { name: 'Islom Karimov' },
            office: { title: 'President of Uzbekistan' },
            start: { edtf: '1990-03-24', basis: 'STATED' },
            end: { edtf: '2016-09-02' },
          },
        ],
      ],
    ]);
    const coverage: { source: { key: string }; start: string; end: string; note: string }[] = data.coverages.nodes;
    expect(
      coverage
        .filter(({ source }) => source.key === 'cia-factbook:executive-strings')
        .map(({ start, end }) => [start, end]),
    ).toEqual([
      ['2015-10-28', '2017-03-29'],
      ['2020-11-27', '2026-01-22'],
    ]);
    expect(coverage.find(({ start }) => start === '2020-11-27')?.note).toContain('from 2017-03-30 to 2020-11-26');
    expect(coverage.find(({ start }) => start === '2015-10-28')?.note).toContain(
      'that a country has no leader there says nothing',
    );
  });

  test('a sovereign of many countries is one person with a representative in each', async () => {
    const { data } = await fixture.execute(`{ person(key: "charles-iii") { terms { office { country { code } } } } }`);
    // The fifteen realms, the Cook Islands and Niue; no dependency.
    expect(data.person.terms).toHaveLength(17);
    expect(
      new Set(data.person.terms.map((term: { office: { country: { code: string } } }) => term.office.country.code))
        .size,
    ).toBe(data.person.terms.length);
  });
});
