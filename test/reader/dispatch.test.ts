import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCliSandbox } from '../cli/cli-sandbox.ts';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';

const folder = fileURLToPath(new URL('../../../shared/dispatches', import.meta.url));
const file = join(folder, '2023-11-01-macron-kazakhstan.txt');
const sandbox = openCliSandbox({ here: true });
afterAll(() => sandbox[Symbol.dispose]());

interface ReadRecord {
  noun: string;
  key: string;
  [field: string]: unknown;
  citations?: { field: string; spans?: { start: number; end: number }[] }[];
}

const spansOf = (record: ReadRecord | undefined, field: string) =>
  record?.citations?.flatMap((citation) =>
    citation.field === field ? (citation.spans ?? []).map(({ start, end }) => [start, end]) : [],
  );

async function readDispatch(): Promise<ReadRecord[]> {
  const { code, out, err } = await sandbox.run(['read', file, '--publisher', 'RNBO', '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

describe.skipIf(!existsSync(file))('the dispatch of 2023-11-01', () => {
  let records: ReadRecord[];
  const list = (noun: string) => records.filter((record) => record.noun === noun);

  describe('read without the dossier', () => {
    beforeAll(async () => {
      await copyTemplateDatabase(sandbox.resolve('record.db'), { dossier: false });
      records = await readDispatch();
    });

    test('both visits', () => {
      const traveller = [{ person: 'emmanuel-macron', country: 'FR' }];
      expect(list('visit')).toMatchObject([
        {
          travellers: traveller,
          host: 'KZ',
          status: 'UNDER_WAY',
          start: { edtf: '2023-11-01', basis: 'RESOLVED', verbatim: 'Wednesday' },
          met: ['kassym-jomart-tokayev'],
          leg: 1,
        },
        {
          travellers: traveller,
          host: 'UZ',
          status: 'ANNOUNCED',
          start: { edtf: '[2023-11-01..]', basis: 'INFERRED' },
          leg: 2,
        },
      ]);
    });

    test('every quotation at its offsets, with speaker and addressee', () => {
      const quoted = list('statement').filter(({ mode }) => mode !== 'INDIRECT');
      expect(
        quoted.map((record) => [record.mode, record.speaker, record.addressees, ...(spansOf(record, 'mode') ?? [])]),
      ).toEqual([
        ['MIXED', 'sergei-lavrov', undefined, [922, 952]],
        ['DIRECT', 'emmanuel-macron', ['kassym-jomart-tokayev'], [970, 1084]],
        ['DIRECT', 'emmanuel-macron', ['kassym-jomart-tokayev'], [1109, 1354]],
        ['DIRECT', 'emmanuel-macron', undefined, [1631, 1719], [1735, 1895]],
        ['DIRECT', 'kassym-jomart-tokayev', ['emmanuel-macron'], [2056, 2104]],
      ]);
      expect(quoted[0]?.saidOn).toEqual({ edtf: '[2023-10-23..2023-10-29]', basis: 'RESOLVED', verbatim: 'last week' });
    });

    test('trade links and positions', () => {
      expect(list('trade-link').map(({ kind, status }) => `${kind} ${status}`)).toEqual([
        'SUPPLY ACTIVE',
        'SUPPLY WINDING_DOWN',
        'ROUTE ACTIVE',
        'PARTNERSHIP PLEDGE',
        'SUPPLY ACTIVE',
        'JOINT_VENTURE ACTIVE',
      ]);
      expect(list('position').map(({ holder, stance }) => `${holder} ${stance}`)).toEqual([
        'KZ NEUTRAL',
        'RU CONCERNED',
        'KZ REJECTS',
        'UZ REJECTS',
        'KZ COMMITS',
        'UZ COMMITS',
        'KZ PARTNER',
        'KZ PARTNER',
        'UZ PARTNER',
        'UZ PARTNER',
      ]);
    });

    test('is imported unchanged, verified, and read the same again', async () => {
      const { out } = await sandbox.run(['read', file, '--publisher', 'RNBO']);
      writeFileSync(sandbox.resolve('drafts.yaml'), out);
      const imported = await sandbox.run(['import', 'entries', 'drafts.yaml', '--json']);
      expect(JSON.parse(imported.out)).toMatchObject({ created: records.length, rejected: 0 });
      const checked = JSON.parse((await sandbox.run(['check', '--sources', folder, '--json'])).out);
      expect(checked).toMatchObject({ problems: [], sources: { missed: [] } });
      expect(checked.sources.verified).toBe(checked.sources.spans);
      const again = await readDispatch();
      expect(again.filter(({ noun }) => noun === 'person' || noun === 'topic')).toEqual([]);
      expect(again.find(({ noun }) => noun === 'source')).toMatchObject({
        key: records[0]?.key,
        text: readFileSync(file, 'utf8'),
      });
    });
  });

  test('with the dossier, people and offices are those on record', async () => {
    await copyTemplateDatabase(sandbox.resolve('record.db'));
    records = await readDispatch();
    expect(list('person')).toEqual([]);
    expect(list('visit')[0]).toMatchObject({
      travellers: [{ person: 'emmanuel-macron', term: 'macron-president-of-france' }],
    });
    expect(list('statement').find(({ speaker }) => speaker === 'sergei-lavrov')).toMatchObject({
      speakerTerm: 'lavrov-foreign-minister-of-russia',
    });
    expect(list('statement')[0]?.citations?.[0]).toMatchObject({ source: 'rnbo-2023-11-01' });
  });
});
