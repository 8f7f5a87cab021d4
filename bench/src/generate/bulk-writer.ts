import type Sqlite from 'better-sqlite3';

type SqlValue = string | number | null;
type Insert = (values: readonly SqlValue[]) => void;

export interface CitationInput {
  source: number;
  field?: string;
  /** The value of the field according to the source. */
  value?: string;
  rank?: string;
  span?: { words: string; start: number; end: number };
}

/** Writes millions of rows into a database whose indexes and triggers have been dropped. */
export class BulkWriter {
  readonly db: Sqlite.Database;
  readonly #insertCache = new Map<string, Insert>();
  readonly #sourceKeys: string[] = [];
  #lastCitationId: number;
  #lastRecordId: number;
  #sequence: number;
  readonly #nextOffsets: number[] = [];

  constructor(db: Sqlite.Database) {
    this.db = db;
    this.#lastCitationId = this.maxId('citations');
    this.#lastRecordId = this.maxId('records');
    this.#sequence = db.prepare<[], number>('SELECT sequence FROM dataset').pluck().get() ?? 0;
  }

  maxId(table: string): number {
    return this.db.prepare<[], number | null>(`SELECT max(id) FROM "${table}"`).pluck().get() ?? 0;
  }

  /** Returns a function that inserts a row, its values in the order of `columns`. */
  prepareInsert(table: string, columns: readonly string[]): Insert {
    const name = `${table} ${columns.join()}`;
    const cached = this.#insertCache.get(name);
    if (cached) return cached;
    const statement = this.db.prepare(
      `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    const insert: Insert = (values) => void statement.run(values);
    this.#insertCache.set(name, insert);
    return insert;
  }

  /** Returns a span of the words in the source, after all spans allocated before. */
  allocateSpan(sourceId: number, words: string): NonNullable<CitationInput['span']> {
    const start = this.#nextOffsets[sourceId] ?? 0;
    this.#nextOffsets[sourceId] = start + words.length + 1;
    return { words, start, end: start + words.length };
  }

  registerSource(id: number, key: string): void {
    this.#sourceKeys[id] = key;
  }

  sourceKey(id: number): string {
    return this.#sourceKeys[id] ?? '';
  }

  /** Inserts the citations of an entry, and returns them in the interchange format. */
  insertCitations(entryId: number, citations: readonly CitationInput[]): object[] {
    const insert = this.prepareInsert('citations', [
      'id',
      'entry_id',
      'field',
      'source_id',
      'basis',
      'value',
      'rank',
      'ordinal',
    ]);
    return citations.map(({ source, field, value, rank, span }, ordinal) => {
      this.#lastCitationId += 1;
      insert([this.#lastCitationId, entryId, field ?? null, source, 'STATED', value ?? null, rank ?? null, ordinal]);
      if (span)
        this.prepareInsert('spans', ['citation_id', 'ordinal', 'words', 'start', 'end', 'is_verified'])([
          this.#lastCitationId,
          0,
          span.words,
          span.start,
          span.end,
          0,
        ]);
      return {
        source: this.sourceKey(source),
        ...(field !== undefined && { field }),
        basis: 'STATED',
        ...(rank !== undefined && { value, rank }),
        ...(span && { spans: [span] }),
      };
    });
  }

  /** Inserts the first revision of a record: its fields in the interchange format, without absent ones. */
  insertRevision(noun: string, key: string, fields: Readonly<Record<string, unknown>>, knownAt: string): void {
    this.#lastRecordId += 1;
    this.#sequence += 1;
    const changes: Record<string, unknown> = {};
    for (const [field, to] of Object.entries(fields)) {
      if (to !== undefined && to !== null && !(Array.isArray(to) && to.length === 0))
        changes[field] = { from: null, to };
    }
    this.prepareInsert('records', ['id', 'noun', 'key', 'state', 'revision'])([
      this.#lastRecordId,
      noun,
      key,
      'LIVE',
      this.#sequence,
    ]);
    this.prepareInsert('revisions', ['sequence', 'record_id', 'action', 'recorded_at', 'known_at', 'by', 'changes'])([
      this.#sequence,
      this.#lastRecordId,
      'RECORDED',
      '2026-12-31T00:00:00.000Z',
      knownAt,
      'bench',
      JSON.stringify(changes),
    ]);
  }

  saveSequence(): void {
    this.db.prepare('UPDATE dataset SET sequence = ?').run(this.#sequence);
  }
}
