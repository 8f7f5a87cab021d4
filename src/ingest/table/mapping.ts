import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { badInput } from '../../model/errors.ts';
import { suggestName } from '../../model/find-nearest-name.ts';
import { isNestedDeeperThan, maxRecordDepth } from '../../model/nesting.ts';
import { source } from '../../model/nouns/source.ts';
import { boundedText } from '../../model/records/field-schemas.ts';
import { formatIssues } from '../../model/validation-messages.ts';
import { citationBases } from '../../model/vocabulary.ts';
import { describeWrongKind, detectMappingKind } from '../mapping-kind.ts';
import { isTooDeepYaml, tooDeepMessage } from '../rejection-reason.ts';
import { listBundledMappings } from '../trade-flows/table-files.ts';
import { encodings } from './detect-format.ts';
import { listTableMappings, tableMappingUrl } from './list-table-mappings.ts';
import { columnName, columnSchema, dateOrderSchema, fieldSchema, fitField } from './mapping-fields.ts';
import { tableNouns } from './table-nouns.ts';

const rowSourceSchema = z
  .union([
    columnSchema,
    z.strictObject({
      column: columnSchema,
      publisher: columnName().optional(),
      derived: z
        .boolean()
        .optional()
        .describe(
          'Whether the table rewords these sources: then it is recorded as derived from them, and not as independent.',
        ),
      optional: z.boolean().optional().describe('Whether the table may lack the column.'),
    }),
  ])
  .describe(
    'The column with the URLs of the sources that a row rests on, and the one with their publishers. They are cited in addition to the table, as PARAPHRASE.',
  );

export const tableMappingSchema = z.strictObject({
  noun: z.enum(tableNouns).optional().describe('What each row becomes. May be given as --noun instead.'),
  source: source.schema
    .omit({ noun: true })
    .describe('The table, which is recorded as a source and cited by each record.'),
  basis: z
    .enum(citationBases)
    .default('STATED')
    .describe('How the values follow from the table: PARAPHRASE if it only gives the sense of other sources.'),
  key: boundedText('summary')
    .min(1)
    .describe(
      'The key of a record, from fields or columns in braces: "visits:{travellers}-{host}-{start}". It must stay the same if the table is imported again. {row} is the line.',
    ),
  existing: z
    .enum(['name', 'key'])
    .optional()
    .describe(
      'name: people, organizations and offices: a row with an identifier or the name of a record adds to that record instead of creating another. key: tables that Chancery exported: a row that was not edited leaves the record with its key unchanged.',
    ),
  duplicates: z
    .enum(['reject', 'combine'])
    .default('reject')
    .describe(
      'What becomes of rows with the same key: they are rejected, or combined into one record: its first values, with all items of their lists and all their sources.',
    ),
  encoding: z.enum(encodings).optional().describe('The encoding, if it is not detected correctly.'),
  delimiter: z
    .string()
    .length(1)
    .refine((one) => !/["\r\n]/.test(one), 'The delimiter can be any character except a quote or a line break.')
    .optional()
    .describe('The character that separates cells, if it is not detected correctly.'),
  header: z.array(columnName()).min(1).optional().describe('The names of the columns of a CSV file without a header.'),
  quotes: z.boolean().default(true).describe('Whether cells of a CSV file may be quoted. Otherwise quotes are text.'),
  sheet: columnName().optional().describe('The sheet of an Excel workbook. Defaults to the first.'),
  rows: columnName()
    .optional()
    .describe('JSON: the path of the list of rows in the document, or of the object whose values are the rows.'),
  dates: dateOrderSchema.optional(),
  decimal: z.enum(['.', ',']).default('.').describe('The decimal separator.'),
  thousands: z.enum([',', '.', ' ', '\u00A0', '\u202F', "'", '’', '_']).optional().describe('The thousands separator.'),
  missing: z
    .array(boundedText('name'))
    .optional()
    .describe(
      'Cells that mean that there is no value, in all columns. By default empty ones, and outside fields of text also "-", "–", "—" and "n/a".',
    ),
  footnotes: z
    .boolean()
    .default(false)
    .describe('Whether marks of footnotes such as [1] or [a] are removed from the cells.'),
  only: z
    .record(columnName(), z.array(boundedText('name')).min(1))
    .default({})
    .describe('Columns, each with the cells of the rows to import. All other rows are skipped and counted.'),
  differing: z
    .array(columnName())
    .min(2)
    .optional()
    .describe('Columns that must differ from each other: rows in which they are the same are skipped and counted.'),
  fields: z
    .record(boundedText('token'), fieldSchema)
    .describe('The fields of the record, each with its column, constant or template.'),
  sources: rowSourceSchema.optional(),
  ignored: z.array(columnName()).default([]).describe('Columns that are deliberately ignored.'),
});

/** Cells without a value, unless the mapping states others. Fields of text take them as they are. */
export const defaultMissing: readonly string[] = ['', '-', '–', '—', 'n/a'];

export type TableMapping = z.output<typeof tableMappingSchema>;
export type TableMappingInput = z.input<typeof tableMappingSchema>;

/** Returns the columns of the URLs of sources and of their publishers. */
export const getRowSource = ({
  sources,
}: TableMapping): Exclude<NonNullable<TableMapping['sources']>, string> | undefined =>
  typeof sources === 'string' ? { column: sources } : sources;

/** Returns the mapping for a table: with the names of columns that it has, without optional ones that it lacks. */
export function fitMapping(mapping: TableMapping, columns: readonly string[]): TableMapping {
  const present = new Set(columns);
  const { sources, ...fitted } = mapping;
  const fields = Object.entries(mapping.fields).flatMap(([name, field]) => {
    const one = fitField(field, present);
    return one === undefined ? [] : [[name, one] as const];
  });
  const rowSource = getRowSource(mapping);
  const hasSources = rowSource && (present.has(rowSource.column) || !rowSource.optional);
  return { ...fitted, fields: Object.fromEntries(fields), ...(hasSources && { sources }) };
}

function readMappingBytes(nameOrPath: string): Buffer {
  if (listTableMappings().includes(nameOrPath)) return readFileSync(tableMappingUrl(nameOrPath));
  if (listBundledMappings().includes(nameOrPath)) throw badInput(describeWrongKind(nameOrPath, 'flows'), 'mapping');
  if (!statSync(nameOrPath, { throwIfNoEntry: false })?.isFile())
    throw badInput(
      `There is no mapping "${nameOrPath}".${suggestName(nameOrPath, listTableMappings())} Expected the path of a file, or one of ${listTableMappings().join(', ')}; "chancery mapping new" proposes one for a table.`,
      'mapping',
    );
  return readFileSync(nameOrPath);
}

/** Reads a mapping of a table by name or by the path of its file (YAML or JSON). Throws BAD_INPUT if it is invalid. */
export function readTableMapping(path: string): { mapping: TableMapping; source: TableMappingInput['source'] } {
  const invalidMapping = (reason: string) => badInput(`The mapping ${path} is invalid. ${reason}`, 'mapping');
  const bytes = readMappingBytes(path);
  if (!isUtf8(bytes)) throw badInput(`The mapping ${path} is not UTF-8 text. Save it as UTF-8.`, 'mapping');
  let raw: unknown;
  try {
    raw = parse(bytes.toString());
  } catch (error) {
    if (isTooDeepYaml(error)) throw invalidMapping(tooDeepMessage);
    throw invalidMapping(
      `It is not YAML: ${String((error as Error).message)
        .split('\n', 1)[0]
        ?.replace(/:$/, '.')}`,
    );
  }
  if (isNestedDeeperThan(maxRecordDepth, raw)) throw invalidMapping(tooDeepMessage);
  if (detectMappingKind(raw) === 'flows') throw badInput(describeWrongKind(path, 'flows'), 'mapping');
  const parsed = tableMappingSchema.safeParse(raw);
  if (!parsed.success) throw invalidMapping(formatIssues(parsed.error.issues, raw));
  if (parsed.data.thousands === parsed.data.decimal)
    throw invalidMapping(`"${parsed.data.decimal}" cannot be both the decimal and the thousands separator.`);
  // The source is passed on as written, because the pipeline parses it.
  return { mapping: parsed.data, source: (raw as TableMappingInput).source };
}
