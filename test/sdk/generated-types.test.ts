import { readFileSync } from 'node:fs';
import { buildSchema, isObjectType, parse } from 'graphql';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { describeFields } from '../../sdk/describe-fields.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const types = read('sdk/src/generated/types.ts');
const schema = buildSchema(read('schema.graphql'));

interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly key?: { readonly name: string };
  readonly typeAnnotation?: { readonly typeAnnotation: { readonly type: string } };
}

/** Every field of a type literal with the comment directly before it, except those that must be absent. */
function collectFields(text: string): { name: string; comment: string | undefined }[] {
  const { program, comments } = parseSync('types.ts', text);
  const byEnd = new Map(comments.map((comment) => [comment.end, comment.value]));
  const fields: { name: string; comment: string | undefined }[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, start, key, typeAnnotation } = node as AstNode;
    if (type === 'TSPropertySignature' && typeAnnotation?.typeAnnotation.type !== 'TSNeverKeyword') {
      const end = text.slice(0, start).trimEnd().length;
      fields.push({
        name: key?.name ?? '',
        comment: byEnd
          .get(end)
          ?.replace(/^\*\s*/, '')
          .trim(),
      });
    }
    for (const child of Object.values(node)) walk(child);
  };
  walk(program.body);
  return fields;
}

test('every field of the generated types has a doc comment', () => {
  const fields = collectFields(types);
  expect(fields.length).toBeGreaterThan(1500);
  expect(fields.filter(({ comment }) => !comment)).toEqual([]);
});

test('the comment of a field is the description of the schema', () => {
  const visit = schema.getType('Visit');
  const fields = isObjectType(visit) ? visit.getFields() : {};
  const [declaration = ''] = /^export type Visit = [\s\S]*?^\);$/m.exec(types) ?? [];
  const commented = collectFields(declaration);
  for (const name of ['place', 'host', 'purposes', 'leg'])
    expect(commented.find((field) => field.name === name)?.comment).toBe(fields[name]?.description);
});

describe('describeFields', () => {
  const small = buildSchema(`
    type Query { "The animals of a zoo." animals("The zoo." zoo: ID, first: Int): [Animal!]! }
    interface Animal { "The name." name: String! }
    type Cat implements Animal { "The name of the cat." name: String! "Its prey: */ anything." prey: Prey }
    type Dog implements Animal { "The name of the dog." name: String! }
    type Prey { "What it is." kind: String! }
  `);

  test('describes aliases, members of unions, nested selections and variables', () => {
    const document = parse(
      'query Zoo($zoo: ID, $first: Int) { all: animals(zoo: $zoo, first: $first) { __typename called: name ... on Cat { prey { kind } } } }',
    );
    const content = [
      'export type ZooVariables = Exact<{',
      '  zoo?: string;',
      '  first?: number;',
      '}>;',
      "export type Zoo = { readonly all: ReadonlyArray<| { readonly __typename: 'Cat', readonly called: string, readonly prey: { readonly kind: string } | null } | { readonly __typename: 'Dog', readonly called: string }> };",
    ].join('\n');
    const fields = collectFields(describeFields(small, [{ document }], content));
    expect(fields.map(({ name, comment }) => `${name}: ${comment}`)).toEqual([
      'zoo: The zoo.',
      'first: The number of items from the start of the list, or after the cursor `after`: 0 to 100. Defaults to 20.',
      'all: The animals of a zoo.',
      '__typename: The name of the type of the object.',
      'called: The name of the cat.',
      'prey: Its prey: *\\/ anything.',
      'kind: What it is.',
      '__typename: The name of the type of the object.',
      'called: The name of the dog.',
    ]);
  });

  test('rejects a field without a description', () => {
    const bare = buildSchema('type Query { name: String }');
    const files = [{ document: parse('query Name { name }') }];
    expect(() => describeFields(bare, files, 'export type Name = { readonly name: string };')).toThrow(
      'The field name of Query has no description in the schema.',
    );
  });
});
