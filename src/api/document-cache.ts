import { hash } from 'node:crypto';
import { type DocumentNode, type GraphQLError, getOperationAST, Kind, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { schema } from '../schema/index.ts';
import { measureOperation, type OperationMetrics } from './cost.ts';
import { compileDeprecationFinder, type Deprecation } from './deprecations.ts';
import { requestError, validationFailedCode, withCode } from './graphql-errors.ts';
import { type Limits, tooRepetitiveError } from './limits.ts';

type Variables = Readonly<Record<string, unknown>>;

/** An operation of a parsed document. */
export interface PreparedOperation {
  readonly document: PreparedDocument;
  readonly definition: OperationDefinitionNode;
  /** Measures the operation with these variables. */
  measure(variables: Variables): OperationMetrics;
  /** The deprecated elements of the schema that the operation uses with these variables. */
  findDeprecations(variables: Variables): readonly Deprecation[];
}

/** A parsed document, with what has been computed from it. */
export interface PreparedDocument {
  readonly text: string;
  /** The SHA-256 of the text, in hexadecimal. */
  readonly hash: string;
  readonly ast: DocumentNode;
  isValid: boolean;
  readonly metrics: Map<string, OperationMetrics>;
  readonly deprecationFinders: Map<OperationDefinitionNode, PreparedOperation['findDeprecations']>;
}

const maxCacheBytes = 32 * 1024 * 1024;
const maxCachedMetrics = 20;
const maxMetricsKeyLength = 300;
/** The metrics of a document, and the list of its deprecated elements. */
const overheadBytes = 10_000;
/** A parsed token takes some three hundred bytes. */
const estimateBytes = ({ text, ast }: PreparedDocument): number =>
  2 * text.length + 300 * (ast.tokenCount ?? 1) + overheadBytes;

/** Valid documents by their text, with what was computed from each. */
export class DocumentCache {
  readonly #limits: Limits;
  readonly #cache = new LRUCache<string, PreparedDocument>({ maxSize: maxCacheBytes, sizeCalculation: estimateBytes });

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get(text: string): PreparedDocument | undefined {
    return this.#cache.get(text);
  }

  prepareDocument(text: string, ast: DocumentNode): PreparedDocument {
    return { text, hash: hash('sha256', text), ast, isValid: false, metrics: new Map(), deprecationFinders: new Map() };
  }

  /** Caches a document that has passed validation. */
  addValid(document: PreparedDocument): void {
    if (document.isValid) return;
    document.isValid = true;
    this.#cache.set(document.text, document);
  }

  /** Selects an operation by its name. Throws a coded error if the document has no such operation. */
  prepareOperation(document: PreparedDocument, name: string | undefined): PreparedOperation {
    const { ast, metrics, deprecationFinders } = document;
    const definition = selectOperation(ast, name);
    return {
      document,
      definition,
      findDeprecations: (variables) => {
        const finder = deprecationFinders.get(definition) ?? compileDeprecationFinder(schema, ast, definition);
        deprecationFinders.set(definition, finder);
        return finder(variables);
      },
      measure: (variables) => {
        const key = definition.operation === 'query' ? createMetricsKey(definition, variables) : undefined;
        const cached = key && metrics.get(key);
        if (cached) return cached;
        const measured = measureOperation(schema, ast, definition, variables, this.#limits.fields);
        if (key && metrics.size < maxCachedMetrics) metrics.set(key, measured);
        return measured;
      },
    };
  }
}

/** Everything that the metrics depend on: of a string only its length. */
function createMetricsKey({ name }: OperationDefinitionNode, variables: Variables): string | undefined {
  const text = JSON.stringify(variables, (_key, value: unknown) =>
    typeof value === 'string' ? String(value.length) : value,
  );
  return text.length > maxMetricsKeyLength ? undefined : `${name?.value} ${text}`;
}

function selectOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (operation) return operation;
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? `"${definition.name?.value ?? ''}"` : [],
  );
  if (names.length === 0)
    throw requestError(
      'BAD_INPUT',
      'The document contains only fragments. Add an operation, such as { visits { totalCount } }.',
    );
  const reason = name ? `The document has no operation "${name}".` : 'The document has several operations.';
  throw requestError('BAD_INPUT', `${reason} Set "operationName" to one of ${names.join(', ')}.`);
}

export function toCodedValidationError(error: GraphQLError): GraphQLError {
  if (error.extensions.code === 'BAD_INPUT') return error;
  // graphql-js stops validating a document in which too many fields would have to be compared with each other.
  return error.message === 'Validation aborted.' ? tooRepetitiveError() : withCode(error, validationFailedCode);
}
