import { type ExecutionArgs, execute, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context, Trace } from '../context.ts';
import type { Database } from '../db/client.ts';
import { coded, parseFailed, validationFailed, withCode } from './coded.ts';
import { type Limits, measure } from './cost.ts';

export interface Served {
  trace: Trace;
}

interface Options {
  db: Database;
  limits: Limits;
  report(error: unknown, trace: Trace): void;
}

/** Limits before it runs, one snapshot while it runs, coded errors and the extensions after. */
export function chanceryPlugin({ db, limits, report }: Options): Plugin<Served> {
  return {
    onParse({ params }) {
      params.options = { ...params.options, maxTokens: limits.tokens };
      return ({ result, replaceParseResult }) => {
        if (!(result instanceof Error)) return;
        const error = result instanceof GraphQLError ? result : new GraphQLError(result.message);
        const tooLong = /more tha[nt] \d+ tokens/.test(error.message);
        const refused = tooLong
          ? withCode(
              error,
              'COST_LIMIT',
              `The document has more than ${limits.tokens} tokens. Ask for less at once, or split it into several requests.`,
            )
          : withCode(error, parseFailed);
        replaceParseResult(refused as never);
      };
    },
    onValidate() {
      return ({ valid, result, setResult }) => {
        if (!valid) setResult(result.map((error) => withCode(error as GraphQLError, validationFailed)));
      };
    },
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      const { trace } = args.contextValue as Served;
      const operation = getOperationAST(args.document, args.operationName);
      if (!operation) return undefined;
      trace.operation = operation.name?.value ?? operation.operation;
      const found = measure(args.schema as GraphQLSchema, args.document, operation, args.variableValues ?? {});
      const cost = { requested: found.cost, limit: limits.cost };
      const refused = overLimit(found, limits);
      if (refused) {
        setResultAndStopExecution({ errors: [refused], extensions: { cost } });
        return undefined;
      }
      setExecuteFn((given: ExecutionArgs) =>
        db.read(async (reader) => {
          trace.statements = reader.statements;
          return execute({ ...given, contextValue: { ...(given.contextValue as Served), reader } satisfies Context });
        }),
      );
      return {
        onExecuteDone({ result, setResult }) {
          if (typeof result === 'object' && result !== null && !(Symbol.asyncIterator in result))
            setResult({
              ...result,
              extensions: { ...result.extensions, cost, ...(trace.dataset === undefined ? {} : { dataset: { sequence: trace.dataset } }) },
            });
        },
      };
    },
    onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || Symbol.asyncIterator in result || !result.errors) return;
      const { trace } = serverContext as unknown as Served;
      const errors = result.errors.map((error) => coded(error as GraphQLError, trace.id, (cause) => report(cause, trace)));
      trace.code = String(errors[0]?.extensions.code);
      setResult({ ...result, errors });
    },
  };
}

function overLimit(found: ReturnType<typeof measure>, limits: Limits): GraphQLError | undefined {
  const refuse = (message: string) => new GraphQLError(message, { extensions: { code: 'COST_LIMIT', http: { status: 400 } } });
  if (found.depth > limits.depth)
    return refuse(
      `The query is ${found.depth} levels deep; at most ${limits.depth} are allowed. Ask for the inner levels in a request of their own.`,
    );
  if (found.aliases > limits.aliases)
    return refuse(`The query has ${found.aliases} aliases; at most ${limits.aliases} are allowed. Split it into several requests.`);
  if (found.cost > limits.cost)
    return refuse(
      `The query could answer ${found.cost} objects; at most ${limits.cost} are allowed. Ask for smaller pages with \`first\`, or for fewer lists within lists.`,
    );
  return undefined;
}
