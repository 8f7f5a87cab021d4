import type { ProposedRecord } from '../model/proposal.ts';
import type { InterchangeRecord } from '../model/records/index.ts';
import type { ReadingRow } from '../store/readings.ts';
import { readRecord } from '../store/serialize/read-record.ts';
import type { Writer } from '../store/writer.ts';
import { invalidFieldError, type PathMapper, parseEditRecord } from './edit-error.ts';

/**
 * Returns the source of a reading as it is written: with the text if that is stored, otherwise with its hash. A source on
 * record must have the same text, or none.
 */
export function prepareSource(
  writer: Writer,
  { key, proposed, isPresent }: { key: string; proposed: ProposedRecord; isPresent: boolean },
  reading: ReadingRow | undefined,
  toEditPath: PathMapper,
): InterchangeRecord {
  const present = isPresent ? readRecord(writer, 'source', key) : undefined;
  const base = present ?? proposed;
  if (!reading) return parseEditRecord(base, toEditPath);
  const { sha256, length, text } = reading;
  if (base.sha256 !== undefined && base.sha256 !== sha256)
    throw invalidFieldError(
      ['into'],
      `The source "${key}" has another text, with the SHA-256 ${String(base.sha256)}. Give a source with the text that was read, or accept the draft.`,
      key,
    );
  if (present?.sha256 !== undefined) return parseEditRecord(present, toEditPath);
  const stored = text === null ? { sha256, length, textRetention: 'HASHED' } : { text, textRetention: 'RETAINED' };
  return parseEditRecord({ ...base, ...stored }, toEditPath);
}
