import { type Edit, nounToArgumentName, nounToFieldName, nounToTypeName } from '../../editing/edit-types.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { type ArgsBuilder, builder } from '../builder.ts';
import { RecordNoun as RecordNounEnum } from '../enums.ts';
import { defineMutation } from './define-mutation.ts';
import { toPatch, toRecord } from './input-to-record.ts';
import { definePatchInput, defineRecordInput } from './record-inputs.ts';
import { defineNounResult, ImportResult, MergeResult, WithdrawResult } from './result-types.ts';

const nounPhrases: Record<RecordNoun, string> = {
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

const recordInputs = recordNouns.map((noun) => ({ noun, type: defineRecordInput(noun, nounPhrases[noun]) }));

for (const { noun, type } of recordInputs) {
  const [phrase, argument, name] = [nounPhrases[noun], nounToArgumentName(noun), nounToTypeName(noun)];
  const result = defineNounResult(noun, phrase);
  const payload = `${name}Payload`;
  defineMutation(`record${name}`, {
    description: `Records ${phrase} that is not on record yet.`,
    resultType: result,
    payloadTypeName: payload,
    args: (t) => ({ [argument]: t({ type, required: true, description: 'What is recorded.' }) }),
    commonArguments: {
      source: noun === 'source' ? 'itself' : 'required',
      reason: 'optional',
      knownAt: 'optional',
      idempotencyKey: 'optional',
    },
    toEdit: (args) => ({ verb: 'record', noun, record: toRecord(noun, args[argument] as object) }),
  });
  const patch = definePatchInput(noun, phrase);
  if (!patch) continue;
  defineMutation(`correct${name}`, {
    description: `Corrects ${phrase}. What changes rests on the source, unless the evidence is given.`,
    resultType: result,
    payloadTypeName: payload,
    args: (t) => ({
      key: t.string({
        required: true,
        description: noun === 'coverage' ? 'The key of the source, a slash, and what it is about.' : 'Its key.',
      }),
      [argument]: t({ type: patch, required: true, description: 'What changes.' }),
    }),
    commonArguments: {
      source: noun === 'source' ? 'itself' : 'required',
      reason: 'optional',
      knownAt: 'optional',
      expectedRevision: 'optional',
      idempotencyKey: 'optional',
    },
    toEdit: (args) => ({
      verb: 'correct',
      noun,
      key: String(args.key),
      patch: toPatch(noun, args[argument] as object),
    }),
  });
}

const nounArgument = (t: ArgsBuilder) =>
  t({
    type: RecordNounEnum,
    description: 'What it is a record of: needed only where records of several have that key.',
  });
const readNounArgument = (args: Readonly<Record<string, unknown>>) =>
  (args.noun ?? undefined) as RecordNoun | undefined;

defineMutation('withdraw', {
  description:
    'Takes a record out of the record: one that should never have been there. Its history and the reason stay.',
  resultType: WithdrawResult,
  payloadTypeName: 'WithdrawPayload',
  args: (t) => ({ key: t.string({ required: true, description: 'Its key.' }), noun: nounArgument(t) }),
  commonArguments: { source: 'optional', reason: 'required', expectedRevision: 'optional', idempotencyKey: 'optional' },
  toEdit: (args) => ({ verb: 'withdraw', noun: readNounArgument(args), key: String(args.key) }),
});

defineMutation('merge', {
  description: 'Makes two records of one thing one: whatever names the one that goes leads to the other from then on.',
  resultType: MergeResult,
  payloadTypeName: 'MergePayload',
  args: (t) => ({
    key: t.string({ required: true, description: 'The key of the one that goes.' }),
    into: t.string({ required: true, description: 'The key of the survivor.' }),
    noun: nounArgument(t),
  }),
  commonArguments: { source: 'optional', reason: 'required', expectedRevision: 'optional', idempotencyKey: 'optional' },
  toEdit: (args) => ({ verb: 'merge', noun: readNounArgument(args), key: String(args.key), into: String(args.into) }),
});

const RecordInput = builder.inputType('RecordInput', {
  description: 'One record, of one noun.',
  isOneOf: true,
  fields: (t) =>
    Object.fromEntries(
      recordInputs.map(({ noun, type }) => [
        nounToFieldName(noun),
        t.field({ type, description: `A record of ${nounPhrases[noun]}.` }),
      ]),
    ),
});

defineMutation('importEntries', {
  description:
    "Brings in a batch, all of it or nothing, by the rules of imports: what was not changed since it was last sent leaves others' corrections alone.",
  resultType: ImportResult,
  payloadTypeName: 'ImportPayload',
  args: (t) => ({
    entries: t({
      type: [RecordInput],
      required: true,
      description: 'The records. One may refer to another, whichever comes first.',
    }),
  }),
  commonArguments: { source: 'required', reason: 'optional', idempotencyKey: 'optional' },
  toEdit: (args): Edit => ({
    verb: 'import',
    records: (args.entries as object[]).flatMap((entry) =>
      recordNouns.flatMap((noun) => {
        const given = (entry as Record<string, object | undefined>)[nounToFieldName(noun)];
        return given ? [{ ...toRecord(noun, given), noun }] : [];
      }),
    ),
  }),
});
