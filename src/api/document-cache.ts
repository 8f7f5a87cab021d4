import { type DocumentNode, type GraphQLError, getOperationAST, Kind, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { schema } from '../schema/index.ts';
import { type Measure, measure } from './cost.ts';
import { type Deprecation, deprecationsOf } from './deprecations.ts';
import { refusal, validationFailed, withCode } from './graphql-errors.ts';
import { type Limits, parseWithin, tooRepetitive } from './limits.ts';
import { notByGet } from './request-params.ts';
import { validate } from './yoga.ts';

/** An operation that can be run. */
export interface Operation {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  /** What it asks for with these variables. */
  measure(variables: Variables): Measure;
  /** What of the schema it uses that is deprecated. */
  deprecations(variables: Variables): readonly Deprecation[];
}

type Variables = Readonly<Record<string, unknown>>;

interface Kept {
  readonly document: DocumentNode;
  readonly measures: Map<string, Measure>;
  /** By operation. */
  readonly deprecations: Map<OperationDefinitionNode, Operation['deprecations']>;
}

/** What the documents that are kept take at most, about: a token becomes some three hundred bytes. */
const keptBytes = 32 * 1024 * 1024;
const bytesOf = ({ document }: Kept, text: string): number => 2 * text.length + 300 * (document.tokenCount ?? 1);
const keptMeasures = 50;
const longestShape = 500;

/** All that does not fit the schema. */
export class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The document does not fit the schema.');
    this.errors = errors;
  }
}

/** Parses, validates and measures. Documents that can be run are kept for the next time. */
export class Documents {
  readonly #limits: Limits;
  readonly #kept = new LRUCache<string, Kept>({ maxSize: keptBytes, sizeCalculation: bytesOf });

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Throws what is wrong with the document. */
  operation(text: string, name: string | undefined, method: string): Operation {
    const known = this.#kept.get(text);
    const document = known?.document ?? parseWithin(text, this.#limits);
    const node = operationOf(document, name);
    if (method === 'GET' && node.operation === 'mutation') throw notByGet();
    if (known) return this.#operation(known, node);
    const errors = validate(schema, document) as readonly GraphQLError[];
    if (errors.length > 0) throw new InvalidDocument(errors.map(invalid));
    const kept = { document, measures: new Map(), deprecations: new Map() };
    this.#kept.set(text, kept);
    return this.#operation(kept, node);
  }

  #operation({ document, measures, deprecations }: Kept, node: OperationDefinitionNode): Operation {
    const deprecated = deprecations.get(node) ?? deprecationsOf(schema, document, node);
    deprecations.set(node, deprecated);
    return {
      document,
      node,
      deprecations: deprecated,
      measure: (variables) => {
        const shape = node.operation === 'query' ? shapeOf(node, variables) : undefined;
        const known = shape && measures.get(shape);
        if (known) return known;
        const found = measure(schema, document, node, variables, this.#limits.fields);
        if (shape && measures.size < keptMeasures) measures.set(shape, found);
        return found;
      },
    };
  }
}

/** All that a measure depends on: of a text only its length counts. */
function shapeOf({ name }: OperationDefinitionNode, variables: Variables): string | undefined {
  const told = JSON.stringify(variables, (_key, value: unknown) =>
    typeof value === 'string' ? String(value.length) : value,
  );
  return told.length > longestShape ? undefined : `${name?.value} ${told}`;
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const found = getOperationAST(document, name);
  if (found) return found;
  const named = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? `"${one.name?.value ?? ''}"` : [],
  );
  if (named.length === 0)
    throw refusal('BAD_INPUT', 'The document has fragments only. Add an operation, such as { visits { totalCount } }.');
  const asked = name
    ? `The document has no operation "${name}".`
    : 'The document has several operations, and none is asked for.';
  throw refusal('BAD_INPUT', `${asked} Name one as "operationName": ${named.join(', ')}.`);
}

function invalid(error: GraphQLError): GraphQLError {
  if (error.extensions.code === 'BAD_INPUT') return error;
  // graphql-js gives up on a document in which too many fields would have to be compared with each other.
  return error.message === 'Validation aborted.' ? tooRepetitive() : withCode(error, validationFailed);
}
