import type { Client } from '../client.ts';

/** The lists of a client: `visits`, `search`, `changes` … */
export type ListName = {
  [K in keyof Client]: Client[K] extends { each: unknown; list: unknown } ? K : never;
}[keyof Client];
/** The lists with a count. */
export type CountName = { [K in ListName]: Client[K] extends { count: unknown } ? K : never }[ListName];
/** The lists with a lookup. */
export type GetName = { [K in ListName]: Client[K] extends { get: unknown } ? K : never }[ListName];
/** The functions of a client that return rows. */
export type RowName = 'resolve' | 'visitCounts' | 'statementCounts' | 'tradeFlowTotals';

/** The first parameter of a method: the last overload of `list` is the one that does not count. */
type ArgumentsOf<TMethod> = TMethod extends (...args: infer TArguments) => unknown
  ? TArguments extends readonly [(infer TFirst)?, ...unknown[]]
    ? NonNullable<TFirst>
    : never
  : never;

export type NodeOf<K extends ListName> = Client[K] extends {
  each(...args: never): AsyncGenerator<infer TNode, void, undefined>;
}
  ? TNode
  : never;
export type DetailOf<K extends GetName> = Client[K] extends { get(...args: never): Promise<infer TDetail> }
  ? TDetail
  : never;
export type ListArgumentsOf<K extends ListName> = Client[K] extends { list: infer TList }
  ? Omit<ArgumentsOf<TList>, 'totalCount'>
  : never;
export type CountArgumentsOf<K extends CountName> = Client[K] extends { count: infer TCount }
  ? ArgumentsOf<TCount>
  : never;
export type RowArgumentsOf<K extends RowName> = ArgumentsOf<Client[K]>;
export type RowOf<K extends RowName> = Awaited<ReturnType<Client[K]>>[number];

/** Arguments that may be omitted if none is required. */
export type MaybeOmitted<TArguments> =
  Record<never, never> extends TArguments ? [variables?: TArguments | undefined] : [variables: TArguments];
