import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { RecordFields } from '../editing/edit-types.ts';
import type { ProposedRecord } from '../model/proposal.ts';
import { isSameValue } from '../model/record-diff.ts';
import { isPlainObject } from '../model/records/claim.ts';

/** Opens a record in the editor of the user. Returns the changed fields, null for those that were deleted. */
export function editRecord(record: ProposedRecord): { fields: RecordFields } | { problem: string } {
  const editor = process.env.VISUAL || process.env.EDITOR || 'vi';
  const folder = mkdtempSync(join(tmpdir(), 'chancery-'));
  using temporary = new DisposableStack();
  temporary.defer(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'draft.yaml');
  writeFileSync(file, stringify(record, { lineWidth: 0 }));
  // The variable may have arguments, such as "code --wait".
  const { status, error } = spawnSync(`${editor} ${JSON.stringify(file)}`, { stdio: 'inherit', shell: true });
  if (error || status !== 0) return { problem: `The editor "${editor}" failed. Set EDITOR to another one.` };
  return compareRecord(record, readFileSync(file, 'utf8'));
}

function compareRecord(record: ProposedRecord, text: string): { fields: RecordFields } | { problem: string } {
  let edited: unknown;
  try {
    edited = parse(text);
  } catch (error) {
    return { problem: `The edited record is not YAML: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isPlainObject(edited)) return { problem: 'The edited text is not a record.' };
  const names = new Set([...Object.keys(record), ...Object.keys(edited)]);
  const changed = [...names].filter((name) => !isSameValue(record[name], (edited as RecordFields)[name]));
  return { fields: Object.fromEntries(changed.map((name) => [name, (edited as RecordFields)[name] ?? null])) };
}
