import { words } from '../generate/words.ts';
import { worstCaseQueries } from './worst-case-queries.ts';

export interface AttackRequests {
  name: string;
  /** The bodies that the client sends in turn. */
  bodies: readonly string[];
}

const postBody = (query: string, variables?: object): string => JSON.stringify({ query, variables });

/** Legal documents that differ from each other, so that each has to be parsed, validated and compiled. */
const distinctDocuments = Array.from({ length: 1_000 }, (_, number) => {
  const aliases = Array.from(
    { length: 40 },
    (_, index) =>
      `a${index}_${number}: visits(first: ${1 + ((number + index) % 100)}) { nodes { key summary host { name } travellers { person { name } } } }`,
  );
  return postBody(`{ ${aliases.slice(0, 1 + (number % 40)).join(' ')} }`);
});

const nest = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
};

/** What one client can send to delay all others. */
export const attacks: readonly AttackRequests[] = [
  {
    name: 'everything that does not contain a word',
    bodies: [postBody('{ statements(filter: { not: { text: "the" } }) { totalCount } }')],
  },
  {
    name: 'a quick statement whose values become expensive',
    bodies: [...words.slice(0, 5), ...words.slice(3_000, 3_020)].map((text) =>
      postBody('query ($text: String!) { statements(filter: { text: $text }) { totalCount } }', { text }),
    ),
  },
  {
    name: 'fifty aliases of quick statements',
    bodies: [
      postBody(
        `{ ${Array.from({ length: 50 }, (_, index) => `a${index}: visits(first: 20, filter: { text: "${words[200 + index]}" }) { nodes { key } }`).join(' ')} }`,
      ),
    ],
  },
  { name: 'a thousand different documents', bodies: distinctDocuments },
  {
    name: 'deeply nested variables',
    bodies: [
      postBody('query ($filter: VisitFilter) { visits(filter: $filter) { totalCount } }', { filter: nest(3_000) }),
    ],
  },
  {
    name: 'very many conditions',
    bodies: [
      postBody(`{ visits(filter: { or: [${Array.from({ length: 499 }, () => '{}').join(', ')}] }) { totalCount } }`),
    ],
  },
  ...worstCaseQueries.map(({ name, query }) => ({ name, bodies: [postBody(query)] })),
];
