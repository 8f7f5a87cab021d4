import { isDeepStrictEqual } from 'node:util';
import type { Answer, Query, Variables } from '../queries/bench-query.ts';
import { type Asked, askedOf } from '../systems/system.ts';

export interface Target {
  url: string;
  asked: Asked;
}

/** The data that a system answers; an answer with errors is an error here. */
export async function ask({ url, asked }: Target, variables: Variables): Promise<Answer> {
  const response = await fetch(url + asked.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: asked.body(variables),
  });
  const answer = (await response.json()) as Answer;
  if (answer.errors) throw new Error(`${url}: ${JSON.stringify(answer.errors)} for ${JSON.stringify(variables)}`);
  return asked.read(answer);
}

/** What Chancery answers to each, to compare the others with. */
export async function answersOf(query: Query, url: string, sets: readonly Variables[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const variables of sets) answers.push(await ask({ url, asked: askedOf(query, 'chancery') }, variables));
  return answers;
}

/** The same keys in the same order, the same values: the JSON is the same. Of PostGraphile's, which are rearranged, the values. */
export async function assertEqual(
  query: Query,
  system: 'postgraphile' | 'limit',
  url: string,
  expected: readonly { variables: Variables; data: Answer }[],
): Promise<void> {
  for (const { variables, data } of expected) {
    const other = await ask({ url, asked: askedOf(query, system) }, variables);
    const equal = system === 'limit' ? JSON.stringify(other) === JSON.stringify(data) : isDeepStrictEqual(other, data);
    if (!equal)
      throw new Error(`${query.name}, ${JSON.stringify(variables)}: ${system} answers ${difference(data, other)}`);
  }
}

function difference(one: Answer, other: Answer): string {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  const at = [...left].findIndex((character, index) => character !== right[index]);
  return `…${right.slice(Math.max(0, at - 80), at + 120)}… where Chancery answers …${left.slice(Math.max(0, at - 80), at + 120)}…`;
}
