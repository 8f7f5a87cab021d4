import { getOperationAST, type OperationTypeNode, parse } from 'graphql';
import { z } from 'zod';
import { defineTool } from '../define-tool.ts';
import { maxResultBytes, measureJson, tooLargeError } from '../page.ts';
import { toolError } from '../tool-error.ts';

const maxDocumentLength = 100_000;

export const queryTool = defineTool({
  name: 'query',
  title: 'GraphQL query',
  writes: true,
  description:
    'Runs a GraphQL query for what the other tools do not answer: counts (visitCounts, statementCounts), trade (tradeLinks, tradeFlows, tradeFlowTotals), agreements, positions, figures, terms of office, history, changes. Select citations { source { publisher title url } spans { words } } to have evidence. Look up types with { __type(name: "VisitFilter") { inputFields { name description type { name kind ofType { name } } } } }.',
  input: z.strictObject({
    query: z.string().min(1).max(maxDocumentLength).describe('A GraphQL document.'),
    variables: z.record(z.string(), z.unknown()).optional().describe('The values of its variables.'),
    operationName: z.string().optional().describe('The operation to run, if the document has several.'),
  }),
  output: z.object({
    data: z.unknown(),
    errors: z
      .array(z.record(z.string(), z.unknown()))
      .describe('Errors of single fields, each with a path: the data of the other fields is complete.'),
    citations: z.array(z.unknown()).describe('Every citation in the data.'),
    permalinks: z.record(z.string(), z.string()).describe('The pages of the entries in the data, by key.'),
    permalinkTemplate: z.string().describe('The page of any other entry: replace {key} with its key.'),
  }),
  async run({ query, variables, operationName }, { client, permalinks, canWrite }) {
    assertAllowed(readOperationType(query, operationName), canWrite);
    const { data, errors = [] } = await client.run({ query, variables, operationName });
    const size = measureJson(data ?? null);
    if (size > maxResultBytes)
      throw tooLargeError(size, 'Select fewer fields, or smaller pages with `first`, and page with `after`.');
    const { citations, keys } = collectEvidence(data);
    return {
      data,
      errors: errors.map((error) => ({ ...error })),
      citations,
      permalinks: Object.fromEntries(keys.map((key) => [key, permalinks.entry(key)])),
      permalinkTemplate: `${permalinks.entry('')}{key}`,
    };
  },
  render: ({ data, errors, permalinks }) =>
    [
      JSON.stringify(errors.length > 0 ? { data, errors } : { data }, null, 1),
      ...Object.entries(permalinks).map(([key, url]) => `${key}: ${url}`),
    ].join('\n'),
});

/** Returns the type of the operation; undefined for a document that the API will reject too. */
function readOperationType(query: string, operationName: string | undefined): OperationTypeNode | undefined {
  try {
    return getOperationAST(parse(query, { noLocation: true, maxTokens: maxDocumentLength }), operationName)?.operation;
  } catch {
    return undefined;
  }
}

function assertAllowed(operationType: string | undefined, canWrite: boolean): void {
  if (operationType === 'subscription')
    throw toolError(
      'BAD_INPUT',
      'Subscriptions are not available here. Query `changes` with `afterSequence` instead, repeatedly.',
      'query',
    );
  if (operationType === 'mutation' && !canWrite)
    throw toolError(
      'UNAUTHENTICATED',
      'A mutation requires a token, and this connection has none. Set CHANCERY_TOKEN, or send an authorization header, with a token created by "chancery token create".',
      'query',
    );
}

/** Finds the citations in a result, and the keys of entries: objects with a `summary` or the name of such a type. */
function collectEvidence(data: unknown): { citations: unknown[]; keys: string[] } {
  const citations: unknown[] = [];
  const keys = new Set<string>();
  const pending = [data];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'citations' && Array.isArray(inner)) citations.push(...inner);
      pending.push(inner);
    }
    const { key, summary, __typename } = value as Readonly<Record<string, unknown>>;
    if (typeof key === 'string' && (summary !== undefined || entryTypes.has(__typename))) keys.add(key);
  }
  return { citations, keys: [...keys] };
}

const entryTypes = new Set<unknown>(['Visit', 'Statement', 'TradeLink', 'Agreement', 'Position', 'Figure']);
