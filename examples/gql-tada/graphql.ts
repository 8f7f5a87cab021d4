import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

/** Reads a document, and types it by the SDL that the SDK has with it. `gql.tada generate-output` makes graphql-env.d.ts. */
export const graphql = initGraphQLTada<{ introspection: introspection; scalars: { Date: string; DateTime: string } }>();
