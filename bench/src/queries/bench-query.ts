import { dayCount, formatDay } from '../generate/dates.ts';
import type { Random } from '../random.ts';

export type Variables = Readonly<Record<string, string | number | null>>;
// biome-ignore lint/suspicious/noExplicitAny: answers come from outside, in each system's own shape.
export type ResponseJson = any;

/** What the variables of requests are drawn from. */
export interface VariablePool {
  random: Random;
  countries: readonly string[];
  words: readonly string[];
}

/** One of the queries: as each system is asked it, and how PostGraphile's answer is read as Chancery's. */
export interface BenchQuery {
  name: string;
  title: string;
  /** So many sets of variables that none is soon asked again; fewer where there are no more. */
  generateVariables(pool: VariablePool): Variables[];
  chancery: string;
  postgraphile: string;
  /** The data of Chancery's answer, from that of PostGraphile's. */
  toChanceryShape(data: ResponseJson): ResponseJson;
  /** One statement of one row and one column: the data of Chancery's answer, as JSON. */
  limit: string;
  /** Its parameters, by name; the variables if left out. */
  limitParameters?(variables: Variables): Variables;
}

const datesPerCountry = 96;

/** Every country with days of any year since 1975, up to which its list is asked for. */
export const countryUntilVariables = ({ random, countries }: VariablePool): Variables[] =>
  random.shuffle(
    countries.flatMap((code) =>
      Array.from({ length: datesPerCountry }, () => ({
        code,
        until: formatDay(dayCount - 1 - random.nextInt(52 * 365)),
      })),
    ),
  );
