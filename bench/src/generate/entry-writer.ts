import type { Store } from './bulk-writer.ts';
import type { Fuzzy } from './dates.ts';

export const fuzzyColumns = (prefix: string): string[] =>
  ['edtf', 'earliest', 'latest', 'precision', 'basis', 'verbatim'].map((part) => `${prefix}_${part}`);

/** Gives entries their ids, one after the other, and writes their common row. */
export class Entries {
  readonly #store: Store;
  readonly #insert: ReturnType<Store['into']>;
  #id: number;

  constructor(store: Store) {
    this.#store = store;
    this.#id = store.highest('entries');
    this.#insert = store.into('entries', ['id', 'key', 'kind', 'at', 'summary', ...fuzzyColumns('date')]);
  }

  get store(): Store {
    return this.#store;
  }

  add(kind: string, key: string, summary: string, date: Fuzzy): { id: number; at: string } {
    this.#id += 1;
    const at = date[1] ?? '';
    this.#insert([this.#id, key, kind, at, summary, ...date]);
    return { id: this.#id, at };
  }
}
