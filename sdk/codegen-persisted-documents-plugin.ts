import { hash } from 'node:crypto';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { printOperations } from './print-operations.ts';

/** A codegen plugin: the text of every operation by its SHA-256, which identifies it to a server. */
export const plugin = (_schema: GraphQLSchema, files: readonly { readonly document?: DocumentNode }[]): string =>
  `${JSON.stringify(Object.fromEntries([...printOperations(files).values()].map((text) => [hash('sha256', text), text]).sort()), null, 2)}\n`;
