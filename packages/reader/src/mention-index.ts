import type { Mention } from './mentions.ts';
import type { NounPhrase } from './noun-phrases.ts';

/** Looks up mentions by their tokens. */
export class MentionIndex {
  readonly #byToken: Int32Array;
  readonly mentions: readonly Mention[];

  constructor(mentions: readonly Mention[], tokenCount: number) {
    this.mentions = mentions;
    this.#byToken = new Int32Array(tokenCount).fill(-1);
    let index = 0;
    for (const { first, last } of mentions) {
      this.#byToken.fill(index, first, last);
      index += 1;
    }
  }

  at(token: number): Mention | undefined {
    return this.mentions[this.#byToken[token] ?? -1];
  }

  /** The mentions that begin between two tokens, in order. */
  *between(first: number, last: number): Iterable<Mention> {
    let [low, high] = [0, this.mentions.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.mentions[middle]?.first ?? 0) < first) low = middle + 1;
      else high = middle;
    }
    for (let index = low; (this.mentions[index]?.first ?? Infinity) < last; index += 1)
      yield this.mentions[index] as Mention;
  }

  /** Returns the mention that a phrase is about: the one of its head, or the last person in it. */
  ofPhrase({ first, last, head }: NounPhrase): Mention | undefined {
    const ofHead = this.at(head);
    if (ofHead && ofHead.kind !== 'PLACE') return ofHead;
    for (let at = last - 1; at >= first; at -= 1) {
      const mention = this.at(at);
      if (mention && (mention.kind === 'PERSON' || (at === last - 1 && mention.kind !== 'PLACE')) && at >= head)
        return mention;
    }
    return ofHead;
  }
}
