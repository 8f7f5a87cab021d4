import type { Database } from '../db/database.ts';
import { listDrafts } from '../db/queries/list-drafts.ts';
import { decideDraft } from '../editing/decide-draft.ts';
import { describeRejection } from '../editing/describe-rejection.ts';
import type { DraftDecision } from '../editing/draft-decision.ts';
import type { EditOptions, LocalEditor } from '../editing/edit-types.ts';

interface DecisionReport {
  /** The keys of the decided drafts, with those that were accepted because others refer to them. */
  decided: string[];
  failed: { key: string; reason: string }[];
}

/** Decides drafts one by one. A key of a reading means its drafts that are not decided. */
export async function decideDrafts(
  db: Database,
  editor: LocalEditor,
  keys: readonly string[],
  decision: Omit<DraftDecision, 'key'>,
  options: EditOptions,
): Promise<DecisionReport> {
  const decided = new Set<string>();
  const failed: DecisionReport['failed'] = [];
  for (const key of await expandReadings(db, keys)) {
    if (decided.has(key)) continue;
    const outcome = await decideDraft(db, editor, { ...decision, key }, options);
    if (outcome.result === 'decided') for (const one of outcome.drafts) decided.add(one);
    else failed.push({ key, reason: describeRejection(outcome) });
  }
  return { decided: [...decided], failed };
}

async function expandReadings(db: Database, keys: readonly string[]): Promise<string[]> {
  const expanded: string[] = [];
  for (const key of keys) {
    const found = await db.read((reader) => listDrafts(reader, { reading: key, status: ['PENDING', 'DEFERRED'] }));
    if (found.length > 0) expanded.push(...found.map((draft) => draft.key));
    else expanded.push(key);
  }
  return expanded;
}
