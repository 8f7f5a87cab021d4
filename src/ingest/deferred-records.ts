import type { MissingReference } from '../store/reference-resolver.ts';

/** A record that refers to something further down. */
export interface Waits<T> {
  item: T;
  /** The key of what is missing. */
  missing: string;
  reason: string;
}

/** What waits for something further down: it can be told by what it waits for, and is kept in the order in which it came. */
export class Waiting<T extends object> {
  readonly #byKey = new Map<string, Waits<T>[]>();
  readonly #places = new WeakMap<T, number>();
  #met = 0;

  add(item: T, { key, reason }: Pick<MissingReference, 'key'> & { reason: string }): void {
    if (!this.#places.has(item)) this.#places.set(item, this.#met++);
    const waits = { item, missing: key, reason };
    const others = this.#byKey.get(key);
    if (others) others.push(waits);
    else this.#byKey.set(key, [waits]);
  }

  /** Takes out those that wait for this key. */
  takeFor(key: string): Waits<T>[] {
    const found = this.#byKey.get(key) ?? [];
    this.#byKey.delete(key);
    return this.#inOrder(found);
  }

  /** Takes out all. */
  takeAll(): Waits<T>[] {
    const all = [...this.#byKey.values()].flat();
    this.#byKey.clear();
    return this.#inOrder(all);
  }

  #inOrder(some: readonly Waits<T>[]): Waits<T>[] {
    return some.toSorted((a, b) => (this.#places.get(a.item) ?? 0) - (this.#places.get(b.item) ?? 0));
  }
}
