import { describe, expect, test } from 'vitest';
import type { NamedCountry } from '../../src/db/queries/country-names.ts';
import { createCountryResolver } from '../../src/ingest/resolve-country.ts';

const country = (
  key: string,
  names: string[],
  validity: Partial<Omit<NamedCountry, 'key' | 'names'>> = {},
): NamedCountry => ({
  key,
  names: names.map((text) => ({ text, start: null, end: null })),
  start: null,
  end: null,
  successors: [],
  ...validity,
});

const { resolve } = createCountryResolver([
  country('SUHH', ['Soviet Union', 'U.S.S.R.'], {
    start: '1922-12-30',
    end: '1991-12-26',
    successors: ['RU', 'KZ', 'EE'],
  }),
  country('RU', ['Russia'], { start: '1991-12-25' }),
  country('KZ', ['Kazakhstan'], { start: '1991-12-16' }),
  country('CSHH', ['Czechoslovakia'], { end: '1992-12-31', successors: ['CZ', 'SK'] }),
  country('CZ', ['Czech Republic', 'Czechia'], { start: '1993-01-01' }),
  country('SK', ['Slovakia'], { start: '1993-01-01' }),
  country('SFRY', ['Yugoslavia'], { end: '1992-04-26', successors: ['FRY'] }),
  country('FRY', ['Yugoslavia', 'Serbia-Montenegro'], {
    start: '1992-04-27',
    end: '2003-02-03',
    successors: ['CSXX'],
  }),
  country('CSXX', ['Serbia and Montenegro'], { start: '2003-02-04', end: '2006-06-04', successors: ['RS', 'ME'] }),
  country('RS', ['Serbia'], { start: '2006-06-05', successors: ['XK'] }),
  country('ME', ['Montenegro'], { start: '2006-06-03' }),
  country('XK', ['Kosovo'], { start: '2008-02-17' }),
  country('RHZW', ['Rhodesia', 'Southern Rhodesia'], { end: '1980-04-17', successors: ['ZW'] }),
  country('ZW', ['Zimbabwe'], { start: '1980-04-18' }),
  country('CI', ["Côte d'Ivoire"]),
  country('KR', ['Republic of Korea', 'Korea']),
  country('KP', ['North Korea', 'Korea']),
  country('EE', ['Estonia'], {
    start: '1918-02-24',
    end: null,
    periods: [
      { start: '1918-02-24', end: '1940-08-31' },
      { start: '1991-08-20', end: null },
    ],
  }),
  country('x-russian-empire', ['Russian Empire', 'Russia'], { end: '1917-03-15', successors: ['SUHH'] }),
  country('OL', ['Oldland'], { start: '1950-01-01', end: '1960-12-31' }),
  country('IN', ['India'], { start: '1947-08-15' }),
  country('SKIN', ['Sikkim'], { end: '1975-05-16', successors: ['IN'], acceding: ['IN'] }),
  country('UM', ['United States Minor Outlying Islands']),
  country('LC', ['Saint Lucia']),
  country('SR', ['Suriname'], { start: '1975-11-25' }),
  country('CF', ['Ubangi'], { end: '1977-01-01', successors: ['CE'] }),
  country('CE', ['Empire'], { start: '1977-01-01', end: '1979-01-01', successors: ['CF'] }),
]);

describe('a country by its name on a day', () => {
  test.each([
    ['U.S.S.R.', '1991-09-10', { key: 'SUHH', matchedOn: 'NAME' }],
    ['USSR', '1991-09-10', { key: 'SUHH', matchedOn: 'NAME' }],
    ['COTE D’IVOIRE', '2012-01-17', { key: 'CI', matchedOn: 'NAME' }],
    ['Korea, Republic of', '1990-01-01', { key: 'KR', matchedOn: 'NAME' }],
    ['St. Lucia', '1990-01-01', { key: 'LC', matchedOn: 'NAME' }],
    ['Yugoslavia', '1975-08-03', { key: 'SFRY', matchedOn: 'NAME_ON_DAY' }],
    ['Yugoslavia', '1996-02-04', { key: 'FRY', matchedOn: 'NAME_ON_DAY' }],
    ['Yugoslavia (Kosovo)', '2001-07-24', { key: 'FRY', matchedOn: 'NAME_ON_DAY', part: 'Kosovo' }],
    ['Serbia (Kosovo)', '2007-07-24', { key: 'RS', matchedOn: 'NAME', part: 'Kosovo' }],
    ['Southern Rhodesia (Zimbabwe)', '1978-04-17', { key: 'RHZW', matchedOn: 'NAME' }],
  ])('%s on %s', (label, on, expected) => expect(resolve(label, on)).toEqual(expected));

  test('reads a state that had ended as the successor the source means', () => {
    expect(resolve('U.S.S.R.', '1992-01-27', { country: 'russia' })).toEqual({
      key: 'RU',
      matchedOn: 'SUCCESSOR',
      note: '"U.S.S.R." had ended on 1991-12-26, before 1992-01-27: interpreted as RU.',
    });
    expect(resolve('Yugoslavia', '2004-01-01', { country: 'serbia-and-montenegro' })).toMatchObject({
      key: 'CSXX',
      matchedOn: 'SUCCESSOR',
    });
  });

  test('does not guess the successor', () => {
    expect(resolve('Czechoslovakia', '1994-01-01', { country: 'czechoslovakia' })).toEqual({
      reason:
        '"Czechoslovakia" had ended on 1992-12-31, before 1994-01-01. It is unclear which successor is meant: CZ, SK.',
    });
    expect(resolve('Yugoslavia', '2004-01-01', { country: 'yugoslavia' })).toEqual({
      reason: '"Yugoslavia" had ended on 2003-02-03, before 2004-01-01. It is unclear which successor is meant: CSXX.',
    });
    expect(resolve('Korea', '1990-01-01')).toEqual({
      reason: '"Korea" is ambiguous on 1990-01-01: it could mean KR, KP.',
    });
  });

  test('reads a state that did not exist yet as the one that held the place', () => {
    expect(resolve('Kosovo', '1999-07-29')).toEqual({
      key: 'FRY',
      matchedOn: 'PREDECESSOR',
      part: 'Kosovo',
      note: '"Kosovo" was not yet an independent state on 1999-07-29: interpreted as FRY.',
    });
    expect(resolve('Suriname', '1967-04-14')).toEqual({
      key: 'SR',
      matchedOn: 'NAME',
      beforeIndependence: true,
      note: '"Suriname" was not yet an independent state on 1967-04-14.',
    });
  });

  test('reads a state that was restored as itself in each period, and as the other between them', () => {
    expect(resolve('Estonia', '1930-05-01')).toEqual({ key: 'EE', matchedOn: 'NAME' });
    expect(resolve('Estonia', '1995-05-01')).toEqual({ key: 'EE', matchedOn: 'NAME' });
    // Although another state of the name had ended.
    expect(resolve('Russia', '1984-10-01')).toMatchObject({ key: 'SUHH', matchedOn: 'PREDECESSOR' });
    expect(resolve('Estonia', '1975-05-01')).toEqual({
      key: 'SUHH',
      matchedOn: 'PREDECESSOR',
      part: 'Estonia',
      note: '"Estonia" was not an independent state on 1975-05-01: interpreted as SUHH.',
    });
  });

  test('does not read a territory as a state that joined it later', () => {
    expect(resolve('India', '1943-11-01')).toMatchObject({ key: 'IN', beforeIndependence: true });
  });

  test('rejects a state that has ended on a day before it began', () => {
    expect(resolve('Oldland', '1910-01-01')).toEqual({
      reason:
        '"Oldland" was not yet an independent state on 1910-01-01 (it existed from 1950-01-01 to 1960-12-31), and no state in its place is on record.',
    });
  });

  test('reads an ambiguous name as the country that the identifier names', () => {
    expect(resolve('Korea', '1990-01-01', { country: 'north-korea' })).toEqual({
      key: 'KP',
      matchedOn: 'NAME_ON_DAY',
      note: '"Korea" is ambiguous on 1990-01-01: interpreted as KP, which the identifier of the source names.',
    });
  });

  test.each(['Midway Islands', 'Wake Island', 'Johnston Atoll'])('reads %s as a part of UM', (label) => {
    expect(resolve(label, '1967-03-20')).toEqual({ key: 'UM', matchedOn: 'NAME', part: label });
  });

  test('explains an unknown name and a cycle of successors', () => {
    expect(resolve('Ruritania', '1990-01-01')).toHaveProperty(
      'reason',
      expect.stringContaining('No country has the name "Ruritania"'),
    );
    expect(resolve('Empire', '1990-01-01')).toHaveProperty(
      'reason',
      expect.stringContaining('no successor is on record'),
    );
  });
});
