import type { MissingReferenceError } from '../store/reference-resolver.ts';

/** A record that refers to something further down. */
export interface DeferredItem<T> {
  item: T;
  /** The key of what is missing. */
  missingKey: string;
  reason: string;
}

/** What waits for something further down: it can be told by what it waits for, and is kept in the order in which it came. */
export class DeferredQueue<T extends object> {
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

  /** Takes out those that wait for this key. */
  takeWaitingFor(key: string): DeferredItem<T>[] {
    const found = this.#byKey.get(key) ?? [];
    this.#byKey.delete(key);
    return this.#sortByPosition(found);
  }

  /** Takes out all. */
  takeAll(): DeferredItem<T>[] {
    const all = [...this.#byKey.values()].flat();
    this.#byKey.clear();
    return this.#sortByPosition(all);
  }

  #sortByPosition(some: readonly DeferredItem<T>[]): DeferredItem<T>[] {
    return some.toSorted((a, b) => (this.#positions.get(a.item) ?? 0) - (this.#positions.get(b.item) ?? 0));
  }
}
