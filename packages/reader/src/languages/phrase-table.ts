import { type Token, tokenize, type WordRules } from '../tokens.ts';

export type Phrase<V> = readonly [phrase: string, value: V];

interface Match<V> {
  value: V;
  /** The number of tokens. */
  length: number;
}

/** Finds the longest phrase that begins at a token. */
export class PhraseTable<V> {
  readonly #values = new Map<string, V>();
  /** The numbers of tokens of the phrases that begin with a word, the longest first. */
  readonly #lengths = new Map<string, number[]>();

  constructor(phrases: Iterable<Phrase<V>>, rules?: WordRules) {
    for (const [phrase, value] of phrases) {
      const parts = tokenize(phrase, rules).map(({ lower }) => lower);
      const [first] = parts;
      if (first === undefined) continue;
      this.#values.set(parts.join(' '), value);
      const lengths = this.#lengths.get(first) ?? [];
      if (!lengths.includes(parts.length)) lengths.push(parts.length);
      this.#lengths.set(
        first,
        lengths.sort((a, b) => b - a),
      );
    }
  }

  match(tokens: readonly Token[], at: number): Match<V> | undefined {
    const lengths = this.#lengths.get(tokens[at]?.lower ?? '');
    if (!lengths) return undefined;
    for (const length of lengths) {
      if (at + length > tokens.length) continue;
      let key = tokens[at]?.lower ?? '';
      for (let next = 1; next < length; next += 1) key += ` ${tokens[at + next]?.lower ?? ''}`;
      const value = this.#values.get(key);
      if (value !== undefined) return { value, length };
    }
    return undefined;
  }
}

export const toPhrases = (phrases: readonly string[], rules?: WordRules): PhraseTable<true> =>
  new PhraseTable(
    phrases.map((phrase) => [phrase, true]),
    rules,
  );
