import type { ProposedRecord } from '../model/proposal.ts';
import { recordSchemas } from '../model/records/index.ts';
import { getReferenceTarget } from '../model/records/map-references.ts';
import { getDefinition, type ZodShape } from '../model/records/schema-definition.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { readCitations } from './citations.ts';
import { EditError, invalidFieldError, invalidFieldsError } from './edit-error.ts';
import { nounToFieldName, type RecordFields } from './edit-types.ts';
import { splitListChanges } from './list-changes.ts';
import { assertIdentityUnchanged } from './validate-edit.ts';

/**
 * Applies a patch to a proposed record. The words that it cites for a field remain its evidence: the editor has read them
 * and says what they mean. Evidence of a field that the patch removes is removed.
 */
export function applyDraftPatch(
  record: ProposedRecord,
  { noun: patchedNoun, fields: patch }: { noun: RecordNoun; fields: RecordFields },
): ProposedRecord {
  const { noun } = record;
  const argument = nounToFieldName(noun);
  if (noun !== patchedNoun)
    throw invalidFieldError(
      ['patch', nounToFieldName(patchedNoun)],
      `The draft proposes a ${noun}. Give "${argument}".`,
    );
  const { plainPatch, changes } = withPatchPath(() => {
    assertIdentityUnchanged(noun, patch, argument);
    return splitListChanges({ noun, argument, current: record, patch });
  });
  const citations = changes.find(({ list }) => list.field === 'citations');
  const merged = {
    ...record,
    ...(citations && { citations: [...citations.remaining, ...citations.added] }),
    ...plainPatch,
  };
  const removed = Object.keys(plainPatch).filter((field) => plainPatch[field] === null);
  return withoutFields(merged, removed);
}

/** Reports errors with their path in the input. */
function withPatchPath<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EditError) || error.outcome.result !== 'invalid') throw error;
    throw invalidFieldsError(error.outcome.fields.map((field) => ({ ...field, path: ['patch', ...field.path] })));
  }
}

/** Returns a record without the optional references that nothing supports, such as the trip that the reader proposes for a visit. */
export function withoutUncitedReferences(record: ProposedRecord): ProposedRecord {
  const cited = new Set(readCitations(record, 'citations').map(({ field }) => field));
  const shape: ZodShape = recordSchemas[record.noun].shape;
  const uncited = Object.entries(shape).flatMap(([field, schema]) => {
    const { type, innerType } = getDefinition(schema);
    const isOptional = type === 'optional' && innerType && getReferenceTarget(innerType) !== undefined;
    return isOptional && !cited.has(field) ? [field] : [];
  });
  // The number of a leg means nothing without its trip.
  return withoutFields(record, uncited.includes('trip') ? [...uncited, 'leg'] : uncited);
}

/** Returns a record without some fields and their evidence. */
function withoutFields(record: ProposedRecord, names: readonly string[]): ProposedRecord {
  const fields = Object.entries(record).filter(([field]) => !names.includes(field) && field !== 'citations');
  const citations = readCitations(record, 'citations').filter(
    ({ field }) => typeof field !== 'string' || !names.includes(field),
  );
  return { ...Object.fromEntries(fields), ...(citations.length > 0 && { citations }) } as ProposedRecord;
}
