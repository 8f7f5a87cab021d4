import { statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type RejectsDraft, RejectsFile } from '../rejects-file.ts';
import type { TableFile } from './table-files.ts';

/** Columns of a rejects table that precede the original ones, so that rows of any width stay unchanged. */
export const rejectColumns: readonly string[] = ['rejected_line', 'rejected_because'];

/** Returns whether a table has rejected rows, or why its header is invalid. */
export function detectRejectsTable(header: readonly string[]): boolean | { fault: string } {
  if (!rejectColumns.some((name) => header.includes(name))) return false;
  if (rejectColumns.every((name, index) => header[index] === name)) return true;
  return {
    fault: `In a table of rejects, the columns ${rejectColumns.join(' and ')} must come first, in this order.`,
  };
}

/** Returns the folder for the rejects of a folder's tables. */
export const getRejectsFolder = (prefix: string, path: string): string =>
  `${prefix}.${basename(resolve(path))}.rejects`;

export type FlowRejectsFile = RejectsFile<string[]>;

/**
 * Creates the file for the rejected rows of a table, with their reasons. Its name must differ, because it
 * identifies the flows. An interrupted import leaves its draft to the next one.
 */
export function createFlowRejectsFile(
  prefix: string,
  path: string,
  table: TableFile,
  delimiter: string,
): FlowRejectsFile {
  const name = `${basename(table.name, extname(table.name))}.rejects.csv`;
  const target = resolve(table.path === path ? `${prefix}.${name}` : join(getRejectsFolder(prefix, path), name));
  return new RejectsFile(target, (rows) => stringify([...rows], { delimiter, quoted_match: /\r/ }));
}

/** Returns whether a draft still exists with at least its saved length. */
export const isDraftAvailable = ({ path, length }: RejectsDraft): boolean =>
  (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= length;
