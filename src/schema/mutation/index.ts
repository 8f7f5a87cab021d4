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
  organization: 'an organization',
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
  coverage: 'the coverage of a source',
};

builder.mutationType({
  description: 'Edits of the dataset. Each mutation requires a bearer token, is atomic and cites a source.',
});

const recordInputs = recordNouns.map((noun) => ({ noun, type: defineRecordInput(noun, nounPhrases[noun]) }));

for (const { noun, type } of recordInputs) {
  const [phrase, argument, name] = [nounPhrases[noun], nounToArgumentName(noun), nounToTypeName(noun)];
  const result = defineNounResult(noun, phrase);
  const payload = `${name}Payload`;
  defineMutation(`record${name}`, {
    description: `Creates the record of ${phrase}.`,
    resultType: result,
    payloadTypeName: payload,
    args: (t) => ({ [argument]: t({ type, required: true, description: 'The record to create.' }) }),
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
    description: `Corrects the record of ${phrase}. Changed values cite the source unless evidence is given.`,
    resultType: result,
    payloadTypeName: payload,
    args: (t) => ({
      key: t.string({
        required: true,
        description:
          noun === 'coverage' ? 'The key of the source, a slash, and the subject.' : 'The key of the record.',
      }),
      [argument]: t({ type: patch, required: true, description: 'The changes.' }),
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
    description: 'The type of the record. Required only if records of several types have this key.',
  });
const readNounArgument = (args: Readonly<Record<string, unknown>>) =>
  (args.noun ?? undefined) as RecordNoun | undefined;

defineMutation('withdraw', {
  description: 'Withdraws a record that should not have been created. Its history and the reason are preserved.',
  resultType: WithdrawResult,
  payloadTypeName: 'WithdrawPayload',
  args: (t) => ({ key: t.string({ required: true, description: 'The key of the record.' }), noun: nounArgument(t) }),
  commonArguments: { source: 'optional', reason: 'required', expectedRevision: 'optional', idempotencyKey: 'optional' },
  toEdit: (args) => ({ verb: 'withdraw', noun: readNounArgument(args), key: String(args.key) }),
});

defineMutation('merge', {
  description:
    'Merges two records of the same thing. References to the merged record then resolve to the surviving one.',
  resultType: MergeResult,
  payloadTypeName: 'MergePayload',
  args: (t) => ({
    key: t.string({ required: true, description: 'The key of the record to merge.' }),
    into: t.string({ required: true, description: 'The key of the surviving record.' }),
    noun: nounArgument(t),
  }),
  commonArguments: { source: 'optional', reason: 'required', expectedRevision: 'optional', idempotencyKey: 'optional' },
  toEdit: (args) => ({ verb: 'merge', noun: readNounArgument(args), key: String(args.key), into: String(args.into) }),
});

const RecordInput = builder.inputType('RecordInput', {
  description: 'A record of any type.',
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
    'Imports a batch of records atomically, by the rules of imports: values unchanged since the previous import do not overwrite corrections by others.',
  resultType: ImportResult,
  payloadTypeName: 'ImportPayload',
  args: (t) => ({
    entries: t({
      type: [RecordInput],
      required: true,
      description: 'The records. They may refer to each other in any order.',
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
