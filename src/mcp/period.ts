import { z } from 'zod';
import { ChanceryError } from '../model/errors.ts';
import { parseFuzzyDate } from '../model/fuzzy-date.ts';
import { toolError } from './tool-error.ts';

export const certainties = ['CERTAIN', 'POSSIBLE'] as const;

export const periodArguments = {
  start: z.string().optional().describe('The first day, month or year of the period: 2023-11-01, 2023-11 or 2023.'),
  end: z.string().optional().describe('The last day, month or year of the period, inclusive. The same form.'),
  certainty: z
    .enum(certainties)
    .optional()
    .describe('How to match inexact dates. CERTAIN, the default, leaves out those that may be outside the period.'),
};

interface Period {
  start?: string | undefined;
  end?: string | undefined;
  certainty?: (typeof certainties)[number] | undefined;
}

/** Returns the period as a date filter of the API; undefined if it has no limits. */
export function toDateFilter({ start, end, certainty }: Period): Record<string, string> | undefined {
  if (start === undefined && end === undefined) return undefined;
  const first = start === undefined ? undefined : readRange('start', start).earliest;
  const last = end === undefined ? undefined : readRange('end', end).latest;
  if (first && last && first > last)
    throw toolError('BAD_INPUT', `"start" (${start}) is later than "end" (${end}). Exchange them.`, 'start');
  return {
    ...(first && { onOrAfter: first }),
    ...(last && { onOrBefore: last }),
    ...(certainty && { certainty }),
  };
}

function readRange(name: string, text: string) {
  try {
    return parseFuzzyDate(text);
  } catch (error) {
    if (error instanceof ChanceryError) throw toolError(error.code, error.message, name);
    throw error;
  }
}
