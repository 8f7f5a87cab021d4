import { z } from 'zod';
import { boundedText, jsonSchema } from '../../model/records/field-schemas.ts';
import { identifierSchemes, officeRanks } from '../../model/vocabulary.ts';
import { dateOrders } from './table-date.ts';

export const columnName = () => boundedText('name').min(1);
export const columnSchema = columnName().describe(
  'The name of a column. In JSON, dots lead into inner objects and lists.',
);
const columnsSchema = z
  .union([columnSchema, z.array(columnSchema).min(1)])
  .describe('The name of a column. If several are given, the first that the table has is used.');
export const dateOrderSchema = z
  .enum(dateOrders)
  .describe(
    'The order of dates in digits, such as 03/04/2025. Without it, dates that can be read in both orders are rejected.',
  );

const cellShape = {
  column: columnsSchema,
  optional: z.boolean().optional().describe('Whether the table may lack the column.'),
  default: boundedText('summary').min(1).optional().describe('The value if the cell is empty.'),
  filled: boundedText('summary')
    .min(1)
    .optional()
    .describe('The value if the cell is not empty, whatever it contains.'),
  separator: boundedText('token')
    .min(1)
    .optional()
    .describe('The text between several values in one cell: ";". Without it, a cell has one value.'),
  take: z.literal('first').optional().describe('Takes the first of several values.'),
  values: z
    .record(boundedText('name'), z.union([boundedText('name'), z.null()]))
    .optional()
    .describe(
      'Cells, each with the value or the key of the record that it means; null for none. Upper and lower case are the same.',
    ),
  keyPrefix: boundedText('key')
    .min(1)
    .optional()
    .describe('For cells with identifiers of the table: the text before them in the key of the record.'),
  dates: dateOrderSchema.optional(),
  year: columnName().optional().describe('The column with the year of dates without one: "January 22–23".'),
  precision: columnName()
    .optional()
    .describe(
      'The column with the precision of the dates as in Wikidata: 11 for a day, 10 for a month, 9 for a year. Less exact ones are left out.',
    ),
  newYear: z
    .literal('year')
    .optional()
    .describe('Reads midnight on 1 January as the year, in tables that write years so: "1977-01-01T00:00:00Z".'),
  part: z
    .enum(['start', 'end'])
    .optional()
    .describe('The side of the period in the cell, "1–3 November 2023", that the field takes.'),
};

/** An office that may be created. */
const newOfficeSchema = z
  .strictObject({
    country: columnName().describe('The column with the country of the office.'),
    rank: z.enum(officeRanks).default('OTHER').describe('The rank of the office.'),
  })
  .describe('Offices: creates the office of this title and country if none is on record, with "--create offices".');

const simpleFieldSchema = z.union([
  columnSchema,
  z.strictObject({
    ...cellShape,
    office: columnName()
      .optional()
      .describe('Travellers and speakers: the column with the office of the person, which finds the term.'),
    country: columnName()
      .optional()
      .describe(
        'Travellers and speakers: the column with the country for which the person acts, or one for each person.',
      ),
    term: columnName()
      .optional()
      .describe('Travellers: the column with the keys of their terms, one for each, instead of that held on the day.'),
    newOffice: newOfficeSchema.optional(),
  }),
  z.strictObject({ value: jsonSchema.describe('The same value for all rows, in the format of the field.') }),
  z.strictObject({
    template: boundedText('summary').min(1).describe('Text with columns in braces: "{Leader} visited {To country}".'),
  }),
  z.strictObject({
    numbered: columnName().describe(
      'Several values in numbered columns: "c" for the columns c1, c2 and so on, as many as the table has.',
    ),
  }),
  z.strictObject({
    identifiers: z
      .partialRecord(z.enum(identifierSchemes), columnSchema)
      .describe('The columns with identifiers in other registers, by register. A cell may have the URL of one.'),
  }),
]);
export const fieldSchema = z.union([
  simpleFieldSchema,
  z.strictObject({
    by: columnName().describe('The column whose cell chooses how the field is read.'),
    cases: z
      .record(boundedText('name'), z.union([simpleFieldSchema, z.null()]))
      .describe('Cells, each with how the field is read; null for no value.'),
    otherwise: z
      .union([simpleFieldSchema, z.null()])
      .optional()
      .describe('How the field is read in all other rows; null for no value. Without it, they are rejected.'),
  }),
]);

export type FieldMapping = z.output<typeof fieldSchema>;
export type SimpleFieldMapping = z.output<typeof simpleFieldSchema>;
type CellInput = Exclude<Extract<SimpleFieldMapping, { column: unknown }>, string>;
/** A column with its options. */
export type CellMapping = Omit<CellInput, 'column'> & { column: string };

/** Returns the ways in which a field is read. */
export const listFieldCases = (field: FieldMapping): SimpleFieldMapping[] =>
  typeof field === 'object' && 'by' in field
    ? [...Object.values(field.cases), field.otherwise].filter((one) => one !== null && one !== undefined)
    : [field];

/** Returns the column of a field with its options; undefined for other ways to read a field. */
export function getCellMapping(field: SimpleFieldMapping): CellMapping | undefined {
  if (typeof field === 'string') return { column: field };
  if (!('column' in field)) return undefined;
  // Once the mapping has been fitted to the table, there is one name.
  const [column = ''] = [field.column].flat();
  return { ...field, column };
}

/** Replaces the alternative names of columns by those that the table has, and drops optional columns that it lacks. */
export function fitField(field: FieldMapping, columns: ReadonlySet<string>): FieldMapping | undefined {
  const chooseColumn = (one: SimpleFieldMapping): SimpleFieldMapping | undefined => {
    if (typeof one === 'string' || !('column' in one)) return one;
    const names = [one.column].flat();
    const column = names.find((name) => columns.has(name));
    if (column === undefined && one.optional) return one.default === undefined ? undefined : { value: one.default };
    return { ...one, column: column ?? names[0] ?? '' };
  };
  if (typeof field === 'string' || !('by' in field)) return chooseColumn(field);
  const otherwise = field.otherwise === null ? null : field.otherwise && chooseColumn(field.otherwise);
  return {
    by: field.by,
    cases: Object.fromEntries(
      Object.entries(field.cases).map(([cell, one]) => [cell, one === null ? null : (chooseColumn(one) ?? null)]),
    ),
    ...(otherwise !== undefined && { otherwise }),
  };
}
