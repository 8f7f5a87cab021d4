import {
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  getOperationAST,
  isNonNullType,
  locatedError,
  validateExecutionArgs,
} from 'graphql';
import { UnexpectedNullError } from '../db/sql-functions.ts';
import type { Context } from '../schema/context.ts';
import { collectFields } from '../schema/plan/selection.ts';
import { isSqlField, prepareDirectField } from '../schema/plan/sql-field.ts';

/** Data that is JSON already. */
class SerializedData {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A result as JSON. */
export function serializeResult(result: ExecutionResult): string {
  const { data, ...rest } = result;
  if (!(data instanceof SerializedData)) return JSON.stringify(result);
  const more = JSON.stringify(rest);
  return `{"data":${data.text}${more === '{}' ? '' : `,${more.slice(1, -1)}`}}`;
}

/** The result of a query of which SQL makes every field; undefined of all else, which is to be executed by the rules. */
export async function executeDirect(args: ExecutionArgs): Promise<ExecutionResult | undefined> {
  const asking = getOperationAST(args.document, args.operationName);
  // Before its variables are looked at, which the executor does again.
  if (asking?.operation !== 'query') return undefined;
  const request = validateExecutionArgs(args);
  if (!('schema' in request)) return undefined;
  const query = request.schema.getQueryType();
  if (!query) return undefined;
  const { operation, schema, variableValues, fragmentDefinitions: fragments } = request;
  const asked = { schema, operation, variableValues, fragments };
  const context = args.contextValue as Context;
  const selection = [...collectFields(asked, query, [operation as unknown as FieldNode])];
  // Introspection, and fields with a resolver of their own.
  if (!selection.every(([, nodes]) => isSqlField(query, nodes))) return undefined;
  try {
    const fields = selection.map(([key, nodes]) => ({
      key,
      nodes,
      nullable: !isNonNullType(query.getFields()[nodes[0]?.name.value ?? '']?.type),
      fetchJson: deferError(() => prepareDirectField(asked, key, nodes)),
    }));
    return await runFields(fields, context);
  } catch (error) {
    if (!(error instanceof UnexpectedNullError)) throw error;
    return undefined;
  }
}

interface DirectField {
  key: string;
  nodes: readonly FieldNode[];
  nullable: boolean;
  fetchJson: (context: Context) => Promise<string | null>;
}

/**
 * One after the other; an error is told at its field, and where that can't be null there is no data. A value that is not as the schema has it is
 * left to the executor, which says where.
 */
async function runFields(fields: readonly DirectField[], context: Context): Promise<ExecutionResult> {
  const texts: string[] = [];
  const errors: GraphQLError[] = [];
  for (const { key, nodes, nullable, fetchJson: ask } of fields) {
    let text: string | null = null;
    try {
      text = await ask(context);
    } catch (error) {
      if (error instanceof UnexpectedNullError) throw error;
      errors.push(locatedError(error, nodes, [key]));
      if (!nullable) return { data: null, errors };
    }
    if (text === null && !nullable) throw new UnexpectedNullError(key);
    texts.push(`${JSON.stringify(key)}:${text}`);
  }
  const data = new SerializedData(`{${texts.join()}}`) as unknown as Record<string, unknown>;
  return errors.length > 0 ? { errors, data } : { data };
}

/** Its error is thrown when the field is asked for, as if it had been made then. */
function deferError(make: () => DirectField['fetchJson']): DirectField['fetchJson'] {
  try {
    return make();
  } catch (error) {
    return () => Promise.reject(error);
  }
}
