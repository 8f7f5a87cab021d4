import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { badInput } from '../../model/errors.ts';
import { source } from '../../model/nouns/source.ts';
import { recordKeySchema } from '../../model/records/field-schemas.ts';
import { formatIssues } from '../../model/validation-messages.ts';
import { figureStatuses, flowDirections, valuations } from '../../model/vocabulary.ts';
import { findSlugCollision } from './resolve-areas.ts';
import { bundledMappingUrl, listBundledMappings } from './table-files.ts';

const columnSchema = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((one) => (typeof one === 'string' ? [one] : one))
  .describe('The name of a column; of several names, the first that the table has.');

const cellSchema = z.string().describe('A cell, as it stands in the table.');
const directionSchema = z.enum(flowDirections);
const valuationSchema = z.enum(valuations);

const areaFields = {
  column: columnSchema,
  scheme: z
    .enum(['name', 'iso', 'm49', 'comtrade'])
    .describe(
      'How the table names countries: by English names, alpha-2 or alpha-3 codes, the numbers of M49, or those of UN Comtrade.',
    ),
  aliases: z
    .record(cellSchema, recordKeySchema)
    .default({})
    .describe('Words of the table, and the key of the country that each means.'),
};

const measureFields = {
  column: columnSchema,
  exponent: z
    .int()
    .min(-9)
    .max(12)
    .default(0)
    .describe('The power of ten that a cell is to be multiplied by: 3 where the table counts in thousands.'),
  optional: z.boolean().default(false).describe('Whether a table may lack the column.'),
  status: z
    .enum(figureStatuses)
    .extract(['REPORTED', 'ESTIMATED'])
    .default('REPORTED')
    .describe('What its figures are.'),
  estimated: z
    .strictObject({ column: columnSchema, is: z.array(cellSchema).min(1) })
    .optional()
    .describe('The column that marks an estimate, and how.'),
};

export const mappingSchema = z.strictObject({
  source: source.schema.omit({ noun: true }).describe('The statistic: what the flows are cited with.'),
  delimiter: z
    .string()
    .length(1)
    .refine((one) => !/["\r\n]/.test(one), 'The delimiter can be any character except a quote or a line break.')
    .default(',')
    .describe('What stands between two cells.'),
  decimal: z.enum(['.', ',']).default('.').describe('What stands before the decimals of a number.'),
  thousands: z
    .enum([',', '.', ' ', '\u00A0', '\u202F', "'", '’', '_'])
    .optional()
    .describe('What groups the digits of a number.'),
  withheld: z.array(cellSchema).default([]).describe('Cells that say that a figure is confidential.'),
  missing: z.array(cellSchema).default(['']).describe('Cells that say that there is no figure.'),
  year: z.strictObject({ column: columnSchema }),
  reporter: z.strictObject(areaFields).describe('The country that reports.'),
  partner: z
    .strictObject({
      ...areaFields,
      statistical: z
        .array(cellSchema)
        .default([])
        .describe('Words that stand for no country but for a remainder: each is kept as a group of its own.'),
    })
    .describe('The country that it trades with, or an aggregate.'),
  direction: z
    .union([directionSchema, z.strictObject({ column: columnSchema, values: z.record(cellSchema, directionSchema) })])
    .describe('Which way the goods go.'),
  commodity: z
    .union([
      z.strictObject({ code: z.string().min(1).describe('What all of the table is about, by its code or its key.') }),
      z.strictObject({
        column: columnSchema,
        digits: z
          .int()
          .min(2)
          .max(6)
          .optional()
          .describe('How many digits a code has, where zeros before it were lost.'),
      }),
    ])
    .describe('The goods, by their codes in the Harmonized System.'),
  commodities: z
    .array(z.strictObject({ code: z.string().min(2), name: z.string().min(1), parent: z.string().optional() }))
    .default([])
    .describe('Commodities that the record is given where it lacks them.'),
  product: z
    .strictObject({ column: columnSchema })
    .optional()
    .describe('What the table tells apart below the commodity.'),
  value: z.strictObject(measureFields).optional().describe('What the goods are worth, in US dollars.'),
  valuation: z
    .union([valuationSchema, z.partialRecord(directionSchema, valuationSchema)])
    .optional()
    .describe('Whether freight and insurance count (CIF) or not (FOB).'),
  quantity: z
    .strictObject({
      ...measureFields,
      unit: z.union([
        z.string().min(1),
        z.strictObject({ column: columnSchema, values: z.record(cellSchema, z.string()) }),
      ]),
    })
    .optional()
    .describe('How much there is, and of which unit.'),
  only: z
    .record(z.string().min(1), z.array(cellSchema).min(1))
    .default({})
    .describe('Columns that may have only these cells, where the table has them.'),
  ignored: z.array(z.string()).default([]).describe('Columns that are left out on purpose.'),
});

export type Mapping = z.output<typeof mappingSchema>;
export type SourceInput = z.input<typeof source.schema>;
export type ColumnNames = readonly string[];

/** Reads the text of a bundled mapping or of a mapping file. */
function readMappingText(nameOrPath: string): string {
  if (listBundledMappings().includes(nameOrPath)) return readFileSync(bundledMappingUrl(nameOrPath), 'utf8');
  if (!statSync(nameOrPath, { throwIfNoEntry: false })?.isFile())
    throw badInput(
      `There is no mapping "${nameOrPath}". Expected the path of a file, or one of ${listBundledMappings().join(', ')}.`,
      'mapping',
    );
  const bytes = readFileSync(nameOrPath);
  if (!isUtf8(bytes)) throw badInput(`The mapping ${nameOrPath} is not UTF-8 text. Save it as UTF-8.`, 'mapping');
  const text = bytes.toString();
  if (text.trim() === '') throw badInput(`The mapping ${nameOrPath} is empty.`, 'mapping');
  return text;
}

/** Reads a mapping by name or by the path of its file (YAML or JSON). Throws BAD_INPUT if it is invalid. */
export function readMapping(nameOrPath: string): { mapping: Mapping; source: SourceInput } {
  const invalidMapping = (reason: string) => badInput(`The mapping ${nameOrPath} is invalid. ${reason}`, 'mapping');
  const text = readMappingText(nameOrPath);
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    // The parser only throws for invalid text, such as syntax errors or unresolved aliases.
    throw invalidMapping(
      `It is not YAML: ${String((error as Error).message)
        .split('\n', 1)[0]
        ?.replace(/:$/, '.')}`,
    );
  }
  const parsed = mappingSchema.safeParse(raw);
  if (!parsed.success) throw invalidMapping(formatIssues(parsed.error.issues, raw));
  if (!parsed.data.value && !parsed.data.quantity) throw invalidMapping('It needs "value", "quantity" or both.');
  if (parsed.data.thousands === parsed.data.decimal)
    throw invalidMapping(`"${parsed.data.decimal}" cannot be both the decimal and the thousands separator.`);
  const colliding = findSlugCollision(parsed.data);
  if (colliding)
    throw invalidMapping(
      `partner.statistical names ${colliding.map((label) => `"${label}"`).join(' and ')}, which would have the same group key. Remove one of them.`,
    );
  // The source is passed on as written, because the pipeline parses it.
  const { source } = raw as z.input<typeof mappingSchema>;
  return { mapping: parsed.data, source: { noun: 'source', ...source } };
}
