import type { Encoding } from './detect-format.ts';

/** What was detected of a table. */
export interface TableFormat {
  /** `binary` is no table. */
  format: 'CSV' | 'XLSX' | 'JSON' | 'JSON Lines' | 'binary';
  encoding?: Encoding;
  delimiter?: string;
  /** The name of the sheet. */
  sheet?: string;
}

/** Describes how a table is read: 'CSV, in UTF-8, separated by ";"'. */
export const describeFormat = ({ format, delimiter, encoding, sheet }: TableFormat): string =>
  [
    format,
    ...(encoding ? [`in ${encoding}`] : []),
    ...(delimiter ? [`separated by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}`] : []),
    ...(sheet === undefined ? [] : [`sheet ${JSON.stringify(sheet)}`]),
  ].join(', ');
