/** A deterministic random number generator (sfc32): the same seed generates the same world on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = (seed ^ 0x9e3779b9) | 0;
    this.#c = Math.imul(seed + 1, 0x85ebca6b) | 0;
    for (let warm = 0; warm < 12; warm += 1) this.next();
  }

  /** Returns a number of at least 0 and below 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** Returns an integer of at least 0 and below `end`. */
  nextInt(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.nextInt(items.length)] as T;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const index = this.nextInt(last + 1);
      [shuffled[last], shuffled[index]] = [shuffled[index] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}

/**
 * Draws ranks from 0 whose frequency is proportional to 1 / (rank + 1) ^ exponent. Uses an alias table, so that a draw
 * takes constant time.
 */
export class Zipf {
  readonly #threshold: Float64Array;
  readonly #alias: Int32Array;

  constructor(length: number, exponent: number) {
    const weights = Float64Array.from({ length }, (_, rank) => (rank + 1) ** -exponent);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#threshold = weights.map((weight) => (weight * length) / total);
    this.#alias = Int32Array.from({ length }, (_, rank) => rank);
    const small: number[] = [];
    const large: number[] = [];
    for (const [rank, share] of this.#threshold.entries()) (share < 1 ? small : large).push(rank);
    for (let low = small.pop(), high = large.pop(); low !== undefined && high !== undefined; ) {
      this.#alias[low] = high;
      const remainder = (this.#threshold[high] ?? 1) + (this.#threshold[low] ?? 1) - 1;
      this.#threshold[high] = remainder;
      low = remainder < 1 ? high : small.pop();
      if (remainder < 1) high = large.pop();
    }
  }

  draw(random: Random): number {
    const rank = random.nextInt(this.#alias.length);
    return random.next() < (this.#threshold[rank] ?? 1) ? rank : (this.#alias[rank] ?? rank);
  }
}
