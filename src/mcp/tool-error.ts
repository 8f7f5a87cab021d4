import type { ErrorCode } from '../model/errors.ts';

/** One error of a tool, as the API reports it. */
export interface ErrorDetail {
  /** A code of docs/errors.md; a newer server may send others. */
  code: ErrorCode | (string & Record<never, never>);
  message: string;
  /** The argument, or the path in the input of the API. */
  field?: string;
}

/** Thrown by tools. Clients receive it as a result with `isError`, so that a model can correct its call. */
export class ToolError extends Error {
  readonly details: readonly ErrorDetail[];

  constructor(details: readonly ErrorDetail[]) {
    super(details.map(formatDetail).join('\n'));
    this.name = 'ToolError';
    this.details = details;
  }
}

const formatDetail = ({ code, field, message }: ErrorDetail): string =>
  field === undefined ? `${code}: ${message}` : `${code} (${field}): ${message}`;

export const toolError = (code: ErrorDetail['code'], message: string, field?: string): ToolError =>
  new ToolError([{ code, message, ...(field !== undefined && { field }) }]);
