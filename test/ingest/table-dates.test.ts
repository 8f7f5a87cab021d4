import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPeriodSide, readTableDate } from '../../src/ingest/table/table-date.ts';
import { readFlowPeriod } from '../../src/ingest/trade-flows/read-period.ts';

describe('dates of tables', () => {
  test.each([
    ['2025-05-29', '2025-05-29'],
    ['2025/5/9', '2025-05-09'],
    ['20250529', '2025-05-29'],
    ['2025-05-29T00:00:00Z', '2025-05-29T00:00:00Z'],
    ['29.05.2025', '2025-05-29'],
    ['29. 5. 2025', '2025-05-29'],
    ['05/29/2025', '2025-05-29'],
    ['5/5/2025', '2025-05-05'],
    ['05/2025', '2025-05'],
    ['2010/12', '2010-12'],
    ['1 November 2023', '2023-11-01'],
    ['November 1st, 2023', '2023-11-01'],
    ['Wed, 1 Nov 2023', '2023-11-01'],
    ['1-Nov-2023', '2023-11-01'],
    ['Feb 2025', '2025-02'],
    ['Sept. 2025', '2025-09'],
    ['November 2023', '2023-11'],
    ['3 janvier 1942', '1942-01-03'],
    ['1er août 1990', '1990-08-01'],
    ['3. März 1990', '1990-03-03'],
    ['12. Dez. 1999', '1999-12-12'],
    ['3 de enero de 1942', '1942-01-03'],
    ['2023', '2023'],
    ['c. 1990', '1990~'],
    ['2023-11-01/2023-11-03', '2023-11-01/2023-11-03'],
  ])('reads %s as %s', (cell, edtf) => {
    expect(readTableDate(cell)).toEqual({ edtf });
  });

  test('reads digits in the stated order', () => {
    expect(readTableDate('03/04/2025', 'day-first')).toEqual({ edtf: '2025-04-03' });
    expect(readTableDate('03/04/2025', 'month-first')).toEqual({ edtf: '2025-03-04' });
  });

  test('rejects an ambiguous date with both readings', () => {
    expect(readTableDate('03/04/2025')).toEqual({
      reason: expect.stringContaining('2025-04-03 (day-first) or 2025-03-04 (month-first)'),
    });
  });

  test.each([
    ['29.02.2025', 'There is no such day.'],
    ['31 June 2024', 'There is no such day.'],
    ['29.05.25', 'Write the year in four digits.'],
    ['3 Nov 25', 'Write the year in four digits.'],
    ['2 jui 2024', 'is not a date'],
    ['soon', 'is not a date'],
    ['2010/11', 'it could be the month 2010-11 or the years 2010/2011'],
    ['45000', 'is not a date'],
  ])('rejects %s', (cell, reason) => {
    expect(readTableDate(cell, 'day-first')).toEqual({ reason: expect.stringContaining(reason) });
  });

  test('rejects a date that the stated order does not allow', () => {
    expect(readTableDate('05/29/2025', 'day-first')).toEqual({
      reason: expect.stringMatching(/not a day-first date.*2025-05-29/),
    });
  });

  test.each([
    ['1–3 November 2023', '2023-11-01', '2023-11-03'],
    ['30 October – 1 November 2023', '2023-10-30', '2023-11-01'],
    ['30 December – 2 January 2024', '2023-12-30', '2024-01-02'],
    ['30 December 2022 – 2 January 2024', '2022-12-30', '2024-01-02'],
    ['29.05.2025 - 30.05.2025', '2025-05-29', '2025-05-30'],
    ['2023-11-01/2023-11-03', '2023-11-01', '2023-11-03'],
    ['3 May 2024', '2024-05-03', '2024-05-03'],
  ])('reads both sides of %s', (cell, start, end) => {
    expect(readPeriodSide(cell, 'start', 'day-first')).toEqual({ edtf: start });
    expect(readPeriodSide(cell, 'end', 'day-first')).toEqual({ edtf: end });
  });

  test.each([
    ['2014 Q1', { year: 2014, firstMonth: 1, lastMonth: 3 }],
    ['S2 2014', { year: 2014, firstMonth: 7, lastMonth: 12 }],
    ['2014 T1', { reason: expect.stringContaining('a quarter ("2014 Q1")') }],
    ['T1 2014', { reason: expect.stringContaining('a quarter ("2014 Q1")') }],
    ['2010/11', { reason: expect.stringContaining('the years 2010/2011') }],
  ])('reads the period of a flow %s', (cell, period) => {
    expect(readFlowPeriod(cell, {})).toEqual(period);
  });

  const anyDay = fc
    .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  test('reads every day in words of four languages as written', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('en', 'fr', 'de', 'es', 'en-US'), (day, language) => {
        const words = new Date(`${day}T00:00:00Z`).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' });
        expect(readTableDate(words)).toEqual({ edtf: day });
      }),
    );
  });

  test('reads every day in digits in the stated order, and without it never another day', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('.', '/', '-'), (day, separator) => {
        const [year = '', month = '', date = ''] = day.split('-');
        const dayFirst = [date, month, year].join(separator);
        expect(readTableDate(dayFirst, 'day-first')).toEqual({ edtf: day });
        expect(readTableDate([month, date, year].join(separator), 'month-first')).toEqual({ edtf: day });
        const reading = readTableDate(dayFirst);
        expect('reason' in reading || reading.edtf).toSatisfy((one) => one === true || one === day);
      }),
    );
  });
});
