import { ChanceryError } from '../model/errors.ts';
import type { Proposal } from '../model/proposal.ts';
import { parseRecord } from '../model/records/index.ts';
import { explainConstraintError } from './explain-constraint-error.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findRecordIdentity } from './history.ts';
import { writeRecordRows } from './write-record.ts';
import type { Writer } from './writer.ts';

/** The nouns that can have duplicates, and those that they may refer to. */
const searchedNouns: ReadonlySet<string> = new Set(['visit', 'person']);
const supportingNouns: ReadonlySet<string> = new Set(['source', 'person', 'organization', 'group', 'trip']);

/**
 * Returns the keys of the records that each proposal may duplicate: the one with its key, and those that the search for
 * duplicates finds, for which the proposals are written and rolled back.
 */
export function findProposedDuplicates(
  writer: Writer,
  proposals: readonly Proposal[],
  source: { sha256: string; length: number; text: string },
): string[][] {
  const sameKey = proposals.map(({ record: { noun, key } }) =>
    findRecordIdentity(writer, noun, key)?.state === 'LIVE' ? [key] : [],
  );
  if (!proposals.some(({ record }) => searchedNouns.has(record.noun))) return sameKey;
  writer.verifier.addText(source.text);
  const proposed = new Set(proposals.map(({ record }) => record.key));
  return writer.runAndRollBack(() => {
    const isWritten = proposals.map((proposal) => {
      const { record } = proposal;
      if (!searchedNouns.has(record.noun) && !supportingNouns.has(record.noun)) return false;
      const { sha256, length } = source;
      return tryWrite(writer, record.noun === 'source' ? { publisher: '-', ...record, sha256, length } : record);
    });
    return proposals.map(({ record: { noun, key } }, index) => {
      const found = isWritten[index] && searchedNouns.has(noun) ? findDuplicates(writer, noun, key)?.keys : undefined;
      return [...(sameKey[index] ?? []), ...(found ?? []).filter((other) => !proposed.has(other))];
    });
  });
}

/** Writes the rows of a proposal. Returns false for one that is incomplete: an editor has to complete it first. */
function tryWrite(writer: Writer, record: Readonly<Record<string, unknown>>): boolean {
  const parsed = parseRecord(record);
  if ('issues' in parsed) return false;
  try {
    writer.inSavepoint(() => writeRecordRows(writer, parsed.record));
    return true;
  } catch (error) {
    if (error instanceof ChanceryError || explainConstraintError(error) !== undefined) return false;
    throw error;
  }
}
