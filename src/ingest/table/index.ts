import { basename } from 'node:path';
import type { Database } from '../../db/database.ts';
import { readCountryNames } from '../../db/queries/country-names.ts';
import { readSourceUrls } from '../../db/queries/named-records.ts';
import { badInput } from '../../model/errors.ts';
import type { ImportItem, RecordInput } from '../../model/records/index.ts';
import { importRecords, type RejectsWriter } from '../import-records.ts';
import type { ImportReport } from '../import-report.ts';
import { createCountryResolver } from '../resolve-country.ts';
import { createFlowRejectsFile, detectRejectsTable, rejectColumns } from '../trade-flows/rejects-table.ts';
import { type ColumnReport, ColumnReports } from './column-report.ts';
import { CombinedRows } from './combine-rows.ts';
import { normalizeUrl } from './create-records.ts';
import { createDerivedSource } from './derived-source.ts';
import { ExportedRows } from './find-edited-rows.ts';
import { createOtherFileFinder } from './find-other-files.ts';
import { fitMapping, getRowSource, readTableMapping, type TableMapping } from './mapping.ts';
import { assertMappingFits, listColumnUses } from './noun-fields.ts';
import { readItems } from './read-items.ts';
import { openTable } from './read-table.ts';
import { NameResolver } from './resolve-names.ts';
import { TableRowReader } from './row-reader.ts';
import type { Table, TableRow } from './table.ts';
import type { TableFormat } from './table-format.ts';
import type { Creatable, TableNoun } from './table-nouns.ts';

export interface TableImportOptions {
  /** The name of a shipped mapping, or the path of a mapping file. */
  mapping: string;
  /** What a row becomes, unless the mapping states it. */
  noun?: TableNoun | undefined;
  create?: readonly Creatable[] | undefined;
  /** Columns that the table lacks, with their value in all rows. */
  constants?: Readonly<Record<string, string>> | undefined;
  dryRun: boolean;
  /** Path prefix of rejects files, to which the table's name is added. */
  rejectsPrefix: string;
  onProgress?: ((read: number) => void) | undefined;
}

/** The report of a table: also how it was read, and what became of each column. */
export interface TableImportReport extends ImportReport {
  table: TableFormat & {
    columns: ColumnReport[];
    /** Rows that the mapping does not import. */
    skipped: number;
    /** Rows that were combined with an earlier one of the same key. */
    combined: number;
    /** What was missing and has been created, by noun. */
    created: CreatedRecords[];
  };
}

/** Records that rows need and that were created. */
export interface CreatedRecords {
  noun: string;
  count: number;
  /** The first keys. */
  keys: readonly string[];
}

const maxCreatedKeys = 20;

/** Returns the importer, which owns the last version that it wrote of each record. Two tables may write the same record. */
const nameImporter = (source: string, noun: TableNoun): string => `table:${source}:${noun}`;

/** Imports a table: each row becomes a record, as the mapping says. */
export async function importTable(db: Database, path: string, options: TableImportOptions): Promise<TableImportReport> {
  const { mapping: mappingPath, create = [], constants = {}, dryRun, rejectsPrefix, onProgress } = options;
  const { mapping: stated, source } = readTableMapping(mappingPath);
  const noun = chooseNoun(mappingPath, stated, options.noun);
  const isConstant = (column: string): boolean => Object.hasOwn(constants, column);
  const paths = [...listColumnUses(stated).keys()].filter((column) => !isConstant(column));
  const table = await openTable(path, { ...stated, paths });
  const rejectsLayout = detectRejectsTable(table.columns);
  if (typeof rejectsLayout === 'object') throw badInput(`"${path}": ${rejectsLayout.fault}`);
  const columns = rejectsLayout ? table.columns.slice(rejectColumns.length) : table.columns;
  const repeated = columns.find(isConstant);
  if (repeated !== undefined)
    throw badInput(`"${path}" has the column ${JSON.stringify(repeated)}, so it cannot be added.`, 'column');
  const allColumns = [...columns, ...Object.keys(constants)];
  const mapping = fitMapping(stated, allColumns);
  // Without a header, the rows say why the table cannot be read.
  if (table.columns.length > 0) assertMappingFits(mapping, noun, allColumns, mappingPath);
  const uses = listColumnUses(mapping, columns);
  const reports = new ColumnReports(columns, (column) => uses.get(column) ?? []);
  const reader = db.autocommitReader();
  const sourcesByUrl = new Map((await readSourceUrls(reader)).map(({ key, url }) => [normalizeUrl(url), key]));
  /** The rejected rows of a table do not show what all its rows rest on. */
  const listSourceRecords = async (): Promise<readonly RecordInput[]> => {
    if (!getRowSource(mapping)?.derived) return [{ noun: 'source', ...source }];
    if (rejectsLayout) return [];
    const createsSources = create.includes('sources');
    const whole = await openTable(path, { ...stated, paths });
    return createDerivedSource(whole, { mapping, source, constants, sourcesByUrl, createsSources });
  };
  const rows = new TableRowReader({
    ...{ mapping, noun, columns, constants, reports },
    create: new Set(create),
    // The rejected rows of a table in JSON are CSV.
    hasLists: table.format.startsWith('JSON') || rejectsLayout,
    names: new NameResolver(reader, createCountryResolver(await readCountryNames(reader, { hasTranslations: true }))),
    sourcesByUrl,
    today: new Date().toISOString().slice(0, 10),
  });
  const origins = new WeakMap<ImportItem, readonly TableRow[]>();
  const counts = { skipped: 0, combined: 0 };
  const combined = new CombinedRows(mapping.duplicates);
  const place = { file: basename(path), isRejects: rejectsLayout };
  const sourceRecords = await listSourceRecords();
  const exported =
    mapping.existing === 'key' ? new ExportedRows(reader, { noun, source: mapping.source.key }, columns) : undefined;
  const importer = nameImporter(mapping.source.key, noun);
  const findOtherFiles = createOtherFileFinder(reader, { importer, noun, file: place.file });
  const items = readItems(table, {
    ...{ ...place, rows, sourceRecords, origins, combined, exported, counts },
    findOtherFiles,
  });
  const { delimiter = ',', ...format } = pickFormat(table);
  await using rejects = createFlowRejectsFile(rejectsPrefix, path, { path, name: basename(path) }, delimiter);
  rejects.header = [[...rejectColumns, ...columns]];
  const rejectsWriter: RejectsWriter = {
    add(item, reason) {
      for (const row of origins.get(item) ?? []) rejects.add([String(row.line), reason, ...row.cells]);
    },
    flush: () => rejects.flush(),
    close: () => rejects.close(),
  };
  const createdKeys = new Map<string, string[]>();
  const report = await importRecords(db, items, {
    onCreated(item) {
      if (!('record' in item) || !item.isUncounted || item.key === undefined || item.key === mapping.source.key) return;
      const keys = createdKeys.get(item.record.noun) ?? [];
      keys.push(item.key);
      createdKeys.set(item.record.noun, keys);
    },
    ...{ dryRun, importer, rejects: rejectsWriter },
    ...(onProgress && { onProgress }),
  });
  const created = [...createdKeys].map(([noun, keys]) => ({
    noun,
    count: keys.length,
    keys: keys.slice(0, maxCreatedKeys),
  }));
  return {
    ...report,
    table: {
      ...format,
      ...(table.delimiter !== undefined && { delimiter }),
      columns: reports.list(),
      ...counts,
      created,
    },
  };
}

const pickFormat = ({ columns: _columns, batches: _batches, ...format }: Table): TableFormat => format;

function chooseNoun(path: string, { noun }: TableMapping, wanted: TableNoun | undefined): TableNoun {
  if (noun !== undefined && wanted !== undefined && noun !== wanted)
    throw badInput(`The mapping ${path} is for the noun "${noun}", not "${wanted}".`, 'noun');
  const chosen = wanted ?? noun;
  if (chosen === undefined)
    throw badInput(`State what each row becomes: "noun" in the mapping ${path}, or --noun.`, 'noun');
  return chosen;
}
