import { type DocumentNode, type GraphQLError, getOperationAST, Kind, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { schema } from '../schema/index.ts';
import { measureOperation, type OperationMetrics } from './cost.ts';
import { compileDeprecationFinder, type Deprecation } from './deprecations.ts';
import { requestError, validationFailedCode, withCode } from './graphql-errors.ts';
import { type Limits, parseWithinLimits, tooRepetitiveError } from './limits.ts';
import { mutationByGetError } from './request-params.ts';
import { validate } from './yoga.ts';

/** An operation that can be run. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  /** What it asks for with these variables. */
  measure(variables: Variables): OperationMetrics;
  /** What of the schema it uses that is deprecated. */
  deprecations(variables: Variables): readonly Deprecation[];
}

type Variables = Readonly<Record<string, unknown>>;

interface CachedDocument {
  readonly document: DocumentNode;
  readonly measures: Map<string, OperationMetrics>;
  /** By operation. */
  readonly deprecations: Map<OperationDefinitionNode, PreparedOperation['deprecations']>;
}

/** What the documents that are kept take at most, about: a token becomes some three hundred bytes. */
const maxCacheBytes = 32 * 1024 * 1024;
const estimateBytes = ({ document }: CachedDocument, text: string): number =>
  2 * text.length + 300 * (document.tokenCount ?? 1);
const maxCachedMetrics = 50;
const maxMetricsKeyLength = 500;

/** All that does not fit the schema. */
export class InvalidDocumentError extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The document does not fit the schema.');
    this.errors = errors;
  }
}

/** Parses, validates and measures. Documents that can be run are kept for the next time. */
export class DocumentCache {
  readonly #limits: Limits;
  readonly #cache = new LRUCache<string, CachedDocument>({ maxSize: maxCacheBytes, sizeCalculation: estimateBytes });

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Throws what is wrong with the document. */
  prepareOperation(text: string, name: string | undefined, method: string): PreparedOperation {
    const known = this.#cache.get(text);
    const document = known?.document ?? parseWithinLimits(text, this.#limits);
    const node = selectOperation(document, name);
    if (method === 'GET' && node.operation === 'mutation') throw mutationByGetError();
    if (known) return this.#createOperation(known, node);
    const errors = validate(schema, document) as readonly GraphQLError[];
    if (errors.length > 0) throw new InvalidDocumentError(errors.map(toCodedValidationError));
    const kept = { document, measures: new Map(), deprecations: new Map() };
    this.#cache.set(text, kept);
    return this.#createOperation(kept, node);
  }

  #createOperation(
    { document, measures, deprecations }: CachedDocument,
    node: OperationDefinitionNode,
  ): PreparedOperation {
    const deprecated = deprecations.get(node) ?? compileDeprecationFinder(schema, document, node);
    deprecations.set(node, deprecated);
    return {
      document,
      node,
      deprecations: deprecated,
      measure: (variables) => {
        const shape = node.operation === 'query' ? createMetricsKey(node, variables) : undefined;
        const known = shape && measures.get(shape);
        if (known) return known;
        const found = measureOperation(schema, document, node, variables, this.#limits.fields);
        if (shape && measures.size < maxCachedMetrics) measures.set(shape, found);
        return found;
      },
    };
  }
}

/** All that a measure depends on: of a text only its length counts. */
function createMetricsKey({ name }: OperationDefinitionNode, variables: Variables): string | undefined {
  const told = JSON.stringify(variables, (_key, value: unknown) =>
    typeof value === 'string' ? String(value.length) : value,
  );
  return told.length > maxMetricsKeyLength ? undefined : `${name?.value} ${told}`;
}

function selectOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const found = getOperationAST(document, name);
  if (found) return found;
  const named = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? `"${one.name?.value ?? ''}"` : [],
  );
  if (named.length === 0)
    throw requestError(
      'BAD_INPUT',
      'The document has fragments only. Add an operation, such as { visits { totalCount } }.',
    );
  const asked = name
    ? `The document has no operation "${name}".`
    : 'The document has several operations, and none is asked for.';
  throw requestError('BAD_INPUT', `${asked} Name one as "operationName": ${named.join(', ')}.`);
}

function toCodedValidationError(error: GraphQLError): GraphQLError {
  if (error.extensions.code === 'BAD_INPUT') return error;
  // graphql-js gives up on a document in which too many fields would have to be compared with each other.
  return error.message === 'Validation aborted.' ? tooRepetitiveError() : withCode(error, validationFailedCode);
}
