import { readText } from '@chancery/reader';
import { expect, test } from 'vitest';
import { countriesRegister } from './countries-register.ts';

/** The lookups and character reads that every loop over a text makes. */
const counted = [
  [Set.prototype, 'has'],
  [Map.prototype, 'get'],
  [String.prototype, 'charCodeAt'],
  [String.prototype, 'slice'],
  [RegExp.prototype, 'test'],
] as const;

/** Counts the steps of reading a text: work that does not depend on the speed of the machine. */
async function countSteps(text: string): Promise<number> {
  let steps = 0;
  const originals = counted.map(([prototype, name]) => {
    const original = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
    const { value } = original;
    Object.defineProperty(prototype, name, {
      ...original,
      value(this: unknown, ...values: unknown[]): unknown {
        steps += 1;
        return Reflect.apply(value, this, values);
      },
    });
    return { prototype, name, original };
  });
  try {
    await readText({ text, language: 'en', publishedOn: '2024-05-15', sourceKey: 'g', register: countriesRegister });
  } finally {
    for (const { prototype, name, original } of originals) Object.defineProperty(prototype, name, original);
  }
  return steps;
}

/** Names that differ, as a list of passengers has them. */
const listNames = (length: number): string => {
  const names: string[] = [];
  for (let index = 0, size = 0; size < length; index += 1) {
    const name = `Ada${index.toString(36)} Lund${index.toString(36)}, `;
    names.push(name);
    size += name.length;
  }
  return names.join('');
};
const repeat = (piece: string) => (length: number) => piece.repeat(Math.ceil(length / piece.length));

const shortText = 6_000;

test.each<[string, (length: number) => string]>([
  ['nested marks', repeat('“‘')],
  ['quotations without an end', repeat('“He said ‘that “it” is” so, ')],
  ['the same name', repeat('President Ada Lund said he ')],
  ['different names', listNames],
  ['no spaces', repeat('a')],
  ['commas', repeat('Lund, the president, ')],
  ['verbs without a sentence end', repeat('said he was visiting and ')],
  ['visits', repeat('President Ada Lund’s planned trip to Peru was postponed. ')],
  ['receptions', repeat('Ada Lund received President Bo Paz of Peru and ')],
  ['apostrophes', repeat("'s '’ ")],
  ['brackets', repeat('(Lund (')],
  ['several directions', repeat('Lund said אבג \u202e ')],
  ['short paragraphs', repeat('“No,” he said.\n\n')],
  ['particles', repeat('van der Ek ')],
])('a text of %s that is twice as long takes about twice the work', async (_name, create) => {
  const [first, second] = [await countSteps(create(shortText)), await countSteps(create(2 * shortText))];
  expect(second / first).toBeLessThan(2.3);
});
