import { describe, expect, test } from 'vitest';
import { parseHolders } from '../../src/ingest/leaders/parse-holders.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { writeTemporaryFolder } from './hsg-travels-fixture.ts';
import { fileOf, importLeaders, type LineInput } from './leaders-fixture.ts';

type Field = 'chief of state' | 'head of government';
const parse = (text: string, field: Field = 'chief of state') => {
  const parsed = parseHolders(text, field);
  if ('reason' in parsed) throw new Error(parsed.reason);
  return parsed.holders.map(({ office, capacity, name, from }) => [office, capacity, name, from?.edtf]);
};

interface Term {
  capacity: string;
  attestedUntil: string | null;
  office: { title: string; rank: string };
  start: { edtf: string } | null;
  end: { edtf: string } | null;
  claims: { value: unknown }[];
  citations: { field: string | null; spans: { words: string }[] }[];
}
async function importLines(fixture: ApiFixture, ...lines: LineInput[]) {
  using folder = writeTemporaryFolder(fileOf(...lines.map((line) => ({ field: 'chief of state', ...line }))));
  const report = await importLeaders(fixture, folder.path);
  expect(await importLeaders(fixture, folder.path)).toMatchObject({ created: 0, updated: 0, vanished: 0 });
  return report;
}
async function readTerms(fixture: ApiFixture, name: string): Promise<Term[]> {
  const { data, errors } = await fixture.execute(
    `query ($name: String!) { people(first: 10, filter: { name: { eq: $name } }) { nodes { name terms {
      capacity attestedUntil office { title rank } start { edtf } end { edtf }
      claims(field: "start") { value } citations { field spans { words } }
    } } } }`,
    { name },
  );
  expect(errors).toBeUndefined();
  const people: { name: string; terms: Term[] }[] = data.people.nodes;
  return people.filter((person) => person.name === name).flatMap(({ terms }) => terms);
}

describe('vice presidents in a line', () => {
  test.each<[string, ...(string | undefined)[][]]>([
    [
      'President Ada NOVAK (since 1 May 2020); Vice President Jan HORAK, Gen. (since 2 May 2020)',
      ['Vice President', 'INCUMBENT', 'Jan HORAK', '2020-05-02'],
    ],
    [
      'President Ada NOVAK (since 1 May 2020); First Vice President Jan HORAK (since 2 May 2020); second Vice President (vacant)',
      ['First Vice President', 'INCUMBENT', 'Jan HORAK', '2020-05-02'],
    ],
    [
      'President Ada NOVAK (since 1 May 2020); Vice Presidents Jan HORAK, Eva MALA, and Petr VESELY (all since 3 May 2020)',
      ['Vice President', 'INCUMBENT', 'Jan HORAK', '2020-05-03'],
      ['Vice President', 'INCUMBENT', 'Eva MALA', '2020-05-03'],
      ['Vice President', 'INCUMBENT', 'Petr VESELY', '2020-05-03'],
    ],
    [
      'President Ada NOVAK (since 1 May 2020); Vice Presidents Jan HORAK (since 3 May 2020) and Eva MALA (since 4 May 2020)',
      ['Vice President', 'INCUMBENT', 'Jan HORAK', '2020-05-03'],
      ['Vice President', 'INCUMBENT', 'Eva MALA', '2020-05-04'],
    ],
    [
      'President Ada NOVAK (since 1 May 2020); First Vice President Jan HORAK, Second Vice President Eva MALA (both since 3 May 2020)',
      ['First Vice President', 'INCUMBENT', 'Jan HORAK', '2020-05-03'],
      ['Second Vice President', 'INCUMBENT', 'Eva MALA', '2020-05-03'],
    ],
    [
      'President Ada NOVAK (since 1 May 2020; Vice President Jan HORAK (since 2 May 2020',
      ['Vice President', 'INCUMBENT', 'Jan HORAK', '2020-05-02'],
    ],
    [
      'President Ada NOVAK (since 1 May 2020) Vice President Jan HORAK (2 May 2020)',
      ['Vice President', 'INCUMBENT', 'Jan HORAK', '2020-05-02'],
    ],
    [
      'President Ada NOVAK (since 1 May 2020); Acting Vice President Jan HORAK (since 2 May 2020); Vice President-elect Eva MALA (since 9 May 2020)',
      ['Vice President', 'ACTING', 'Jan HORAK', '2020-05-02'],
      ['Vice President', 'ELECT', 'Eva MALA', '2020-05-09'],
    ],
    [
      "President Ada NOVAK (since 1 May 2020); Vice President (and Minister of the President's Office) Jan HORAK (since 2 May 2020)",
      ['Vice President', 'INCUMBENT', 'Jan HORAK', '2020-05-02'],
    ],
  ])('%s', (text, ...expected) => {
    expect(parse(text)).toEqual([['President', 'INCUMBENT', 'Ada NOVAK', '2020-05-01'], ...expected]);
  });

  test('other deputies, and people named with a vacant office, are not read', () => {
    const head = ['Prime Minister', 'INCUMBENT', 'Ada NOVAK', '2020-05-01'];
    const line = 'Prime Minister Ada NOVAK (since 1 May 2020); Deputy Prime Minister Jan HORAK (since 2 May 2020)';
    expect(parse(line, 'head of government')).toEqual([head]);
    expect(parse('president (vacant); Vice President Jan HORAK (since 2 May 2020)')).toEqual([]);
  });

  test('an unreadable name is reported, and the head is read', () => {
    const parsed = parseHolders('President Ada NOVAK (since 1 May 2020); Vice President of nobody', 'chief of state');
    expect(parsed).toMatchObject({
      holders: [{ name: 'Ada NOVAK' }],
      unread: [expect.stringContaining('No name was found in "Vice President of nobody"')],
    });
  });
});

describe('imported vice presidents', () => {
  test('hold an office of rank OTHER, with their words cited, and are no leaders', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const text = 'President Ada NOVAK (since 1 May 2020); Vice President Jan HORAK (since 2 May 2020)';
    await importLines(fixture, { text, first: '2021-05-23', last: '2022-05-26' });
    const [term, ...others] = await readTerms(fixture, 'Jan Horak');
    expect(others).toEqual([]);
    expect(term).toMatchObject({
      office: { title: 'Vice President of Slovakia', rank: 'OTHER' },
      ...{ capacity: 'INCUMBENT', start: { edtf: '2020-05-02' }, end: null, attestedUntil: '2022-05-26' },
    });
    const words = (field: string): string[] =>
      term?.citations.flatMap((one) => (one.field === field ? one.spans.map((span) => span.words) : [])) ?? [];
    expect([words('office'), words('person'), words('start')]).toEqual([
      ['Vice President'],
      ['Jan HORAK'],
      ['since 2 May 2020'],
    ]);
    const { data } = await fixture.execute('{ country(code: "SK") { leaders(on: "2021-06-01") { person { name } } } }');
    expect(data.country.leaders).toEqual([{ person: { name: 'Ada Novak' } }]);
  });

  test('a successor ends the term, unless several hold the office; silence does not', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const president = 'President Ada NOVAK (since 1 May 2020)';
    await importLines(
      fixture,
      { text: `${president}; Vice President Jan HORAK (since 2 May 2020)`, first: '2021-05-23', last: '2022-05-26' },
      { text: `${president}; Vice President Eva MALA (since 2 June 2022)`, first: '2022-06-30', last: '2023-06-29' },
      { text: president, first: '2023-07-27', last: '2024-05-30' },
      ...[
        {
          text: `${president}; Vice Presidents Petr VESELY (since 2 May 2020), Ivan MLADY (since 4 May 2021)`,
          last: '2022-05-26',
        },
        { text: `${president}; Vice President Ivan MLADY (since 4 May 2021)`, first: '2022-06-30' },
      ].map((line) => ({ ...line, gec: 'ez', country: 'Czechia', first: line.first ?? '2021-05-23' })),
    );
    const read = async (name: string) =>
      (await readTerms(fixture, name)).map((term) => [term.end?.edtf, term.attestedUntil]);
    expect(await read('Jan Horak')).toEqual([['[2022-05-26..2022-06-02]', '2022-05-26']]);
    expect(await read('Eva Mala')).toEqual([[undefined, '2023-06-29']]);
    // The other one's first day is not his last; the edition without him bounds it.
    expect(await read('Petr Vesely')).toEqual([['[2022-05-26..2022-06-30]', '2022-05-26']]);
    expect(await read('Ivan Mlady')).toEqual([[undefined, '2022-06-30']]);
  });

  test('a line that names only a vice president is recorded, and says nothing about the head', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const field = 'head of government';
    const report = await importLines(
      fixture,
      { text: 'Prime Minister Ada NOVAK (since 1 May 2020)', field, first: '2021-05-23', last: '2022-05-26' },
      { text: 'Vice President Jan HORAK (since 2 May 2022)', field, first: '2022-06-30' },
    );
    expect(report.rejected).toBe(0);
    expect(await readTerms(fixture, 'Jan Horak')).toMatchObject([{ start: { edtf: '2022-05-02' } }]);
    expect(await readTerms(fixture, 'Ada Novak')).toMatchObject([{ end: null, attestedUntil: '2022-05-26' }]);
  });

  test('"Vice President" and "First Vice President" since one day are one term in the office with the number', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const president = 'President Ada NOVAK (since 1 May 2020)';
    await importLines(
      fixture,
      { text: `${president}; First Vice President Jan HORAK (since 2 May 2020)`, first: '2021-05-23' },
      {
        text: `${president}; Vice President Jan HORAK (since 2 May 2020)`,
        first: '2021-05-23',
        field: 'head of government',
      },
    );
    expect(await readTerms(fixture, 'Jan Horak')).toMatchObject([
      { office: { title: 'First Vice President of Slovakia' }, start: { edtf: '2020-05-02' } },
    ]);
  });

  test('a name in two offices is two people, and the head keeps the key; the alias file joins them', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    await importLines(
      fixture,
      {
        text: 'President Ada NOVAK (since 1 May 2015); Vice President Jan HORAK (since 2 May 2015)',
        first: '2015-10-28',
      },
      { text: 'President Jan HORAK (since 2 May 2020)', first: '2021-05-23' },
      ...[
        {
          text: 'President Barack H. OBAMA (since 20 January 2009); Vice President Joseph R. BIDEN (since 20 January 2009)',
          first: '2015-10-28',
        },
        { text: 'President Joseph R. BIDEN Jr. (since 20 January 2021)', first: '2021-05-23' },
      ].map((line) => ({ ...line, gec: 'us', country: 'United States' })),
    );
    const { data } = await fixture.execute(`{
      head: person(key: "cia-factbook:SK:jan-horak") { terms { office { title } } }
      vice: person(key: "cia-factbook:SK:jan-horak:vice-president") { terms { office { title } } }
      joined: person(key: "hsg:biden-joseph-r") { terms { office { title } } }
    }`);
    const titles = (person: { terms: { office: { title: string } }[] }) =>
      person.terms.map(({ office }) => office.title);
    expect(titles(data.head)).toEqual(['President of Slovakia']);
    expect(titles(data.vice)).toEqual(['Vice President of Slovakia']);
    expect(titles(data.joined).toSorted()).toEqual([
      'President of the United States',
      'Vice President of the United States',
    ]);
  });
});

describe('less common lines', () => {
  test.each<[string, Field, ...(string | undefined)[][]]>([
    [
      'Acting Presidents Ada NOVAK (AB), Jan HORAK (CDe), Eva MALA (FG) (since 3 May 2020)',
      'chief of state',
      ['President', 'ACTING', 'Ada NOVAK', '2020-05-03'],
      ['President', 'ACTING', 'Jan HORAK', '2020-05-03'],
      ['President', 'ACTING', 'Eva MALA', '2020-05-03'],
    ],
    ...(
      [
        ['Prime Minister Ada NOVAK serving as caretaker (since 3 May 2020)', 'Prime Minister', 'CARETAKER'],
        ['Prime Minister Ada NOVAK in caretaker status (since 3 May 2020)', 'Prime Minister', 'CARETAKER'],
        ['Ada NOVAK elected chancellor (since 3 May 2020)', 'Chancellor', 'INCUMBENT'],
        ['Chief Ada NOVAK appointed acting prime minister (since 3 May 2020)', 'Prime Minister', 'ACTING'],
        [
          'Acting Prime Minister Ada NOVAK - previously finance minister (since 3 May 2020)',
          'Prime Minister',
          'ACTING',
        ],
        [
          'Prime Minister Ada NOVAK resigned on 9 May 2021 but remains in office (since 3 May 2020)',
          'Prime Minister',
          'INCUMBENT',
        ],
        [
          'Ada NOVAK (Acting President and Prime Minister since 3 May 2020 after a resignation)',
          'Prime Minister',
          'ACTING',
        ],
        [
          'Prime Minister Ada NOVAK serves as head of the cabinet in all but name (since 3 May 2020)',
          'Prime Minister',
          'INCUMBENT',
        ],
      ] as const
    ).map(([text, office, capacity]): [string, Field, string[]] => [
      text,
      'head of government',
      [office, capacity, 'Ada NOVAK', '2020-05-03'],
    ]),
    [
      'Privy Council President Ada NOVAK serves as Regent (since 3 May 2020)',
      'chief of state',
      ['Regent', 'INCUMBENT', 'Ada NOVAK', '2020-05-03'],
    ],
  ])('%s', (text, field, ...expected) => {
    expect(parse(text, field)).toEqual(expected);
  });

  test('long runs of blanks are read without delay', () => {
    expect(parse(`President ${' '.repeat(2000)}Ada NOVAK (since 1 May 2020)`)).toHaveLength(1);
  });

  test('a name without an office has the one of the words, of the same first day, or of the field', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const field = 'head of government';
    const report = await importLines(
      fixture,
      { text: 'President Ada NOVAK (since 1 May 2015)', field, first: '2015-10-28' },
      { text: 'Prime Minister Jan HORAK (since 2 May 2020)', field, first: '2021-05-23' },
      { text: 'Jan HORAK (since 2 May 2020)', field, first: '2021-08-26' },
      { text: 'Minister Eva MALA (since 4 May 2022)', field, first: '2022-06-30' },
      { text: 'Petr VESELY (since 5 May 2023)', field, first: '2023-06-29' },
      { text: 'Ivan MLADY (since 6 May 2020)', gec: 'ws', country: 'Samoa', first: '2021-05-23' },
    );
    expect(report.rejections.map(({ reason }) => reason)).toEqual([
      '"Petr VESELY" has no office, and the source has President, Prime Minister for the head of government.',
    ]);
    expect(await readTerms(fixture, 'Jan Horak')).toMatchObject([
      { office: { title: 'Prime Minister of Slovakia' }, attestedUntil: '2021-08-26' },
    ]);
    expect(await readTerms(fixture, 'Eva Mala')).toMatchObject([{ office: { title: 'Prime Minister of Slovakia' } }]);
    expect(await readTerms(fixture, 'Ivan Mlady')).toMatchObject([
      { office: { title: 'Chief of State of Samoa', rank: 'HEAD_OF_STATE' } },
    ]);
  });

  test('a first day that no edition gives is between the last edition with another holder and the first with this one', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const report = await importLines(
      fixture,
      {
        text: 'President Ada NOVAK (since 1 May 2015); Vice President Jan HORAK (since 1 May 2015)',
        first: '2015-10-28',
        last: '2020-11-27',
      },
      {
        text: 'President Ada NOVAK (since 1 May 2015); Vice President Eva MALA',
        first: '2021-05-23',
        last: '2022-05-26',
      },
      { text: 'Vice President Eva MALA (since 4 October)', first: '2022-06-30', field: 'head of government' },
      // Nothing bounds the first day.
      { text: 'President Petr VESELY (since 15 June)', gec: 'ez', country: 'Czechia', first: '2021-05-23' },
    );
    expect(report.rejections.map(({ reason }) => reason)).toEqual([
      '"since 15 June" does not say on which day, month or year "Petr VESELY" took office.',
    ]);
    expect(await readTerms(fixture, 'Eva Mala')).toMatchObject([
      { start: { edtf: '[2020-11-28..2021-05-23]' }, attestedUntil: '2022-06-30' },
    ]);
    expect(await readTerms(fixture, 'Jan Horak')).toMatchObject([
      { end: { edtf: '[2020-11-27..2021-05-23]' }, attestedUntil: '2020-11-27' },
    ]);
  });
});
