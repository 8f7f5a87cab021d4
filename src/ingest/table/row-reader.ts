import type { Day } from '../../model/calendar.ts';
import { readEdtf } from '../../model/edtf.ts';
import type { RecordInput } from '../../model/records/index.ts';
import type { ColumnReports } from './column-report.ts';
import {
  createdPersonKey,
  createdSourceKey,
  createPersonRecord,
  createSourceRecord,
  normalizeUrl,
  toKeyPart,
} from './create-records.ts';
import { type CellMapping, getCellMapping, getRowSource, type TableMapping } from './mapping.ts';
import { fillTemplate, getTableFields, listDayFields, rowPlaceholder, type TableField } from './noun-fields.ts';
import { parseValue, type ValueContext } from './read-value.ts';
import type { NameResolver, RowDays } from './resolve-names.ts';
import type { TableRow } from './table.ts';
import { readPeriodSide, readTableDate } from './table-date.ts';
import type { Creatable, TableNoun } from './table-nouns.ts';

export interface RowReaderOptions {
  mapping: TableMapping;
  noun: TableNoun;
  columns: readonly string[];
  names: NameResolver;
  /** Keys of sources by their normalized URL. */
  sourcesByUrl: ReadonlyMap<string, string>;
  create: ReadonlySet<Creatable>;
  reports: ColumnReports;
  today: Day;
}

/** What a row becomes: the records that it needs, then its own; or why it is rejected. */
export type RowResult = { key?: string } & (
  | { record: RecordInput; needed: RecordInput[]; note?: string }
  | { rejected: string }
);

type Values = Record<string, unknown>;

/** The state of reading one row. */
class RowState implements ValueContext {
  readonly values: Values = {};
  readonly errors: string[] = [];
  readonly notes: string[] = [];
  readonly needed: RecordInput[] = [];
  days: RowDays | undefined;
  readonly #cells: ReadonlyMap<string, string>;
  readonly #reports: ColumnReports;

  constructor(cells: ReadonlyMap<string, string>, reports: ColumnReports) {
    this.#cells = cells;
    this.#reports = reports;
  }

  getCell(column: string): string {
    return this.#cells.get(column) ?? '';
  }

  countResolved(column: string): void {
    this.#reports.countResolved(column);
  }

  fail(column: string, cell: string, reason: string): undefined {
    this.#reports.countUnresolved(column, cell);
    this.errors.push(`${column}: ${reason}`);
  }
}

const namedKinds: ReadonlySet<TableField['kind']> = new Set(['reference', 'references', 'travellers', 'list']);
/** Whether the text of a constant is a name rather than the value of the field. */
const isNamed = ({ kind }: TableField): boolean => namedKinds.has(kind);

/** Reads the rows of a table as records of a noun. */
export class TableRowReader {
  readonly #options: RowReaderOptions;
  readonly #fields: ReadonlyMap<string, TableField>;
  readonly #dayFields: readonly string[];
  readonly #missing: ReadonlySet<string>;
  readonly #source: string;

  constructor(options: RowReaderOptions) {
    this.#options = options;
    this.#fields = getTableFields(options.noun);
    this.#dayFields = listDayFields(this.#fields);
    this.#missing = new Set(options.mapping.missing.map((cell) => cell.toLowerCase()));
    this.#source = options.mapping.source.key;
  }

  async read(row: TableRow): Promise<RowResult> {
    const cells = new Map(this.#options.columns.map((column, at) => [column, this.#readCell(column, row.cells[at])]));
    const state = new RowState(cells, this.#options.reports);
    this.#readDates(state);
    for (const [name, mapped] of Object.entries(this.#options.mapping.fields)) {
      const field = this.#fields.get(name);
      const cell = getCellMapping(mapped);
      if (!field || (cell && (field.kind === 'date' || field.kind === 'day'))) continue;
      if (cell) await this.#readField(state, name, field, cell);
      else if (typeof mapped === 'object' && 'value' in mapped) {
        // A name is resolved as of the day, as in a cell.
        if (typeof mapped.value === 'string' && isNamed(field))
          await this.#readField(state, name, field, { column: name, default: mapped.value });
        else state.values[name] = mapped.value;
      } else if (typeof mapped === 'object' && 'template' in mapped)
        state.values[name] = fillTemplate(mapped.template, (column) => state.getCell(column))
          .replace(/\s+/g, ' ')
          .trim();
    }
    const citations = this.#readSources(state);
    const key = this.#createKey(state, row.line);
    if (state.errors.length > 0) return { key, rejected: state.errors.join(' ') };
    return {
      key,
      needed: state.needed,
      record: { noun: this.#options.noun, key, ...state.values, citations } as unknown as RecordInput,
      ...(state.notes.length > 0 && { note: state.notes.join(' ') }),
    };
  }

  #readCell(column: string, cell = ''): string {
    const text = cell.replace(/\s+/g, ' ').trim();
    const value = this.#missing.has(text.toLowerCase()) ? '' : text;
    this.#options.reports.countCell(column, value !== '');
    return value;
  }

  /** Reads the dates first, because all names are read as of the day. */
  #readDates(state: RowState): void {
    for (const [name, mapped] of Object.entries(this.#options.mapping.fields)) {
      const cell = getCellMapping(mapped);
      const kind = this.#fields.get(name)?.kind;
      if (!cell || (kind !== 'date' && kind !== 'day')) continue;
      const text = state.getCell(cell.column) || cell.default || '';
      if (text === '') continue;
      const order = cell.dates ?? this.#options.mapping.dates;
      const date = cell.part ? readPeriodSide(text, cell.part, order) : readTableDate(text, order);
      if ('reason' in date) state.fail(cell.column, text, date.reason);
      else {
        state.values[name] = date.edtf;
        state.countResolved(cell.column);
      }
    }
    if (state.errors.length > 0) return;
    state.days = this.#findDays(state.values);
  }

  #findDays(values: Values): RowDays {
    const dated = this.#dayFields.find((name) => typeof values[name] === 'string');
    const reading = dated === undefined ? undefined : readEdtf(String(values[dated]));
    const { earliest = null, latest = null } = reading && 'value' in reading ? reading.value : {};
    const day = earliest ?? latest ?? this.#options.today;
    return { earliest: day, latest: latest ?? day };
  }

  async #readField(state: RowState, name: string, field: TableField, cell: CellMapping): Promise<void> {
    const text = state.getCell(cell.column) || cell.default || '';
    if (text === '') return;
    const items = this.#split(text, cell);
    if (items.length === 0) return;
    if (field.kind === 'travellers') await this.#readTravellers(state, items, cell);
    else if (name === 'speaker' && (cell.office !== undefined || cell.country !== undefined))
      await this.#readSpeaker(state, items, cell);
    else await parseValue(state, { name, field, items, cell }, this.#options);
  }

  /** Splits a cell, and replaces what the mapping lists under `values`. */
  #split(text: string, { separator, values = {} }: CellMapping): string[] {
    const byCell = new Map(Object.entries(values).map(([from, to]) => [from.toLowerCase(), to]));
    return (separator === undefined ? [text] : text.split(separator))
      .map((item) => item.trim())
      .filter((item) => item !== '' && !this.#missing.has(item.toLowerCase()))
      .flatMap((item) => {
        const value = byCell.get(item.toLowerCase());
        return value === undefined ? [item] : value === null ? [] : [value];
      });
  }

  async #readTravellers(state: RowState, items: readonly string[], cell: CellMapping): Promise<void> {
    const people = await this.#readPeople(state, items, cell);
    if (people.length > 0)
      state.values.travellers = people.map(({ key, term, country }) => ({
        party: key,
        ...(term && { term: term.key }),
        ...(country !== undefined && country !== term?.country && { country }),
      }));
  }

  async #readSpeaker(state: RowState, items: readonly string[], cell: CellMapping): Promise<void> {
    const [speaker] = await this.#readPeople(state, items.slice(0, 1), cell);
    if (!speaker) return;
    state.values.speaker = speaker.key;
    if (speaker.term) state.values.speakerTerm = speaker.term.key;
  }

  /** Resolves people by name, office and country, and creates them if the import may. */
  async #readPeople(state: RowState, items: readonly string[], cell: CellMapping) {
    const { days } = state;
    if (!days) return [];
    const { names, create } = this.#options;
    const label = cell.country === undefined ? '' : state.getCell(cell.country);
    const found = label === '' ? undefined : await names.resolveCountry(label, days);
    if (found && cell.country !== undefined) {
      if ('reason' in found) state.fail(cell.country, label, found.reason);
      else state.countResolved(cell.country);
    }
    const country = found && 'key' in found ? found.key : undefined;
    if (found && 'note' in found && found.note !== undefined) state.notes.push(found.note);
    const office = cell.office === undefined ? undefined : state.getCell(cell.office) || undefined;
    const people = [];
    for (const name of items) {
      const person = await names.resolvePerson({ name, office, country }, days);
      // A state travels if no source names its delegation.
      const delegation = 'reason' in person && person.isUnknown ? await names.resolveCountry(name, days) : undefined;
      if (delegation && 'key' in delegation) {
        state.countResolved(cell.column);
        if (delegation.note !== undefined) state.notes.push(delegation.note);
        people.push({ key: delegation.key, term: undefined, country: undefined });
        continue;
      }
      if (delegation && !delegation.isUnknown) {
        state.fail(cell.column, name, delegation.reason);
        continue;
      }
      const own = createdPersonKey(this.#source, name);
      const isNew = 'reason' in person && person.isUnknown === true && create.has('persons');
      // A person of an earlier import of this table is in its input again.
      if (isNew || ('key' in person && person.key === own)) state.needed.push(createPersonRecord(this.#source, name));
      if ('reason' in person && !isNew) {
        const advice =
          person.isUnknown && !create.has('persons')
            ? ' With "--create persons", people who are missing are created.'
            : '';
        state.fail(cell.column, name, `${person.reason}${advice}`);
        continue;
      }
      state.countResolved(cell.column);
      if ('note' in person && person.note !== undefined) state.notes.push(person.note);
      people.push('key' in person ? { ...person, country } : { key: own, term: undefined, country });
    }
    return people;
  }

  /** Cites the table, and the sources that the row names. */
  #readSources(state: RowState): object[] {
    const citations: object[] = [{ source: this.#source, basis: 'STATED' }];
    const columns = getRowSource(this.#options.mapping);
    if (!columns) return citations;
    const { sourcesByUrl, create } = this.#options;
    const publisher = columns.publisher === undefined ? undefined : state.getCell(columns.publisher) || undefined;
    const cited = new Set<string>();
    for (const url of state
      .getCell(columns.column)
      .split(/[\s;|]+/)
      .filter(Boolean)) {
      if (!URL.canParse(url) || !/^https?:\/\//i.test(url)) {
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

  #createKey(state: RowState, line: number): string {
    const { mapping } = this.#options;
    const fill = (name: string): string => {
      if (name === rowPlaceholder) return String(line);
      const mapped = mapping.fields[name];
      const column = mapped === undefined ? name : getCellMapping(mapped)?.column;
      const value = state.values[name];
      const isDate = ['date', 'day'].includes(this.#fields.get(name)?.kind ?? '');
      if (isDate || column === undefined)
        return toKeyPart(typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''));
      return toKeyPart(state.getCell(column));
    };
    return fillTemplate(mapping.key, fill)
      .replace(/-{2,}/g, '-')
      .replace(/[-:._]+$/, '');
  }
}
