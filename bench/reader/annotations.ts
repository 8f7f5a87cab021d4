/** A labelled attribution of a text: who says what, in ranges of code units. */
export interface Attribution {
  sources: Range[];
  cues: Range[];
  contents: Range[];
}

export interface Range {
  start: number;
  end: number;
}

export interface LabelledText {
  name: string;
  text: string;
  attributions: Attribution[];
}

export const overlap = (a: Range, b: Range): number => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** Counts of a comparison, and its precision, recall and F1. */
export class Score {
  expected = 0;
  found = 0;
  foundExpected = 0;
  proposed = 0;
  correct = 0;

  get precision(): number {
    return this.proposed === 0 ? 1 : this.correct / this.proposed;
  }
  get recall(): number {
    return this.expected === 0 ? 1 : this.found / this.expected;
  }
  get f1(): number {
    const sum = this.precision + this.recall;
    return sum === 0 ? 0 : (2 * this.precision * this.recall) / sum;
  }
}
