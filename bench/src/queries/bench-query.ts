import { dayCount, formatDay } from '../generate/dates.ts';
import type { Random } from '../random.ts';

export type Variables = Readonly<Record<string, string | number | null>>;
// biome-ignore lint/suspicious/noExplicitAny: each system returns JSON in its own shape.
export type ResponseJson = any;

/** The values from which the variables of requests are drawn. */
export interface VariablePool {
  random: Random;
  countries: readonly string[];
  words: readonly string[];
}

/** A query in the form of each system, and the conversion of PostGraphile's data to the shape of Chancery's. */
export interface BenchQuery {
  name: string;
  title: string;
  /** Returns enough variables that requests rarely repeat, or all there are. */
  generateVariables(pool: VariablePool): Variables[];
  chancery: string;
  postgraphile: string;
  /** Converts the data of PostGraphile's response to the shape of Chancery's. */
  toChanceryShape(data: ResponseJson): ResponseJson;
  /** An SQL statement that returns the data of Chancery's response as JSON, in one row and column. */
  limit: string;
  /** The parameters of the statement by name; the variables if absent. */
  limitParameters?(variables: Variables): Variables;
}

const datesPerCountry = 96;

/** Returns every country with random days since 1975 as the end of its list. */
export const countryUntilVariables = ({ random, countries }: VariablePool): Variables[] =>
  random.shuffle(
    countries.flatMap((code) =>
      Array.from({ length: datesPerCountry }, () => ({
        code,
        until: formatDay(dayCount - 1 - random.nextInt(52 * 365)),
      })),
    ),
  );
