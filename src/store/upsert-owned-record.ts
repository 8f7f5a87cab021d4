import { badInput } from '../model/errors.ts';
import { type Former, type InterchangeRecord, parseRecord } from '../model/records/index.ts';
import { explainIssues } from '../model/validation-messages.ts';
import { assertLive, identityOf } from './history.ts';
import { importedBy, noteImported } from './import-ownership.ts';
import { readRecorded } from './serialize/read-record.ts';
import { threeWay } from './three-way.ts';
import { keyOfRecord, writeRecord, writeRows } from './write-record.ts';
import type { Writer } from './writer.ts';

export interface Brought {
  outcome: 'created' | 'updated' | 'unchanged';
  /** The fields where an editor's correction stays, and the input's value stands beside it. */
  claimed?: string[];
  /** Those of them for whose value the input cites nothing, so that it is not taken. */
  uncited?: string[];
}

interface Input {
  record: InterchangeRecord;
  former: readonly Former[];
  digest: string;
  file: string;
}

/**
 * Brings one record in as an importer that owns the last version that it wrote: unchanged input leaves others' corrections alone, changed
 * input on a corrected field becomes a claim.
 */
export function bring(writer: Writer, importer: string, { record, former, digest, file }: Input): Brought {
  const { noun } = record;
  const key = keyOfRecord(record);
  const identity = identityOf(writer, noun, key);
  const own = identity && importedBy(writer, importer, identity.id);
  if (identity && own?.digest === digest) {
    // It may have moved: what is missed from a file is what stood in it last.
    if (own.file !== file) noteImported(writer, importer, identity.id, { ...own, file });
    return { outcome: 'unchanged' };
  }
  return writer.whole(() => {
    const note = (document: Readonly<Record<string, unknown>> | null): void => {
      const recordId = identityOf(writer, noun, key)?.id;
      if (recordId !== undefined) noteImported(writer, importer, recordId, { file, digest, document });
    };
    if (!identity) {
      writeFormer(writer, former);
      writeRecord(writer, record);
      note(null);
      return { outcome: 'created' };
    }
    assertLive(writer, identity, noun, key);
    if (own?.document === null) {
      const { changed } = writeRecord(writer, record);
      note(null);
      return { outcome: changed ? 'updated' : 'unchanged' };
    }
    const ours = readRecorded(writer, noun, key);
    const theirs = writer.trial(() => {
      writeRows(writer, record);
      return readRecorded(writer, noun, key);
    });
    if (!ours || !theirs) throw new Error(`The ${noun} "${key}" is not in its tables.`);
    const { document, claimed, uncited } = threeWay(own?.document ?? {}, ours, theirs);
    const { changed } = writeRecord(writer, parsed(document));
    note(JSON.stringify(document) === JSON.stringify(theirs) ? null : theirs);
    return { outcome: changed ? 'updated' : 'unchanged', claimed, uncited };
  });
}

/** What was known of it before, one revision each: told when the record is first brought in. */
function writeFormer(writer: Writer, former: readonly Former[]): void {
  for (const { knownAt, reason, record } of former)
    writer.as({ ...writer.act, knownAt: knownAt ?? writer.act.knownAt, reason: reason ?? writer.act.reason }, () =>
      writeRecord(writer, record),
    );
}

function parsed(document: Readonly<Record<string, unknown>>): InterchangeRecord {
  const parsed = parseRecord(document);
  if ('issues' in parsed) throw badInput(explainIssues(parsed.issues, document));
  return parsed.record;
}
