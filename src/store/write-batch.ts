import type { DocumentNoun } from '../db/derived-tables.ts';
import type { EntryKind, RecordNoun } from '../model/vocabulary.ts';

/** What a search document is about: an entry of a kind, a party, or a record of another noun. */
export type DocumentKind = EntryKind | 'PARTY' | DocumentNoun;

/** A record whose derived rows must be updated. */
export interface OutdatedRecord {
  kind: DocumentKind;
  id: number;
  created: boolean;
}

/** A record that an importer has created, and that has no revision yet. */
export interface CreatedRecord {
  recordId: number;
  noun: RecordNoun;
  key: string;
  knownAt: string;
  by: string;
  reason: string | null;
  sourceRecordId: number | null;
  importer: string;
  file: string;
  digest: string;
}

/** Limits the memory of a batch. */
const maxPendingItems = 1_000;

/** Items that are handled together. */
class PendingItems<T> {
  readonly #isBatch: () => boolean;
  #items: T[] = [];
  #handle: (items: readonly T[]) => void = () => undefined;

  constructor(isBatch: () => boolean) {
    this.#isBatch = isBatch;
  }

  /** Adds items. `handle` is called at the latest at the end of the batch, and immediately if there is none. */
  add(items: readonly T[], handle: (items: readonly T[]) => void): void {
    this.#items.push(...items);
    this.#handle = handle;
    if (!this.#isBatch() || this.#items.length >= maxPendingItems) this.flush();
  }

  /** Handles the items; returns whether there were any. */
  flush(): boolean {
    const items = this.#items;
    if (items.length === 0) return false;
    // A rollback restores the list, so it is not emptied.
    this.#items = [];
    this.#handle(items);
    return true;
  }

  /** Returns a function that restores the present state. */
  save(): () => void {
    const items = this.#items;
    const { length } = items;
    return () => {
      items.length = length;
      this.#items = items;
    };
  }
}

/**
 * What follows from writing records: their derived rows, and the first revisions of new records. It is written for each
 * record immediately, or for the records of a batch together, which takes a part of the time.
 */
export class WriteBatch {
  #isOpen = false;
  readonly outdated = new PendingItems<OutdatedRecord>(() => this.#isOpen);
  readonly created = new PendingItems<CreatedRecord>(() => this.#isOpen);

  /** Runs `work` as a batch. What follows from its writes is written at the latest when it returns. */
  run<T>(work: () => T): T {
    this.#isOpen = true;
    try {
      const result = work();
      this.flush();
      return result;
    } finally {
      this.#isOpen = false;
    }
  }

  /** Call before rows are deleted to which derived rows may refer. */
  flush(): void {
    this.outdated.flush();
    this.created.flush();
  }

  /** Returns a function that restores the present state, for a rollback. */
  save(): () => void {
    const [restoreOutdated, restoreCreated] = [this.outdated.save(), this.created.save()];
    return () => {
      restoreOutdated();
      restoreCreated();
    };
  }
}
