import { hash } from 'node:crypto';
import { ReaderError } from '@chancery/reader';
import readerPackage from '@chancery/reader/package.json' with { type: 'json' };
import type { BulkStatements, Database } from '../db/database.ts';
import { selectReadingOf } from '../db/queries/draft.ts';
import type { ProposalInput } from '../ingest/propose-records.ts';
import type { TextReading } from '../model/proposal.ts';
import { findReadingOf, saveReading } from '../store/readings.ts';
import { Writer } from '../store/writer.ts';
import { assertTokenActive } from './assert-token-active.ts';
import { EditError, invalidFieldError } from './edit-error.ts';
import type { EditRejection, LocalEditor } from './edit-types.ts';

interface StoreReadingInput extends ProposalInput {
  /** Whether the text is stored. Its licence must allow that. */
  retainsText: boolean;
}

interface StoreReadingOptions {
  read: (input: ProposalInput) => Promise<TextReading>;
  dryRun?: boolean;
  /** Called with the key of a dry run, before it is rolled back. */
  onDryRun?: (key: string, get: BulkStatements['get']) => void;
}

/** `created`: whether the text was read now, and not before. */
type ReadingOutcome = { result: 'read'; key: string; created: boolean } | EditRejection;

/** Reads a text and stores what it proposes as drafts. The same text again returns its earlier reading. */
export async function storeReading(
  db: Database,
  editor: LocalEditor,
  input: StoreReadingInput,
  { read, dryRun = false, onDryRun }: StoreReadingOptions,
): Promise<ReadingOutcome> {
  try {
    const { text, stated, retainsText } = input;
    if (retainsText && !stated.licence?.trim())
      throw invalidFieldError(
        ['licence'],
        'A text is only retained if a licence allows it. Name the licence, or leave out "retainText".',
      );
    const sha256 = hash('sha256', text);
    const earlier = await db.read((reader) => selectReadingOf(reader, sha256));
    if (earlier) return { result: 'read', key: earlier.key, created: false };
    const reading = await read(input);
    return await db.write((tx, bulk) => {
      const writer = new Writer(tx, { by: editor.holder });
      assertTokenActive(writer, editor.tokenId);
      // Another request may have read the same text in the meantime.
      const known = findReadingOf(writer, sha256);
      const save = (): string =>
        known ?? saveReading(writer, reading, { readerVersion: readerPackage.version, retainsText });
      const preview = (): string => {
        const key = save();
        onDryRun?.(key, (query) => bulk.get(query));
        return key;
      };
      const key = dryRun ? writer.runAndRollBack(preview) : save();
      return { result: 'read', key, created: known === undefined };
    });
  } catch (error) {
    if (error instanceof EditError) return error.outcome;
    if (error instanceof ReaderError)
      return invalidFieldError([fieldOf(error)], `${error.code}: ${error.message}`).outcome;
    throw error;
  }
}

/** The input that a problem of a text is about. */
const fieldOf = ({ code }: ReaderError): string => fieldByCode[code] ?? 'text';
const fieldByCode: Readonly<Partial<Record<ReaderError['code'], string>>> = {
  DATE_UNKNOWN: 'publishedOn',
  DATE_INVALID: 'publishedOn',
  LANGUAGE_UNKNOWN: 'language',
  LANGUAGE_UNSUPPORTED: 'language',
};
