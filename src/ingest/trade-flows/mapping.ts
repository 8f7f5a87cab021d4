import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { badInput } from '../../model/errors.ts';
import { suggestName } from '../../model/find-nearest-name.ts';
import { hsSchemes } from '../../model/harmonized-system.ts';
import { isNestedDeeperThan, maxRecordDepth } from '../../model/nesting.ts';
import { source } from '../../model/nouns/source.ts';
import { boundedText, recordKeySchema } from '../../model/records/field-schemas.ts';
import { formatIssues } from '../../model/validation-messages.ts';
import { figureStatuses, flowDirections, valuations } from '../../model/vocabulary.ts';
import { describeWrongKind, detectMappingKind } from '../mapping-kind.ts';
import { isTooDeepYaml, tooDeepMessage } from '../rejection-reason.ts';
import { encodings } from '../table/detect-format.ts';
import { listTableMappings } from '../table/list-table-mappings.ts';
import { dateOrderSchema } from '../table/mapping-fields.ts';
import { readFlowPeriod } from './read-period.ts';
import { findSlugCollision } from './resolve-areas.ts';
import { bundledMappingUrl, listBundledMappings } from './table-files.ts';

const columnSchema = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((one) => (typeof one === 'string' ? [one] : one))
  .describe('The name of a column. If several are given, the first that the table has is used.');

const cellSchema = z.string().describe('The content of a cell, as in the table.');
const directionSchema = z.enum(flowDirections);
const valuationSchema = z.enum(valuations);

const schemeSchema = z
  .enum(hsSchemes)
  .describe(
    'An edition of the Harmonized System. HS: the table does not state it; codes of HS2022 are read as such, and all others are stored without an edition.',
  );
const editionSchema = z
  .union([
    schemeSchema,
    z.strictObject({
      column: columnSchema,
      values: z.record(cellSchema, schemeSchema),
      default: schemeSchema.optional().describe('Applies if the table does not have the column, or the cell is empty.'),
    }),
    z.strictObject({
      fileName: z
        .record(z.string().min(1), schemeSchema)
        .describe('Parts of the name of the table, each with its edition: HS92 in BACI_HS92_Y2020.csv.'),
      default: schemeSchema.optional().describe('Applies if the name has none of these parts.'),
    }),
  ])
  .default('HS2022')
  .describe('The edition of the codes. Those of HS2022 must be on record; commodities of other editions are created.');

const aliasesSchema = z
  .record(cellSchema, recordKeySchema)
  .default({})
  .describe('Cells of the table, each with the key of the country that it means.');
const areaFields = {
  column: columnSchema,
  scheme: z
    .enum(['name', 'iso', 'm49', 'comtrade'])
    .describe(
      'How the table identifies countries: by English names, alpha-2 or alpha-3 codes, M49 numbers, or UN Comtrade numbers.',
    ),
  aliases: aliasesSchema,
};
const constantAreaSchema = z.strictObject({
  value: recordKeySchema.describe('The key of the country or group, for a table without a column for it.'),
});

const measureFields = {
  column: columnSchema,
  exponent: z
    .int()
    .min(-9)
    .max(12)
    .default(0)
    .describe('The power of ten by which cells are multiplied: 3 if the table counts in thousands.'),
  optional: z.boolean().default(false).describe('Whether the column may be missing.'),
  status: z
    .enum(figureStatuses)
    .extract(['REPORTED', 'ESTIMATED'])
    .default('REPORTED')
    .describe('The status of its figures.'),
  estimated: z
    .strictObject({ column: columnSchema, is: z.array(cellSchema).min(1) })
    .optional()
    .describe('The column that marks estimates, and the cells that do so.'),
};

export const mappingSchema = z.strictObject({
  source: source.schema.omit({ noun: true }).describe('The statistic, which is recorded as the source of the flows.'),
  encoding: z.enum(encodings).optional().describe('The encoding, if it is not detected correctly.'),
  delimiter: z
    .string()
    .length(1)
    .refine((one) => !/["\r\n]/.test(one), 'The delimiter can be any character except a quote or a line break.')
    .optional()
    .describe('The character that separates cells, if it is not detected correctly.'),
  sheet: z.string().min(1).optional().describe('The sheet of an Excel workbook. Defaults to the first.'),
  decimal: z.enum(['.', ',']).default('.').describe('The decimal separator.'),
  thousands: z.enum([',', '.', ' ', '\u00A0', '\u202F', "'", '’', '_']).optional().describe('The thousands separator.'),
  withheld: z.array(cellSchema).default([]).describe('Cells that mark a figure as confidential.'),
  missing: z.array(cellSchema).default(['']).describe('Cells that mark a figure as missing.'),
  period: z
    .union([
      z.strictObject({
        column: columnSchema,
        dates: dateOrderSchema.optional(),
        twoDigitYearsFrom: z
          .int()
          .min(1000)
          .max(9899)
          .optional()
          .describe(
            'The first of the hundred years that years of two digits mean: 1950 makes 50 to 99 mean 1950 to 1999, and 00 to 49 mean 2000 to 2049. Without it, they are rejected.',
          ),
      }),
      z.strictObject({ value: boundedText('code').min(1).describe('The same period for all rows, as EDTF.') }),
    ])
    .describe(
      'The period of a flow: a year ("2014"), a month ("2014-01", "201401", "Jan 2014"), a quarter ("2014 Q1"), a half-year ("2014 H1"), or whole months of one year as EDTF ("2014-01/2014-03").',
    ),
  reporter: z
    .union([z.strictObject(areaFields), constantAreaSchema])
    .describe('The reporting country, statistical area or union.'),
  partner: z
    .union([
      z.strictObject({
        ...areaFields,
        statistical: z
          .array(cellSchema)
          .default([])
          .describe('Cells that mean a remainder instead of a country. Each becomes a separate statistical group.'),
      }),
      constantAreaSchema,
    ])
    .describe('The partner country, or an aggregate.'),
  direction: z
    .union([directionSchema, z.strictObject({ column: columnSchema, values: z.record(cellSchema, directionSchema) })])
    .describe('The direction of the flow.'),
  commodity: z
    .union([
      z.strictObject({
        code: boundedText('key')
          .min(1)
          .describe('The code or key of the only commodity in the table, or TOTAL for all.'),
        edition: schemeSchema.default('HS2022'),
      }),
      z.strictObject({
        column: columnSchema,
        edition: editionSchema,
        name: columnSchema
          .optional()
          .describe(
            'The column with the names of commodities, if there is one. The names of HS2022 are those on record.',
          ),
        digits: z
          .int()
          .min(2)
          .max(6)
          .optional()
          .describe('The number of digits of a code, to restore leading zeros that were lost.'),
      }),
    ])
    .describe('The commodities, by their codes in the Harmonized System.'),
  commodities: z
    .array(
      z.strictObject({
        code: boundedText('code').min(2),
        name: boundedText('name').min(1),
        parent: boundedText('code').optional(),
      }),
    )
    .default([])
    .describe('Commodities to create if they are missing.'),
  product: z.strictObject({ column: columnSchema }).optional().describe('A subdivision of the commodity by the table.'),
  value: z.strictObject(measureFields).optional().describe('The value of the goods in US dollars.'),
  valuation: z
    .union([valuationSchema, z.partialRecord(directionSchema, valuationSchema)])
    .optional()
    .describe('Whether values include freight and insurance (CIF) or not (FOB).'),
  quantity: z
    .strictObject({
      ...measureFields,
      unit: z.union([
        boundedText('code').min(1),
        z.strictObject({ column: columnSchema, values: z.record(cellSchema, boundedText('code')) }),
      ]),
    })
    .optional()
    .describe('The quantity and its unit.'),
  only: z
    .record(z.string().min(1), z.array(cellSchema).min(1))
    .default({})
    .describe('Columns of which only rows with these cells are imported, if the table has the columns.'),
  ignored: z.array(z.string()).default([]).describe('Columns that are deliberately ignored.'),
});

export type Mapping = z.output<typeof mappingSchema>;
export type SourceInput = z.input<typeof source.schema>;
export type ColumnNames = readonly string[];
type SideMapping = Mapping['reporter'];
export type AreaColumn = Exclude<SideMapping, { value: string }>;

/** Returns the column of a side; undefined for a constant. */
export const getAreaColumn = (side: SideMapping): AreaColumn | undefined => ('column' in side ? side : undefined);

/** Reads the text of a bundled mapping or of a mapping file. */
function readMappingText(nameOrPath: string): string {
  if (listBundledMappings().includes(nameOrPath)) return readFileSync(bundledMappingUrl(nameOrPath), 'utf8');
  if (listTableMappings().includes(nameOrPath)) throw badInput(describeWrongKind(nameOrPath, 'table'), 'mapping');
  if (!statSync(nameOrPath, { throwIfNoEntry: false })?.isFile())
    throw badInput(
      `There is no mapping "${nameOrPath}".${suggestName(nameOrPath, listBundledMappings())} Expected the path of a file, or one of ${listBundledMappings().join(', ')}.`,
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
    if (isTooDeepYaml(error)) throw invalidMapping(tooDeepMessage);
    // The parser otherwise throws only for invalid text, such as syntax errors or unresolved aliases.
    throw invalidMapping(
      `It is not YAML: ${String((error as Error).message)
        .split('\n', 1)[0]
        ?.replace(/:$/, '.')}`,
    );
  }
  if (isNestedDeeperThan(maxRecordDepth, raw)) throw invalidMapping(tooDeepMessage);
  if (detectMappingKind(raw) === 'table') throw badInput(describeWrongKind(nameOrPath, 'table'), 'mapping');
  const parsed = mappingSchema.safeParse(raw);
  if (!parsed.success) throw invalidMapping(formatIssues(parsed.error.issues, raw));
  if (!parsed.data.value && !parsed.data.quantity) throw invalidMapping('It needs "value", "quantity" or both.');
  if ('value' in parsed.data.period) {
    const period = readFlowPeriod(parsed.data.period.value, {});
    if ('reason' in period) throw invalidMapping(`period.value: ${period.reason}`);
  }
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
