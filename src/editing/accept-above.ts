import { sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { drafts } from '../db/tables/index.ts';
import { entryNouns } from '../model/vocabulary.ts';
import { decideDraft } from './decide-draft.ts';
import { describeRejection } from './describe-rejection.ts';
import type { LocalEditor } from './edit-types.ts';

interface AutomaticAcceptance {
  /** The number of accepted drafts, with those that they refer to. */
  accepted: number;
  /** The entries that a person has to decide, and why. */
  left: { key: string; reason: string }[];
}

/** Accepts the pending entries of a reading with at least this confidence, without a person. Recorded as such. */
export async function acceptAbove(
  db: Database,
  editor: LocalEditor,
  { readingKey, minimum }: { readingKey: string; minimum: number },
): Promise<AutomaticAcceptance> {
  const pending = await db.read((reader) =>
    reader.all<{ key: string }>(
      sql`SELECT key FROM ${drafts} WHERE reading_key = ${readingKey} AND status = 'PENDING' AND confidence >= ${minimum}
        AND noun IN (SELECT value FROM json_each(${JSON.stringify(entryNouns)})) ORDER BY key`,
    ),
  );
  const result: AutomaticAcceptance = { accepted: 0, left: [] };
  for (const { key } of pending) {
    const reason = `Accepted for its confidence of at least ${minimum}, without a person.`;
    const decision = { key, decision: 'ACCEPT', acceptRelated: true, automatic: true } as const;
    const outcome = await decideDraft(db, editor, decision, { reason });
    if (outcome.result === 'decided') result.accepted += outcome.drafts.length;
    else result.left.push({ key, reason: describeRejection(outcome) });
  }
  return result;
}
