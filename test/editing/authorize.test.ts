import {
  type GraphQLArgument,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';
import { revokeToken } from '../../src/store/write/token.ts';
import { type EditingFixture, errorSelection, openEditingFixture } from './editing-fixture.ts';

let editing: EditingFixture;
let before: Awaited<ReturnType<EditingFixture['dumpDatabase']>>;
const tokens: Record<'forged' | 'expired' | 'revoked' | 'editor' | 'admin', string> = {} as never;
beforeAll(async () => {
  editing = await openEditingFixture();
  tokens.editor = await editing.token('Ada Lovelace');
  tokens.admin = await editing.token('Grace Hopper', 'ADMIN');
  tokens.forged = `${tokens.admin.slice(0, -1)}${tokens.admin.endsWith('a') ? 'b' : 'a'}`;
  tokens.expired = await editing.token('Charles Babbage', 'ADMIN', new Date(Date.now() - 11 * 86_400_000));
  tokens.revoked = await editing.token('Konrad Zuse', 'ADMIN');
  const [, prefix = ''] = tokens.revoked.split('_');
  await editing.apiFixture.db.write((tx) => revokeToken(tx, prefix, new Date()));
  before = await editing.dumpDatabase();
});
afterAll(() => editing[Symbol.asyncDispose]());

/** A minimal valid value for an argument. */
function least(type: GraphQLInputType): string {
  if (isNonNullType(type)) return least(type.ofType);
  if (isListType(type)) return `[${least(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (!isInputObjectType(type))
    return { Int: '1', Float: '1', Boolean: 'true', Date: '"2024-05-02"' }[type.name] ?? '"gazette"';
  const fields = Object.values(type.getFields());
  const given = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
  return `{ ${given.map((field) => `${field.name}: ${least(field.type)}`).join(', ')} }`;
}
const written = (args: readonly GraphQLArgument[]): string =>
  args.map(({ name, type }) => `${name}: ${least(type)}`).join(', ');

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const document = ({ name, args }: (typeof mutations)[number]) =>
  `mutation { ${name}(${written(args.filter(isRequiredArgument))}) { ${errorSelection} } }`;

test('there is a mutation to record each noun, and to correct each except trips, which have only a name', () => {
  expect(mutations).toHaveLength(17 + 16 + 3 + 4);
});

const forbidden = { __typename: 'AccessError', code: 'FORBIDDEN' };

const strangers: [string, () => string | undefined, RegExp][] = [
  ['an anonymous client', () => undefined, /^The request has no authorization header\. Send /],
  ['a forged token', () => tokens.forged, /The token is unknown/],
  ['an expired token', () => tokens.expired, /expired/],
  ['a revoked token', () => tokens.revoked, /revoked/],
];

test.each(strangers)('every mutation rejects %s', async (_, token, message) => {
  for (const mutation of mutations)
    expect(await editing.sendMutation(token(), document(mutation))).toMatchObject({
      errors: [{ __typename: 'AccessError', code: 'UNAUTHENTICATED', message: expect.stringMatching(message) }],
    });
  expect(await editing.dumpDatabase()).toEqual(before);
});

test('reference data requires an ADMIN, in a batch too', async () => {
  const adminOnly = mutations.filter(({ name }) => /(Country|Group|Commodity)$/.test(name));
  expect(adminOnly).toHaveLength(6);
  for (const mutation of adminOnly)
    expect(await editing.sendMutation(tokens.editor, document(mutation))).toMatchObject({
      errors: [
        {
          ...forbidden,
          message: expect.stringMatching(
            /^A (country|group|commodity) is reference data, which requires the role ADMIN/,
          ),
        },
      ],
    });
  const entries = '[{ topic: { key: "t", name: "T" } }, { commodity: { key: "c", scheme: "WORDS", name: "C" } }]';
  const batch = `mutation { importEntries(input: { entries: ${entries}, source: "gazette" }) { ${errorSelection} } }`;
  expect(await editing.sendMutation(tokens.editor, batch)).toMatchObject({ errors: [forbidden] });
  for (const end of [
    'withdraw(input: { key: "KZ", reason: "no" })',
    'merge(input: { key: "KZ", into: "UZ", reason: "no" })',
  ])
    expect(await editing.sendMutation(tokens.editor, `mutation { ${end} { ${errorSelection} } }`)).toMatchObject({
      errors: [forbidden],
    });
  expect(await editing.dumpDatabase()).toEqual(before);
});

test('other records accept any valid token', async () => {
  for (const mutation of mutations) {
    const { errors } = await editing.sendMutation(tokens.admin, document(mutation));
    expect(errors, mutation.name).toBeInstanceOf(Array);
    expect(JSON.stringify(errors), mutation.name).not.toContain('AccessError');
  }
});
