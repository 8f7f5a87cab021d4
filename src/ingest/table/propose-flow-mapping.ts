import { basename } from 'node:path';
import { flowDirections } from '../../model/vocabulary.ts';
import { assignColumns } from './assign-columns.ts';
import { quoteYaml } from './quote-yaml.ts';
import type { ColumnSample } from './sample-columns.ts';

/** Proposes a mapping for a table of measured trade, as lines of YAML. */
export function proposeFlowMapping(path: string, source: string, columns: readonly ColumnSample[]): string[] {
  const taken = assignColumns('flow', columns);
  const columnOf = (field: string): ColumnSample | undefined => taken.get(field)?.column;
  const used = new Set([...taken.values()].map(({ column }) => column));
  const ignored = columns.filter((column) => !used.has(column)).map(({ name }) => name);
  return [
    'source:',
    `  key: ${quoteYaml(source)}`,
    '  publisher: Unpublished # edit: who made the table',
    `  title: ${quoteYaml(basename(path))}`,
    ...renderDecimal(columns),
    renderColumn('period', columnOf('period'), 'period: { value: 2024 } # edit: no column gives it'),
    renderArea('reporter', columnOf('reporter')),
    renderArea('partner', columnOf('partner')),
    ...renderDirection(columnOf('direction')),
    renderColumn(
      'commodity',
      columnOf('commodity'),
      'commodity: { code: TOTAL } # edit: no column gives it',
      '# HS2022, unless "edition" says otherwise',
    ),
    ...renderMeasure('value', columnOf('value')),
    ...renderMeasure('quantity', columnOf('quantity')),
    ...(ignored.length > 0 ? [`ignored: [${ignored.map(quoteYaml).join(', ')}]`] : []),
  ];
}

const renderColumn = (field: string, column: ColumnSample | undefined, otherwise: string, comment = ''): string =>
  column ? `${field}: { column: ${quoteYaml(column.name)} }${comment && ` ${comment}`}` : otherwise;

function renderArea(field: string, column: ColumnSample | undefined): string {
  if (!column) return `${field}: { value: XX } # edit: no column gives it. The key of the country for all rows`;
  const every = (pattern: RegExp): boolean =>
    column.values.length > 0 && column.values.every((one) => pattern.test(one));
  const [scheme, comment] = every(/^\d{1,3}$/)
    ? ['m49', ' # edit: or comtrade, whose numbers differ for some countries']
    : every(/^[A-Z]{2,3}$/)
      ? ['iso', '']
      : ['name', ''];
  return `${field}: { column: ${quoteYaml(column.name)}, scheme: ${scheme} }${comment}`;
}

const directionWords: readonly (readonly [pattern: RegExp, direction: (typeof flowDirections)[number]])[] = [
  [/^re[- ]?imp/i, 'RE_IMPORT'],
  [/^re[- ]?exp/i, 'RE_EXPORT'],
  [/^(?:m$|i$|imp|arrival)/i, 'IMPORT'],
  [/^(?:x$|e$|exp|dispatch)/i, 'EXPORT'],
];

function renderDirection(column: ColumnSample | undefined): string[] {
  if (!column) return ['direction: IMPORT # edit: no column gives it. IMPORT or EXPORT?'];
  return [
    'direction:',
    `  column: ${quoteYaml(column.name)}`,
    '  values:',
    ...column.values.map((cell) => {
      const direction = directionWords.find(([pattern]) => pattern.test(cell))?.[1];
      return `    ${quoteYaml(cell)}: ${direction ?? `IMPORT # edit: one of ${flowDirections.join(', ')}`}`;
    }),
  ];
}

/** The power of ten in which a column counts, by its name. */
const exponents: readonly (readonly [pattern: RegExp, exponent: number])[] = [
  [/\b(?:billions?|bn)\b/i, 9],
  [/\b(?:millions?|mln|mio|mn)\b/i, 6],
  [/\b(?:thousands?|ths|1[ ,.]?000)\b/i, 3],
];
const units: readonly (readonly [pattern: RegExp, unit: string])[] = [
  [/\b(?:kg|kilograms?)\b/i, 'kg'],
  [/\b(?:t|tonn?es|tons)\b/i, 't'],
  [/\b(?:bbl|barrels?)\b/i, 'bbl'],
];

function renderMeasure(field: 'value' | 'quantity', column: ColumnSample | undefined): string[] {
  if (!column) return field === 'value' ? ['# value: … # edit: which column gives the value in US dollars?'] : [];
  const exponent = exponents.find(([pattern]) => pattern.test(column.words))?.[1];
  const unit = units.find(([pattern]) => pattern.test(column.words))?.[1];
  const options = [
    `column: ${quoteYaml(column.name)}`,
    ...(exponent === undefined ? [] : [`exponent: ${exponent}`]),
    ...(field === 'quantity' ? [`unit: ${unit ?? 'kg'}`] : []),
  ];
  const isDollars = /usd|us\$|dollar/i.test(column.words);
  const comment =
    field === 'value'
      ? isDollars
        ? ''
        : ' # edit: must be in US dollars'
      : unit === undefined
        ? ' # edit: which unit?'
        : '';
  return [`${field}: { ${options.join(', ')} }${comment}`];
}

/** A comma followed by other than three digits separates decimals. */
function renderDecimal(columns: readonly ColumnSample[]): string[] {
  const numbers = columns.filter(({ shape }) => shape === 'number').flatMap(({ values }) => values);
  const decimal = numbers.find((text) => /^[-−]?[\d. ]+,(?:\d{1,2}|\d{4,})$/.test(text));
  return decimal === undefined ? [] : [`decimal: "," # as in ${JSON.stringify(decimal)}`];
}
