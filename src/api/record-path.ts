import { buildEntryPath, paths } from '../../web/src/route-paths.ts';
import { isEntryNoun, type RecordNoun } from '../model/vocabulary.ts';

/** Returns the path of the explorer's page of a record; undefined if there is none. */
export function buildRecordPath(noun: RecordNoun, key: string): string | undefined {
  if (isEntryNoun(noun)) return buildEntryPath(key);
  const pattern = (paths as Readonly<Record<string, string>>)[noun];
  return pattern?.endsWith('/:key') ? pattern.replace(':key', encodeURIComponent(key)) : undefined;
}
