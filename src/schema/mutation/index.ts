import { hasCitations } from '../../editing/citations.ts';
import { type Edit, nounToArgumentName, nounToFieldName, nounToTypeName } from '../../editing/edit-types.ts';
import { vocabularies } from '../../model/define-vocabulary.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { type ArgsBuilder, builder } from '../builder.ts';
import { enumOf } from '../enums.ts';
import { defineMutation } from './define-mutation.ts';
import { toPatch, toRecord } from './input-to-record.ts';
import { definePatchInput, defineRecordInput } from './record-inputs.ts';
import { defineNounResult, ImportResult, MergeResult, WithdrawResult } from './result-types.ts';

/** Returns a noun with its article: "a term in an office". */
function getPhrase(noun: RecordNoun): string {
  if (noun === 'group') return 'a group';
  if (noun === 'coverage') return 'the coverage of a source';
  const description = vocabularies.find(({ name }) => name === 'RecordNoun')?.values[noun] ?? noun;
  return description.replace(/^A/, 'a').replace(/\.$/, '');
}

builder.mutationType({
  description: 'Edits of the dataset. Each mutation requires a bearer token, is atomic and cites a source.',
});

const recordInputs = recordNouns.map((noun) => ({ noun, type: defineRecordInput(noun, getPhrase(noun)) }));

/** The argument of nouns with citations, and of sources, whose text is what citations are compared with. */
const acceptUnverified = (noun: RecordNoun) =>
  hasCitations(noun) || noun === 'source' ? { acceptUnverified: 'optional' as const } : {};

for (const { noun, type } of recordInputs) {
  const [phrase, argument, name] = [getPhrase(noun), nounToArgumentName(noun), nounToTypeName(noun)];
  const result = defineNounResult(noun, phrase);
  const payload = `${name}Payload`;
  const source = noun === 'source' ? 'itself' : 'required';
  defineMutation(`record${name}`, {
    description: `Creates the record of ${phrase}.`,
    resultType: result,
    payloadTypeName: payload,
    args: (t) => ({ [argument]: t({ type, required: true, description: 'The record to create.' }) }),
    commonArguments: {
      source,
      reason: 'optional',
      knownAt: 'optional',
      ...acceptUnverified(noun),
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
      source,
      reason: 'optional',
      knownAt: 'optional',
      expectedRevision: 'optional',
      ...acceptUnverified(noun),
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
    type: enumOf(recordNouns),
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
        t.field({ type, description: `A record of ${getPhrase(noun)}.` }),
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
  commonArguments: {
    source: 'required',
    reason: 'optional',
    acceptUnverified: 'optional',
    idempotencyKey: 'optional',
  },
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
