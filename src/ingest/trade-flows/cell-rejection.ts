import { describeExcessLength } from '../../model/text-limits.ts';
import type { ColumnNames } from './mapping.ts';

/** Ignores inherited properties, because a cell may contain a name such as "constructor". */
export const getOwnValue = <T>(values: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** Not an Error, because creating a stack trace for each of a million rejected rows is slow. */
export class CellRejection {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
export const rejectCell = (column: ColumnNames, reason: string): never => {
  throw new CellRejection(`${column[0]}: ${reason}`);
};

export const assertNameLength = (cell: string, column: ColumnNames): string => {
  const excess = describeExcessLength(cell, 'name');
  return excess === undefined ? cell : rejectCell(column, excess);
};
