import { argumentOf, type Edit, type Fields, fieldOf, typeOf } from '../../editing/edit-types.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { builder } from '../builder.ts';
import { RecordNoun as RecordNounEnum } from '../enums.ts';
import { type Arg, mutation } from './define-mutation.ts';
import { patchOf, recordOf } from './input-to-record.ts';
import { patchInput, recordInput } from './record-inputs.ts';
import { ImportResult, MergeResult, resultOfNoun, WithdrawResult } from './result-types.ts';

const phrases: Record<RecordNoun, string> = {
  source: 'a source',
  country: 'a country',
  group: 'a group',
  person: 'a person',
  organization: 'an organisation',
  office: 'an office',
  term: 'a term in an office',
  commodity: 'a commodity',
  topic: 'a topic',
  trip: 'a trip',
  visit: 'a visit',
  agreement: 'an agreement',
  'trade-link': 'a trade link',
  statement: 'a statement',
  position: 'a position',
  figure: 'a figure',
  coverage: 'what a source was read for',
};

builder.mutationType({
  description: "The editor's desk. Each needs a bearer token, is written whole or not at all, and rests on a source.",
});

const inputs = recordNouns.map((noun) => ({ noun, type: recordInput(noun, phrases[noun]) }));

for (const { noun, type } of inputs) {
  const [phrase, argument, name] = [phrases[noun], argumentOf(noun), typeOf(noun)];
  const result = resultOfNoun(noun, phrase);
  const payload = `${name}Payload`;
  mutation(`record${name}`, {
    description: `Records ${phrase} that is not on record yet.`,
    result,
    payload,
    args: (t) => ({ [argument]: t({ type, required: true, description: 'What is recorded.' }) }),
    takes: {
      source: noun === 'source' ? 'itself' : 'required',
      reason: 'optional',
      knownAt: 'optional',
      idempotencyKey: 'optional',
    },
    edit: (args) => ({ verb: 'record', noun, record: recordOf(noun, args[argument] as object) }),
  });
  const patch = patchInput(noun, phrase);
  if (!patch) continue;
  mutation(`correct${name}`, {
    description: `Corrects ${phrase}. What changes rests on the source, unless the evidence is given.`,
    result,
    payload,
    args: (t) => ({
      key: t.string({
        required: true,
        description: noun === 'coverage' ? 'The key of the source, a slash, and what it is about.' : 'Its key.',
      }),
      [argument]: t({ type: patch, required: true, description: 'What changes.' }),
    }),
    takes: {
      source: noun === 'source' ? 'itself' : 'required',
      reason: 'optional',
      knownAt: 'optional',
      expectedRevision: 'optional',
      idempotencyKey: 'optional',
    },
    edit: (args) => ({ verb: 'correct', noun, key: String(args.key), patch: patchOf(noun, args[argument] as object) }),
  });
}

const which = (t: Arg) =>
  t({
    type: RecordNounEnum,
    description: 'What it is a record of: needed only where records of several have that key.',
  });
const nounIn = (args: Readonly<Record<string, unknown>>) => (args.noun ?? undefined) as RecordNoun | undefined;

mutation('withdraw', {
  description:
    'Takes a record out of the record: one that should never have been there. Its history and the reason stay.',
  result: WithdrawResult,
  payload: 'WithdrawPayload',
  args: (t) => ({ key: t.string({ required: true, description: 'Its key.' }), noun: which(t) }),
  takes: { source: 'optional', reason: 'required', expectedRevision: 'optional', idempotencyKey: 'optional' },
  edit: (args) => ({ verb: 'withdraw', noun: nounIn(args), key: String(args.key) }),
});

mutation('merge', {
  description: 'Makes two records of one thing one: whatever names the one that goes leads to the other from then on.',
  result: MergeResult,
  payload: 'MergePayload',
  args: (t) => ({
    key: t.string({ required: true, description: 'The key of the one that goes.' }),
    into: t.string({ required: true, description: 'The key of the survivor.' }),
    noun: which(t),
  }),
  takes: { source: 'optional', reason: 'required', expectedRevision: 'optional', idempotencyKey: 'optional' },
  edit: (args) => ({ verb: 'merge', noun: nounIn(args), key: String(args.key), into: String(args.into) }),
});

const RecordInput = builder.inputRef<Readonly<Record<string, Fields>>>('RecordInput').implement({
  description: 'One record, of one noun.',
  isOneOf: true,
  fields: ((t: { field(options: object): unknown }) =>
    Object.fromEntries(
      inputs.map(({ noun, type }) => [fieldOf(noun), t.field({ type, description: `A record of ${phrases[noun]}.` })]),
    )) as never,
});

mutation('importEntries', {
  description:
    "Brings in a batch, all of it or nothing, by the rules of imports: what was not changed since it was last sent leaves others' corrections alone.",
  result: ImportResult,
  payload: 'ImportPayload',
  args: (t) => ({
    entries: t({
      type: [RecordInput],
      required: true,
      description: 'The records. One may refer to another, whichever comes first.',
    }),
  }),
  takes: { source: 'required', reason: 'optional', idempotencyKey: 'optional' },
  edit: (args): Edit => ({
    verb: 'import',
    records: (args.entries as object[]).flatMap((entry) =>
      recordNouns.flatMap((noun) => {
        const given = (entry as Record<string, object | undefined>)[fieldOf(noun)];
        return given ? [{ ...recordOf(noun, given), noun }] : [];
      }),
    ),
  }),
});
