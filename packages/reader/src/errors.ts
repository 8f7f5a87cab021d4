/** Why a text cannot be read, or was read with less care than usual. Documented in docs/guide/reader.md. */
export const problemCodes = [
  'EMPTY_TEXT',
  'TEXT_TOO_LONG',
  'BINARY_TEXT',
  'HTML_TEXT',
  'LANGUAGE_UNKNOWN',
  'LANGUAGE_UNSUPPORTED',
  'DATE_INVALID',
  'DATE_UNKNOWN',
  'MARKS_UNBALANCED',
  'DIRECTIONS_MIXED',
  'DRAFTS_OMITTED',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** A remark about a text that was read anyway. */
export interface Notice {
  code: ProblemCode;
  message: string;
}

/** Thrown for a text that cannot be read at all. */
export class ReaderError extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.name = 'ReaderError';
    this.code = code;
  }
}
