import { basename, extname } from 'node:path';
import { badInput } from '../../model/errors.ts';
import { isEntryNoun } from '../../model/vocabulary.ts';
import { assignColumns, guessNoun, isIdentifier, requiredHints, type Taken } from './assign-columns.ts';
import { toKeyPart } from './create-records.ts';
import { listFittingMappings } from './list-fitting-mappings.ts';
import { fillTemplate, getTableFields, type TableField } from './noun-fields.ts';
import { detectExportNoun, proposeExportMapping } from './propose-export-mapping.ts';
import { defaultFields, keyTemplates, type ProposedNoun, summaryTemplates, wordSynonyms } from './propose-fields.ts';
import { proposeFlowMapping } from './propose-flow-mapping.ts';
import { quoteYaml as quote } from './quote-yaml.ts';
import { openTable } from './read-table.ts';
import { type ColumnSample, sampleColumns } from './sample-columns.ts';
import { describeFormat } from './table-format.ts';
import type { TableNoun } from './table-nouns.ts';

/** Proposes a mapping from the header and the values of a table: YAML, with a comment where a person must decide. */
export async function proposeMapping(path: string, wanted: ProposedNoun | undefined): Promise<string> {
  const table = await openTable(path);
  const columns = await sampleColumns(path, table);
  if (columns.length === 0) throw badInput(`"${path}" has no header. A table must start with a row of column names.`);
  const exported = detectExportNoun(table.columns);
  const known = wanted ?? exported;
  const { noun, isCertain } = known === undefined ? guessNoun(columns) : { noun: known, isCertain: true };
  const fitting = listFittingMappings(table.columns);
  const head = [
    `# Proposed for ${basename(path)}: ${describeFormat(table)}.`,
    ...fitting.map((name) => `# The shipped mapping "${name}" fits this table: try "--mapping ${name}" first.`),
    `# Check each line, try it with "--dry-run", and import it: chancery import ${noun === 'flow' ? 'flows' : 'table'} … --mapping ….`,
  ];
  const source = toKeyPart(basename(path, extname(path))) || 'table';
  const lines =
    noun === 'flow'
      ? proposeFlowMapping(path, source, columns)
      : noun === exported
        ? proposeExportMapping(path, { source, noun }, table.columns)
        : renderMapping(path, { source, noun, isCertain }, columns);
  return [...head, ...lines, ''].join('\n');
}

function renderMapping(
  path: string,
  { source, noun, isCertain }: { source: string; noun: TableNoun; isCertain: boolean },
  columns: readonly ColumnSample[],
): string[] {
  const taken = assignColumns(noun, columns);
  const fields = getTableFields(noun);
  const url = columns.find(({ shape }) => shape === 'url');
  const id = columns.find(isIdentifier);
  const isUsed = new Set([
    ...[url, id],
    ...[...taken.values()].flatMap(({ column, office, country }) => [column, office, country]),
  ]);
  const ignored = columns.filter((column) => !isUsed.has(column)).map(({ name }) => name);
  const columnOf = (field: string): string | undefined => taken.get(field)?.column?.name;
  return [
    isCertain ? `noun: ${noun}` : `noun: ${noun} # edit: what does each row become? The columns do not say it`,
    'source:',
    `  key: ${quote(source)}`,
    '  publisher: Unpublished # edit: who made the table',
    `  title: ${quote(basename(path))}`,
    `key: ${quote(id ? `${source}:{${id.name}}` : `${source}:${proposeKey(noun, columnOf)}`)} # must stay the same when the table is imported again`,
    ...renderDates(columns),
    'fields:',
    ...renderSummary(noun, columnOf),
    ...[...taken].flatMap(([name, one]) => renderField(name, one, fields.get(name))),
    ...renderPeriodEnd(taken, fields),
    ...renderDay(noun, columnOf),
    ...Object.entries(defaultFields[noun])
      .filter(([name]) => !columnOf(name))
      .map(([name, value]) => `  ${name}: { value: ${value} } # edit: no column gives it`),
    ...missingFields(noun, columnOf).map(
      (name) => `  # ${name}: … # edit: which column gives it? Or { value: … } for all rows`,
    ),
    ...(url ? [`sources: ${quote(url.name)} # "--create sources" creates those that are missing`] : []),
    ...(ignored.length > 0 ? [`ignored: [${ignored.map(quote).join(', ')}]`] : []),
  ];
}

const missingFields = (noun: TableNoun, columnOf: (field: string) => string | undefined): string[] =>
  requiredHints[noun].filter((field) => !columnOf(field) && !(field in defaultFields[noun]));

/** Keeps of a template what has a column. */
function proposeKey(noun: TableNoun, columnOf: (field: string) => string | undefined): string {
  const parts = keyTemplates[noun].split('-').filter((part) => columnOf(part.slice(1, -1)));
  return parts.length > 0 ? parts.join('-') : '{row}';
}

function renderSummary(noun: TableNoun, columnOf: (field: string) => string | undefined): string[] {
  const summary = summaryTemplates[noun];
  if (summary === undefined) return [];
  const template = fillTemplate(summary, (field) => {
    const column = columnOf(field);
    return column === undefined ? '' : `{${column}}`;
  })
    .replace(/\s+/g, ' ')
    .replace(/ of (?=to |: |$)| (?=[,:])/g, ' ')
    .replace(/ +([,:])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return [`  summary: { template: ${quote(template)} }`];
}

function renderDates(columns: readonly ColumnSample[]): string[] {
  const dates = columns.filter(({ shape }) => shape === 'date').map((column) => column.dates);
  const example = (order: keyof ColumnSample['dates']): string | undefined =>
    dates.map((found) => found[order]).find((value) => value !== undefined);
  const [dayFirst, monthFirst, ambiguous] = [example('dayFirst'), example('monthFirst'), example('ambiguous')];
  if (dayFirst !== undefined && monthFirst !== undefined)
    return [
      `# dates: day-first # edit: the table has both orders: ${quote(dayFirst)} is day-first, ${quote(monthFirst)} month-first`,
    ];
  if (dayFirst !== undefined) return [`dates: day-first # as in ${quote(dayFirst)}`];
  if (monthFirst !== undefined) return [`dates: month-first # as in ${quote(monthFirst)}`];
  return ambiguous === undefined
    ? []
    : [`# dates: day-first # edit: day-first or month-first? ${quote(ambiguous)} can be read in both orders`];
}

function renderField(name: string, { column, office, country }: Taken, field: TableField | undefined): string[] {
  if (!column || !field) return [];
  const isList = ['references', 'travellers', 'list'].includes(field.kind);
  const words = field.kind === 'oneOf' ? proposeWords(name, field.values, column.values) : [];
  const options = [
    `column: ${quote(column.name)}`,
    ...(office ? [`office: ${quote(office.name)}`] : []),
    ...(country ? [`country: ${quote(country.name)}`] : []),
    ...(name === 'start' && column.isPeriod ? ['part: start'] : []),
    ...(isList && column.separator !== undefined ? [`separator: ${quote(column.separator)}`] : []),
  ];
  if (words.length === 0)
    return [`  ${name}: ${options.length === 1 ? quote(column.name) : `{ ${options.join(', ')} }`}`];
  return [
    `  ${name}:`,
    ...options.map((option) => `    ${option}`),
    '    values:',
    ...words.map(({ cell, word, isKnown }) =>
      isKnown ? `      ${quote(cell)}: ${word}` : `      ${quote(cell)}: ${word} # edit: what does it mean?`,
    ),
  ];
}

/** A column with periods gives the last day too, unless another one does. */
function renderPeriodEnd(taken: ReadonlyMap<string, Taken>, fields: ReadonlyMap<string, TableField>): string[] {
  const start = taken.get('start')?.column;
  return start?.isPeriod && !taken.has('end') && fields.has('end')
    ? [`  end: { column: ${quote(start.name)}, part: end }`]
    : [];
}

/** An entry needs a day to sort by. That of a figure is not its period by itself. */
function renderDay(noun: TableNoun, columnOf: (field: string) => string | undefined): string[] {
  const period = noun === 'figure' ? columnOf('period') : undefined;
  if (period !== undefined) return [`  date: ${quote(period)}`];
  return !isEntryNoun(noun) || dayFieldsOfNouns.some((field) => columnOf(field) !== undefined)
    ? []
    : ['  # at: … # edit: the day to sort by: which column gives it? Or { value: 2024-01-01 } for all rows'];
}
const dayFieldsOfNouns = ['start', 'saidOn', 'signedOn', 'date'];

const maxWords = 30;

/** Proposes the words of the vocabulary for the cells that are not such words. */
function proposeWords(
  field: string,
  vocabulary: readonly string[],
  cells: readonly string[],
): { cell: string; word: string; isKnown: boolean }[] {
  const toWord = (cell: string): string =>
    cell
      .trim()
      .toUpperCase()
      .replace(/[\s-]+/g, '_');
  const unknown = vocabulary.includes('UNSPECIFIED') ? 'UNSPECIFIED' : 'null';
  return [...new Map(cells.map((cell) => [cell.toLowerCase(), cell])).values()]
    .filter((cell) => !vocabulary.includes(toWord(cell)))
    .slice(0, maxWords)
    .map((cell) => {
      const plain = toWord(cell.replace(/\s+visit$/i, ''));
      const word = vocabulary.includes(plain) ? plain : wordSynonyms[field]?.[cell.toLowerCase()];
      return word !== undefined && vocabulary.includes(word)
        ? { cell, word, isKnown: true }
        : { cell, word: unknown, isKnown: false };
    });
}
