import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { badInput } from '../../model/errors.ts';
import { isNestedDeeperThan, maxRecordDepth } from '../../model/nesting.ts';
import { source } from '../../model/nouns/source.ts';
import { boundedText, jsonSchema } from '../../model/records/field-schemas.ts';
import { formatIssues } from '../../model/validation-messages.ts';
import { isTooDeepYaml, tooDeepMessage } from '../rejection-reason.ts';
import { encodings } from './detect-format.ts';
import { dateOrders } from './table-date.ts';
import { tableNouns } from './table-nouns.ts';

const columnName = () => boundedText('name').min(1);
const columnSchema = columnName().describe('The name of a column.');
const templateSchema = boundedText('summary')
  .min(1)
  .describe('Text with columns in braces: "{Leader} visited {To country}".');
export const dateOrderSchema = z
  .enum(dateOrders)
  .describe(
    'The order of dates in digits, such as 03/04/2025. Without it, dates that can be read in both orders are rejected.',
  );

const cellShape = {
  column: columnSchema,
  default: boundedText('summary').min(1).optional().describe('The value if the cell is empty.'),
  separator: boundedText('token')
    .min(1)
    .optional()
    .describe('The text between several values in one cell: ";". Without it, a cell has one value.'),
  values: z
    .record(boundedText('name'), z.union([boundedText('name'), z.null()]))
    .optional()
    .describe(
      'Cells, each with the value or the key of the record that it means; null for none. Upper and lower case are the same.',
    ),
  dates: dateOrderSchema.optional(),
  part: z
    .enum(['start', 'end'])
    .optional()
    .describe('The side of the period in the cell, "1–3 November 2023", that the field takes.'),
};

const fieldSchema = z.union([
  columnSchema,
  z.strictObject({
    ...cellShape,
    office: columnName()
      .optional()
      .describe('Travellers and speakers: the column with the office of the person, which finds the term.'),
    country: columnName()
      .optional()
      .describe('Travellers and speakers: the column with the country for which the person acts.'),
  }),
  z.strictObject({ value: jsonSchema.describe('The same value for all rows, in the format of the field.') }),
  z.strictObject({ template: templateSchema }),
]);

const rowSourceSchema = z
  .union([columnSchema, z.strictObject({ column: columnSchema, publisher: columnName().optional() })])
  .describe(
    'The column with the URLs of the sources that a row rests on, and the one with their publishers. They are cited in addition to the table, as PARAPHRASE.',
  );

export const tableMappingSchema = z.strictObject({
  noun: z.enum(tableNouns).optional().describe('What each row becomes. May be given as --noun instead.'),
  source: source.schema
    .omit({ noun: true })
    .describe('The table, which is recorded as a source and cited by each record.'),
  key: boundedText('summary')
    .min(1)
    .describe(
      'The key of a record, from fields or columns in braces: "visits:{travellers}-{host}-{start}". It must stay the same if the table is imported again. {row} is the line.',
    ),
  encoding: z.enum(encodings).optional().describe('The encoding, if it is not detected correctly.'),
  delimiter: z
    .string()
    .length(1)
    .refine((one) => !/["\r\n]/.test(one), 'The delimiter can be any character except a quote or a line break.')
    .optional()
    .describe('The character that separates cells, if it is not detected correctly.'),
  sheet: columnName().optional().describe('The sheet of an Excel workbook. Defaults to the first.'),
  dates: dateOrderSchema.optional(),
  decimal: z.enum(['.', ',']).default('.').describe('The decimal separator.'),
  thousands: z.enum([',', '.', ' ', '\u00A0', '\u202F', "'", '’', '_']).optional().describe('The thousands separator.'),
  missing: z
    .array(boundedText('name'))
    .default(['', '-', '–', '—', 'n/a'])
    .describe('Cells that mean that there is no value.'),
  fields: z
    .record(boundedText('token'), fieldSchema)
    .describe('The fields of the record, each with its column, constant or template.'),
  sources: rowSourceSchema.optional(),
  ignored: z.array(columnName()).default([]).describe('Columns that are deliberately ignored.'),
});

export type TableMapping = z.output<typeof tableMappingSchema>;
export type TableMappingInput = z.input<typeof tableMappingSchema>;
type FieldMapping = TableMapping['fields'][string];
export type CellMapping = Exclude<Extract<FieldMapping, { column: string }>, string>;

/** Returns the column of a field with its options; undefined for a constant or a template. */
export const getCellMapping = (field: FieldMapping): CellMapping | undefined =>
  typeof field === 'string' ? { column: field } : 'column' in field ? field : undefined;

/** Returns the columns of the URLs of sources and of their publishers. */
export const getRowSource = ({
  sources,
}: TableMapping): { column: string; publisher?: string | undefined } | undefined =>
  typeof sources === 'string' ? { column: sources } : sources;

/** Reads a mapping of a table (YAML or JSON). Throws BAD_INPUT if it is invalid. */
export function readTableMapping(path: string): { mapping: TableMapping; source: TableMappingInput['source'] } {
  const invalidMapping = (reason: string) => badInput(`The mapping ${path} is invalid. ${reason}`, 'mapping');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw badInput(
      `There is no mapping "${path}". Expected the path of a file; "chancery mapping new" proposes one for a table.`,
      'mapping',
    );
  const bytes = readFileSync(path);
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
  const parsed = tableMappingSchema.safeParse(raw);
  if (!parsed.success) throw invalidMapping(formatIssues(parsed.error.issues, raw));
  if (parsed.data.thousands === parsed.data.decimal)
    throw invalidMapping(`"${parsed.data.decimal}" cannot be both the decimal and the thousands separator.`);
  // The source is passed on as written, because the pipeline parses it.
  return { mapping: parsed.data, source: (raw as TableMappingInput).source };
}
