import * as fc from 'fast-check';
import type { GraphQLInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nounToArgumentName, nounToTypeName } from '../../src/editing/edit-types.ts';
import { getItemLists, type ItemList, isRemovedByKey } from '../../src/editing/item-lists.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type RecordNoun, recordNouns } from '../../src/model/vocabulary.ts';
import { schema } from '../../src/schema/index.ts';
import { readRecord } from '../../src/store/serialize/read-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { maximalRecords } from '../store/maximal-records.ts';
import {
  buildVisitInput,
  correctVisitMutation,
  type EditingFixture,
  errorSelection,
  type MutationResult,
  openEditingFixture,
  recordVisitMutation,
  toMutationInput,
} from './editing-fixture.ts';

let editing: EditingFixture;
let token: string;
beforeAll(async () => {
  editing = await openEditingFixture();
  token = await editing.token('Ada Lovelace', 'ADMIN');
  const report = await importRecords(editing.apiFixture.db, toReadItems(...maximalRecords));
  expect(report.rejections).toEqual([]);
});
afterAll(() => editing[Symbol.asyncDispose]());

type Fields = Record<string, unknown>;
const read = async (noun: RecordNoun, key: string): Promise<Fields> =>
  editing.apiFixture.db.write((tx) => readRecord(new Writer(tx, { by: 'A test' }), noun, key) ?? {});
const withoutEvidence = ({ citations: _, ...fields }: Fields): Fields => fields;

/** Corrects a record of any noun. */
async function correct(noun: RecordNoun, key: string, patch: Fields): Promise<MutationResult> {
  const type = nounToTypeName(noun);
  return editing.sendMutation(
    token,
    `mutation($key: String!, $patch: ${type}Patch!) {
      correct${type}(input: { key: $key, ${nounToArgumentName(noun)}: $patch, source: "gazette", acceptUnverified: true }) {
        revision changed ${errorSelection} } }`,
    { key, patch },
  );
}

const patchFieldType = (noun: RecordNoun, field: string) => {
  const patch = schema.getType(`${nounToTypeName(noun)}Patch`) as GraphQLInputObjectType;
  return patch.getFields()[field]?.type ?? expect.fail(`${noun} has no ${field}`);
};

/** What removes an item: its key, or the fields that identify it. */
function toRemoved({ identity: fields }: ItemList, item: unknown): unknown {
  const [field] = fields;
  if (field === undefined) return item;
  if (fields.length === 1) return (item as Fields)[field];
  return Object.fromEntries(Object.entries(item as Fields).filter(([name]) => fields.includes(name)));
}

const keyOf = (record: object): string => ('key' in record ? String(record.key) : '');
const cases = maximalRecords.flatMap((record) =>
  getItemLists(record.noun)
    .filter(({ field }) => Array.isArray((record as Fields)[field]))
    .map((list) => [`${record.noun} ${keyOf(record)}: ${list.field}`, record, list] as const),
);

test('every list of references, travellers, members, affiliations, names and citations takes single items', () => {
  const lists = recordNouns.flatMap((noun) => getItemLists(noun).map(({ field }) => `${noun}.${field}`));
  expect(lists).toEqual(
    expect.arrayContaining([
      ...['visit.travellers', 'visit.met', 'visit.citations', 'agreement.signatories', 'statement.about'],
      ...['statement.addressees', 'position.toward', 'figure.about', 'trade-link.suppliers', 'trade-link.commodities'],
      ...['source.derivedFrom', 'group.members', 'group.affiliations', 'person.names', 'country.citations'],
    ]),
  );
  const tested = new Set(cases.map(([, { noun }, { field }]) => `${noun}.${field}`));
  expect(lists.filter((list) => !tested.has(list))).toEqual([]);
});

describe('adding an item again after its removal gives back the record:', () => {
  test.each(cases)('%s', async (_name, { noun, ...fields }, list) => {
    const key = keyOf(fields);
    const before = await read(noun, key);
    const items = before[list.field] as unknown[];
    const isRepeated = (item: unknown): boolean =>
      isRemovedByKey(list) &&
      items.filter((other) => JSON.stringify(toRemoved(list, other)) === JSON.stringify(toRemoved(list, item))).length >
        1;
    // Not the first item: a record needs one traveller and one citation, and a country its display name.
    for (const item of items.slice(items.length > 1 ? 1 : 0)) {
      const whole = items.filter((other) => other !== item);
      const remove = [toMutationInput(patchFieldType(noun, list.remove), [toRemoved(list, item)])].flat();
      const removed = await correct(noun, key, { [list.remove]: remove });
      if (isRepeated(item)) {
        expect(removed.errors).toMatchObject([{ path: [nounToArgumentName(noun), list.remove, '0'] }]);
        expect(withoutEvidence(await read(noun, key))).toEqual(withoutEvidence(before));
        continue;
      }
      if (removed.errors.length > 0) {
        // An item that the record needs.
        expect(removed.errors).toMatchObject([{ path: [nounToArgumentName(noun), list.remove] }]);
        continue;
      }
      const after = await read(noun, key);
      if (list.field === 'citations') expect(after.citations ?? []).toEqual(whole);
      else
        expect(withoutEvidence({ ...after, [list.field]: after[list.field] ?? [] })).toEqual(
          withoutEvidence({ ...before, [list.field]: whole }),
        );
      const add = [toMutationInput(patchFieldType(noun, list.add), [item])].flat();
      expect(await correct(noun, key, { [list.add]: add })).toMatchObject({ changed: true, errors: [] });
      const restored = await read(noun, key);
      expect(withoutEvidence({ ...restored, [list.field]: null })).toEqual(
        withoutEvidence({ ...before, [list.field]: null }),
      );
      expect(restored[list.field]).toEqual([...whole, item]);
      expect((await correct(noun, key, { [list.add]: add })).errors).toMatchObject([
        { path: [nounToArgumentName(noun), list.add, '0'], value: expect.any(String) },
      ]);
      const plain = toMutationInput(patchFieldType(noun, list.field), items);
      expect(await correct(noun, key, { [list.field]: plain })).toMatchObject({ errors: [] });
    }
  });
});

const send = (document: string, variables: object): Promise<MutationResult> =>
  editing.sendMutation(token, document, variables);
let count = 0;
async function recordVisit(over: object = {}): Promise<string> {
  count += 1;
  const key = `listed-${count}`;
  const visit = buildVisitInput({
    key,
    travellers: [{ person: 'bela' }, { person: 'ada' }],
    met: ['UZ', 'EU'],
    ...over,
  });
  expect(await send(recordVisitMutation, { visit })).toMatchObject({ errors: [] });
  return key;
}
const historyOf = async (key: string): Promise<MutationResult> =>
  (
    await editing.apiFixture.execute(
      '($key: String!) { entry(key: $key) { history { nodes { action changes { field from to } } } } }'.replace(
        /^/,
        'query',
      ),
      { key },
    )
  ).data.entry.history.nodes;

test('a list and the history change as if the whole list had been given', async () => {
  const people = ['UZ', 'EU', 'KZ', 'ada', 'bela', 'HU'];
  await fc.assert(
    fc.asyncProperty(fc.subarray(people), fc.subarray(people), async (met, then) => {
      const [one, other] = [await recordVisit({ met }), await recordVisit({ met })];
      const remaining = met.filter((key) => then.includes(key));
      const [removeMet, addMet] = [met.filter((key) => !then.includes(key)), then.filter((key) => !met.includes(key))];
      const single = await send(correctVisitMutation, { key: one, visit: { addMet, removeMet } });
      const whole = await send(correctVisitMutation, { key: other, visit: { met: [...remaining, ...addMet] } });
      expect(single.errors).toEqual([]);
      expect({ ...single.visit, key: '' }).toEqual({ ...whole.visit, key: '' });
      expect(single.changed).toBe(whole.changed);
      const [changes, expected] = [await historyOf(one), await historyOf(other)];
      expect(JSON.stringify(changes).replaceAll(one, other)).toBe(JSON.stringify(expected));
    }),
    { numRuns: scaleRuns(15) },
  );
});

test('one patch can replace an item, such as the term of a traveller', async () => {
  const key = await recordVisit();
  const visit = { removeTravellers: ['ada'], addTravellers: [{ person: 'ada', term: 'ada-president' }] };
  expect(await send(correctVisitMutation, { key, visit })).toMatchObject({
    changed: true,
    visit: {
      travellers: [
        { person: { key: 'bela' }, term: null },
        { person: { key: 'ada' }, term: {} },
      ],
    },
    errors: [],
  });
});

test('null and an empty list add and remove nothing', async () => {
  const key = await recordVisit();
  const visit = { addMet: null, removeMet: [], addTravellers: [], removeTravellers: null, removeCitations: null };
  expect(await send(correctVisitMutation, { key, visit })).toMatchObject({ changed: false, errors: [] });
});

const cited = { source: 'almanac', field: 'host', basis: 'STATED' };
const rejected: [string, object, ...[path: string, message: RegExp, value: unknown][]][] = [
  [
    'adds a party that is there',
    { addMet: ['KZ', 'EU'] },
    ['addMet.1', /^"met" already has "EU"\. Leave it out\.$/, 'EU'],
  ],
  ['adds a party twice', { addMet: ['KZ', 'KZ'] }, ['addMet.1', /already has "KZ"/, 'KZ']],
  ['removes a party that is not there', { removeMet: ['KZ'] }, ['removeMet.0', /^"met" has no "KZ"\./, 'KZ']],
  ['removes a party twice', { removeMet: ['UZ', 'UZ'] }, ['removeMet.1', /^"met" has no "UZ"\./, 'UZ']],
  [
    'adds a traveller who is there, with another term',
    { addTravellers: [{ person: 'ada', term: 'ada-president' }] },
    ['addTravellers.0', /^"travellers" already has "ada"/, { person: 'ada', term: 'ada-president' }],
  ],
  [
    'gives the whole list and an item to add',
    { met: ['UZ'], addMet: ['KZ'] },
    ['addMet', /^"met" replaces the whole list\. Give either "met" or "addMet"\.$/, ['KZ']],
  ],
  ['removes the whole list and an item', { met: null, removeMet: ['UZ'] }, ['removeMet', /^"met" replaces/, ['UZ']]],
  [
    'gives all citations and one to remove',
    { citations: [cited], removeCitations: [{ source: 'gazette' }] },
    ['removeCitations', /^"citations" replaces the whole list/, [{ source: 'gazette' }]],
  ],
  [
    'has several errors',
    { addMet: ['EU'], removeTravellers: ['KZ'], removeCitations: [{ source: 'gazette', field: 'host' }] },
    ['removeTravellers.0', /^"travellers" has no "KZ"/, 'KZ'],
    ['addMet.0', /already has "EU"/, 'EU'],
    ['removeCitations.0', /^"citations" has no "gazette"/, { source: 'gazette', field: 'host' }],
  ],
  ['adds an unknown party', { addMet: ['KZ', 'nobody'] }, ['addMet.1', /^No party has the key "nobody"/, 'nobody']],
  ['adds a party with an invalid key', { addMet: ['a b'] }, ['addMet.0', /A key consists of letters/, 'a b']],
  [
    'removes all travellers',
    { removeTravellers: ['ada', 'bela'] },
    ['removeTravellers', /^"travellers" needs an item\. Keep one, or add one\.$/, ['ada', 'bela']],
  ],
  [
    'removes all citations',
    { removeCitations: [{ source: 'gazette' }] },
    ['removeCitations', /^"citations" needs an item/, [{ source: 'gazette' }]],
  ],
];

test.each(rejected)('rejects a patch that %s, and writes nothing', async (_name, visit, ...fields) => {
  const key = await recordVisit();
  const before = await editing.dumpDatabase();
  const { errors } = await send(correctVisitMutation, { key, visit });
  const byPath = (one: MutationResult, other: MutationResult): number =>
    one.path.join().localeCompare(other.path.join());
  expect(
    errors.toSorted(byPath).map((error: MutationResult) => ({ ...error, value: JSON.parse(error.value) })),
  ).toEqual(
    fields
      .map(([path, message, value]) => ({
        __typename: 'InvalidFieldError',
        code: 'BAD_INPUT',
        path: ['visit', ...path.split('.')],
        message: expect.stringMatching(message),
        value,
      }))
      .toSorted(byPath),
  );
  expect(await editing.dumpDatabase()).toEqual(before);
});

describe('a citation', () => {
  const whole = { source: 'gazette', basis: 'STATED' };
  const claim = { source: 'almanac', field: 'end', basis: 'STATED', value: '2024-05-04', rank: 'NORMAL' };
  const quote = { ...cited, spans: [{ words: 'Ελλάς', start: 0, end: 5 }] };
  const read = (result: MutationResult) =>
    result.visit.citations.map((one: MutationResult) => [one.source.key, one.field, one.basis]);
  const recordCited = () => recordVisit({ citations: [whole, cited, claim] });
  const remove = async (...removeCitations: object[]) =>
    send(correctVisitMutation, { key: await recordCited(), visit: { removeCitations }, accept: true });

  test('is removed by the fields that distinguish it', async () => {
    expect(read(await remove(whole))).toEqual([
      ['almanac', 'host', 'STATED'],
      ['almanac', 'end', 'STATED'],
    ]);
    expect(read(await remove({ source: 'gazette' }, { source: 'almanac', field: 'host' }))).toEqual([
      ['almanac', 'end', 'STATED'],
    ]);
    expect(read(await remove({ source: 'almanac', value: '2024-05-04' }))).toEqual([
      ['gazette', null, 'STATED'],
      ['almanac', 'host', 'STATED'],
    ]);
    // As the API returns it: with the value of the record.
    expect(read(await remove({ ...cited, value: 'FR' }))).toEqual([
      ['gazette', null, 'STATED'],
      ['almanac', 'end', 'STATED'],
    ]);
  });

  test('is not removed if several match, or if it has another value', async () => {
    expect((await remove({ source: 'almanac' })).errors).toMatchObject([
      {
        path: ['visit', 'removeCitations', '0'],
        message: '"citations" has 2 items that match "almanac". Give more of its fields.',
        value: '{"source":"almanac"}',
      },
    ]);
    for (const other of [{ value: '2024-05-05' }, { rank: 'DEPRECATED' }, { spans: [{ words: 'x' }] }])
      expect((await remove({ ...claim, ...other })).errors).toMatchObject([
        { path: ['visit', 'removeCitations', '0'] },
      ]);
  });

  test('is removed by its words alone, and can be replaced in one patch', async () => {
    const key = await recordVisit();
    const added = await send(correctVisitMutation, { key, visit: { addCitations: [quote] }, accept: true });
    expect(read(added)).toEqual([
      ['gazette', null, 'STATED'],
      ['almanac', 'host', 'STATED'],
    ]);
    const again = await send(correctVisitMutation, { key, visit: { addCitations: [quote] }, accept: true });
    expect(again.errors).toMatchObject(
      [{ path: ['visit', 'addCitations', '0'], message: /already has "almanac"/ }].map((one) => ({
        ...one,
        message: expect.stringMatching(one.message),
      })),
    );
    const visit = {
      removeCitations: [{ source: 'almanac', spans: [{ words: 'Ελλάς' }] }],
      addCitations: [{ ...quote, basis: 'INFERRED' }],
    };
    expect(read(await send(correctVisitMutation, { key, visit, accept: true }))).toEqual([
      ['gazette', null, 'STATED'],
      ['almanac', 'host', 'INFERRED'],
    ]);
  });

  test('of a former value can be given again for the new one', async () => {
    const key = await recordVisit({ citations: [cited] });
    const result = await send(correctVisitMutation, { key, visit: { host: 'UZ', addCitations: [cited] } });
    expect(result).toMatchObject({ errors: [], visit: { host: { code: 'UZ' } } });
    expect(read(result)).toEqual([['almanac', 'host', 'STATED']]);
  });
});

test('an edit that adds an item is applied only once with an idempotency key', async () => {
  const key = await recordVisit();
  const edit = { key, visit: { addMet: ['KZ'] }, idem: `add-${key}` };
  const first = await send(correctVisitMutation, edit);
  expect(first).toMatchObject({ changed: true, errors: [] });
  expect(await send(correctVisitMutation, edit)).toEqual(first);
});

test('names are removed by text and language', async () => {
  const names = [
    { text: 'Ада', language: 'ru' },
    { text: 'Ада', language: 'uk', kind: 'ALIAS' },
  ];
  const add = (more: object[]) => correct('person', 'ada', { addNames: more });
  const remove = (name: object) => correct('person', 'ada', { removeNames: [name] });
  expect(await add(names)).toMatchObject({ changed: true, errors: [] });
  expect((await add([{ text: 'Ада', language: 'ru' }])).errors).toMatchObject([
    { path: ['person', 'addNames', '0'], message: '"names" already has "Ада". Leave it out.' },
  ]);
  expect((await remove({ text: 'Ада' })).errors).toMatchObject([
    { message: '"names" has 2 items that match "Ада". Give more of its fields.' },
  ]);
  expect((await remove({ text: 'Ада', language: 'kk' })).errors).toMatchObject([
    { message: expect.stringMatching(/^"names" has no "Ада"\./), value: '{"language":"kk","text":"Ада"}' },
  ]);
  expect(await remove({ text: 'Ада', language: 'uk' })).toMatchObject({ changed: true, errors: [] });
  expect((await read('person', 'ada')).names).toEqual(
    expect.arrayContaining([{ text: 'Ада', language: 'ru', kind: 'SHORT' }]),
  );
});
