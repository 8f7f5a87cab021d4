import { type ExecutionArgs, execute } from 'graphql';
import { executeDirect } from '../execute-direct.ts';
import type { ApiPlugin } from '../server-context.ts';

/**
 * Executes queries for which SQL produces the whole JSON without resolvers. All others run on graphql-js's own executor: Yoga's default words
 * some errors differently and is not faster.
 */
export function useDirectExecution(): ApiPlugin {
  return {
    onExecute: ({ setExecuteFn }) =>
      setExecuteFn(async (args: ExecutionArgs) => (await executeDirect(args)) ?? execute(args)),
  };
}
