import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './generated/introspection.ts';

export { type FragmentOf, type ResultOf, readFragment, type VariablesOf } from 'gql.tada';

/**
 * The `graphql` function of gql.tada for the schema of this version of the SDK.
 *
 * @example
 * const parse: ChanceryGraphQL = graphql;
 */
export type ChanceryGraphQL = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string };
}>;

/**
 * Parses an operation or fragment and types it by the schema, without a code generator. `client.request` sends the
 * documents; it needs no `print`, because they have their text.
 *
 * @example
 * const CountryName = graphql('query CountryName($code: String!) { country(code: $code) { name } }');
 * const { country } = await client.request(CountryName, { code: 'KZ' });
 */
export const graphql: ChanceryGraphQL = /* @__PURE__ */ createGraphQL();

function createGraphQL(): ChanceryGraphQL {
  const parse: ChanceryGraphQL = initGraphQLTada();
  /** The texts of a document and of its fragments. */
  const texts = new WeakMap<object, ReadonlySet<string>>();
  const getTexts = (fragment: object): ReadonlySet<string> => {
    const parts = texts.get(fragment);
    if (parts === undefined) throw new TypeError('Fragments must be made with `graphql` of @chancery/sdk/tada.');
    return parts;
  };
  const parseWithText = (input: string, fragments: readonly object[] = []): object => {
    const document: object = parse(input, fragments as never);
    // gql.tada removes its directive from the parsed document only.
    const own = input.replaceAll(/@_unmask\b/g, '').trim();
    const parts = new Set([own, ...fragments.flatMap((fragment) => [...getTexts(fragment)])]);
    texts.set(document, parts);
    return Object.defineProperty(document, 'toString', { value: () => [...parts].join('\n') });
  };
  return Object.assign(parseWithText, parse) as unknown as ChanceryGraphQL;
}
