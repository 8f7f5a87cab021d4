import type { BenchQuery, ResponseJson } from './bench-query.ts';

const typenameByKind: Record<string, string> = {
  VISIT: 'Visit',
  STATEMENT: 'Statement',
  TRADE_LINK: 'TradeLink',
  COUNTRY: 'Country',
  PERSON: 'Person',
  ORGANIZATION: 'Organization',
  GROUP: 'Group',
  SOURCE: 'Source',
  OFFICE: 'Office',
  TOPIC: 'Topic',
};
const typenameSql = `CASE d.kind ${Object.entries(typenameByKind)
  .map(([kind, name]) => `WHEN '${kind}' THEN '${name}'`)
  .join(' ')} END`;

export const q5: BenchQuery = {
  name: 'Q5',
  title: 'Full-text search with highlights, newest first, twenty hits',
  // Words that occur in one of 40 to one of 2,000 statements, and a third as many pairs of frequent words; each in lower
  // case and capitalized, which match the same documents.
  generateVariables: ({ random, words }) => {
    const texts = [
      ...words.slice(100, 3700),
      ...Array.from({ length: 1200 }, (_, index) => `${words[80 + (index % 300)]} ${words[90 + random.nextInt(200)]}`),
    ];
    return random.shuffle(texts.flatMap((text) => [{ text }, { text: text.charAt(0).toUpperCase() + text.slice(1) }]));
  },
  chancery: `query Q5($text: String!) {
  search(text: $text, orderBy: NEWEST, first: 20) {
    edges { highlights node { __typename ... on Entry { key summary at } } }
  }
}`,
  postgraphile: `query Q5($text: String!) {
  searchNewest(query: $text, hits: 20) { nodes { kind key summary at title body } }
}`,
  toChanceryShape: ({ searchNewest }) => ({
    search: {
      edges: searchNewest.nodes.map(({ kind, key, summary, at, title, body }: ResponseJson) => ({
        highlights: [...new Set([title, ...body.split('\n')])].filter((text) => text.includes('<mark>')),
        node: { __typename: typenameByKind[kind], ...(key !== null && { key, summary, at }) },
      })),
    },
  }),
  // Chancery's function marks the words, as the full-text table holds folded text.
  limit: `SELECT json_object('search', json_object('edges', json((SELECT json_group_array(json_object(
  'highlights', json(search_highlights(d.title, d.body, @terms)),
  'node', json(CASE WHEN e.id IS NULL THEN json_object('__typename', ${typenameSql})
    ELSE json_object('__typename', ${typenameSql}, 'key', e.key, 'summary', e.summary, 'at', e.at) END)))
FROM (SELECT rowid AS id FROM search WHERE search MATCH @match ORDER BY rowid DESC LIMIT 20) hit
CROSS JOIN documents d ON d.id = hit.id LEFT JOIN entries e ON e.id = d.entry_id))))`,
  limitParameters: ({ text }) => ({
    match: String(text)
      .split(' ')
      .map((word) => `"${word}"`)
      .join(' AND '),
    terms: JSON.stringify(
      String(text)
        .split(' ')
        .map((word) => ({ words: [word.toLowerCase()], isPrefix: false })),
    ),
  }),
};
