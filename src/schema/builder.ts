import SchemaBuilder from '@pothos/core';
import type { Context } from './context.ts';

/** What a resolver finds: the answer of the one statement that a root field was compiled to, by response key. */
export type ResultObject = Readonly<Record<string, unknown>>;

export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
  };
}>({ defaultFieldNullability: false });
