import { z } from 'zod';
import type { ResolutionKind } from '../model/vocabulary.ts';
import { createResolveDocument } from './documents.ts';
import type { GraphqlClient } from './graphql-client.ts';
import { type ErrorDetail, ToolError } from './tool-error.ts';

/** A candidate as the document selects it. Offices have a title, the others a name. */
export interface CandidateRow {
  kind: ResolutionKind;
  score: number;
  reason: string;
  matched: string;
  node: { key: string; name?: string; title?: string };
}

/** What arguments with names accept. */
export const describeName = (what: string): string => `${what} A key, a code or a name.`;

export const interpretedResult = {
  interpreted: z
    .array(z.object({ argument: z.string(), value: z.string(), kind: z.string(), key: z.string(), name: z.string() }))
    .describe('The records that the names in the arguments were read as.'),
};
export type Interpretation = z.output<typeof interpretedResult.interpreted>[number] & { kind: ResolutionKind };

export interface NameArgument {
  argument: string;
  value: string | undefined;
  kind: readonly ResolutionKind[];
}

export const partyKind = ['COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP'] as const satisfies ResolutionKind[];

/** A name is read as a record with such a score, if that of the next one is so much lower. */
const [minScore, minLead] = [0.6, 0.05];
const maxCandidates = 5;
/** Spelled or written otherwise: proposed, but never used in silence. */
const uncertainReasons: readonly string[] = ['MISSPELLING', 'PREFIX'];

/** Resolves the names in the arguments of a tool, in one request. Throws a ToolError that names every argument without one clear meaning. */
export async function resolveNames(
  client: GraphqlClient,
  candidates: readonly NameArgument[],
): Promise<Map<string, Interpretation>> {
  const names = candidates.flatMap(({ argument, value, kind }) =>
    value === undefined ? [] : [{ argument, value, kind }],
  );
  if (names.length === 0) return new Map();
  const results = await selectCandidates(client, names, { first: maxCandidates });
  const errors: ErrorDetail[] = [];
  const found = new Map<string, Interpretation>();
  for (const [index, { argument, value, kind }] of names.entries()) {
    const rows = results[index] ?? [];
    const chosen = choose(rows);
    if (chosen)
      found.set(argument, { argument, value, kind: chosen.kind, key: chosen.node.key, name: getName(chosen) });
    else errors.push({ code: 'BAD_INPUT', message: describeUnclearName(value, kind, rows), field: argument });
  }
  if (errors.length > 0) throw new ToolError(errors);
  return found;
}

/** Returns the candidates of each name, in one request. */
export async function selectCandidates(
  client: GraphqlClient,
  names: readonly { value: string; kind: readonly ResolutionKind[] | undefined }[],
  options: { on?: string | undefined; first: number },
): Promise<CandidateRow[][]> {
  const variables = Object.fromEntries(
    names.flatMap(({ value, kind }, index) => [
      [`name${index}`, value],
      [`kind${index}`, kind],
    ]),
  );
  const data = await client.read<Record<string, CandidateRow[]>>(createResolveDocument(names.length), {
    ...variables,
    ...options,
  });
  return names.map((_, index) => data[`result${index}`] ?? []);
}

function choose([best, second]: readonly CandidateRow[]): CandidateRow | undefined {
  if (!best || best.score < minScore || uncertainReasons.includes(best.reason)) return undefined;
  return best.score - (second?.score ?? 0) >= minLead ? best : undefined;
}

export const getName = ({ node }: Pick<CandidateRow, 'node'>): string => node.name ?? node.title ?? node.key;

function describeUnclearName(value: string, kind: readonly string[], rows: readonly CandidateRow[]): string {
  const kinds = kind
    .map((one) => one.toLowerCase())
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or ');
  const text = JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (rows.length === 0) return `No ${kinds} has the key or name ${text}. Find it with the tool "search" or "resolve".`;
  const proposals = rows.map(
    (row) => `${getName(row)} (${row.kind.toLowerCase()}, key ${JSON.stringify(row.node.key)})`,
  );
  return `${text} is not the key or the full name of one ${kinds}. Did you mean ${proposals.join(' or ')}? Give the key.`;
}
