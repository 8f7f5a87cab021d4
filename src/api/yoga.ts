import { type ExecutionArgs, execute as executeByReference } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { schema } from '../schema/index.ts';
import { executeDirect } from './execute-direct.ts';

/**
 * What SQL makes whole is sent as it comes; for all else there is the reference's own executor: Yoga's says some things in other words, and is
 * not quicker here.
 */
const directExecutionPlugin: Plugin = {
  onExecute: ({ setExecuteFn }) =>
    setExecuteFn(async (args: ExecutionArgs) => (await executeDirect(args)) ?? executeByReference(args)),
};

/**
 * Yoga runs what is asked: documents are parsed, validated and executed by its pipeline, with whatever plugins are listed here. The way from and
 * to HTTP is our own (exchange.ts): Yoga's own, over the standard's Request and Response, takes longer than a short query itself.
 */
const yoga = createYoga({
  schema,
  plugins: [directExecutionPlugin],
  // Told once, at the end: coded.ts.
  maskedErrors: false,
  logging: false,
  graphiql: false,
  landingPage: false,
  multipart: false,
  // Documents are kept with what they cost: documents.ts.
  parserAndValidationCache: false,
});

export const { parse, validate, execute } = yoga.getEnveloped({});
