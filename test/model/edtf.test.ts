import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay, parseFuzzyDate } from '../../src/model/fuzzy-date.ts';
import { fuzzyDateSchema, knownDateSchema } from '../../src/model/records/field-schemas.ts';
import type { DateQualifier } from '../../src/model/vocabulary.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';

/** The bounds (null if open), the precision and the qualifier of a text. */
type Accepted = readonly [text: string, bounds: string, precision: string, qualifier?: DateQualifier];
/** The whole message without the quoted text. */
type Rejected = readonly [text: string, message: string];

const both: DateQualifier = 'APPROXIMATE_AND_UNCERTAIN';

// The examples of the specification (https://www.loc.gov/standards/datetime/) are in its order.
const level0: readonly Accepted[] = [
  ['1985-04-12', '1985-04-12 1985-04-12', 'DAY'],
  ['1985-04', '1985-04-01 1985-04-30', 'MONTH'],
  ['1985', '1985-01-01 1985-12-31', 'YEAR'],
  ['1985-04-12T23:20:30', '1985-04-12 1985-04-12', 'DAY'],
  ['1985-04-12T23:20:30Z', '1985-04-12 1985-04-12', 'DAY'],
  ['1985-04-12T23:20:30-04', '1985-04-12 1985-04-12', 'DAY'],
  ['1985-04-12T23:20:30+04:30', '1985-04-12 1985-04-12', 'DAY'],
  ['1964/2008', '1964-01-01 2008-12-31', 'RANGE'],
  ['2004-06/2006-08', '2004-06-01 2006-08-31', 'RANGE'],
  ['2004-02-01/2005-02-08', '2004-02-01 2005-02-08', 'RANGE'],
  ['2004-02-01/2005-02', '2004-02-01 2005-02-28', 'RANGE'],
  ['2004-02-01/2005', '2004-02-01 2005-12-31', 'RANGE'],
  ['2005/2006-02', '2005-01-01 2006-02-28', 'RANGE'],
];

const level1: readonly Accepted[] = [
  ['2001-21', '2001-01-01 2001-12-31', 'SEASON'],
  ['2001-22', '2001-01-01 2002-03-20', 'SEASON'],
  ['2001-23', '2001-01-01 2001-12-31', 'SEASON'],
  ['2001-24', '2001-01-01 2002-03-20', 'SEASON'],
  ['1984?', '1984-01-01 1984-12-31', 'YEAR', 'UNCERTAIN'],
  ['2004-06~', '2004-06-01 2004-06-30', 'MONTH', 'APPROXIMATE'],
  ['2004-06-11%', '2004-06-11 2004-06-11', 'DAY', both],
  ['201X', '2010-01-01 2019-12-31', 'RANGE'],
  ['20XX', '2000-01-01 2099-12-31', 'RANGE'],
  ['2004-XX', '2004-01-01 2004-12-31', 'YEAR'],
  ['1985-04-XX', '1985-04-01 1985-04-30', 'MONTH'],
  ['1985-XX-XX', '1985-01-01 1985-12-31', 'YEAR'],
  ['1985-04-12/..', '1985-04-12 null', 'OPEN'],
  ['1985-04/..', '1985-04-01 null', 'OPEN'],
  ['1985/..', '1985-01-01 null', 'OPEN'],
  ['../1985-04-12', 'null 1985-04-12', 'OPEN'],
  ['../1985-04', 'null 1985-04-30', 'OPEN'],
  ['../1985', 'null 1985-12-31', 'OPEN'],
  ['1985-04-12/', '1985-04-12 null', 'OPEN'],
  ['1985-04/', '1985-04-01 null', 'OPEN'],
  ['1985/', '1985-01-01 null', 'OPEN'],
  ['/1985-04-12', 'null 1985-04-12', 'OPEN'],
  ['/1985-04', 'null 1985-04-30', 'OPEN'],
  ['/1985', 'null 1985-12-31', 'OPEN'],
];

const level2: readonly Accepted[] = [
  ['2001-34', '2001-04-01 2001-06-30', 'QUARTER'],
  ['[1667,1668,1670..1672]', '1667-01-01 1672-12-31', 'ONE_OF'],
  ['[..1760-12-03]', 'null 1760-12-03', 'OPEN'],
  ['[1760-12..]', '1760-12-01 null', 'OPEN'],
  ['[1760-01,1760-02,1760-12..]', '1760-01-01 null', 'OPEN'],
  ['[1667,1760-12]', '1667-01-01 1760-12-31', 'ONE_OF'],
  ['[..1984]', 'null 1984-12-31', 'OPEN'],
  ['{1667,1668,1670..1672}', '1667-01-01 1672-12-31', 'RANGE'],
  ['{1960,1961-12}', '1960-01-01 1961-12-31', 'RANGE'],
  ['{..1984}', 'null 1984-12-31', 'OPEN'],
  ['2004-06~-11', '2004-06-11 2004-06-11', 'DAY', 'APPROXIMATE'],
  ['2004?-06-11', '2004-06-11 2004-06-11', 'DAY', 'UNCERTAIN'],
  ['?2004-06-~11', '2004-06-11 2004-06-11', 'DAY', both],
  ['2004-%06-11', '2004-06-11 2004-06-11', 'DAY', both],
  ['2004-06-~01/2004-06-~20', '2004-06-01 2004-06-20', 'RANGE', 'APPROXIMATE'],
  ['2004-06-XX/2004-07-03', '2004-06-01 2004-07-03', 'RANGE'],
];

const outside = 'is outside the years 0001 to 9999.';
const forms =
  'Write 2023-11-01, 2023-11, 2023, 2023-10-23/2023-10-29 (a range), [2023-10-23..2023-10-29] (one day of), ../2023 (open), 2023~ (approximate) or 2023? (uncertain).';
const notEdtf = (suggestion?: string): string => `is not an EDTF date. ${suggestion ? `Write ${suggestion}.` : forms}`;

const rejectedExamples: readonly Rejected[] = [
  ['Y170000002', `${outside} ${forms}`],
  ['Y-170000002', `${outside} ${forms}`],
  ['-1985', `${outside} ${forms}`],
  ['Y-17E7', `${outside} ${forms}`],
  ['1950S2', notEdtf('19XX')],
  ['Y171010000S3', `${outside} ${forms}`],
  ['Y3388E2S3', `${outside} ${forms}`],
  ['156X-12-25', notEdtf('156X')],
  ['15XX-12-25', notEdtf('15XX')],
  ['XXXX-12-XX', notEdtf()],
  ['1XXX-XX', notEdtf('1000/1999')],
  ['1XXX-12', notEdtf('1000/1999')],
  ['1984-1X', notEdtf('1984-10/1984-12')],
];

const ownAccepted: readonly Accepted[] = [
  // Divisions of a year.
  ['2001-25', '2001-03-01 2001-05-31', 'SEASON'],
  ['2001-26', '2001-06-01 2001-08-31', 'SEASON'],
  ['2001-27', '2001-09-01 2001-11-30', 'SEASON'],
  ['2003-28', '2003-12-01 2004-02-29', 'SEASON'],
  ['2001-29', '2001-09-01 2001-11-30', 'SEASON'],
  ['2001-30', '2001-12-01 2002-02-28', 'SEASON'],
  ['2001-31', '2001-03-01 2001-05-31', 'SEASON'],
  ['2001-32', '2001-06-01 2001-08-31', 'SEASON'],
  ['2001-33', '2001-01-01 2001-03-31', 'QUARTER'],
  ['2001-35', '2001-07-01 2001-09-30', 'QUARTER'],
  ['2001-36', '2001-10-01 2001-12-31', 'QUARTER'],
  ['2001-37', '2001-01-01 2001-04-30', 'RANGE'],
  ['2001-38', '2001-05-01 2001-08-31', 'RANGE'],
  ['2001-39', '2001-09-01 2001-12-31', 'RANGE'],
  ['2001-40', '2001-01-01 2001-06-30', 'RANGE'],
  ['2001-41', '2001-07-01 2001-12-31', 'RANGE'],
  ['2001-21~', '2001-01-01 2001-12-31', 'SEASON', 'APPROXIMATE'],
  ['2001-33/2001-34', '2001-01-01 2001-06-30', 'RANGE'],
  // Sets.
  ['{2023-11-01..2023-11-05}', '2023-11-01 2023-11-05', 'RANGE'],
  ['[2023-10-23..2023-10-29]', '2023-10-23 2023-10-29', 'ONE_OF'],
  ['[2023-11-05, 2023-11-01]', '2023-11-01 2023-11-05', 'ONE_OF'],
  ['[1984]', '1984-01-01 1984-12-31', 'ONE_OF'],
  ['{1984..}', '1984-01-01 null', 'OPEN'],
  ['[1984~,1986]', '1984-01-01 1986-12-31', 'ONE_OF', 'APPROXIMATE'],
  ['[..1984~,1986]', 'null 1986-12-31', 'OPEN', 'APPROXIMATE'],
  // Qualifiers.
  ['1984~', '1984-01-01 1984-12-31', 'YEAR', 'APPROXIMATE'],
  ['1984%', '1984-01-01 1984-12-31', 'YEAR', both],
  ['2023-11-01?', '2023-11-01 2023-11-01', 'DAY', 'UNCERTAIN'],
  ['201X?', '2010-01-01 2019-12-31', 'RANGE', 'UNCERTAIN'],
  ['1984~/1990?', '1984-01-01 1990-12-31', 'RANGE', both],
  ['1984?/..', '1984-01-01 null', 'OPEN', 'UNCERTAIN'],
  // Times.
  ['2023-11-01T12:00:00', '2023-11-01 2023-11-01', 'DAY'],
  ['2023-11-01T12:00', '2023-11-01 2023-11-01', 'DAY'],
  ['2023-11-01T12:00:00.123Z', '2023-11-01 2023-11-01', 'DAY'],
  // Whitespace around it, leap years, and the edges of the calendar.
  [' 2023-11 ', '2023-11-01 2023-11-30', 'MONTH'],
  ['2024-02', '2024-02-01 2024-02-29', 'MONTH'],
  ['2024-02-29', '2024-02-29 2024-02-29', 'DAY'],
  ['1900-02', '1900-02-01 1900-02-28', 'MONTH'],
  ['2000-02-29', '2000-02-29 2000-02-29', 'DAY'],
  ['0001', '0001-01-01 0001-12-31', 'YEAR'],
  ['0001-01-01', '0001-01-01 0001-01-01', 'DAY'],
  ['9999-12-31', '9999-12-31 9999-12-31', 'DAY'],
  ['9999-23', '9999-01-01 9999-12-31', 'SEASON'],
  ['0001/9999', '0001-01-01 9999-12-31', 'RANGE'],
  ['2023-11-01/2023-11-01', '2023-11-01 2023-11-01', 'RANGE'],
  ['2005/2005-02', '2005-01-01 2005-02-28', 'RANGE'],
];

const ownRejected: readonly Rejected[] = [
  // ISO 8601 in basic format.
  ['20240505', notEdtf('2024-05-05')],
  ['202311', notEdtf('2023-11')],
  ['20231101/20231103', notEdtf('2023-11-01/2023-11-03')],
  ['20231101T120000Z', notEdtf('2023-11-01')],
  ['20230231', notEdtf()],
  // Other notations.
  ['2023-1-5', notEdtf('2023-01-05')],
  ['2023/11/01', notEdtf('2023-11-01')],
  ['2023/11', notEdtf('2023-11')],
  ['2023/24', notEdtf('2023/2024')],
  ['2023-2024', notEdtf('2023/2024')],
  ['01.11.2023', notEdtf('2023-11-01')],
  ['11/01/2023', notEdtf('2023-01-11 or 2023-11-01')],
  ['31/12/2023', notEdtf('2023-12-31')],
  ['1 November 2023', notEdtf('2023-11-01')],
  ['Nov 1, 2023', notEdtf('2023-11-01')],
  ['November 2023', notEdtf('2023-11')],
  ['2023-305', notEdtf('2023-11-01')],
  ['2023-366', notEdtf()],
  ['2023-Q4', notEdtf('2023-36')],
  ['spring 2001', notEdtf('2001-21')],
  ['1980s', notEdtf('198X')],
  ['1900s', notEdtf('190X or 19XX')],
  ['199u', notEdtf('199X')],
  ['c. 1984', notEdtf('1984~')],
  ['circa 20240505', notEdtf('2024-05-05~')],
  ['1984 ?', notEdtf('1984?')],
  ['1984?~', notEdtf('1984%')],
  ['987', notEdtf('0987')],
  ['2004-01-01/open', notEdtf('2004-01-01/..')],
  ['unknown/2004', notEdtf('../2004')],
  ['2023-11-01..2023-11-05', notEdtf('2023-11-01/2023-11-05')],
  ['2023-11-01 – 2023-11-05', notEdtf('2023-11-01/2023-11-05')],
  ['2023-11-01 12:00', notEdtf('2023-11-01')],
  ['2023-11-01T25:00:00', notEdtf('2023-11-01')],
  ['2004-XX-05', notEdtf('2004')],
  // Days and months that do not exist.
  ['2023-02-29', 'has no day 29: 2023-02 has 28 days. Write 2023-02.'],
  ['2023-02-30/2023-03', `has no day 30: 2023-02 has 28 days. Write 2023-02/2023-03.`],
  ['2023-13', `has no month 13: a month is 01 to 12, a season or another division of a year 21 to 41. ${forms}`],
  ['2023-42', `has no month 42: a month is 01 to 12, a season or another division of a year 21 to 41. ${forms}`],
  ['2023-00', `has no month 00: a month is 01 to 12, a season or another division of a year 21 to 41. ${forms}`],
  // Outside the calendar.
  ['0000', `${outside} ${forms}`],
  ['000X', `${outside} ${forms}`],
  ['0000-01-01', `${outside} ${forms}`],
  ['9999-22', `${outside} ${forms}`],
  ['-0044-03-15', `${outside} ${forms}`],
  // Periods that end before they begin.
  ['2008/1964', 'ends before it begins. Write 1964/2008.'],
  ['2005-03/2005-02', 'ends before it begins. Write 2005-02/2005-03.'],
  ['[2023-10-29..2023-10-23]', 'ends before it begins. Write [2023-10-23..2023-10-29].'],
  // No date at all.
  ['', notEdtf()],
  ['..', notEdtf()],
  ['../..', notEdtf()],
  ['/', notEdtf()],
  ['[]', notEdtf()],
  ['[..]', notEdtf()],
  ['{}', notEdtf()],
  ['[2023,..2024]', notEdtf()],
  ['[2023..,2024]', notEdtf()],
  ['[2023..2024..2025]', notEdtf()],
  ['2001/2002/2003', notEdtf()],
  ['May', notEdtf()],
  ['yesterday', notEdtf()],
];

const accepted: readonly Accepted[] = [...level0, ...level1, ...level2, ...ownAccepted];
const rejected: readonly Rejected[] = [...rejectedExamples, ...ownRejected];

describe('an EDTF text', () => {
  it('is in the table at least 120 times', () => {
    expect(accepted.length + rejected.length).toBeGreaterThanOrEqual(120);
    expect(new Set([...accepted, ...rejected].map(([text]) => text)).size).toBe(accepted.length + rejected.length);
  });

  it.each(accepted)('%s means %s, %s', (...[text = '', bounds, precision, qualifier]) => {
    const { earliest, latest, ...date } = parseFuzzyDate(text);
    expect([`${earliest} ${latest}`, date.precision, date.qualifier, date.edtf]).toEqual([
      bounds,
      precision,
      qualifier ?? null,
      text.trim(),
    ]);
  });

  it.each(rejected)('%s is rejected', (text, message) => {
    expect(() => parseFuzzyDate(text)).toThrow(`"${text}" ${message}`);
  });

  it('of more than 200 characters is rejected before it is parsed', () => {
    const set = (members: number): string => `[${Array.from({ length: members }, () => '1985..1990').join(',')}]`;
    const startedAt = performance.now();
    expect(() => parseFuzzyDate(set(40_000))).toThrow(
      'A date has at most 200 characters. "[1985..1990,1985..1990,1985..1990,1985..…" has 440,001.',
    );
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(parseFuzzyDate(set(18))).toMatchObject({ earliest: '1985-01-01', latest: '1990-12-31' });
    expect(() => parseDay('9'.repeat(201))).toThrow('A date has at most 200 characters.');
  });
});

describe('a day', () => {
  it.each([
    ['20240505', 'Write 2024-05-05.'],
    ['5.5.2024', 'Write 2024-05-05.'],
    ['2024-05', 'Write YYYY-MM-DD, such as 2023-11-01.'],
    ['2023-02-30', 'Write YYYY-MM-DD, such as 2023-11-01.'],
  ])('%s is rejected', (text, suggestion) => {
    expect(() => parseDay(text)).toThrow(`"${text}" is not a day. ${suggestion}`);
  });
});

describe('the date of a record', () => {
  it('may be a number, as YAML reads a year', () => {
    expect(fuzzyDateSchema.parse(2024)).toEqual(parseFuzzyDate('2024'));
    expect(fuzzyDateSchema.parse({ edtf: 2024, basis: 'INFERRED' })).toEqual(parseFuzzyDate('2024', 'INFERRED'));
    expect(fuzzyDateSchema.safeParse(20240505).error?.issues[0]?.message).toBe(
      '"20240505" is not an EDTF date. Write 2024-05-05.',
    );
  });

  it.each([[['2023-10-23..2023-10-29']], [{ '2023-11-01..2023-11-05': null }]])(
    'that YAML read as a list or a mapping is rejected: %j',
    (value) => {
      expect(knownDateSchema.safeParse(value).error?.issues[0]?.message).toBe(
        'Put a set in quotes, such as "[2023-10-23..2023-10-29]".',
      );
    },
  );

  it('may be a wording alone, if the date is optional', () => {
    expect(fuzzyDateSchema.parse({ verbatim: 'long ago' })).toEqual({
      ...{ edtf: null, earliest: null, latest: null, precision: null, qualifier: null, basis: null },
      verbatim: 'long ago',
    });
    expect(knownDateSchema.safeParse({ verbatim: 'long ago' }).success).toBe(false);
  });
});

// The oracle enumerates the days of the calendar and asks of each whether the text may mean it.
describe('the bounds of a random date', () => {
  const [firstYear, lastYear] = [1999, 2004];
  const calendar: Date[] = [];
  for (const day = new Date(Date.UTC(firstYear - 1, 0, 1)); day.getUTCFullYear() <= lastYear + 1; )
    calendar.push(new Date(day.setUTCDate(day.getUTCDate() + 1)));

  /** A text and whether it may mean a day. */
  interface Sample {
    text: string;
    includes: (day: Date) => boolean;
  }
  const year = fc.integer({ min: firstYear, max: lastYear - 1 });
  const month = fc.integer({ min: 1, max: 12 });
  const pad = (value: number): string => `${value}`.padStart(2, '0');

  const years: fc.Arbitrary<Sample> = year.map((y) => ({
    text: `${y}`,
    includes: (day) => day.getUTCFullYear() === y,
  }));
  const months: fc.Arbitrary<Sample> = fc.tuple(year, month).map(([y, m]) => ({
    text: `${y}-${pad(m)}`,
    includes: (day) => day.getUTCFullYear() === y && day.getUTCMonth() === m - 1,
  }));
  const days: fc.Arbitrary<Sample> = fc.constantFrom(...calendar.slice(400, -800)).map((chosen) => ({
    text: chosen.toISOString().slice(0, 10),
    includes: (day) => day.getTime() === chosen.getTime(),
  }));
  const unspecified: fc.Arbitrary<Sample> = fc.tuple(year, month, fc.boolean()).map(([y, m, hasMonth]) => ({
    text: hasMonth ? `${y}-${pad(m)}-XX` : `${y}-XX`,
    includes: (day) => day.toISOString().startsWith(hasMonth ? `${y}-${pad(m)}` : `${y}`),
  }));
  const quarters: fc.Arbitrary<Sample> = fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([y, q]) => ({
    text: `${y}-${32 + q}`,
    includes: (day) => day.getUTCFullYear() === y && Math.floor(day.getUTCMonth() / 3) === q - 1,
  }));
  const seasons: fc.Arbitrary<Sample> = fc.tuple(year, fc.integer({ min: 21, max: 24 })).map(([y, code]) => ({
    text: `${y}-${code}`,
    includes: (day) =>
      day.getUTCFullYear() === y ||
      (code % 2 === 0 && day.getUTCFullYear() === y + 1 && day.getUTCMonth() * 100 + day.getUTCDate() <= 220),
  }));
  const point = fc.oneof(years, months, days, unspecified, quarters, seasons);
  const firstOf = ({ includes }: Sample): number => calendar.findIndex(includes);
  const lastOf = ({ includes }: Sample): number => calendar.findLastIndex(includes);

  const range = fc
    .tuple(point, point)
    .filter(([a, b]) => firstOf(a) <= lastOf(b))
    .map(([a, b]) => ({ a, b, from: firstOf(a), until: lastOf(b) }));
  const sample = fc.oneof(
    point.map((one) => ({ text: one.text, from: firstOf(one), until: lastOf(one) })),
    range.map(({ a, b, from, until }) => ({ text: `${a.text}/${b.text}`, from, until })),
    fc.tuple(range, point, fc.constantFrom('[]', '{}')).map(([{ a, b, from, until }, other, brackets]) => ({
      text: `${brackets[0]}${other.text},${a.text}..${b.text}${brackets[1]}`,
      from: Math.min(from, firstOf(other)),
      until: Math.max(until, lastOf(other)),
    })),
  );

  it('are the first and the last day that it may mean', () => {
    fc.assert(
      fc.property(sample, ({ text, from, until }) => {
        const { earliest, latest } = parseFuzzyDate(text);
        expect([earliest, latest], text).toEqual([toDay(from), toDay(until)]);
      }),
      { numRuns: scaleRuns(500) },
    );
  });

  const toDay = (index: number): string | undefined => calendar[index]?.toISOString().slice(0, 10);

  it('are those of the unqualified date, and the qualifier that of any part', () => {
    fc.assert(
      fc.property(point, point, fc.constantFrom('?', '~', '%'), fc.boolean(), (a, b, sign, isSecond) => {
        const [first, last] = firstOf(a) <= lastOf(b) ? [a, b] : [b, a];
        const plain = parseFuzzyDate(`${first.text}/${last.text}`);
        const text = isSecond ? `${first.text}/${last.text}${sign}` : `${first.text}${sign}/${last.text}`;
        expect(parseFuzzyDate(text)).toEqual({
          ...plain,
          edtf: text,
          qualifier: { '?': 'UNCERTAIN', '~': 'APPROXIMATE', '%': both }[sign],
        });
      }),
      { numRuns: scaleRuns(200) },
    );
  });

  it('never come with an error other than a rejection, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789X-/.[]{},?~%TZ: uQ') }), (text) => {
        try {
          const { earliest, latest } = parseFuzzyDate(text);
          expect(earliest === null || latest === null || earliest <= latest).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_INPUT' });
        }
      }),
      { numRuns: scaleRuns(2_000) },
    );
  });
});
