import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { electedMembers, opecPlusPartners, secondSources } from './second-sources.ts';

let api: ApiFixture;
beforeAll(async () => {
  api = await openApiFixture({ dossier: false });
});
afterAll(() => api?.[Symbol.asyncDispose]());

interface Member {
  country: { key: string };
  start: { edtf: string } | null;
  end: { edtf: string } | null;
}

async function read<T>(group: string, selection: string): Promise<T> {
  const { data, errors } = await api.execute(
    `{ groups(filter: { kind: [ORG] }, first: 100) { nodes { key ${selection} } } }`,
  );
  expect(errors).toBeUndefined();
  const found = data.groups.nodes.find(({ key }: { key: string }) => key === group);
  expect(found, group).toBeDefined();
  return found;
}

async function readMembers(group: string, on: string): Promise<string[]> {
  const { members } = await read<{ members: Member[] }>(group, `members(on: "${on}") { country { key } }`);
  return members.map(({ country }) => country.key).toSorted();
}

const split = (keys: string): string[] => keys.split(' ').toSorted();

describe('members equal those of a second source', () => {
  test.each(
    Object.entries(secondSources).flatMap(([group, days]) =>
      days.map((day) => [group, day.on, day.source, day] as const),
    ),
  )('%s on %s (%s)', async (group, on, _source, { members, exceptions = '' }) => {
    const others = new Set(exceptions.split(' '));
    const covered = (keys: string[]): string[] => keys.filter((key) => !others.has(key));
    expect(covered(await readMembers(group, on))).toEqual(covered(split(members)));
  });

  test.each(['2016-12-31', '2018-12-31', '2019-12-31', '2021-12-10', '2024-01-01'])('OPEC+ on %s', async (on) => {
    const opec = await readMembers('OPEC', on);
    // Equatorial Guinea took part before it joined OPEC.
    const partners = on < '2017-05-01' ? [...split(opecPlusPartners), 'GQ'] : split(opecPlusPartners);
    expect(await readMembers('OPEC-PLUS', on)).toEqual([...opec, ...partners].toSorted());
  });
});

describe('the Security Council', () => {
  function listExpected(year: number): string[] {
    const on = `${year}-01-01`;
    const china = year < 1950 ? 'x-republic-of-china' : year < 1972 ? 'TW' : 'CN';
    const permanent = ['FR', 'GB', 'US', china, year < 1992 ? 'SUHH' : 'RU'];
    const first = split(electedMembers[year] ?? '').filter(() => year > 1946);
    const second = (electedMembers[year - 1] ?? '').split(' ').filter((key) => !key.endsWith('*'));
    const elected = [...first, ...second].map((key) => key.replace('*', '')).filter(Boolean);
    // The Yemen that was elected for 1990 was South Yemen until it united.
    return [...permanent, ...elected.map((key) => (key === 'YE' && on < '1990-05-22' ? 'YDYE' : key))].toSorted();
  }
  const years = Array.from({ length: 2026 - 1946 + 1 }, (_, index) => 1946 + index);

  test('equals a second source on every 1 January since 1946', async () => {
    const aliases = years.map((year) => `y${year}: members(on: "${year}-01-01") { country { key } }`);
    // A few years per request, because aliases are limited.
    for (let start = 0; start < aliases.length; start += 10) {
      const council = await read<Record<string, Member[]>>('UNSC', aliases.slice(start, start + 10).join(' '));
      for (const year of years.slice(start, start + 10)) {
        const members = (council[`y${year}`] ?? []).map(({ country }) => country.key).toSorted();
        expect(members, String(year)).toEqual(listExpected(year));
        expect(members, String(year)).toHaveLength(year === 1946 ? 5 : year < 1966 ? 11 : 15);
      }
    }
  });

  test('has its elected members since the election of 1946-01-12', async () => {
    expect(await readMembers('UNSC', '1946-01-11')).toHaveLength(5);
    expect(await readMembers('UNSC', '1946-01-12')).toHaveLength(11);
  });
});

describe('members', () => {
  test.each([
    ['Ecuador', 'EC', ['1973/1992-12', '2007-10/2019-12-31']],
    ['Gabon', 'GA', ['1975/1995-01', '2016-07/']],
    ['Indonesia', 'ID', ['1962/2008-12-31', '2016-01/2016-11-30']],
  ])('can leave and rejoin: %s in OPEC', async (_, key, periods) => {
    const { members } = await read<{ members: Member[] }>(
      'OPEC',
      'members { country { key } start { edtf } end { edtf } }',
    );
    const found = members.filter(({ country }) => country.key === key);
    expect(found.map(({ start, end }) => `${start?.edtf}/${end?.edtf ?? ''}`)).toEqual(periods);
  });

  test('can be states that were not independent, and states as of the date', async () => {
    expect(await readMembers('UN', '1945-12-31')).toEqual(expect.arrayContaining(['BY', 'IN', 'PH', 'UA']));
    const { data } = await api.execute(`{
      countries(first: 100, filter: { group: { eq: "UN", on: "1990-01-01" }, status: [FORMER] }) { nodes { key } }
    }`);
    expect(data.countries.nodes.map(({ key }: { key: string }) => key)).toEqual([
      'CSHH',
      'DDDE',
      'SUHH',
      'YDYE',
      'x-north-yemen',
      'x-sfr-yugoslavia',
    ]);
  });

  test('have no second period that begins before the first has ended', async () => {
    const { data } = await api.execute(`{ groups(filter: { kind: [ORG] }, first: 100) { nodes { key
      members { country { key } start { latest } end { earliest } } } } }`);
    const overlaps = data.groups.nodes.flatMap(
      ({
        key,
        members,
      }: {
        key: string;
        members: { country: { key: string }; start: { latest: string }; end: { earliest: string } | null }[];
      }) =>
        Object.values(Object.groupBy(members, ({ country }) => country.key)).flatMap((periods = []) =>
          periods
            .slice(1)
            .flatMap(({ country, start }, index) =>
              (periods[index]?.end?.earliest ?? '9999') < start.latest ? [] : [`${key}: ${country.key}`],
            ),
        ),
    );
    expect(overlaps).toEqual([]);
  });
});

describe('affiliations', () => {
  const selection = 'affiliations(on: "2024-06-30") { party { key } status }';

  test.each([
    ['G20', ['AFRICAN-UNION MEMBER', 'EU MEMBER']],
    ['UN', ['PS OBSERVER', 'VA OBSERVER']],
    ['SCO', ['AF OBSERVER', 'MN OBSERVER']],
    ['CIS', ['TM ASSOCIATE']],
    ['EU', []],
  ])('of %s', async (group, expected) => {
    const { affiliations } = await read<{ affiliations: { party: { key: string }; status: string }[] }>(
      group,
      selection,
    );
    expect(affiliations.map(({ party, status }) => `${party.key} ${status}`).toSorted()).toEqual(expected);
  });

  test('are filtered by day and status; a suspended member remains a member', async () => {
    const mercosur = await read(
      'MERCOSUR',
      `suspended: affiliations(status: [SUSPENDED]) { party { key name } start { edtf } end { edtf } }
       before: affiliations(status: [SUSPENDED], on: "2012-05-31") { status }
       members(on: "2020-01-01") { country { key } }`,
    );
    expect(mercosur).toEqual({
      key: 'MERCOSUR',
      suspended: [
        { party: { key: 'PY', name: 'Paraguay' }, start: { edtf: '2012-06' }, end: { edtf: '[2013..2016]' } },
        { party: { key: 'VE', name: 'Venezuela' }, start: { edtf: '2016-12-01' }, end: null },
      ],
      before: [],
      members: ['AR', 'BR', 'PY', 'UY', 'VE'].map((key) => ({ country: { key } })),
    });
  });
});

test('coverage states until when the members of each group were checked', async () => {
  const { data } = await api.execute(`{
    groups(filter: { kind: [ORG] }, first: 100) { nodes { name } }
    coverages(filter: { about: { startsWith: "members of" } }, first: 100) { nodes { about end } }
  }`);
  const covered = data.coverages.nodes.map(({ about }: { about: string }) => about.replace('Members of ', ''));
  expect(covered.toSorted()).toEqual(data.groups.nodes.map(({ name }: { name: string }) => name).toSorted());
  expect(data.coverages.nodes).toContainEqual({ about: 'Members of OPEC', end: '2025-12-31' });
});
