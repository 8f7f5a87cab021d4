import { isDeepStrictEqual } from 'node:util';
import type { BenchQuery, ResponseJson, Variables } from '../queries/bench-query.ts';
import { type RequestFormat, requestFormatFor } from '../systems/system.ts';

export interface Target {
  url: string;
  format: RequestFormat;
}

/** The data that a system answers; an answer with errors is an error here. */
export async function fetchData({ url, format: asked }: Target, variables: Variables): Promise<ResponseJson> {
  const response = await fetch(url + asked.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: asked.buildBody(variables),
  });
  const answer = (await response.json()) as ResponseJson;
  if (answer.errors) throw new Error(`${url}: ${JSON.stringify(answer.errors)} for ${JSON.stringify(variables)}`);
  return asked.extractData(answer);
}

/** What Chancery answers to each, to compare the others with. */
export async function fetchChanceryData(
  query: BenchQuery,
  url: string,
  sets: readonly Variables[],
): Promise<ResponseJson[]> {
  const answers: ResponseJson[] = [];
  for (const variables of sets)
    answers.push(await fetchData({ url, format: requestFormatFor(query, 'chancery') }, variables));
  return answers;
}

/** The same keys in the same order, the same values: the JSON is the same. Of PostGraphile's, which are rearranged, the values. */
export async function assertSameData(
  query: BenchQuery,
  system: 'postgraphile' | 'limit',
  url: string,
  expected: readonly { variables: Variables; data: ResponseJson }[],
): Promise<void> {
  for (const { variables, data } of expected) {
    const other = await fetchData({ url, format: requestFormatFor(query, system) }, variables);
    const equal = system === 'limit' ? JSON.stringify(other) === JSON.stringify(data) : isDeepStrictEqual(other, data);
    if (!equal)
      throw new Error(
        `${query.name}, ${JSON.stringify(variables)}: ${system} answers ${describeDifference(data, other)}`,
      );
  }
}

function describeDifference(one: ResponseJson, other: ResponseJson): string {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  const at = [...left].findIndex((character, index) => character !== right[index]);
  return `…${right.slice(Math.max(0, at - 80), at + 120)}… where Chancery answers …${left.slice(Math.max(0, at - 80), at + 120)}…`;
}
