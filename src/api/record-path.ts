import { buildRecordPath as buildExplorerPath, paths } from '../../web/src/route-paths.ts';
import { nounToTypeName } from '../editing/edit-types.ts';
import { isEntryNoun, type RecordNoun } from '../model/vocabulary.ts';

/** Returns the path of the explorer's page of a record; undefined if there is none. */
export const buildRecordPath = (noun: RecordNoun, key: string): string | undefined =>
  isEntryNoun(noun) || noun in paths ? buildExplorerPath({ __typename: nounToTypeName(noun), key }) : undefined;

/** The beginning of the paths of embedded statements. */
export const embeddedStatementPath = paths.embedStatement.replace(':key', '');
