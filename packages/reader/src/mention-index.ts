import type { Mention } from './mentions.ts';
import type { NounPhrase } from './noun-phrases.ts';

/** Looks up mentions by their tokens. */
export class MentionIndex {
  readonly #byToken: Int32Array;
  readonly mentions: readonly Mention[];

  constructor(mentions: readonly Mention[], tokenCount: number) {
    this.mentions = mentions;
    this.#byToken = new Int32Array(tokenCount).fill(-1);
    for (const [index, { first, last }] of mentions.entries()) this.#byToken.fill(index, first, last);
  }

  at(token: number): Mention | undefined {
    return this.mentions[this.#byToken[token] ?? -1];
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
