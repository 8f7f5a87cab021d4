import { describe, expect, test } from 'vitest';
import type { NamedCountry } from '../../src/db/queries/country-names.ts';
import { createCountryResolver } from '../../src/ingest/resolve-country.ts';

const country = (
  key: string,
  names: string[],
  validity: Partial<Omit<NamedCountry, 'key' | 'names'>> = {},
): NamedCountry => ({
  key,
  names: names.map((text) => ({ text, from: null, until: null })),
  from: null,
  until: null,
  successors: [],
  ...validity,
});

const { resolve } = createCountryResolver([
  country('SUHH', ['Soviet Union', 'U.S.S.R.'], { from: '1922-12-30', until: '1991-12-26', successors: ['RU', 'KZ'] }),
  country('RU', ['Russia'], { from: '1991-12-25' }),
  country('KZ', ['Kazakhstan'], { from: '1991-12-16' }),
  country('CSHH', ['Czechoslovakia'], { until: '1992-12-31', successors: ['CZ', 'SK'] }),
  country('CZ', ['Czech Republic', 'Czechia'], { from: '1993-01-01' }),
  country('SK', ['Slovakia'], { from: '1993-01-01' }),
  country('SFRY', ['Yugoslavia'], { until: '1992-04-26', successors: ['FRY'] }),
  country('FRY', ['Yugoslavia', 'Serbia-Montenegro'], {
    from: '1992-04-27',
    until: '2003-02-03',
    successors: ['CSXX'],
  }),
  country('CSXX', ['Serbia and Montenegro'], { from: '2003-02-04', until: '2006-06-04', successors: ['RS', 'ME'] }),
  country('RS', ['Serbia'], { from: '2006-06-05', successors: ['XK'] }),
  country('ME', ['Montenegro'], { from: '2006-06-03' }),
  country('XK', ['Kosovo'], { from: '2008-02-17' }),
  country('RHZW', ['Rhodesia', 'Southern Rhodesia'], { until: '1980-04-17', successors: ['ZW'] }),
  country('ZW', ['Zimbabwe'], { from: '1980-04-18' }),
  country('CI', ["Côte d'Ivoire"]),
  country('KR', ['Republic of Korea', 'Korea']),
  country('KP', ['North Korea', 'Korea']),
  country('LC', ['Saint Lucia']),
  country('SR', ['Suriname'], { from: '1975-11-25' }),
  country('CF', ['Ubangi'], { until: '1977-01-01', successors: ['CE'] }),
  country('CE', ['Empire'], { from: '1977-01-01', until: '1979-01-01', successors: ['CF'] }),
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
    expect(resolve('Yugoslavia', '2004-01-01')).toMatchObject({ key: 'CSXX', matchedOn: 'SUCCESSOR' });
  });

  test('does not guess the successor', () => {
    expect(resolve('Czechoslovakia', '1994-01-01', { country: 'czechoslovakia' })).toEqual({
      reason:
        '"Czechoslovakia" had ended on 1992-12-31, before 1994-01-01. It is unclear which successor is meant: CZ, SK.',
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
      note: '"Suriname" was not yet an independent state on 1967-04-14.',
    });
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
