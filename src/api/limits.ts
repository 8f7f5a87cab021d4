import { type DocumentNode, type GraphQLError, Kind, type parse, type Token, TokenKind, visit } from 'graphql';
import { defaultResponseBytes } from '../db/result-size.ts';
import { maxIntrospectionValues, type OperationMetrics } from './cost.ts';
import { parseFailedCode, requestError, withCode } from './graphql-errors.ts';

/** The largest request that the API accepts; docs/decisions/limits.md explains the values. */
export interface Limits {
  /** Objects that the response could contain, counting every page as full. */
  cost: number;
  /** Fields within fields, and filters within filters. */
  depth: number;
  /** Fields with an alias. */
  aliases: number;
  /** Selected fields, with fragments expanded. */
  fields: number;
  /** Conditions of filters and items of lists. */
  values: number;
  /** Characters of a string in an argument. */
  textLength: number;
  /** Tokens of the document. */
  tokens: number;
  /** Bytes of the request's body. */
  bodyBytes: number;
  /** Bytes of the response, or of one event of a subscription. */
  responseBytes: number;
  /** Rows of an export, for a client without a token. */
  exportRows: number;
  /** Milliseconds for which the database may work on an export, for a client without a token. */
  exportDatabaseMs: number;
  /** Milliseconds until an export has been read completely. */
  exportTimeMs: number;
  /** Milliseconds for which the database may work on one query, so that clients get a response or an error within two seconds. */
  databaseTimeMs: number;
  /** Open streams of events, per process. */
  streams: number;
  /** Open streams of events per client address, per process. */
  streamsPerClient: number;
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
  responseBytes: defaultResponseBytes,
  exportRows: 10_000,
  exportDatabaseMs: 30_000,
  exportTimeMs: 600_000,
  databaseTimeMs: 1_800,
  streams: 2_000,
  streamsPerClient: 1_000,
};

/** Mutations carry long texts and long lists: only the size of the body limits them. */
export const toMutationLimits = (limits: Limits): Limits => ({ ...limits, values: Infinity, textLength: Infinity });

const costLimitError = (message: string): GraphQLError => requestError('COST_LIMIT', message);

export const isBodyTooLarge = (bytes: number, limits: Limits): boolean => bytes > limits.bodyBytes;

export const tooLargeBodyError = (limits: Limits): GraphQLError =>
  requestError('COST_LIMIT', `The body exceeds ${limits.bodyBytes} bytes. Split it into several requests.`, {
    status: 413,
  });

/** Parses a document. Throws a coded error on a syntax error, or if the document exceeds a limit. */
export function parseWithinLimits(source: string, limits: Limits, parseFn: typeof parse): DocumentNode {
  const document = parseDocument(source, limits, parseFn);
  const violation = checkTokens(document, limits) ?? checkBrackets(document, limits);
  if (violation) throw violation;
  return document;
}

function parseDocument(source: string, limits: Limits, parseFn: typeof parse): DocumentNode {
  try {
    return parseFn(source);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeepDocumentError(limits);
    throw withCode(error as GraphQLError, parseFailedCode);
  }
}

/** The parser recurses: it overflows the stack on a document that is nested too deeply. */
const tooDeepDocumentError = (limits: Limits): GraphQLError =>
  costLimitError(
    `The document is nested too deeply to be parsed; the limit is ${limits.depth} levels. Request the inner levels separately.`,
  );

function checkTokens(document: DocumentNode, limits: Limits): GraphQLError | undefined {
  const tokens = document.tokenCount ?? 0;
  if (tokens <= limits.tokens) return undefined;
  // Many aliases are the usual reason, and the more helpful message.
  return (
    checkAliases(countAliases(document), limits) ??
    costLimitError(`The document has ${tokens} tokens; the limit is ${limits.tokens}. Split it into several requests.`)
  );
}

/**
 * The maximum depth of brackets in a document, and of lists and objects in the JSON of a request. Validation and
 * execution recurse: they exceed the call stack at about three times as many.
 */
const maxDocumentDepth = 300;
export const maxJsonDepth = 1_000;

export const tooDeepJsonError = (): GraphQLError =>
  requestError(
    'COST_LIMIT',
    `The JSON of the request has more than ${maxJsonDepth} levels of lists and objects. Use fewer levels.`,
    { status: 400 },
  );

const bracketDepth: Readonly<Record<string, number>> = {
  [TokenKind.PAREN_L]: 1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.BRACE_L]: 1,
  [TokenKind.PAREN_R]: -1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.BRACE_R]: -1,
};

/** Inline fragments and lists in values do not count as levels of fields or filters. */
function checkBrackets({ loc }: DocumentNode, limits: Limits): GraphQLError | undefined {
  let depth = 0;
  for (let token: Token | null | undefined = loc?.startToken; token; token = token.next) {
    depth += bracketDepth[token.kind] ?? 0;
    if (depth > maxDocumentDepth) return tooDeepDocumentError(limits);
  }
  return undefined;
}

function countAliases(document: DocumentNode): number {
  let aliases = 0;
  visit(document, {
    [Kind.FIELD](node) {
      if (node.alias) aliases++;
    },
  });
  return aliases;
}

/** Returns the first limit that an operation exceeds, as an error; undefined if it exceeds none. */
export const findLimitViolation = (metrics: OperationMetrics, limits: Limits): GraphQLError | undefined =>
  checkFields(metrics.fieldCount, limits) ??
  checkDepth(metrics.depth, limits) ??
  checkAliases(metrics.aliasCount, limits) ??
  checkFilterDepth(metrics.argumentDepth, limits) ??
  checkValues(metrics.argumentValueCount, limits) ??
  checkTextLength(metrics.longestText, limits) ??
  checkIntrospection(metrics.introspectionValues) ??
  checkCost(metrics.cost, limits);

const checkFields = (fields: number, limits: Limits): GraphQLError | undefined =>
  fields <= limits.fields
    ? undefined
    : costLimitError(
        `The query selects more than ${limits.fields} fields, with fragments expanded. Split it into several requests.`,
      );

const checkDepth = (depth: number, limits: Limits): GraphQLError | undefined =>
  depth <= limits.depth
    ? undefined
    : costLimitError(
        `The query is ${depth} levels deep; the limit is ${limits.depth}. Request the inner levels separately.`,
      );

const checkAliases = (aliases: number, limits: Limits): GraphQLError | undefined =>
  aliases <= limits.aliases
    ? undefined
    : costLimitError(
        `The query has ${aliases} aliases; the limit is ${limits.aliases}. Split it into several requests.`,
      );

const checkFilterDepth = (depth: number, limits: Limits): GraphQLError | undefined =>
  depth <= limits.depth
    ? undefined
    : costLimitError(
        `A filter is ${depth} levels deep; the limit is ${limits.depth}. List its conditions side by side: they are combined with AND.`,
      );

const checkValues = (values: number, limits: Limits): GraphQLError | undefined =>
  values <= limits.values
    ? undefined
    : costLimitError(
        `The arguments contain ${values} conditions and list items; the limit is ${limits.values}. Split them into several requests.`,
      );

const checkTextLength = (length: number, limits: Limits): GraphQLError | undefined =>
  length <= limits.textLength
    ? undefined
    : costLimitError(
        `A string in the arguments has ${length} characters; the limit is ${limits.textLength}. Shorten it.`,
      );

const checkIntrospection = (values: number): GraphQLError | undefined =>
  values <= maxIntrospectionValues
    ? undefined
    : costLimitError(
        `The introspection could return more than ${maxIntrospectionValues} values. Request fewer levels of fields, or each type separately.`,
      );

const checkCost = (cost: number, limits: Limits): GraphQLError | undefined =>
  cost <= limits.cost
    ? undefined
    : costLimitError(
        `The query could return ${cost} objects; the limit is ${limits.cost}. Request smaller pages with \`first\`, or fewer nested lists.`,
      );

/** graphql-js stops comparing fields that might conflict when there are too many. */
export const tooRepetitiveError = (): GraphQLError =>
  costLimitError(
    'The document selects the same fields too many times to be validated. Select each field once, or split the document into several requests.',
  );
