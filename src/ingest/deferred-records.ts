import { formatFieldError } from '../model/validation-messages.ts';
import { MissingReferenceError } from '../store/reference-resolver.ts';
import { getRejectionReason } from './rejection-reason.ts';

export interface DeferredItem<T> {
  item: T;
  reason: string;
}

/** Records that refer to records further down in the input. They are retried in input order. */
export class DeferredQueue<T extends { readonly key?: string | undefined }> {
  readonly #reject: (item: T, reason: string) => void;
  readonly #byKey = new Map<string, DeferredItem<T>[]>();
  readonly #positions = new WeakMap<T, number>();
  #nextPosition = 0;

  /** `reject` is called for items that cannot be written, for another reason than a missing record. */
  constructor(reject: (item: T, reason: string) => void) {
    this.#reject = reject;
  }

  /** Writes an item and then those that waited for its key, unless it must wait itself. */
  write(first: T, write: (item: T) => void): void {
    const pending = [first];
    for (const item of pending)
      if (this.#tryWrite(item, write) && item.key !== undefined) pending.push(...this.#take(item.key));
  }

  #tryWrite(item: T, write: (item: T) => void): boolean {
    try {
      write(item);
      return true;
    } catch (error) {
      if (error instanceof MissingReferenceError) this.#defer(item, error);
      else this.#reject(item, getRejectionReason(error));
      return false;
    }
  }

  #defer(item: T, missing: MissingReferenceError): void {
    if (!this.#positions.has(item)) this.#positions.set(item, this.#nextPosition++);
    const deferred = { item, reason: formatFieldError(missing) };
    const others = this.#byKey.get(missing.key);
    if (others) others.push(deferred);
    else this.#byKey.set(missing.key, [deferred]);
  }

  /** Retries items until no further one succeeds. Returns those that still wait. */
  retry(items: readonly DeferredItem<T>[], write: (item: T) => void): DeferredItem<T>[] {
    let waiting = [...items];
    let previousCount: number;
    do {
      previousCount = waiting.length;
      for (const { item } of waiting) this.write(item, write);
      waiting = this.takeAll();
    } while (waiting.length < previousCount);
    return waiting;
  }

  /** Removes and returns all items. */
  takeAll(): DeferredItem<T>[] {
    const items = [...this.#byKey.values()].flat();
    this.#byKey.clear();
    return this.#sort(items);
  }

  #take(key: string): T[] {
    const items = this.#byKey.get(key) ?? [];
    this.#byKey.delete(key);
    return this.#sort(items).map(({ item }) => item);
  }

  #sort(items: readonly DeferredItem<T>[]): DeferredItem<T>[] {
    const positionOf = ({ item }: DeferredItem<T>): number => this.#positions.get(item) ?? 0;
    return items.toSorted((a, b) => positionOf(a) - positionOf(b));
  }
}
