import type { MissingReferenceError } from '../store/reference-resolver.ts';

export interface DeferredItem<T> {
  item: T;
  /** The key of the missing record. */
  missingKey: string;
  reason: string;
}

/** Records that refer to records further down in the input. They are retried in input order. */
export class DeferredQueue<T extends { readonly key?: string | undefined }> {
  readonly #byKey = new Map<string, DeferredItem<T>[]>();
  readonly #positions = new WeakMap<T, number>();
  #nextPosition = 0;

  add(item: T, { key, reason }: Pick<MissingReferenceError, 'key'> & { reason: string }): void {
    if (!this.#positions.has(item)) this.#positions.set(item, this.#nextPosition++);
    const deferred = { item, missingKey: key, reason };
    const others = this.#byKey.get(key);
    if (others) others.push(deferred);
    else this.#byKey.set(key, [deferred]);
  }

  /** Writes an item and then those that waited for its key. `tryWrite` adds an item to the queue if it must wait. */
  writeWithDependents(first: T, tryWrite: (item: T) => boolean): void {
    const pending = [first];
    for (const item of pending)
      if (tryWrite(item) && item.key !== undefined) pending.push(...this.#takeWaitingFor(item.key));
  }

  /** Retries items until no further one succeeds. Returns those that still wait. */
  retry(items: readonly DeferredItem<T>[], tryWrite: (item: T) => void): DeferredItem<T>[] {
    let waiting = [...items];
    let previousCount: number;
    do {
      previousCount = waiting.length;
      for (const { item } of waiting) tryWrite(item);
      waiting = this.takeAll();
    } while (waiting.length < previousCount);
    return waiting;
  }

  /** Removes and returns all items. */
  takeAll(): DeferredItem<T>[] {
    const items = [...this.#byKey.values()].flat();
    this.#byKey.clear();
    return items.toSorted((a, b) => this.#positionOf(a) - this.#positionOf(b));
  }

  #takeWaitingFor(key: string): T[] {
    const items = this.#byKey.get(key) ?? [];
    this.#byKey.delete(key);
    return items.toSorted((a, b) => this.#positionOf(a) - this.#positionOf(b)).map(({ item }) => item);
  }

  #positionOf = ({ item }: DeferredItem<T>): number => this.#positions.get(item) ?? 0;
}
