import { join } from 'node:path';
import graphqlPlugin from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Objects that belong to the object that has them: caches keep them with it. */
const valueTypes = [
  'Affiliation',
  'Citation',
  'Claim',
  'ClaimedFields',
  'CountryPeriod',
  'Delegation',
  'DraftAlternative',
  'DraftSpan',
  'FieldChange',
  'FuzzyDate',
  'Identifier',
  'Membership',
  'Name',
  'PageInfo',
  'ReadingNotice',
  'Rendering',
  'Resolution',
  'Revision',
  'SourceExcerpt',
  'Span',
  'StatementCount',
  'TradeFlowTotal',
  'Traveller',
  'UnresolvedField',
  'Viewer',
  'VisitCount',
];

interface Exception {
  reason: string;
  rule: string;
  message: RegExp;
}

/** What the rules report although it is intended. */
const exceptions: Exception[] = [
  {
    reason: 'Pages, results of mutations, errors, values and aggregates have no identity.',
    rule: 'strict-id-in-types',
    message: new RegExp(`^type "(\\w+(Connection|Edge|Payload|Error)|${valueTypes.join('|')})" must have`),
  },
  {
    reason: 'They are no part of the record: their holders know them by their keys, and node does not find them.',
    rule: 'strict-id-in-types',
    message: /^type "(Reading|SavedSearch)" must have/,
  },
  {
    reason: 'The fields that a change has changed.',
    rule: 'no-typename-prefix',
    message: /^Field "changes" starts with the name of the parent type "Change"$/,
  },
  {
    reason: 'Short lists, such as names and travellers, have no pages; connections also have "nodes".',
    rule: 'relay-edge-types',
    message: /^A list type should only wrap an edge type\.$/,
  },
  {
    reason: 'A revision is part of the history of its record.',
    rule: 'relay-edge-types',
    message: /^Edge type's field `node` must implement `Node` interface\.$/,
  },
  {
    reason: 'A search is read from its best results on.',
    rule: 'relay-arguments',
    message: /^Field `search` must contain an argument `(last|before)`/,
  },
];

async function lint(name: 'flat/schema-recommended' | 'flat/schema-relay'): Promise<ESLint.LintResult['messages']> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['schema.graphql'],
        languageOptions: {
          parser: graphqlPlugin.parser as never,
          parserOptions: { graphQLConfig: { schema: join(root, 'schema.graphql') } },
        },
        plugins: { '@graphql-eslint': graphqlPlugin as never },
        rules: graphqlPlugin.configs[name].rules as never,
      },
    ],
  });
  const [result] = await eslint.lintFiles(['schema.graphql']);
  return result?.messages ?? [];
}

test('the schema follows the recommended rules and those of Relay, with these exceptions', async () => {
  const messages = [...(await lint('flat/schema-recommended')), ...(await lint('flat/schema-relay'))];
  const findException = ({ ruleId, message }: (typeof messages)[number]): Exception | undefined =>
    exceptions.find((exception) => ruleId === `@graphql-eslint/${exception.rule}` && exception.message.test(message));
  const violations = messages.filter((message) => !findException(message));
  expect(violations.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`)).toEqual([]);
  const used = new Set(messages.map(findException));
  expect(exceptions.filter((exception) => !used.has(exception))).toEqual([]);
});
