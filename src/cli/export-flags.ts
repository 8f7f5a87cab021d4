import { basename, extname } from 'node:path';
import { suggestName } from '../model/find-nearest-name.ts';
import { recordNouns } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';
import { type ExportFormatName, exportFormatNames, exportFormats } from '../store/export/format-names.ts';

export const interchangeFormat = 'interchange';
export const formatNames = [interchangeFormat, ...exportFormatNames];

export interface SelectionFlags {
  format?: string;
  noun?: string;
  filter?: string;
  orderBy?: string;
  first?: string;
}

/** What to export in a format of other programs. */
export interface CliSelection {
  format: ExportFormatName;
  /** A noun, or the name of a list of the API; undefined for all records. */
  noun: string | undefined;
  /** As JSON. */
  filter: string | undefined;
  /** As JSON. */
  orderBy: string | undefined;
  first: number | undefined;
}

/** Lists of the API whose rows are not records. Stated, because loading the API for `--help` would be slow. */
export const otherLists = ['entries', 'trade-flows', 'changes'];
export const describeNouns = (): string => [...recordNouns, ...otherLists].join(', ');

/** What the formats of one list export. */
const fixedNouns = { SOURCES: 'source', VISITS: 'visit' } as const;

/** Returns the selection; undefined for the interchange format, which always has all records. */
export function parseSelection(file: string, flags: SelectionFlags): CliSelection | undefined {
  const { noun, filter, orderBy, first } = flags;
  const format = chooseFormat(file, flags.format);
  if (format === interchangeFormat) {
    for (const [flag, value] of Object.entries({ noun, filter, 'order-by': orderBy, first }))
      if (value !== undefined)
        throw new UsageError(
          `--${flag} is for the formats ${exportFormatNames.join(', ')}. The interchange format has all records.`,
        );
    return undefined;
  }
  const name = exportFormatNames.find((each) => each === format);
  if (!name) throw new Error(`The format "${format}" has no selection.`);
  if (exportFormats[name].of === 'VISITS')
    for (const [flag, value] of Object.entries({ 'order-by': orderBy, first }))
      if (value !== undefined)
        throw new UsageError(`--${flag} is not for ${name}: a network has all visits that match the filter.`);
  return {
    format: name,
    noun: parseNoun(name, noun, filter ?? orderBy ?? first),
    filter,
    orderBy,
    first: parseCount(first),
  };
}

const endings: readonly (readonly [format: string, ending: string])[] = [
  [interchangeFormat, '.jsonl'],
  ...exportFormatNames.map((name) => [name, `.${exportFormats[name].extension}`] as const),
];

/** Returns the format that is stated, or that of the file's ending. Throws if the two differ, or the ending is unknown. */
function chooseFormat(file: string, stated: string | undefined): string {
  if (stated !== undefined && !formatNames.includes(stated))
    throw new UsageError(
      `--format must be one of ${formatNames.join(', ')} (got "${stated}").${suggestName(stated, formatNames)}`,
    );
  const name = basename(file).toLowerCase();
  const found = endings.filter(([, ending]) => name.endsWith(ending));
  const formats = found.map(([format]) => format);
  if (stated !== undefined) {
    if (formats.length === 0 || formats.includes(stated)) return stated;
    const own = endings.find(([format]) => format === stated)?.[1];
    throw new UsageError(
      `${basename(file)} ends like a file of the format ${formats.join(' or ')}, but --format is ${stated}. Use the ending ${own}, or another format.`,
    );
  }
  const [format] = formats;
  if (format !== undefined || extname(name) === '') return format ?? interchangeFormat;
  throw new UsageError(
    `The format of ${basename(file)} is unclear. State --format, or use one of the endings ${[...new Set(endings.map(([, ending]) => ending))].join(', ')}.`,
  );
}

function parseNoun(format: ExportFormatName, noun: string | undefined, refined: string | undefined) {
  const { of } = exportFormats[format];
  if (of === 'SOURCES' || of === 'VISITS') {
    if (noun !== undefined && noun !== fixedNouns[of])
      throw new UsageError(`--format ${format} exports ${of.toLowerCase()} only (got --noun "${noun}").`);
    return fixedNouns[of];
  }
  const nouns = of === 'TABLE' ? [...recordNouns, ...otherLists] : recordNouns;
  if (noun === undefined && of === 'RECORDS') {
    if (refined !== undefined) throw new UsageError(`--filter, --order-by and --first need --noun.`);
    return undefined;
  }
  if (noun === undefined || !(nouns as readonly string[]).includes(noun))
    throw new UsageError(
      `--noun must be one of ${nouns.join(', ')} (got ${noun === undefined ? 'none' : `"${noun}"`}).${suggestName(noun ?? '', nouns)}`,
    );
  return noun;
}

function parseCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`--first must be a whole number from 1 (got "${text}").`);
  return Number(text);
}
