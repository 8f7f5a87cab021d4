import type { Reader } from '../../db/database.ts';
import { hashContent } from '../../model/content-hash.ts';
import { parseRecordWithHistory } from '../../model/records/index.ts';
import { findImportedInputs } from '../../store/import-ownership.ts';
import type { CombinedResult } from './combine-rows.ts';
import type { TableNoun } from './table-nouns.ts';

/**
 * Returns a function that finds the combined records that an earlier import of this importer read from another file, with
 * other content; each with that file.
 */
export const createOtherFileFinder =
  (reader: Reader, { importer, noun, file }: { importer: string; noun: TableNoun; file: string }) =>
  async (results: readonly CombinedResult[]): Promise<ReadonlyMap<string, string>> => {
    const found = await findImportedInputs(reader, importer, { noun, keys: results.map(({ key }) => key) });
    return new Map(
      results.flatMap((result) => {
        const input = found.get(result.key);
        if (!input || input.file === file || !('record' in result)) return [];
        const parsed = parseRecordWithHistory(result.record);
        return 'record' in parsed && hashContent(parsed.record) === input.digest ? [] : [[result.key, input.file]];
      }),
    );
  };
