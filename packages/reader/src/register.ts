import type { Day } from './calendar.ts';
import type { OfficeRank } from './languages/types.ts';

type PartyKind = 'PERSON' | 'COUNTRY' | 'GROUP' | 'ORGANIZATION';

/** A name, a code or an office to look up in the record, as of a day. */
export type RegisterQuery =
  | { kind: 'PERSON'; name: string; isSurname: boolean; office?: OfficeQuery | undefined }
  | { kind: 'HOLDER'; office: OfficeQuery }
  /** The first of the countries that existed on the day. */
  | { kind: 'COUNTRY'; codes: readonly string[] }
  | { kind: 'GROUP'; name: string; code?: string | undefined }
  | { kind: 'ORGANIZATION'; name: string }
  | { kind: 'TOPIC'; name: string }
  | { kind: 'COMMODITY'; name: string };

export interface OfficeQuery {
  title: string;
  rank: OfficeRank;
  /** The code of the country; undefined if the text does not state it. */
  country: string | undefined;
}

/** A record that the words may mean. */
export interface RegisterCandidate {
  key: string;
  name: string;
  /** From 0 to 1. */
  score: number;
  /** Why it may be meant, in words for an editor. */
  reason: string;
  kind: PartyKind | 'TOPIC' | 'COMMODITY';
  /** The term in office on that day. */
  term?:
    | {
        key: string;
        office: string;
        rank: OfficeRank;
        country: string | undefined;
        countryName?: string | undefined;
      }
    | undefined;
}

/**
 * The record that a text is read against: a database on a server, or `Query.resolve` in a browser. It answers all queries
 * of a text at once, each with its candidates, the best first.
 */
export interface Register {
  find(queries: readonly RegisterQuery[], on: Day | undefined): Promise<readonly (readonly RegisterCandidate[])[]>;
}

/** A register without records: every name is new. */
export const emptyRegister: Register = { find: async (queries) => queries.map(() => []) };
