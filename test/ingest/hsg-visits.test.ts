import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countHsgVisits } from '../../src/ingest/hsg-visits/index.ts';
import { findVisitType } from '../../src/ingest/hsg-visits/type.ts';
import { parseVisitors } from '../../src/ingest/hsg-visits/visitors.ts';
import type { ImportReport } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { writeTemporaryFolder } from './hsg-travels-fixture.ts';
import { importFolder, renderVisitsXml } from './hsg-visits-fixture.ts';

type Row = Parameters<typeof renderVisitsXml>[number];

const visitsQuery = `{ visits(first: 100, orderBy: [{ field: START, direction: ASC }]) { nodes {
  key summary host { code } start { edtf } end { edtf } type purposes remarks status
  travellers { person { key name names { text } } term { key } country { key } }
  citations { field basis source { key } spans { words } }
} } }`;

interface VisitNode {
  key: string;
  summary: string;
  host: { code: string };
  type: string;
  purposes: string[];
  travellers: {
    person: { key: string; name: string; names: { text: string }[] };
    term: { key: string } | null;
    country: { key: string };
  }[];
}

async function importRows(fixture: ApiFixture, ...rows: Row[]): Promise<ImportReport> {
  using folder = writeTemporaryFolder({ 'data/1980.xml': renderVisitsXml(...rows) });
  // The folder must exist until everything is read.
  return await importFolder(fixture.db, 'hsg-visits', folder.path);
}

const readVisits = async (fixture: ApiFixture): Promise<VisitNode[]> =>
  (await fixture.execute(visitsQuery)).data.visits.nodes;
const countriesOf = (visits: readonly VisitNode[]): Record<string, string[]> =>
  Object.fromEntries(visits.map(({ key, travellers }) => [key, travellers.map(({ country }) => country.key)]));
const peopleOf = (visits: readonly VisitNode[]): Record<string, string[]> =>
  Object.fromEntries(visits.map(({ key, travellers }) => [key, travellers.map(({ person }) => person.key)]));

/** Terms of a head of state and of a head of government. */
const leaderLine = (text: string, field: string, gec = 'ke', country = 'Kenya'): string =>
  `${JSON.stringify({ gec, country, field, text, firstSeenEdition: '2016-06-30', lastSeenEdition: '2019-06-30' })}\n`;

describe('the visits of foreign leaders', () => {
  test('a row becomes a visit to the United States, with its words as evidence', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const description = 'State visit; met with\n            President Reagan. Private visit to Boston afterwards.';
    const report = await importRows(fixture, { id: 7, end: '1983-05-04', description });
    expect(report).toMatchObject({ read: 1, created: 1, rejections: [], notes: [] });
    expect(await readVisits(fixture)).toEqual([
      {
        key: 'hsg-visits:7',
        summary: 'President Ada Example of Kenya visited the United States.',
        host: { code: 'US' },
        start: { edtf: '1983-05-02' },
        end: { edtf: '1983-05-04' },
        type: 'STATE',
        purposes: ['BILATERAL'],
        status: 'COMPLETED',
        remarks: 'State visit; met with President Reagan. Private visit to Boston afterwards.',
        travellers: [
          {
            person: { key: 'hsg-visits:KE:ada-example', name: 'Ada Example', names: [{ text: 'Ada Example' }] },
            term: null,
            country: { key: 'KE' },
          },
        ],
        citations: [
          [null, 'STATED', []],
          ['travellers', 'STATED', ['President Ada Example', 'Kenya']],
          ['host', 'STATED', []],
          ['start', 'STATED', ['1983-05-02']],
          ['end', 'STATED', ['1983-05-04']],
          ['remarks', 'STATED', [description]],
          ['type', 'STATED', [description]],
          ['purposes', 'INFERRED', [description]],
        ].map(([field, basis, spans]) => ({
          field,
          basis,
          source: { key: 'hsg-visits:1980' },
          spans: (spans as string[]).map((words) => ({ words })),
        })),
      },
    ]);
    const { data } = await fixture.execute(
      '{ coverages(filter: { kind: [VISIT] }) { nodes { about start end } } offices(first: 1) { nodes { key } } }',
    );
    expect(data).toEqual({
      coverages: {
        nodes: [
          {
            about: 'Visits of foreign leaders to the United States (1980s)',
            start: '1983-05-02',
            end: '1983-05-04',
          },
        ],
      },
      offices: { nodes: [] },
    });
  });

  test('counts the rows for the progress bar, in the folder itself or in its folder "data"', async () => {
    const xml = renderVisitsXml({ id: 1 }, { id: 2 });
    using nested = writeTemporaryFolder({ 'data/1980.xml': xml, 'schema/visits.rnc': '' });
    using flat = writeTemporaryFolder({ '1980.xml': xml });
    using none = writeTemporaryFolder({ 'readme.md': '' });
    expect([await countHsgVisits(nested.path), await countHsgVisits(flat.path)]).toEqual([2, 2]);
    await expect(countHsgVisits(none.path)).rejects.toThrow('has no XML files');
  });

  test('emphasised words in a description are part of it', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    await importRows(fixture, { id: 1, description: 'Sailed on the <em>Example</em> to Boston.' });
    expect((await readVisits(fixture))[0]).toMatchObject({ remarks: 'Sailed on the Example to Boston.' });
  });

  test('rejects rows without what a visit needs, with the reason', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const { rejected, rejections } = await importRows(
      fixture,
      { id: 1 },
      { id: 1, visitor: 'King Another' },
      { id: 2, visitor: '' },
      { id: 3, start: '1983-05-04', end: '1983-05-02' },
      { id: 4, start: 'May 1983' },
      { id: 5, from: 'Atlantis' },
      { id: '', visitor: 'King No Id' },
    );
    expect(rejected).toBe(6);
    expect(rejections.map(({ reason }) => reason)).toEqual([
      'The id 1 is already used at data/1980.xml:3.',
      'The visit has no <visitor>.',
      'It ends on 1983-05-02, before it starts on 1983-05-04.',
      expect.stringContaining('"May 1983" is not a day.'),
      'No country has the name "Atlantis". If it is the name of a country, add it to the reference data.',
      'The visit has no <id>.',
    ]);
  });
});

describe('the country that visitors travel for', () => {
  test('is that of the label on the day; the identifier of the source decides what the label leaves open', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const { notes, rejected } = await importRows(
      fixture,
      { id: 1, from: 'U.S.S.R.', fromId: 'russia' },
      { id: 2, from: 'China, Republic of', fromId: 'china', start: '1946-02-01' },
      { id: 3, from: 'China, Republic of', fromId: 'taiwan' },
      { id: 4, from: 'Korea', fromId: 'korea-south' },
      { id: 5, from: 'Vietnam', start: '1968-03-01' },
      { id: 6, from: 'Upper Volta (Burkina Faso)', fromId: 'burkina-faso', start: '1971-01-01' },
      { id: 7, from: 'Türkiye', fromId: 'turkiye', start: '2023-01-01' },
      { id: 8, from: 'Yemen Arab Republic', fromId: 'yemen' },
      { id: 9, from: 'Poland (government-in-exile)', fromId: 'poland', start: '1942-01-01' },
    );
    expect({ notes, rejected }).toEqual({ notes: [], rejected: 0 });
    expect(countriesOf(await readVisits(fixture))).toEqual({
      'hsg-visits:1': ['SUHH'],
      'hsg-visits:2': ['x-republic-of-china'],
      'hsg-visits:3': ['TW'],
      'hsg-visits:4': ['KR'],
      'hsg-visits:5': ['x-south-vietnam'],
      'hsg-visits:6': ['BF'],
      'hsg-visits:7': ['TR'],
      'hsg-visits:8': ['x-north-yemen'],
      'hsg-visits:9': ['PL'],
    });
  });

  test('may be a territory or a state outside the United Nations', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const start = '2023-09-25';
    await importRows(
      fixture,
      { id: 1, start, from: 'French Polynesia' },
      { id: 2, start, from: 'Cook Islands' },
      { id: 3, start, from: 'Kosovo' },
    );
    expect(countriesOf(await readVisits(fixture))).toEqual({
      'hsg-visits:1': ['PF'],
      'hsg-visits:2': ['CK'],
      'hsg-visits:3': ['XK'],
    });
  });

  test('a misspelt label, and one that only the identifier explains, are reported', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const { notes } = await importRows(
      fixture,
      { id: 1, from: 'Somoa' },
      { id: 2, from: 'Bosnian Federation', fromId: 'bosnia-herzegovina', start: '1996-05-01' },
    );
    expect(countriesOf(await readVisits(fixture))).toEqual({ 'hsg-visits:1': ['WS'], 'hsg-visits:2': ['BA'] });
    expect(notes.map(({ note }) => note)).toEqual([
      '"Somoa" was interpreted as WS. A misspelling of Samoa.',
      expect.stringMatching(/^"Bosnian Federation" was interpreted as BA, which the identifier "bosnia-herzegovina"/),
    ]);
  });

  test('a country that was not yet a state is rejected, never replaced by the state that governed it', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const { rejected, rejections } = await importRows(
      fixture,
      { id: 1, from: 'Syria', start: '1945-04-25' },
      { id: 2, from: 'Tanganyika', fromId: 'tanzania', start: '1961-07-17' },
    );
    expect(rejected).toBe(2);
    expect(rejections.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('"Tanganyika" was not yet an independent state on 1961-07-17'),
      expect.stringContaining('Syria (SY) existed since 1946-04-17, not on 1945-04-25'),
    ]);
  });
});

describe('visitors', () => {
  const parse = (text: string) =>
    parseVisitors({ text, attributes: {}, spans: [{ words: text, start: 10, end: 10 + text.length }] });
  const namesOf = (text: string): string[] => parse(text).map(({ title, name }) => `${title}|${name}`);

  test.each([
    ['President Carlos Example', ['President|Carlos Example']],
    ['President- elect Ana Example', ['President- elect|Ana Example']],
    ['President-Elect Ana Example', ['President-Elect|Ana Example']],
    ['Prime Minster Example', ['Prime Minster|Example']],
    ['Prime Ministere Example', ['Prime Ministere|Example']],
    ['Prime MinisterHaidar al- Example', ['Prime Minister|Haidar al-Example']],
    ['Premier and Prince Example', ['Premier and Prince|Example']],
    ['Premier & Prince Example', ['Premier & Prince|Example']],
    ['Prime Minister-Prince Norodom Example', ['Prime Minister-Prince|Norodom Example']],
    ['Prime Minister Dr. Example', ['Prime Minister|Example']],
    ['Prime Minister Shah Example', ['Prime Minister|Shah Example']],
    ['Prime Minister Amir Abbas Example', ['Prime Minister|Amir Abbas Example']],
    ['Crown Prince Example', ['Crown Prince|Example']],
    ['Lieutenant General Example', ['Lieutenant General|Example']],
    ['President of the Council of Ministers Example', ['President of the Council of Ministers|Example']],
    ['Chairman of the Presidency Example', ['Chairman of the Presidency|Example']],
    ['Valdas Example', ['|Valdas Example']],
    ['President Benigno S. Example, 3rd', ['President|Benigno S. Example, 3rd']],
    ['President Tommy E. Example, Jr.', ['President|Tommy E. Example, Jr.']],
    ['President A. One and Prime Minister B. Two', ['President|A. One', 'Prime Minister|B. Two']],
    ['President A. One, Prime Minister B. Two', ['President|A. One', 'Prime Minister|B. Two']],
    ['King One and Crown Prince Two', ['King|One', 'Crown Prince|Two']],
    ['Prime Minister Antigua and Example', ['Prime Minister|Antigua and Example']],
  ])('%s', (text, expected) => {
    expect(namesOf(text)).toEqual(expected);
  });

  test('each of two visitors is quoted with the own words', () => {
    expect(parse('King One and\n Crown Prince Two').flatMap(({ spans }) => spans)).toEqual([
      { words: 'King One', start: 10, end: 18 },
      { words: 'Crown Prince Two', start: 24, end: 40 },
    ]);
  });

  test('two visitors are two travellers', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    await importRows(fixture, { id: 1, visitor: 'President Ada One and Prime Minister Ben Two' });
    expect(peopleOf(await readVisits(fixture))).toEqual({
      'hsg-visits:1': ['hsg-visits:KE:ada-one', 'hsg-visits:KE:ben-two'],
    });
  });
});

describe('the people behind the visitors', () => {
  test('one printed name in one country is one person, whatever the title, without long gaps', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    await importRows(
      fixture,
      { id: 1, start: '1951-01-01', visitor: 'Prime Minister Ada Example' },
      { id: 2, start: '1960-01-01', visitor: 'President Ada Example', from: 'Chile' },
      { id: 3, start: '1961-01-01', visitor: 'President-elect Ada Example', from: 'Chile' },
      { id: 4, start: '1991-01-01', visitor: 'President Ada Example', from: 'Chile' },
      { id: 5, start: '1961-01-01', visitor: 'President Example', from: 'Chile' },
    );
    expect(peopleOf(await readVisits(fixture))).toMatchObject({
      'hsg-visits:2': ['hsg-visits:CL:ada-example'],
      'hsg-visits:3': ['hsg-visits:CL:ada-example'],
      'hsg-visits:4': ['hsg-visits:CL:ada-example:1991'],
      'hsg-visits:5': ['hsg-visits:CL:example'],
    });
  });

  test('the alias file joins spellings within its years; the full name is displayed', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const { notes } = await importRows(
      fixture,
      { id: 1, start: '1963-01-01', visitor: 'Prime Minister Papandreou', from: 'Greece' },
      { id: 2, start: '1964-01-01', visitor: 'Prime Minister Krag', from: 'Denmark' },
      { id: 3, start: '1967-01-01', visitor: 'Prime Minister Jens Otto Krag', from: 'Denmark' },
      { id: 4, start: '1978-01-01', visitor: 'Prime Minister Konstantinos Karamanlis', from: 'Greece' },
      { id: 5, start: '2004-06-01', visitor: 'Prime Minister Konstantinos Karamanlis', from: 'Greece' },
      { id: 6, start: '1991-01-01', visitor: 'President Vaclav Havel', from: 'Czechoslovakia' },
      { id: 7, start: '1995-01-01', visitor: 'President Vaclav Havel', from: 'Czech Republic' },
    );
    expect(notes).toEqual([]);
    const visits = await readVisits(fixture);
    expect(peopleOf(visits)).toEqual({
      'hsg-visits:1': ['hsg-visits:GR:papandreou'],
      'hsg-visits:2': ['hsg-visits:DK:jens-otto-krag'],
      'hsg-visits:3': ['hsg-visits:DK:jens-otto-krag'],
      'hsg-visits:4': ['hsg-visits:GR:konstantinos-karamanlis-1955'],
      'hsg-visits:5': ['hsg-visits:GR:konstantinos-karamanlis-2004'],
      'hsg-visits:6': ['hsg-visits:CZ:vaclav-havel'],
      'hsg-visits:7': ['hsg-visits:CZ:vaclav-havel'],
    });
    expect(visits.find(({ key }) => key === 'hsg-visits:2')?.travellers[0]?.person).toMatchObject({
      name: 'Jens Otto Krag',
      names: [{ text: 'Jens Otto Krag' }, { text: 'Krag' }],
    });
  });

  test('a name outside the years of the alias file is someone else, and is reported', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const { notes } = await importRows(
      fixture,
      { id: 1, start: '2016-02-15', visitor: 'President Benigno S. Aquino, 3rd', from: 'Philippines' },
      { id: 2, start: '2022-05-12', visitor: 'President Benigno S. Aquino, 3rd', from: 'Philippines' },
    );
    expect(peopleOf(await readVisits(fixture))).toEqual({
      'hsg-visits:1': ['cia-factbook:PH:benigno-aquino'],
      'hsg-visits:2': ['hsg-visits:PH:benigno-s-aquino-3rd'],
    });
    expect(notes).toMatchObject([
      {
        key: 'hsg-visits:2',
        note: expect.stringContaining(
          'is a name of cia-factbook:PH:benigno-aquino (2010/2016-06-30), but not on 2022-05-12',
        ),
      },
    ]);
  });

  test('the holder of the office on the day is the visitor if the names agree, with the term', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    using leaders = writeTemporaryFolder({
      'executive-strings.jsonl': [
        leaderLine('President Ada Mary EXAMPLE (since 9 April 2013)', 'chief of state'),
        leaderLine('Prime Minister Ben OTHER (since 9 April 2013)', 'head of government'),
      ].join(''),
    });
    await importFolder(fixture.db, 'leaders', leaders.path);
    const rows: Row[] = [
      { id: 1, start: '2015-01-01', visitor: 'President Ada Example' },
      { id: 2, start: '2017-01-01', visitor: 'Prime Minister Other' },
      { id: 3, start: '2018-01-01', visitor: 'President Carl Stranger' },
      { id: 4, start: '2018-02-01', visitor: 'Vice President Ada Example' },
      { id: 5, start: '2010-01-01', visitor: 'Minister Ben Someone' },
    ];
    const { notes } = await importRows(fixture, ...rows);
    const visits = await readVisits(fixture);
    expect(peopleOf(visits)).toEqual({
      'hsg-visits:1': ['cia-factbook:KE:ada-mary-example'],
      'hsg-visits:2': ['cia-factbook:KE:ben-other'],
      'hsg-visits:3': ['hsg-visits:KE:carl-stranger'],
      'hsg-visits:4': ['cia-factbook:KE:ada-mary-example'],
      'hsg-visits:5': ['hsg-visits:KE:ben-someone'],
    });
    expect(visits.map(({ travellers }) => travellers[0]?.term?.key.split(':').at(2))).toEqual([
      undefined,
      'president',
      'prime-minister',
      undefined,
      undefined,
    ]);
    expect(notes).toMatchObject([
      {
        key: 'hsg-visits:3',
        note: expect.stringContaining('was held by cia-factbook:KE:ada-mary-example according to the terms on record'),
      },
    ]);
    expect(await importRows(fixture, ...rows)).toMatchObject({ unchanged: 5, created: 0, updated: 0 });
  });

  test('a person who is on record under the own key stays, and the holder of the office is reported', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const row: Row = { id: 1, start: '2015-01-01', visitor: 'President Ada Example' };
    await importRows(fixture, row);
    using leaders = writeTemporaryFolder({
      'executive-strings.jsonl': leaderLine('President Ada Mary EXAMPLE (since 9 April 2013)', 'chief of state'),
    });
    await importFolder(fixture.db, 'leaders', leaders.path);
    const { unchanged, notes } = await importRows(fixture, row);
    expect(unchanged).toBe(1);
    expect(notes).toMatchObject([
      {
        note: expect.stringContaining('was held by cia-factbook:KE:ada-mary-example according to the terms on record'),
      },
    ]);
  });

  test('two visits of one person that begin on the same day are reported', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const { notes, duplicateCandidates } = await importRows(
      fixture,
      { id: 1 },
      { id: 2, end: '1983-05-05', description: 'Attended the Example Summit.' },
      { id: 3, description: 'Attended the Example Summit.' },
    );
    expect(notes.map(({ key, note }) => [key, note])).toEqual([
      ['hsg-visits:2', 'The same visitor arrived on the same day in hsg-visits:1: one visit may be listed twice.'],
      ['hsg-visits:3', 'The same visitor arrived on the same day in hsg-visits:1: one visit may be listed twice.'],
    ]);
    expect(duplicateCandidates).toEqual([
      { noun: 'visit', reason: 'SAME_DAYS', keys: ['hsg-visits:1', 'hsg-visits:3'] },
    ]);
  });
});

test.each([
  ['State visit. Private visit to Boston afterwards.', 'STATE'],
  ['Official State visit.', 'STATE'],
  ['Official Visit', 'OFFICIAL'],
  ['Offical Visit.', 'OFFICIAL'],
  ['Official select visit at Example Ranch.', 'OFFICIAL'],
  ['Official working visit; private visit to Boston, May 2–4.', 'OFFICIAL_WORKING'],
  ['Working Visit.', 'WORKING'],
  ['Included working visit at Example Ranch May 4.', 'WORKING'],
  ['Informal working visit.', 'WORKING'],
  ['Informal meetings with President Reagan.', 'INFORMAL'],
  ['Met informally with President Reagan.', 'INFORMAL'],
  ['Informal, unofficial visit.', 'INFORMAL'],
  ['Private visit to Boston.', 'PRIVATE'],
  ['Met with President Reagan during a private visit May 4.', 'PRIVATE'],
  ['Visited Washington during a two-week, private visit.', 'PRIVATE'],
  ['Unofficial visit.', 'PRIVATE'],
  ['Attended a conference. Private visit with President Reagan.', 'PRIVATE'],
  ['At the invitation of the President. Private visit to Boston May 4.', 'UNSPECIFIED'],
  ['Guest of the President. Afterwards made a private visit to Boston.', 'UNSPECIFIED'],
  ['Met with President Reagan. Private visit afterwards.', 'UNSPECIFIED'],
  ['Delivered a message postponing a state visit by the King.', 'UNSPECIFIED'],
  ['Working lunch.', 'UNSPECIFIED'],
  ['Met with Secretary of State Shultz.', 'UNSPECIFIED'],
  ['Attended the State of the Union speech.', 'UNSPECIFIED'],
  ['', 'UNSPECIFIED'],
])('the type of "%s" is %s', (description, type) => {
  expect(findVisitType(description)).toBe(type);
});

describe('the purposes of visits', () => {
  let fixture: ApiFixture;
  const descriptions: Record<string, string[]> = {
    'Met with President Reagan.': ['BILATERAL'],
    'Met with Secretary of State Shultz.': ['BILATERAL'],
    'Discussed trade with President Reagan and U.S. officials.': ['BILATERAL'],
    'Attended the G-8 Economic Summit.': ['MULTILATERAL'],
    'Attended U.S.-EU Summit Meeting.': ['MULTILATERAL'],
    'Attended NATO 75th Anniversary Summit in Washington, DC.': ['MULTILATERAL'],
    'Attended funeral of President Kennedy.': ['CEREMONY'],
    'Accompanied King Example.': ['ACCOMPANYING'],
    'Working visit.': ['BILATERAL'],
    'Private visit.': [],
    'Met with the Secretary-General of the United Nations.': [],
  };

  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: false });
    await importRows(
      fixture,
      ...Object.keys(descriptions).map((description, index) => ({
        id: index + 1,
        visitor: `King ${index}x`,
        description,
      })),
    );
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  test('are those of the travels, with the United States as the host', async () => {
    const visits = (await readVisits(fixture)) as (VisitNode & { remarks: string })[];
    expect(Object.fromEntries(visits.map(({ remarks, purposes }) => [remarks, purposes]))).toEqual(descriptions);
  });
});
