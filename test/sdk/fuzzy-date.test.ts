import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createClient,
  type DateWindow,
  format,
  isOn,
  overlaps,
  type RecordedDate,
  type Visit,
} from '../../sdk/src/index.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { parseFuzzyDate } from '../../src/model/fuzzy-date.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { collect } from './collect.ts';

const recorded = (edtf: string): NonNullable<RecordedDate> => parseFuzzyDate(edtf);

const dates = [
  '2023-10-31',
  '2023-11-01',
  '2023-11-02',
  '2023-10',
  '2023-11',
  '2023-12?',
  '2022',
  '2023',
  '2024~',
  '2023-10-30/2023-11-02',
  '2023-11/2023-12',
  '[2023-10-31..2023-11-02]',
  '[2023-10-31,2023-11-02]',
  '[2023-11-01..]',
  '../2023-11-01',
  '../2022',
  '2023-11-01/..',
  '2023-12/..',
  '2023-11-XX',
  '2023-11-01~',
  '2023-11-01?/2023-11-02',
  '2022-24',
  '2023-36',
];
const days = [
  '0001-01-01',
  '9999-12-31',
  '2022-12-31',
  '2023-01-01',
  '2023-10-30',
  '2023-10-31',
  '2023-11-01',
  '2023-11-02',
  '2023-11-30',
  '2023-12-01',
  '2024-12-31',
];

describe('the helpers agree with the filters of the server', () => {
  let fixture: ApiFixture;
  let all: readonly Visit[];
  const client = createClient({ url: 'http://chancery.test/graphql', fetch: (request) => fixture.api.fetch(request) });
  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: false });
    const alone = { travellers: [{ person: 'ada' }], met: [] };
    // Only some entries have a recorded end: a filter never matches an unknown value with certainty.
    const visits = dates.flatMap((start, index) => [
      buildVisit({ ...alone, key: `open-${index}`, start }),
      ...(start < '2023-11-02' && start.length === 10
        ? [buildVisit({ ...alone, key: `closed-${index}`, start, end: '2023-11' })]
        : []),
    ]);
    const { rejections } = await importRecords(fixture.db, toReadItems(...referencedRecords, ...visits));
    expect(rejections).toEqual([]);
    all = await collect(client.visits.each());
    expect(all.length).toBe(visits.length);
  }, 60_000);
  afterAll(() => fixture[Symbol.asyncDispose]());

  const day = fc.option(fc.constantFrom(...days), { nil: undefined });
  const window = fc.record({ on: day, after: day, before: day, onOrAfter: day, onOrBefore: day });
  const asSent = (given: DateWindow): DateWindow => JSON.parse(JSON.stringify(given));

  it.each(['start', 'end'] as const)('for %s, in any window', async (field) => {
    await fc.assert(
      fc.asyncProperty(window, fc.constantFrom('CERTAIN' as const, 'POSSIBLE' as const), async (given, certainty) => {
        const filter = { [field]: { ...asSent(given), certainty } };
        const found = (await collect(client.visits.each({ filter }))).map(({ key }) => key);
        expect(all.filter((one) => overlaps(one[field], given, certainty)).map(({ key }) => key)).toEqual(found);
        if (given.on)
          expect(all.filter((one) => isOn(one[field], given.on ?? '', certainty)).map(({ key }) => key)).toEqual(
            (await collect(client.visits.each({ filter: { [field]: { on: given.on, certainty } } }))).map(
              ({ key }) => key,
            ),
          );
      }),
      { numRuns: scaleRuns(60) },
    );
  });

  it('in their matches', () => {
    const week = recorded('[2023-10-23..2023-10-29]');
    expect([
      isOn(week, '2023-10-25'),
      isOn(week, '2023-10-25', 'POSSIBLE'),
      isOn(week, '2023-10-30', 'POSSIBLE'),
    ]).toEqual([false, true, false]);
    expect([
      isOn(recorded('2023-10-25?'), '2023-10-25'),
      isOn(recorded('2023-10-25?'), '2023-10-25', 'POSSIBLE'),
    ]).toEqual([false, true]);
    const { qualifier: _qualifier, ...unselected } = recorded('2023-10-25~');
    expect(isOn(unselected, '2023-10-25')).toBe(false);
    expect([overlaps(week, { after: '9999-12-31' }), overlaps(week, { before: '0001-01-01' }, 'POSSIBLE')]).toEqual([
      false,
      false,
    ]);
    expect([
      overlaps(week, { onOrAfter: '2023-10-23', before: '2023-10-30' }),
      overlaps(week, { after: '2023-10-23' }),
    ]).toEqual([true, false]);
    expect([isOn(null, '2023-10-25'), isOn(undefined, '2023-10-25', 'POSSIBLE')]).toEqual([false, false]);
  });

  it.each(['2023-13-01', '2023-02-29', '2023', 'today'])('rejects %s as a day', async (given) => {
    expect(() => isOn(recorded('2023'), given)).toThrow(
      new RangeError(`"${given}" is not a day. Write YYYY-MM-DD, such as 2023-11-01.`),
    );
    expect(() => overlaps(null, { before: given }, 'POSSIBLE')).toThrow(RangeError);
    await expect(client.visits.count({ filter: { start: { on: given } } })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});

describe('a formatted date', () => {
  it.each([
    ['2023-11-01', '1 November 2023'],
    ['2023-11', 'November 2023'],
    ['2023', '2023'],
    ['0987-05', 'May 987'],
    ['1950~', 'about 1950'],
    ['2023-11?', 'perhaps November 2023'],
    ['1950%', 'perhaps about 1950'],
    ['[2023-10-23..2023-10-29]', 'one day of 23 to 29 October 2023'],
    ['[2023-10-30..2023-11-02]', 'one day of 30 October to 2 November 2023'],
    ['[2023-10..2023-12]', 'one day of October to December 2023'],
    ['[2023-10-23,2023-10-25]', '23 October 2023 or 25 October 2023'],
    ['2023-10-23/2023-10-29', '23 to 29 October 2023'],
    ['2019/2021', '2019 to 2021'],
    ['2019/2021-05', '1 January 2019 to 31 May 2021'],
    ['2023-11-XX', 'November 2023'],
    ['201X', '1 January 2010 to 31 December 2019'],
    ['../1949', '1949 or earlier'],
    ['[..1949]', '1949 or earlier'],
    ['2023-11-01/..', '1 November 2023 or later'],
    ['[2023-11..]', 'November 2023 or later'],
    ['1984~/1990', 'about 1984 to 1990'],
    ['2004-06~-11', 'about 11 June 2004'],
    ['../1949?', 'perhaps 1949 or earlier'],
    ['[2023-10-23..2023-10-29?]', 'perhaps one day of 23 to 29 October 2023'],
    ['{2023-11-01..2023-11-05}', '1 to 5 November 2023'],
    ['{2023-11-01,2023-11-05}', '1 November 2023 and 5 November 2023'],
    ['{1960,1961-12..}', '1960 or later'],
    ['[1667,1668,1670..1672]', 'one day of 1 January 1667 to 31 December 1672'],
    ['2023-11-01T12:00:00Z', '1 November 2023'],
    ['2001-21', 'spring 2001'],
    ['2001-24~', 'about winter 2001'],
    ['2001-30', 'summer 2001 (southern hemisphere)'],
    ['2001-36', 'fourth quarter of 2001'],
    ['2001-39', 'third third of 2001'],
    ['2001-41', 'second half of 2001'],
    ['2001-33/2001-34', '1 January to 30 June 2001'],
  ])('%s', (edtf, text) => {
    expect(format(recorded(edtf))).toBe(text);
  });

  it('is unknown when there is none', () => {
    expect([format(null), format(undefined)]).toEqual(['unknown', 'unknown']);
  });

  it('uses the requested locale and words', () => {
    expect(format(recorded('2023-11-01'), 'en-US')).toBe('November 1, 2023');
    expect(format(recorded('2023-11-01'), 'fr')).toBe('1 novembre 2023');
    const words = {
      unknown: 'inconnu',
      oneDayOf: (span: string) => `un jour du ${span}`,
      oneOf: (list: string) => list,
      orEarlier: (date: string) => `${date} ou avant`,
      orLater: (date: string) => `${date} ou après`,
      about: (date: string) => `vers ${date}`,
      perhaps: (date: string) => `${date} (?)`,
      to: ' au ',
    };
    expect(format(recorded('[2023-10-23..2023-10-29]'), 'fr', words)).toBe('un jour du 23 au 29 octobre 2023');
    expect([format(recorded('../1949'), 'fr', words), format(null, 'fr', words)]).toEqual(['1949 ou avant', 'inconnu']);
    expect(format(recorded('[2023-10-23,2023-10-25]'), 'fr', words)).toBe('23 octobre 2023 ou 25 octobre 2023');
  });

  it('is the same day in every time zone', () => {
    const zone = process.env.TZ;
    try {
      for (const other of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
        process.env.TZ = other;
        expect(format(recorded('2023-11-01'))).toBe('1 November 2023');
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});
