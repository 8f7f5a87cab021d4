import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Database } from '../db/database.ts';
import { acceptAbove } from '../editing/accept-above.ts';
import { storeReading } from '../editing/create-drafts.ts';
import { describeRejection } from '../editing/describe-rejection.ts';
import type { LocalEditor } from '../editing/edit-types.ts';
import { type ProposalInput, proposeRecords, type StatedFields } from '../ingest/propose-records.ts';
import { ChanceryError } from '../model/errors.ts';
import type { TextReading } from '../model/proposal.ts';
import { UsageError } from '../server/settings.ts';
import { createProgressBar } from './progress-bar.ts';
import { readInput } from './read-proposals.ts';
import { readSuggestions } from './read-suggestions.ts';

interface FileResult {
  file: string;
  /** The key of the reading; null if the text was rejected. */
  reading: string | null;
  /** Whether the text was read now, and not before. */
  created: boolean;
  accepted: number;
  /** Why the text was rejected. */
  error?: string;
  /** Drafts that were not accepted automatically, and why. */
  left?: { key: string; reason: string }[];
}

interface StoreReport {
  read: number;
  unchanged: number;
  failed: number;
  accepted: number;
  files: FileResult[];
}

interface StoreOptions {
  stated: StatedFields;
  retainsText: boolean;
  editor: LocalEditor;
  /** Accepts what has at least this confidence. */
  minimum: number | undefined;
  /** Whether a language model is asked as well. */
  asksModel: boolean;
}

const extensions = /\.(?:txt|text|md|html?|xhtml)$/i;

/** Reads a text, or all texts of a folder, and stores the proposals as drafts. Texts that were read before are skipped. */
export async function storeReadings(db: Database, path: string, options: StoreOptions): Promise<StoreReport> {
  const isFolder = path !== '-' && statSync(path).isDirectory();
  const files = isFolder ? listTexts(path) : [path];
  const progress = await createProgressBar(isFolder ? files.length : undefined);
  const results: FileResult[] = [];
  try {
    for (const file of files) {
      results.push({ ...(await storeFile(db, file, options)), file: isFolder ? relative(path, file) : file });
      progress.update(results.length);
    }
  } finally {
    progress.stop();
  }
  const count = (test: (result: FileResult) => boolean): number => results.filter(test).length;
  return {
    read: count(({ created }) => created),
    unchanged: count(({ reading, created }) => reading !== null && !created),
    failed: count(({ reading }) => reading === null),
    accepted: results.reduce((sum, { accepted }) => sum + accepted, 0),
    files: results,
  };
}

function listTexts(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  if (files.length === 0)
    throw new UsageError(`The folder ${folder} has no texts. Their names must end in .txt, .md or .html.`);
  return files;
}

async function storeFile(
  db: Database,
  file: string,
  { stated, retainsText, editor, minimum, asksModel }: StoreOptions,
): Promise<Omit<FileResult, 'file'>> {
  const failed = (error: string) => ({ reading: null, created: false, accepted: 0, error });
  try {
    const { text, fields } = await readInput(file);
    const read = (input: ProposalInput) => (asksModel ? proposeWithModel(db, input) : proposeRecords(db, input));
    const outcome = await storeReading(db, editor, { text, stated, fields, retainsText }, { read });
    if (outcome.result !== 'read') return failed(describeRejection(outcome));
    const { key, created } = outcome;
    if (minimum === undefined) return { reading: key, created, accepted: 0 };
    const by = { ...editor, holder: `${editor.holder}, automatic` };
    return { reading: key, created, ...(await acceptAbove(db, by, { readingKey: key, minimum })) };
  } catch (error) {
    // One text must not stop the others.
    if (error instanceof UsageError || error instanceof ChanceryError) return failed(error.message);
    throw error;
  }
}

/** Reads a text with the suggestions of a language model. Without an answer, the notices say so. */
async function proposeWithModel(db: Database, input: ProposalInput): Promise<TextReading> {
  const { suggestions, notice } = await readSuggestions(input.text);
  const reading = await proposeRecords(db, { ...input, suggestions });
  return notice ? { ...reading, notices: [...reading.notices, notice] } : reading;
}
