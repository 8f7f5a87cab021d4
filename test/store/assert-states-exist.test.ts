import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { applyEdit } from '../../src/editing/apply-edit.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const editor = { tokenId: 1, holder: 'Ada Lovelace', role: 'EDITOR' } as const;
const entry = { summary: 'x', citations: [{ source: 'gazette', basis: 'STATED' }] };

let db: Database;
let dispose: () => PromiseLike<void>;
beforeAll(async () => {
  const opened = await openTemporaryDatabase({ dossier: false });
  db = opened.db;
  dispose = () => opened[Symbol.asyncDispose]();
  const soviet = [
    {
      noun: 'office',
      key: 'su:premier',
      title: 'Premier of the Soviet Union',
      rank: 'HEAD_OF_GOVERNMENT',
      country: 'SUHH',
    },
    { noun: 'term', key: 'ada-soviet', office: 'su:premier', person: 'ada', start: '1985' },
  ];
  const { rejections } = await importRecords(db, toReadItems(...referencedRecords, ...soviet));
  expect(rejections).toEqual([]);
});
afterAll(() => dispose());
afterEach(() => void vi.useRealTimers());

let count = 0;
/** Imports a record as a file would, and returns why it was rejected, if it was. */
async function reject(record: object): Promise<string | undefined> {
  const item = { key: `r${++count}`, ...entry, ...record };
  const { rejections, created } = await importRecords(db, toReadItems(item), {
    rejectsFile: `${db.path}-${count}.jsonl`,
  });
  expect(created + rejections.length).toBe(1);
  return rejections[0]?.reason;
}
const visitTo = (host: string, start: string, more: object = {}) =>
  buildVisit({
    key: `v${++count}`,
    host,
    start,
    met: [],
    travellers: [{ person: 'bela' }],
    citations: entry.citations as never,
    ...more,
  });

describe('a host', () => {
  test.each([
    [
      'SUHH',
      '2014-09-22',
      'Soviet Union (SUHH) existed from 1922-12-30 to 1991-12-26, not on 2014-09-22. In its place on that day: Russia (RU), Armenia (AM)',
    ],
    [
      'KZ',
      '1975-09-22',
      'Kazakhstan (KZ) existed since 1991-12-16, not on 1975-09-22. In its place on that day: Soviet Union (SUHH).',
    ],
    [
      'EE',
      '1975',
      'Estonia (EE) existed from 1918-02-24 to 1940-08 and since 1991-08-20, not on 1975. In its place on that day: Soviet Union (SUHH).',
    ],
    ['AT', '1940-01', 'In its place on that day: Germany (DE).'],
    ['ZW', '1975-04', 'In its place on that day: Rhodesia (RHZW).'],
    ['SUHH', '1920-05-01', 'In its place on that day: Russia (RU).'],
    ['x-kingdom-of-yugoslavia', '1910', 'In its place on that day: Serbia (RS).'],
    ['SA', '1927-05-01', 'In its place on that day: Hejaz and Nejd (x-hejaz-and-nejd).'],
    ['VN', '1967', 'In its place on that day: North Vietnam (VDVN), South Vietnam (x-south-vietnam).'],
    ['YUCS', '2012', 'In its place on that day: Montenegro (ME), Serbia (RS).'],
    [
      'IN',
      '1943-11',
      'India (IN) existed since 1947-08-15, not on 1943-11. No state in its place is on record. If the host was a territory that became a state later, set "beforeIndependence" to true.',
    ],
  ])('%s on %s is rejected, and the state of that day named', async (host, start, reason) => {
    const message = await reject(visitTo(host, start));
    expect(message).toContain(reason.split('In its place')[0]);
    for (const name of reason.match(/\S+ \([\w-]+\)/g) ?? []) expect(message).toContain(name);
  });

  test.each([
    ['SUHH', '1991-12-26'],
    ['RU', '1991-12'],
    ['RU', '1919'],
    ['KZ', '1991'],
    ['KZ', '[1975-01-01..1991-12-16]'],
    ['EE', '1930-05-01'],
    ['EE', '1940-08-20'],
    ['HK', '1965'],
    ['FR', '1870'],
    ['x-tibet', '1940'],
  ])('%s on %s is accepted', async (host, start) => expect(await reject(visitTo(host, start))).toBeUndefined());

  test('is accepted if it became a state during the visit', async () => {
    expect(await reject(visitTo('SR', '1975-11-20', { end: '1975-11-26' }))).toBeUndefined();
  });

  test('is accepted before its independence if the record says so', async () => {
    expect(await reject(visitTo('SR', '1967-04-14'))).toContain('set "beforeIndependence" to true');
    expect(await reject(visitTo('SR', '1967-04-14', { beforeIndependence: true }))).toBeUndefined();
    expect(await reject(visitTo('KZ', '1975', { beforeIndependence: true }))).toMatch(/^host: .*Soviet Union \(SUHH\)/);
    expect(await reject(visitTo('SR', '1980', { beforeIndependence: true }))).toMatch(
      /^beforeIndependence: .*Leave out/,
    );
    expect(await reject(visitTo('SUHH', '2014', { beforeIndependence: true }))).toMatch(/^beforeIndependence: /);
    expect(await reject(visitTo('FR', '1967', { beforeIndependence: true }))).toMatch(/^beforeIndependence: /);
  });
});

describe('another state that acts', () => {
  const statement = { noun: 'statement', mode: 'DIRECT', text: 'Words.', language: 'en' };
  test.each([
    ['travellers.0.term', visitTo('FR', '2014', { travellers: [{ person: 'ada', term: 'ada-soviet' }] })],
    ['speaker', { ...statement, speaker: 'SUHH', saidOn: '2014' }],
    ['speakerTerm', { ...statement, speaker: 'ada', speakerTerm: 'ada-soviet', saidOn: '2014' }],
    [
      'signatories.1',
      {
        noun: 'agreement',
        title: 'x',
        instrument: 'TREATY',
        status: 'SIGNED',
        signatories: ['FR', 'CSHH'],
        signedOn: '2001',
      },
    ],
    [
      'suppliers.0',
      { noun: 'trade-link', kind: 'SUPPLY', status: 'ACTIVE', suppliers: ['SUHH'], buyers: ['FR'], start: '2001' },
    ],
    [
      'buyers.0',
      { noun: 'trade-link', kind: 'SUPPLY', status: 'ACTIVE', suppliers: ['FR'], buyers: ['DDDE'], start: '2001' },
    ],
    ['holder', { noun: 'position', holder: 'YUCS', stance: 'SUPPORTS', toward: ['FR'], start: '2010', end: '2012' }],
    ['statedBy', { noun: 'figure', measure: 'x', value: 1, unit: 'USD', statedBy: 'SUHH', date: '2012' }],
  ])('is rejected as %s', async (field, record) => {
    expect(await reject(record)).toMatch(new RegExp(`^${field.replaceAll('.', '\\.')}: .* existed `));
  });

  test('may be what a record is about', async () => {
    const record = { ...statement, speaker: 'FR', about: ['SUHH'], addressees: ['DDDE'], saidOn: '2014' };
    expect(await reject(record)).toBeUndefined();
    expect(
      await reject({ noun: 'figure', measure: 'x', value: 1, unit: 'USD', about: ['SUHH'], date: '2012' }),
    ).toBeUndefined();
  });

  test('passes if it existed for a part of the time', async () => {
    const link = { noun: 'trade-link', kind: 'SUPPLY', status: 'ENDED', suppliers: ['SUHH'], buyers: ['FR'] };
    expect(await reject({ ...link, start: '1985', end: '1995' })).toBeUndefined();
    expect(await reject({ ...link, start: '1991' })).toBeUndefined();
  });
});

test('a mutation is rejected at the field', async () => {
  const record = { ...visitTo('KZ', '1975-09-22'), key: 'mutated' };
  expect(await applyEdit(db, editor, { verb: 'record', noun: 'visit', record }, { source: 'gazette' })).toEqual({
    result: 'invalid',
    fields: [
      {
        path: ['visit', 'host'],
        message:
          'Kazakhstan (KZ) existed since 1991-12-16, not on 1975-09-22. In its place on that day: Soviet Union (SUHH).',
        value: '"KZ"',
      },
    ],
  });
  const moved = { verb: 'correct', noun: 'visit', key: 'v-now', patch: { host: 'SUHH' } } as const;
  expect(await reject(visitTo('FR', '2014', { key: 'v-now' }))).toBeUndefined();
  expect(await applyEdit(db, editor, moved, { source: 'gazette' })).toMatchObject({
    result: 'invalid',
    fields: [{ path: ['visit', 'host'] }],
  });
});

test('a completed visit may begin tomorrow (UTC), and no later', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2024-02-28T23:59:00Z') });
  expect(await reject(visitTo('FR', '2024-02-29'))).toBeUndefined();
  expect(await reject(visitTo('FR', '2024'))).toBeUndefined();
  expect(await reject(visitTo('FR', '2024-03-01'))).toBe(
    'start: A COMPLETED visit cannot begin on 2024-03-01, which is later than tomorrow (2024-02-29 UTC). Use ANNOUNCED, or correct the date.',
  );
  expect(await reject(visitTo('FR', '2024-03-01', { status: 'ANNOUNCED' }))).toBeUndefined();
});
