import { badInput } from '../../model/errors.ts';
import { suggestName } from '../../model/find-nearest-name.ts';
import { type ExportFormatName, exportFormatNames, exportFormats } from '../../store/export/format-names.ts';
import type { Limits } from '../limits.ts';
import type { ListArguments } from '../list-reader.ts';
import { previewValue } from '../preview-value.ts';
import { checkArguments, type ExportList, getList } from './export-lists.ts';
import { exportPath } from './export-path.ts';
import { assertWithinLimits, parseJson, parseNumber, readParameters } from './list-parameters.ts';

/** A request for an export. */
export interface ExportRequest {
  list: ExportList;
  format: ExportFormatName;
  args: ListArguments;
  /** The maximum number of rows, if the request states it. */
  first: number | undefined;
  /** The state of the dataset that is requested, if any. */
  epoch: string | undefined;
  sequence: number | undefined;
}

const parameters = ['filter', 'orderBy', 'first', 'after', 'epoch', 'sequence'] as const;
type Parameter = (typeof parameters)[number];

/** The form of `dataset.epoch`. */
const epochPattern = /^[0-9a-f]{16}$/;

const listNames = { SOURCES: 'sources', VISITS: 'visits' } as const;

/** Parses `/export/visits.csv?filter={…}`. Throws a coded error that names the invalid value and those that are accepted. */
export function parseExportRequest(target: string, limits: Limits): ExportRequest {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  const [, name = '', extension = ''] = /^\/export\/([^/.]*)(?:\.(.*))?$/.exec(pathname) ?? [];
  const list = getList(name);
  const format = parseFormat(list, extension);
  const values = readParameters(searchParams, parameters);
  if (exportFormats[format].of === 'VISITS') rejectPaging(format, values);
  const [filter, orderBy] = [parseJson('filter', values.filter), parseJson('orderBy', values.orderBy)];
  const args: ListArguments = { filter: filter as object | undefined, orderBy, after: values.after };
  assertWithinLimits(list.document, args, limits);
  checkArguments(list, args);
  if ((values.epoch === undefined) !== (values.sequence === undefined))
    throw badInput('epoch and sequence identify a state of the dataset together. Give both or none.', 'sequence');
  if (values.epoch !== undefined && !epochPattern.test(values.epoch))
    throw badInput(
      `epoch must be 16 hexadecimal digits, as in the header x-chancery-epoch (got ${previewValue(values.epoch)}).`,
      'epoch',
    );
  return {
    list,
    format,
    args,
    first: parseNumber('first', values.first, 1),
    epoch: values.epoch,
    sequence: parseNumber('sequence', values.sequence, 0),
  };
}

function parseFormat(list: ExportList, extension: string): ExportFormatName {
  const accepted = exportFormatNames.filter((name) => {
    const { of } = exportFormats[name];
    if (of === 'TABLE') return true;
    return of === 'RECORDS' ? list.noun !== undefined : list.name === listNames[of];
  });
  const format = accepted.find((name) => exportFormats[name].extension === extension);
  if (format) return format;
  const meant = suggestName(
    extension,
    accepted.map((name) => exportFormats[name].extension),
  );
  throw badInput(
    `${JSON.stringify(extension)} is no format of ${list.name}.${meant} Use ${accepted.map((name) => `${exportPath}/${list.name}.${exportFormats[name].extension}`).join(', ')}.`,
    'format',
  );
}

function rejectPaging(format: string, values: Partial<Record<Parameter, string>>): void {
  for (const name of ['orderBy', 'first', 'after'] as const)
    if (values[name] !== undefined)
      throw badInput(`${name} is not for ${format}: a network has all visits that match the filter.`, name);
}
