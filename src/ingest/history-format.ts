import { z } from 'zod';
import { exportHeader } from '../model/records/export-header.ts';
import { boundedText, identitySchema, jsonSchema } from '../model/records/field-schemas.ts';
import { recordNouns, revisionActions } from '../model/vocabulary.ts';
import { readJsonl } from './read-jsonl.ts';

/** The first line of an export with history. */
export const historyHeaderSchema = z.strictObject({ noun: z.literal('history'), sequence: z.int().min(0) });

/** An instant in the format of the database. */
const utcInstantSchema = z.iso.datetime({
  precision: 3,
  error: 'An instant must be in UTC with milliseconds, such as 2023-11-01T15:45:00.000Z.',
});

/** A revision in an export with history. */
export const revisionSchema = z
  .strictObject({
    noun: z.literal('revision'),
    sequence: z.int().min(1),
    of: z.enum(recordNouns),
    key: identitySchema(),
    action: z.enum(revisionActions),
    recordedAt: utcInstantSchema,
    knownAt: utcInstantSchema,
    by: boundedText('name').min(1),
    reason: boundedText('remarks').optional(),
    source: identitySchema().optional(),
    into: identitySchema().optional(),
    changes: z.record(boundedText('token'), z.strictObject({ from: jsonSchema, to: jsonSchema })),
  })
  .refine(
    ({ action, into }) => (action === 'MERGED') === (into !== undefined),
    '"into" is required for MERGED and not allowed otherwise.',
  );

/** A source that every database has. Exports without a header begin with their sources. */
const referenceSourceKey = 'un-m49';

/**
 * Returns what a file was exported as, if it was: `history` for an export with history, `records` for one without. Exports
 * of earlier versions have no header: they are recognized by a source of the reference data.
 */
export async function detectExport(path: string): Promise<'history' | 'records' | undefined> {
  for await (const { text } of readJsonl(path)) {
    const { noun, key } = parseIdentity(text);
    if (noun === 'history') return 'history';
    if (noun === exportHeader.noun || (noun === 'source' && key === referenceSourceKey)) return 'records';
    if (noun !== 'source') return undefined;
  }
  return undefined;
}

function parseIdentity(line: string): { noun?: unknown; key?: unknown } {
  try {
    return (JSON.parse(line) as object | null) ?? {};
  } catch {
    return {};
  }
}
