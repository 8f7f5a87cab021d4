import type { Day } from '../../model/calendar.ts';
import { readEdtf } from '../../model/edtf.ts';
import { recordKeySchema } from '../../model/records/field-schemas.ts';
import type { RecordInput } from '../../model/records/index.ts';
import { chooseCase } from './choose-case.ts';
import type { ColumnReports } from './column-report.ts';
import { createdSourceKey, createSourceRecord, isWebUrl, normalizeUrl, toKeyPart } from './create-records.ts';
import { ExistingRecords } from './find-existing.ts';
import { defaultMissing, getRowSource, type TableMapping } from './mapping.ts';
import { type CellMapping, getCellMapping, type SimpleFieldMapping } from './mapping-fields.ts';
import {
  fillTemplate,
  getTableFields,
  listColumnUses,
  listDayFields,
  listNumberedColumns,
  rowPlaceholder,
  type TableField,
} from './noun-fields.ts';
import { readDate } from './read-date.ts';
import { readSpeaker, readTravellers } from './read-people.ts';
import { parseValue, readIdentifiers } from './read-value.ts';
import type { NameResolver, RowDays } from './resolve-names.ts';
import { RowState } from './row-state.ts';
import type { TableRow } from './table.ts';
import type { Creatable, TableNoun } from './table-nouns.ts';

export interface RowReaderOptions {
  mapping: TableMapping;
  noun: TableNoun;
  columns: readonly string[];
  /** Columns that the table lacks, with their value in all rows. */
  constants: Readonly<Record<string, string>>;
  names: NameResolver;
  /** Keys of sources by their normalized URL. */
  sourcesByUrl: ReadonlyMap<string, string>;
  create: ReadonlySet<Creatable>;
  /** Whether a cell may be a list of JSON. */
  hasLists: boolean;
  reports: ColumnReports;
  today: Day;
}

/** What a row becomes: the records that it needs, then its own; why it is rejected; or nothing. */
export type RowResult =
  | { key: string; record: RecordInput; needed: RecordInput[]; note?: string }
  | { key: string; rejected: string }
  | { skipped: true };

interface RowCondition {
  column: string;
  cells: ReadonlySet<string>;
}

const namedKinds: ReadonlySet<TableField['kind']> = new Set(['reference', 'references', 'travellers', 'list']);
/** Whether the text of a constant is a name rather than the value of the field. */
const isNamed = ({ kind }: TableField): boolean => namedKinds.has(kind);
const isDateKind = (kind: string | undefined): boolean => kind === 'date' || kind === 'day';
/** Fields with the words of a source, whose line breaks and spaces stay. */
const quotedFields: ReadonlySet<string> = new Set(['text', 'remarks', 'commodityVerbatim', 'label']);
const noMissing: ReadonlySet<string> = new Set();
const footnoteMarks = /\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\]/gi;

/** Reads the rows of a table as records of a noun. */
export class TableRowReader {
  readonly #options: RowReaderOptions;
  readonly #fields: ReadonlyMap<string, TableField>;
  readonly #dayFields: readonly string[];
  readonly #missing: ReadonlySet<string>;
  readonly #only: readonly RowCondition[];
  readonly #source: string;
  readonly #existing: ExistingRecords;
  readonly #usedColumns: ReadonlyMap<string, readonly string[]>;

  constructor(options: RowReaderOptions) {
    const { mapping, noun } = options;
    this.#options = options;
    this.#fields = getTableFields(noun);
    this.#dayFields = listDayFields(this.#fields);
    this.#missing = new Set((mapping.missing ?? defaultMissing).map((cell) => cell.toLowerCase()));
    this.#only = Object.entries(mapping.only).map(([column, cells]) => ({
      column,
      cells: new Set(cells.map((cell) => cell.toLowerCase())),
    }));
    this.#source = mapping.source.key;
    this.#usedColumns = listColumnUses(mapping, options.columns);
    this.#existing = new ExistingRecords(noun, options.names);
  }

  /** Whether a field takes the column. */
  isUsed(column: string): boolean {
    return this.#usedColumns.has(column);
  }

  async read(row: TableRow): Promise<RowResult> {
    const { mapping, noun, columns, constants, reports } = this.#options;
    const cells = new Map([
      ...columns.map((column, at) => [column, this.#readCell(column, row.cells[at])] as const),
      ...Object.entries(constants),
    ]);
    const texts = new Map(columns.map((column, at) => [column, this.#removeFootnotes(row.cells[at] ?? '').trim()]));
    const state = new RowState(cells, texts, reports);
    if (this.#isSkipped(state)) return { skipped: true };
    const fields = this.#chooseFields(state);
    for (const [name, { field, mapped }] of fields) if (isDateKind(field.kind)) this.#readDate(state, name, mapped);
    // All names are read as of the day.
    if (state.errors.length === 0) state.days = this.#findDays(state.values);
    for (const [name, { field, mapped }] of fields)
      if (!isDateKind(field.kind) || !getCellMapping(mapped)) await this.#readMapped(state, name, field, mapped);
    const citations = this.#readSources(state);
    const own = this.#createKey(state, fields, row.line);
    const key = mapping.existing === 'name' ? await this.#existing.find(state, own) : own;
    if (state.errors.length > 0) return { key, rejected: state.errors.join(' ') };
    return {
      key,
      needed: state.needed,
      record: { noun, key, ...state.values, ...(noun !== 'office' && { citations }) } as unknown as RecordInput,
      ...(state.notes.length > 0 && { note: state.notes.join(' ') }),
    };
  }

  #readCell(column: string, cell = ''): string {
    const text = this.#removeFootnotes(cell).replace(/\s+/g, ' ').trim();
    const value = this.#missing.has(text.toLowerCase()) ? '' : text;
    this.#options.reports.countCell(column, value !== '');
    return value;
  }

  #removeFootnotes = (cell: string): string =>
    this.#options.mapping.footnotes ? cell.replace(footnoteMarks, '') : cell;

  #isSkipped(state: RowState): boolean {
    const { differing } = this.#options.mapping;
    // A list in JSON needs one of the cells.
    const isWanted = ({ column, cells }: RowCondition): boolean => {
      const cell = state.getCell(column).toLowerCase();
      return cells.has(cell) || (this.#options.hasLists && cell.split('; ').some((item) => cells.has(item)));
    };
    if (!this.#only.every(isWanted)) return true;
    if (!differing) return false;
    const values = differing.map((column) => state.getCell(column).toLowerCase());
    return new Set(values).size < values.length;
  }

  /** Returns how each field is read in this row. */
  #chooseFields(state: RowState): Map<string, { field: TableField; mapped: SimpleFieldMapping }> {
    return new Map(
      Object.entries(this.#options.mapping.fields).flatMap(([name, mapped]) => {
        const field = this.#fields.get(name);
        const chosen = field && chooseCase(state, mapped);
        return field && chosen ? [[name, { field, mapped: chosen }]] : [];
      }),
    );
  }

  #readDate(state: RowState, name: string, mapped: SimpleFieldMapping): void {
    const cell = getCellMapping(mapped);
    if (!cell) {
      if (typeof mapped === 'object' && 'value' in mapped) state.values[name] = mapped.value;
      return;
    }
    const items = this.#split(state.getCell(cell.column) || cell.default || '', cell);
    readDate(state, { name, items, cell }, this.#options.mapping.dates);
  }

  #findDays(values: Readonly<Record<string, unknown>>): RowDays {
    const dated = this.#dayFields.find((name) => typeof values[name] === 'string');
    const reading = dated === undefined ? undefined : readEdtf(String(values[dated]));
    const { earliest = null, latest = null } = reading && 'value' in reading ? reading.value : {};
    const day = earliest ?? latest ?? this.#options.today;
    return { earliest: day, latest: latest ?? day };
  }

  async #readMapped(state: RowState, name: string, field: TableField, mapped: SimpleFieldMapping): Promise<void> {
    const cell = getCellMapping(mapped);
    if (cell) return this.#readField(state, name, field, cell);
    if (typeof mapped === 'string') return;
    if ('value' in mapped) {
      // A name is resolved as of the day, as in a cell.
      if (typeof mapped.value === 'string' && isNamed(field))
        await this.#readField(state, name, field, { column: name, default: mapped.value });
      else state.values[name] = mapped.value;
    } else if ('template' in mapped)
      state.values[name] = fillTemplate(mapped.template, (column) => state.getCell(column))
        .replace(/\s+/g, ' ')
        .trim();
    else if ('numbered' in mapped) {
      const columns = listNumberedColumns(mapped.numbered, this.#options.columns);
      const items = columns.map((column) => state.getCell(column)).filter((item) => item !== '');
      if (items.length > 0) await this.#readItems(state, name, field, { items, cell: { column: columns[0] ?? '' } });
    } else if ('identifiers' in mapped) readIdentifiers(state, name, mapped.identifiers);
  }

  async #readField(state: RowState, name: string, field: TableField, cell: CellMapping): Promise<void> {
    const isText = field.kind === 'text' && this.#options.mapping.missing === undefined;
    const raw =
      isText || quotedFields.has(name)
        ? state.getText(cell.column, { hasMissing: !isText })
        : state.getCell(cell.column);
    const value = quotedFields.has(name) ? raw : raw.replace(/\s+/g, ' ');
    const text = value === '' ? (cell.default ?? '') : (cell.filled ?? value);
    if (text === '') return;
    const items = this.#split(text, cell, isText ? noMissing : this.#missing);
    if (items.length > 0) await this.#readItems(state, name, field, { items, cell });
  }

  async #readItems(
    state: RowState,
    name: string,
    field: TableField,
    { items, cell }: { items: readonly string[]; cell: CellMapping },
  ): Promise<void> {
    const people = { ...this.#options, source: this.#source };
    if (field.kind === 'travellers') await readTravellers(state, items, cell, people);
    else if (name === 'speaker' && (cell.office !== undefined || cell.country !== undefined))
      await readSpeaker(state, items, cell, people);
    else await parseValue(state, { name, field, items, cell }, this.#options);
  }

  /** Splits a cell, and replaces what the mapping lists under `values`. */
  #split(
    text: string,
    { separator, values = {}, take }: CellMapping,
    missing: ReadonlySet<string> = this.#missing,
  ): string[] {
    const byCell = new Map(Object.entries(values).map(([from, to]) => [from.toLowerCase(), to]));
    const items = (separator === undefined ? [text] : text.split(separator))
      .map((item) => item.trim())
      .filter((item) => item !== '' && !missing.has(item.toLowerCase()))
      .flatMap((item) => {
        const value = byCell.get(item.toLowerCase());
        return value === undefined ? [item] : value === null ? [] : [value];
      });
    return take === 'first' ? items.slice(0, 1) : items;
  }

  /** Cites the table, and the sources that the row names. */
  #readSources(state: RowState): object[] {
    const { mapping, sourcesByUrl, create } = this.#options;
    const citations: object[] = [{ source: this.#source, basis: mapping.basis }];
    const columns = getRowSource(mapping);
    if (!columns) return citations;
    const publisher = columns.publisher === undefined ? undefined : state.getCell(columns.publisher) || undefined;
    const cited = new Set<string>();
    for (const url of state
      .getCell(columns.column)
      .split(/[\s;|]+/)
      .filter(Boolean)) {
      if (!isWebUrl(url)) {
        state.fail(columns.column, url, `"${url}" is not a URL. Expected https://….`);
        continue;
      }
      const own = createdSourceKey(this.#source, url);
      const key = sourcesByUrl.get(normalizeUrl(url)) ?? (create.has('sources') ? own : undefined);
      if (key === undefined) {
        state.fail(
          columns.column,
          url,
          `No source has the URL "${url}". With "--create sources", sources that are missing are created.`,
        );
        continue;
      }
      state.countResolved(columns.column);
      if (key === own) state.needed.push(createSourceRecord(this.#source, { url, publisher }));
      if (!cited.has(key)) citations.push({ source: key, basis: 'PARAPHRASE' });
      cited.add(key);
    }
    return citations;
  }

  #createKey(
    state: RowState,
    fields: ReadonlyMap<string, { field: TableField; mapped: SimpleFieldMapping }>,
    line: number,
  ): string {
    const fill = (name: string): string => {
      if (name === rowPlaceholder) return String(line);
      const { field, mapped } = fields.get(name) ?? {};
      const column = mapped === undefined ? name : getCellMapping(mapped)?.column;
      const value = state.values[name];
      if (field?.kind === 'identifiers') return toKeyPart((value as { value: string }[] | undefined)?.[0]?.value ?? '');
      if (isDateKind(field?.kind) || column === undefined)
        return toKeyPart(typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''));
      return toKeyPart(state.getCell(column));
    };
    // A column of keys, such as that of an export, has them as they are.
    const [, column] = /^\{([^{}]+)\}$/.exec(this.#options.mapping.key) ?? [];
    const cell = column === undefined || fields.has(column) ? '' : state.getCell(column.trim());
    if (recordKeySchema.safeParse(cell).success) return cell;
    return fillTemplate(this.#options.mapping.key, fill)
      .replace(/-{2,}/g, '-')
      .replace(/[-:._]+$/, '');
  }
}
