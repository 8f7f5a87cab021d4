import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FieldNode,
  type GraphQLError,
  getOperationAST,
  isNonNullType,
  locatedError,
  type OperationDefinitionNode,
  validateExecutionArgs,
} from 'graphql';
import { type JsonText, joinJsonText, parseJsonText } from '../db/json-text.ts';
import { UnexpectedNullError } from '../db/sql-functions.ts';
import type { Context } from '../schema/context.ts';
import { collectFields } from '../schema/plan/selection.ts';
import { isSqlField, prepareDirectField } from '../schema/plan/sql-field.ts';
import { locateVariableErrors } from './variable-errors.ts';

/** The data of a result as pieces of JSON. */
export class SerializedData {
  readonly pieces: readonly JsonText[];

  constructor(pieces: readonly JsonText[]) {
    this.pieces = pieces;
  }

  toJSON(): unknown {
    return parseJsonText(joinJsonText(this.pieces));
  }
}

/** Serializes a result to JSON. */
export function serializeResult(result: ExecutionResult): Buffer<ArrayBuffer> {
  const { data, ...rest } = result;
  if (!(data instanceof SerializedData)) return Buffer.from(JSON.stringify(result));
  const restText = JSON.stringify(rest);
  return joinJsonText(['{"data":', ...data.pieces, restText === '{}' ? '}' : `,${restText.slice(1)}`]);
}

/** Executes an operation: as JSON from SQL where possible, otherwise with graphql-js. */
export const executeQuery = async (args: ExecutionArgs): Promise<ExecutionResult> =>
  (await executeDirect(args)) ?? locateVariableErrors(await execute(args), args.document);

/** Operations that have been executed directly. */
const directOperations = new WeakSet<OperationDefinitionNode>();
export const isDirectOperation = (operation: OperationDefinitionNode): boolean => directOperations.has(operation);

/** Executes a query whose root fields SQL returns as JSON. Returns undefined for operations that graphql-js must execute. */
async function executeDirect(args: ExecutionArgs): Promise<ExecutionResult | undefined> {
  const requestedOperation = getOperationAST(args.document, args.operationName);
  // Checked before the variables are coerced, which the executor would repeat.
  if (requestedOperation?.operation !== 'query') return undefined;
  const validArgs = validateExecutionArgs(args);
  if (!('schema' in validArgs)) return undefined;
  const queryType = validArgs.schema.getQueryType();
  if (!queryType) return undefined;
  const { operation, schema, variableValues, fragmentDefinitions: fragments } = validArgs;
  const request = { schema, operation, variableValues, fragments };
  const context = args.contextValue as Context;
  const selection = [...collectFields(request, queryType, [operation as unknown as FieldNode])];
  // Introspection and fields with their own resolver need the executor.
  if (!selection.every(([, nodes]) => isSqlField(queryType, nodes))) return undefined;
  try {
    const fields = selection.map(([key, nodes]) => ({
      key,
      nodes,
      nullable: !isNonNullType(queryType.getFields()[nodes[0]?.name.value ?? '']?.type),
      fetchJson: deferError(() => prepareDirectField(request, key, nodes)),
    }));
    const result = await runFields(fields, context);
    directOperations.add(operation);
    return result;
  } catch (error) {
    if (!(error instanceof UnexpectedNullError)) throw error;
    return undefined;
  }
}

interface DirectField {
  key: string;
  nodes: readonly FieldNode[];
  nullable: boolean;
  fetchJson: (context: Context) => Promise<JsonText | null>;
}

/**
 * Runs the fields one after the other. An error is located at its field; if the field cannot be null, there is no data. A value that violates the
 * schema throws UnexpectedNullError: the executor then reports its position.
 */
async function runFields(fields: readonly DirectField[], context: Context): Promise<ExecutionResult> {
  const pieces: JsonText[] = [];
  const errors: GraphQLError[] = [];
  for (const { key, nodes, nullable, fetchJson } of fields) {
    let text: JsonText | null = null;
    try {
      text = await fetchJson(context);
    } catch (error) {
      if (error instanceof UnexpectedNullError) throw error;
      errors.push(locatedError(error, nodes, [key]));
      if (!nullable) return { data: null, errors };
    }
    if (text === null && !nullable) throw new UnexpectedNullError(key);
    pieces.push(`${pieces.length === 0 ? '' : ','}${JSON.stringify(key)}:`, text ?? 'null');
  }
  const data = new SerializedData(['{', ...pieces, '}']) as unknown as Record<string, unknown>;
  return errors.length > 0 ? { errors, data } : { data };
}

/** Defers an error of preparing a field until the field runs, so that it is located there. */
function deferError(prepare: () => DirectField['fetchJson']): DirectField['fetchJson'] {
  try {
    return prepare();
  } catch (error) {
    return () => Promise.reject(error);
  }
}
