import type { BulkWriter } from './bulk-writer.ts';
import type { FuzzyDateValues } from './dates.ts';

export const fuzzyDateColumns = (prefix: string): string[] =>
  ['edtf', 'earliest', 'latest', 'precision', 'basis', 'verbatim'].map((part) => `${prefix}_${part}`);

/** Inserts the common row of each entry, with consecutive ids. */
export class EntryWriter {
  readonly #bulkWriter: BulkWriter;
  readonly #insertRow: ReturnType<BulkWriter['prepareInsert']>;
  #lastId: number;

  constructor(bulkWriter: BulkWriter) {
    this.#bulkWriter = bulkWriter;
    this.#lastId = bulkWriter.maxId('entries');
    this.#insertRow = bulkWriter.prepareInsert('entries', [
      'id',
      'key',
      'kind',
      'at',
      'summary',
      ...fuzzyDateColumns('date'),
    ]);
  }

  get writer(): BulkWriter {
    return this.#bulkWriter;
  }

  insert(kind: string, key: string, summary: string, date: FuzzyDateValues): { id: number; at: string } {
    this.#lastId += 1;
    const at = date[1] ?? '';
    this.#insertRow([this.#lastId, key, kind, at, summary, ...date]);
    return { id: this.#lastId, at };
  }
}
