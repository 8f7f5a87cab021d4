import type { RegisterCandidate } from '../register.ts';
import type { Span } from '../text-index.ts';

export type Basis = 'STATED' | 'RESOLVED' | 'INFERRED';

/** The words that support a field. Spans exist only with the words that the text has at their offsets. */
export interface DraftCitation {
  readonly field: string;
  readonly basis: Basis;
  readonly spans: readonly Span[];
  /** The key of the party quoted. */
  readonly voice?: string | undefined;
}

export type DraftNoun =
  | 'person'
  | 'organization'
  | 'group'
  | 'topic'
  | 'commodity'
  | 'trip'
  | 'visit'
  | 'statement'
  | 'trade-link'
  | 'position'
  | 'figure';

/** A value that could also be meant. */
export interface Alternative {
  readonly field: string;
  readonly key: string;
  readonly name: string;
  readonly score: number;
  readonly reason: string;
}

/** What an editor has to state: the field, the words of the text, and why they are not enough. */
export interface UnresolvedField {
  readonly field: string;
  readonly words: Span | undefined;
  readonly reason: string;
}

/** A proposed record. */
export interface Draft {
  readonly noun: DraftNoun;
  readonly key: string;
  /** The values, in the format of the record, without citations. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly citations: readonly DraftCitation[];
  /** The rule that proposes it. */
  readonly rule: string;
  /** Who found it, if not the rules alone. */
  readonly origin?: 'SUGGESTED' | 'BOTH';
  /** From 0 to 1. */
  readonly confidence: number;
  readonly alternatives: readonly Alternative[];
  /** If not empty, the record cannot be imported as it is. */
  readonly unresolved: readonly UnresolvedField[];
  /** The keys of the drafts that it refers to. */
  readonly requires: readonly string[];
}

export const toAlternatives = (field: string, candidates: readonly RegisterCandidate[]): Alternative[] =>
  candidates.slice(0, 5).map(({ key, name, score, reason }) => ({ field, key, name, score, reason }));

/** Renders a draft in the interchange format. */
export function toRecord({ noun, key, fields, citations }: Draft, source: string): Record<string, unknown> {
  return {
    noun,
    key,
    ...fields,
    ...(citations.length > 0 && {
      citations: citations.map(({ field, basis, spans, voice }) => ({
        source,
        field,
        basis,
        ...(voice !== undefined && { voice }),
        ...(spans.length > 0 && { spans: spans.map(({ words, start, end }) => ({ words, start, end })) }),
      })),
    }),
  };
}

export const roundConfidence = (value: number): number => Math.round(Math.max(0, Math.min(1, value)) * 100) / 100;
