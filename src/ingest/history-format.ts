import { open } from 'node:fs/promises';
import { z } from 'zod';
import { recordNouns, revisionActions } from '../model/vocabulary.ts';

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
    key: z.string().min(1),
    action: z.enum(revisionActions),
    recordedAt: utcInstantSchema,
    knownAt: utcInstantSchema,
    by: z.string().min(1),
    reason: z.string().optional(),
    source: z.string().min(1).optional(),
    into: z.string().min(1).optional(),
    changes: z.record(z.string(), z.strictObject({ from: z.json(), to: z.json() })),
  })
  .refine(
    ({ action, into }) => (action === 'MERGED') === (into !== undefined),
    '"into" is required for MERGED and not allowed otherwise.',
  );

const headerBytes = 4096;

/** Returns whether a file is an export with history, by its first line. */
export async function isHistoryExport(path: string): Promise<boolean> {
  await using handle = await open(path);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
  const [first = ''] = buffer
    .toString('utf8', 0, bytesRead)
    .replace(/^\uFEFF/, '')
    .split('\n');
  try {
    return (JSON.parse(first) as { noun?: unknown } | null)?.noun === 'history';
  } catch {
    return false;
  }
}
