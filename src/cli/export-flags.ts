import { recordNouns } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';
import { type ExportFormatName, exportFormatNames, exportFormats } from '../store/export/format-names.ts';

export const interchangeFormat = 'interchange';
export const formatNames = [interchangeFormat, ...exportFormatNames];

export interface SelectionFlags {
  format: string;
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
  filter: unknown;
  orderBy: unknown;
  first: number | undefined;
}

/** Lists of the API whose rows are not records. */
const otherLists = ['entries', 'trade-flows', 'changes'];
export const describeNouns = (): string => [...recordNouns, ...otherLists].join(', ');

/** What the formats of one list export. */
const fixedNouns = { SOURCES: 'source', VISITS: 'visit' } as const;

/** Returns the selection; undefined for the interchange format, which always has all records. */
export function parseSelection(flags: SelectionFlags): CliSelection | undefined {
  const { format, noun, filter, orderBy, first } = flags;
  if (format === interchangeFormat) {
    for (const [flag, value] of Object.entries({ noun, filter, 'order-by': orderBy, first }))
      if (value !== undefined)
        throw new UsageError(
          `--${flag} is for the formats ${exportFormatNames.join(', ')}. The interchange format has all records.`,
        );
    return undefined;
  }
  const name = exportFormatNames.find((each) => each === format);
  if (!name) throw new UsageError(`--format must be one of ${formatNames.join(', ')} (got "${format}").`);
  if (exportFormats[name].of === 'VISITS')
    for (const [flag, value] of Object.entries({ 'order-by': orderBy, first }))
      if (value !== undefined)
        throw new UsageError(`--${flag} is not for ${name}: a network has all visits that match the filter.`);
  return {
    format: name,
    noun: parseNoun(name, noun, filter ?? orderBy ?? first),
    filter: parseJson('filter', filter),
    orderBy: parseJson('order-by', orderBy),
    first: parseCount(first),
  };
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
      `--noun must be one of ${nouns.join(', ')} (got ${noun === undefined ? 'none' : `"${noun}"`}).`,
    );
  return noun;
}

function parseJson(flag: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--${flag} must be JSON, such as ${examples[flag]} (got "${text}").`);
  }
}

const examples: Readonly<Record<string, string>> = {
  filter: '\'{"host": {"code": {"eq": "KZ"}}}\'',
  'order-by': '\'[{"field": "START", "direction": "ASC"}]\'',
};

function parseCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`--first must be a whole number from 1 (got "${text}").`);
  return Number(text);
}
