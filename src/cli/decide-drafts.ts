import type { Database } from '../db/database.ts';
import { listDrafts } from '../db/queries/list-drafts.ts';
import { decideDraft } from '../editing/decide-draft.ts';
import { describeRejection } from '../editing/describe-rejection.ts';
import type { DraftDecision } from '../editing/draft-decision.ts';
import type { EditOptions, LocalEditor } from '../editing/edit-types.ts';
import type { DraftStatus, DraftVerb } from '../model/vocabulary.ts';

interface DecisionReport {
  /** The keys of the decided drafts, with those that were accepted because others refer to them. */
  decided: string[];
  failed: { key: string; reason: string }[];
}

/** Decides drafts one by one. A key of a reading means its drafts that the decision may be about. */
export async function decideDrafts(
  db: Database,
  editor: LocalEditor,
  keys: readonly string[],
  decision: Omit<DraftDecision, 'key'>,
  options: EditOptions,
): Promise<DecisionReport> {
  const decided = new Set<string>();
  const failed: DecisionReport['failed'] = [];
  for (const key of await expandReadings(db, keys, decision.decision)) {
    if (decided.has(key)) continue;
    const outcome = await decideDraft(db, editor, { ...decision, key }, options);
    if (outcome.result === 'decided') for (const one of outcome.drafts) decided.add(one);
    else failed.push({ key, reason: describeRejection(outcome) });
  }
  return { decided: [...decided], failed };
}

async function expandReadings(db: Database, keys: readonly string[], verb: DraftVerb): Promise<string[]> {
  const status: DraftStatus[] = verb === 'REOPEN' ? ['REJECTED', 'DEFERRED'] : ['PENDING', 'DEFERRED'];
  const expanded: string[] = [];
  for (const key of keys) {
    const found = await db.read((reader) => listDrafts(reader, { reading: key, status }));
    if (found.length > 0) expanded.push(...found.map((draft) => draft.key));
    else expanded.push(key);
  }
  return expanded;
}
