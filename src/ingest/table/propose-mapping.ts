import { basename, extname } from 'node:path';
import { badInput } from '../../model/errors.ts';
import { isEntryNoun } from '../../model/vocabulary.ts';
import { toKeyPart } from './create-records.ts';
import { fillTemplate, getTableFields, type TableField } from './noun-fields.ts';
import { defaultFields, fieldHints, keyTemplates, summaryTemplates, wordSynonyms } from './propose-fields.ts';
import { openTable } from './read-table.ts';
import { type ColumnSample, sampleColumns } from './sample-columns.ts';
import { describeFormat, type TableFormat } from './table-format.ts';
import type { TableNoun } from './table-nouns.ts';

/** The columns that a field takes. */
interface Taken {
  column?: ColumnSample;
  office?: ColumnSample;
  country?: ColumnSample;
}

/** Proposes a mapping from the header and the values of a table: YAML, with a comment where a person must decide. */
export async function proposeMapping(path: string, wanted: TableNoun | undefined): Promise<string> {
  const table = await openTable(path);
  if (table.columns.length === 0)
    throw badInput(`"${path}" has no header. A table must start with a row of column names.`);
  const columns = await sampleColumns(table);
  const noun = wanted ?? guessNoun(columns);
  return renderMapping(path, table, noun, columns);
}

const requiredHints: Readonly<Record<TableNoun, readonly string[]>> = {
  visit: ['travellers', 'host', 'start'],
  statement: ['speaker', 'saidOn', 'text'],
  agreement: ['title', 'signatories', 'signedOn'],
  'trade-link': ['suppliers', 'buyers'],
  position: ['holder', 'stance'],
  figure: ['measure', 'value'],
  term: ['person', 'office', 'start'],
  person: ['name'],
  organization: ['name'],
  office: ['title'],
};
/** Any table has a column that could be a name. */
const neverGuessed: readonly TableNoun[] = ['person', 'organization', 'office'];

/** Returns the noun whose fields the columns give best. */
function guessNoun(columns: readonly ColumnSample[]): TableNoun {
  const [best = 'visit'] = (Object.keys(requiredHints) as TableNoun[])
    .filter((noun) => !neverGuessed.includes(noun))
    .map((noun) => {
      const taken = assignColumns(noun, columns);
      const required = requiredHints[noun];
      const found = required.filter((field) => taken.get(field)?.column).length;
      return { noun, share: found / required.length, fields: taken.size };
    })
    .toSorted((one, other) => other.share - one.share || other.fields - one.fields)
    .map(({ noun }) => noun);
  return best;
}

const isIdentifier = ({ name, isUnique, isComplete }: ColumnSample): boolean =>
  /^(?:id|key|no\.?|nr\.?|#)$/i.test(name) && isUnique && isComplete;

/** Gives each column to the first field whose hint it fits: by its name, then by its shape alone. */
function assignColumns(noun: TableNoun, columns: readonly ColumnSample[]): Map<string, Taken> {
  const taken = new Map<string, Taken>();
  const free = new Set(columns.filter((column) => column.shape !== 'url' && !isIdentifier(column)));
  for (const isByName of [true, false])
    for (const { field, header, shape, part = 'column', byShape } of fieldHints[noun]) {
      if (taken.get(field)?.[part] || (!isByName && !byShape)) continue;
      const column = [...free].find(
        (one) =>
          (!isByName || header.test(one.name)) && (shape === undefined ? one.shape !== 'date' : one.shape === shape),
      );
      if (!column) continue;
      taken.set(field, { ...taken.get(field), [part]: column });
      free.delete(column);
    }
  return taken;
}

function renderMapping(path: string, table: TableFormat, noun: TableNoun, columns: readonly ColumnSample[]): string {
  const taken = assignColumns(noun, columns);
  const fields = getTableFields(noun);
  const source = toKeyPart(basename(path, extname(path))) || 'table';
  const url = columns.find(({ shape }) => shape === 'url');
  const id = columns.find(isIdentifier);
  const isUsed = new Set([
    ...[url, id],
    ...[...taken.values()].flatMap(({ column, office, country }) => [column, office, country]),
  ]);
  const ignored = columns.filter((column) => !isUsed.has(column)).map(({ name }) => name);
  const columnOf = (field: string): string | undefined => taken.get(field)?.column?.name;
  return [
    `# Proposed for ${basename(path)}: ${describeFormat(table)}.`,
    '# Check each line, try it with "--dry-run", and import it: chancery import table … --mapping ….',
    `noun: ${noun}`,
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
    '',
  ].join('\n');
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

/** Quotes text for YAML, unless it is a plain word. */
const quote = (text: string): string =>
  /^[A-Za-z][\w ]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : JSON.stringify(text);
