import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

/** Parses a document and types it by the SDK's SDL. `gql.tada generate-output` creates graphql-env.d.ts from that. */
export const graphql = initGraphQLTada<{ introspection: introspection; scalars: { Date: string; DateTime: string } }>();
