import { z } from 'zod';
import { resolutionKinds } from '../../model/vocabulary.ts';
import { defineTool } from '../define-tool.ts';
import { getName, partyKind as partyKinds, selectCandidates } from '../names.ts';

const [defaultCandidates, maxCandidates, maxNames] = [3, 10, 20];

export const resolveTool = defineTool({
  name: 'resolve',
  title: 'Resolve names',
  description:
    'Finds the records that names, codes or identifiers of other registers may mean, with a score from 0.5 to 1 and the reason. Use it when a name may be ambiguous or misspelled.',
  input: z.strictObject({
    names: z.array(z.string().min(1)).min(1).max(maxNames).describe(`1 to ${maxNames} names as someone wrote them.`),
    kind: z.array(z.enum(resolutionKinds)).optional().describe('Returns only these kinds.'),
    on: z.string().optional().describe('The day on which the names were used (YYYY-MM-DD): tells namesakes apart.'),
    first: z
      .int()
      .min(1)
      .max(maxCandidates)
      .default(defaultCandidates)
      .describe(`The number of candidates for each name: 1 to ${maxCandidates}. Defaults to ${defaultCandidates}.`),
  }),
  output: z.object({
    items: z.array(
      z.object({
        value: z.string().describe('The name as given.'),
        candidates: z.array(
          z.object({
            kind: z.string(),
            key: z.string().describe('The key to use in other tools.'),
            name: z.string(),
            score: z.number(),
            reason: z.string(),
            matched: z.string().describe('The name, title, code or identifier that matched.'),
            permalink: z.string().nullable().describe('The timeline of a country, person, organization or group.'),
          }),
        ),
      }),
    ),
  }),
  async run({ names, kind, on, first }, { client, permalinks }) {
    const results = await selectCandidates(
      client,
      names.map((value) => ({ value, kind })),
      { on, first },
    );
    return {
      items: names.map((value, index) => ({
        value,
        candidates: (results[index] ?? []).map((row) => ({
          kind: row.kind,
          key: row.node.key,
          name: getName(row),
          score: row.score,
          reason: row.reason,
          matched: row.matched,
          permalink: (partyKinds as readonly string[]).includes(row.kind) ? permalinks.party(row.node.key) : null,
        })),
      })),
    };
  },
  render: ({ items }) =>
    items
      .map(({ value, candidates }) =>
        [
          `${JSON.stringify(value)}${candidates.length === 0 ? ': no record' : ''}`,
          ...candidates.map(({ kind, key, name, score, reason, matched, permalink }) =>
            `- ${name} [${kind}, ${key}], score ${score}, ${reason} “${matched}” ${permalink ?? ''}`.trimEnd(),
          ),
        ].join('\n'),
      )
      .join('\n\n'),
});
