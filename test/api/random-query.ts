import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isRequiredArgument,
} from 'graphql';
import { schema } from '../../src/schema/index.ts';

/** A query as a tree: each selection set has a type and unique names. */
export interface RandomSelection {
  type: string;
  fields: { name: string; args: string; selection?: RandomSelection }[];
}

type Composite = GraphQLObjectType | GraphQLInterfaceType;
interface RandomQueryOptions {
  /** Excludes lists without pagination, whose length is unbounded. */
  isPagedOnly: boolean;
  /** The type to select on; defaults to Query. */
  typeName?: string;
}

/** The root fields that only holders of a token can read. */
const requiringToken: ReadonlySet<string> = new Set(['drafts']);

/** Generates valid queries, or selections on a type, of fields without required arguments. */
export const arbitraryQuery = ({
  isPagedOnly: pagesOnly,
  typeName: of = 'Query',
}: RandomQueryOptions): fc.Arbitrary<RandomSelection> =>
  fc.gen().map((draw) => {
    const offered = (type: Composite, levels: number): GraphQLField<unknown, unknown>[] =>
      Object.values(type.getFields()).filter(
        (field) =>
          !field.args.some(isRequiredArgument) &&
          !requiringToken.has(field.name) &&
          (levels > 0 || !isCompositeType(getNamedType(field.type))) &&
          (!pagesOnly || type.name.endsWith('Connection') || !isListType(getNullableType(field.type))),
      );
    const select = (type: Composite, levels: number): RandomSelection => {
      const offers = ['__typename', ...offered(type, levels).map(({ name }) => name)];
      const names = draw(fc.shuffledSubarray, offers, { minLength: 1, maxLength: Math.min(4, offers.length) });
      return {
        type: type.name,
        fields: names.map((name) => {
          const named = getNamedType(type.getFields()[name]?.type);
          if (!named || !isCompositeType(named)) return { name, args: '' };
          const paged = type.getFields()[name]?.args.some((arg) => arg.name === 'first');
          const args = paged ? draw(fc.constantFrom, '', '(first: 0)', '(first: 2)', '(first: 3)') : '';
          return { name, args, selection: select(named as Composite, levels - 1) };
        }),
      };
    };
    return select(schema.getType(of) as Composite, draw(fc.integer, { min: 1, max: 5 }));
  });

/** Prints the query. */
export const printQuery = ({ fields }: RandomSelection): string =>
  `{ ${fields.map(({ name, args, selection: inner }) => `${name}${args}${inner ? ` ${printQuery(inner)}` : ''}`).join(' ')} }`;

/** Prints the same query with parts moved to fragments and parts repeated; `ways` chooses which. */
export function rewriteWithFragments(query: RandomSelection, ways: Iterator<number>): string {
  const fragments: string[] = [];
  const next = (below: number): number => (ways.next().value ?? 0) % below;
  const set = (selected: RandomSelection): string => {
    const parts = selected.fields.map(({ name, args, selection: inner }) => {
      const field = `${name}${args}${inner ? ` ${set(inner)}` : ''}`;
      const fragment = (text: string) => {
        fragments.push(`fragment f${fragments.length} on ${selected.type} { ${text} }`);
        return `...f${fragments.length - 1}`;
      };
      return [
        () => field,
        () => fragment(field),
        () => `... { ${field} }`,
        () => `... on ${selected.type} { ${fragment(field)} ${field} }`,
        () => `${fragment(field)} ${fragments.length > 0 ? `...f${fragments.length - 1}` : ''}`,
      ][next(5)]?.();
    });
    return `{ ${parts.join(' ')} }`;
  };
  const operation = set(query);
  return [operation, ...fragments].join('\n');
}
