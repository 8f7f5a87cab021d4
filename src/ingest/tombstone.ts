import { z } from 'zod';
import { identityOf } from '../db/writes/history.ts';
import { MissingReference } from '../db/writes/keys.ts';
import { mergeRecord } from '../db/writes/merge.ts';
import { layTombstone, withdrawRecord } from '../db/writes/withdraw.ts';
import type { Writer } from '../db/writes/writer.ts';
import { badInput } from '../errors.ts';
import { recordNouns } from '../vocabulary.ts';
import type { Brought } from './bring.ts';

/** What an export says of a record that is gone. */
export const tombstoneRecord = z
  .strictObject({
    noun: z.literal('tombstone'),
    of: z.enum(recordNouns).describe('What it was.'),
    key: z.string().min(1).describe('Its key.'),
    action: z.enum(['WITHDRAWN', 'MERGED']).describe('What became of it.'),
    into: z.string().min(1).optional().describe('The key of what it was merged into.'),
    reason: z.string().min(1).optional().describe('Why.'),
  })
  .refine(
    ({ action, into }) => (action === 'MERGED') === (into !== undefined),
    'What was MERGED says into what, with "into"; what was WITHDRAWN does not.',
  );

export type Tombstone = z.output<typeof tombstoneRecord>;

/** Takes a record out of the record as it was elsewhere; of one that never stood here, its name and the reason are kept. */
export function bringTombstone(writer: Writer, { of, key, action, into, reason }: Tombstone): Brought {
  const identity = identityOf(writer, of, key);
  const survivor = into === undefined ? undefined : identityOf(writer, of, into);
  if (into !== undefined && !survivor) throw new MissingReference(of === 'coverage' ? 'source' : of, into, 'into');
  if (identity && identity.state !== 'LIVE') {
    if (identity.state !== action || identity.survivorId !== (survivor?.id ?? null))
      throw badInput(`The ${of} "${key}" was ${identity.state.toLowerCase()} here already, in another way.`, 'key');
    return { outcome: 'unchanged' };
  }
  writer.as({ ...writer.act, reason }, () => {
    if (!identity) layTombstone(writer, { noun: of, key }, action, survivor?.id ?? null);
    else if (into === undefined) withdrawRecord(writer, of, key);
    else mergeRecord(writer, of, key, into);
  });
  return { outcome: identity ? 'updated' : 'created' };
}
