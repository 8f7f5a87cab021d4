import { isDeepStrictEqual } from 'node:util';
import type { BenchQuery, ResponseJson, Variables } from '../queries/bench-query.ts';
import { type RequestFormat, requestFormatFor } from '../systems/system.ts';
import { postJson } from './post-json.ts';

interface Target {
  url: string;
  format: RequestFormat;
}

/** Returns the data of a system's response; throws if the response has errors. */
async function fetchData({ url, format }: Target, variables: Variables): Promise<ResponseJson> {
  const response = await postJson(url + format.path, format.buildBody(variables));
  const result = (await response.json()) as ResponseJson;
  if (result.errors) throw new Error(`${url}: ${JSON.stringify(result.errors)} for ${JSON.stringify(variables)}`);
  return format.extractData(result);
}

/** Returns the data of Chancery's responses, with which those of the other systems are compared. */
export async function fetchChanceryData(
  query: BenchQuery,
  url: string,
  variableSets: readonly Variables[],
): Promise<ResponseJson[]> {
  const format = requestFormatFor(query, 'chancery');
  const data: ResponseJson[] = [];
  for (const variables of variableSets) data.push(await fetchData({ url, format }, variables));
  return data;
}

/** Asserts that the raw SQL server returns the same JSON as Chancery, and PostGraphile, whose data is rearranged, the same values. */
export async function assertSameData(
  query: BenchQuery,
  system: 'postgraphile' | 'limit',
  url: string,
  expected: readonly { variables: Variables; data: ResponseJson }[],
): Promise<void> {
  for (const { variables, data } of expected) {
    const actual = await fetchData({ url, format: requestFormatFor(query, system) }, variables);
    const isEqual =
      system === 'limit' ? JSON.stringify(actual) === JSON.stringify(data) : isDeepStrictEqual(actual, data);
    if (!isEqual)
      throw new Error(
        `${query.name}, ${JSON.stringify(variables)}: ${system} returned ${describeDifference(data, actual)}`,
      );
  }
}

function describeDifference(expectedData: ResponseJson, actualData: ResponseJson): string {
  const [expected, actual] = [JSON.stringify(expectedData), JSON.stringify(actualData)];
  const index = [...expected].findIndex((character, position) => character !== actual[position]);
  const excerpt = (text: string): string => `…${text.slice(Math.max(0, index - 80), index + 120)}…`;
  return `${excerpt(actual)} where Chancery returned ${excerpt(expected)}`;
}
