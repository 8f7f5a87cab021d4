import { type DocumentNode, type GraphQLError, Kind, visit } from 'graphql';
import type { OperationMetrics } from './cost.ts';
import { parseFailedCode, requestError, withCode } from './graphql-errors.ts';
import { parse } from './yoga.ts';

/** What a request may ask for at most; docs/decisions/limits.md says why so much. */
export interface Limits {
  /** Objects that the answer could hold, every page taken as full. */
  cost: number;
  /** Fields within fields, and filters within filters. */
  depth: number;
  /** Fields given another name. */
  aliases: number;
  /** Fields selected, every fragment written out. */
  fields: number;
  /** Conditions of filters and items of lists. */
  values: number;
  /** Characters of one text in an argument. */
  textLength: number;
  /** Words and signs of the document. */
  tokens: number;
  /** Bytes of the request's body. */
  bodyBytes: number;
  /** How long the database may work for one query: the answer comes within two seconds, or says that it does not. */
  databaseTimeMs: number;
}

export const defaultLimits: Limits = {
  cost: 50_000,
  depth: 16,
  aliases: 50,
  fields: 1_000,
  values: 500,
  textLength: 2_000,
  tokens: 4_000,
  bodyBytes: 1024 * 1024,
  databaseTimeMs: 1_800,
};

/** A document of GraphQL; a coded error where it is none, or too long. */
export function parseWithinLimits(source: string, limits: Limits): DocumentNode {
  const document = parseDocument(source, limits);
  const tokens = document.tokenCount ?? 0;
  if (tokens <= limits.tokens) return document;
  let aliases = 0;
  visit(document, {
    [Kind.FIELD](node) {
      if (node.alias) aliases++;
    },
  });
  throw aliases > limits.aliases
    ? tooManyAliasesError(aliases, limits)
    : costLimitError(
        `The document has ${tokens} tokens; at most ${limits.tokens} are allowed. Split it into several requests.`,
      );
}

function parseDocument(source: string, limits: Limits): DocumentNode {
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof RangeError)
      throw costLimitError(
        `The document nests too deep to be read; at most ${limits.depth} levels are allowed. Ask for the inner ones separately.`,
      );
    throw withCode(error as GraphQLError, parseFailedCode);
  }
}

/** What is recorded has long texts and long lists: for a mutation the body's size bounds them. */
export const toMutationLimits = (limits: Limits): Limits => ({ ...limits, values: Infinity, textLength: Infinity });

/** Why an operation is refused before it runs; undefined where it is not. */
export function findLimitViolation(found: OperationMetrics, limits: Limits): GraphQLError | undefined {
  if (found.fields > limits.fields)
    return costLimitError(
      `The query selects more than ${limits.fields} fields, its fragments written out; no more are allowed. Split it into several requests.`,
    );
  if (found.depth > limits.depth)
    return costLimitError(
      `The query is ${found.depth} levels deep; at most ${limits.depth} are allowed. Ask for the inner levels in a request of their own.`,
    );
  if (found.aliases > limits.aliases) return tooManyAliasesError(found.aliases, limits);
  if (found.valueDepth > limits.depth)
    return costLimitError(
      `A filter is ${found.valueDepth} levels deep; at most ${limits.depth} are allowed. Put its conditions side by side: they all have to hold.`,
    );
  if (found.values > limits.values)
    return costLimitError(
      `The arguments hold ${found.values} conditions and list items; at most ${limits.values} are allowed. Split them over several requests.`,
    );
  if (found.longestText > limits.textLength)
    return costLimitError(
      `A text in the arguments has ${found.longestText} characters; at most ${limits.textLength} are allowed. Shorten it.`,
    );
  if (found.cost > limits.cost)
    return costLimitError(
      `The query could answer ${found.cost} objects; at most ${limits.cost} are allowed. Ask for smaller pages with \`first\`, or for fewer lists within lists.`,
    );
  return undefined;
}

/** graphql-js itself stops comparing fields that might not agree. */
export const tooRepetitiveError = (): GraphQLError =>
  costLimitError(
    'The document selects the same fields too many times over to be checked. Select each once, or split it into several requests.',
  );

const tooManyAliasesError = (aliases: number, limits: Limits): GraphQLError =>
  costLimitError(
    `The query has ${aliases} aliases; at most ${limits.aliases} are allowed. Split it into several requests.`,
  );

const costLimitError = (message: string): GraphQLError => requestError('COST_LIMIT', message);
