import type { WorldName } from '../generate/world-sizes.ts';
import type { BenchQuery } from './bench-query.ts';
import { q1 } from './q1-country-by-code.ts';
import { q2 } from './q2-visits-to-country.ts';
import { q3 } from './q3-country-timeline.ts';
import { q4 } from './q4-visits-per-year-and-region.ts';
import { q5 } from './q5-full-text-search.ts';

export const queries: readonly BenchQuery[] = [q1, q2, q3, q4, q5];

/** Q4 counts every visit, so that on the large world it exceeds the time limit of a request. */
export const queriesForWorld = (world: WorldName): readonly BenchQuery[] =>
  world === 'large' ? queries.filter((query) => query !== q4) : queries;
