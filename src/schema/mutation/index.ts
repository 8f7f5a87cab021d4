import { hasCitations } from '../../editing/citations.ts';
import { type Edit, nounToArgumentName, nounToFieldName, nounToTypeName } from '../../editing/edit-types.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { builder, type InputFieldBuilder } from '../builder.ts';
import { describeNoun } from '../describe-noun.ts';
import { enumOf } from '../enums.ts';
import { defineMutation } from './define-mutation.ts';
import { defineDraftMutations, type PatchInput } from './draft-mutations.ts';
import { toPatch, toRecord } from './input-to-record.ts';
import { defineRecordPayload, ImportPayload, MergePayload, WithdrawPayload } from './payload-types.ts';
import { definePatchInput, defineRecordInput } from './record-inputs.ts';

builder.mutationType({
  description: 'Edits of the dataset. Each mutation requires a bearer token, is atomic and cites a source.',
});

const recordInputs = recordNouns.map((noun) => ({ noun, type: defineRecordInput(noun, describeNoun(noun)) }));

/** The option of nouns with citations, and of sources, whose text is what citations are compared with. */
const acceptUnverified = (noun: RecordNoun) =>
  hasCitations(noun) || noun === 'source' ? { acceptUnverified: 'optional' as const } : {};

const patchInputs: PatchInput[] = [];

for (const { noun, type } of recordInputs) {
  const [phrase, field, name] = [describeNoun(noun), nounToArgumentName(noun), nounToTypeName(noun)];
  const payload = defineRecordPayload(noun, phrase);
  const source = noun === 'source' ? 'itself' : 'required';
  defineMutation(`record${name}`, {
    description: `Creates the record of ${phrase}.`,
    payload,
    fields: (t) => ({ [field]: t.field({ type, required: true, description: 'The record to create.' }) }),
    commonFields: { source, reason: 'optional', knownAt: 'optional', ...acceptUnverified(noun) },
    toEdit: (input) => ({ verb: 'record', noun, record: toRecord(noun, input[field] as object) }),
  });
  const patch = definePatchInput(noun, phrase);
  if (!patch) continue;
  patchInputs.push({ noun, type: patch });
  defineMutation(`correct${name}`, {
    description: `Corrects the record of ${phrase}. Changed values cite the source unless evidence is given.`,
    payload,
    fields: (t) => ({
      key: t.string({
        required: true,
        description:
          noun === 'coverage' ? 'The key of the source, a slash, and the subject.' : 'The key of the record.',
      }),
      [field]: t.field({ type: patch, required: true, description: 'The changes.' }),
    }),
    commonFields: {
      source,
      reason: 'optional',
      knownAt: 'optional',
      expectedRevision: 'optional',
      ...acceptUnverified(noun),
    },
    toEdit: (input) => ({
      verb: 'correct',
      noun,
      key: String(input.key),
      patch: toPatch(noun, input[field] as object),
    }),
  });
}

const nounField = (t: InputFieldBuilder) =>
  t.field({
    type: enumOf(recordNouns),
    description: 'The type of the record. Required only if records of several types have this key.',
  });
const readNoun = ({ noun }: Readonly<Record<string, unknown>>) => (noun ?? undefined) as RecordNoun | undefined;

defineMutation('withdraw', {
  description: 'Withdraws a record that should not have been created. Its history and the reason are preserved.',
  payload: WithdrawPayload,
  fields: (t) => ({ key: t.string({ required: true, description: 'The key of the record.' }), noun: nounField(t) }),
  commonFields: { source: 'optional', reason: 'required', expectedRevision: 'optional' },
  toEdit: (input) => ({ verb: 'withdraw', noun: readNoun(input), key: String(input.key) }),
});

defineMutation('merge', {
  description:
    'Merges two records of the same thing. References to the merged record then resolve to the surviving one.',
  payload: MergePayload,
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key of the record to merge.' }),
    into: t.string({ required: true, description: 'The key of the surviving record.' }),
    noun: nounField(t),
  }),
  commonFields: { source: 'optional', reason: 'required', expectedRevision: 'optional' },
  toEdit: (input) => ({ verb: 'merge', noun: readNoun(input), key: String(input.key), into: String(input.into) }),
});

const RecordInput = builder.inputType('RecordInput', {
  description: 'A record of any type.',
  isOneOf: true,
  fields: (t) =>
    Object.fromEntries(
      recordInputs.map(({ noun, type }) => [
        nounToFieldName(noun),
        t.field({ type, description: `A record of ${describeNoun(noun)}.` }),
      ]),
    ),
});

defineMutation('importEntries', {
  description:
    'Imports a batch of records atomically, by the rules of imports: values unchanged since the previous import do not overwrite corrections by others.',
  payload: ImportPayload,
  fields: (t) => ({
    entries: t.field({
      type: [RecordInput],
      required: true,
      description: 'The records. They may refer to each other in any order.',
    }),
  }),
  commonFields: { source: 'required', reason: 'optional', acceptUnverified: 'optional' },
  toEdit: (input): Edit => ({
    verb: 'import',
    records: (input.entries as object[]).flatMap((entry) =>
      recordNouns.flatMap((noun) => {
        const given = (entry as Record<string, object | undefined>)[nounToFieldName(noun)];
        return given ? [{ ...toRecord(noun, given), noun }] : [];
      }),
    ),
  }),
});

defineDraftMutations(patchInputs);
