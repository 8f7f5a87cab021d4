import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as documents from '../../src/mcp/documents.ts';
import { schema } from '../../src/schema/index.ts';

const texts = Object.entries(documents).map(([name, document]): [string, string] => [
  name,
  typeof document === 'string' ? document : document(3),
]);

test.each(texts)('%s is valid', (_name, text) => {
  expect(validate(schema, parse(text))).toEqual([]);
});
