import type { Gender, Mention } from './mentions.ts';
import type { OfficeQuery, RegisterQuery } from './register.ts';

/** Someone or something that a text mentions, with all its mentions. */
export interface Entity {
  readonly kind: 'PERSON' | 'COUNTRY' | 'GROUP' | 'ORGANIZATION' | 'ROLE' | 'UNKNOWN';
  /** Its longest name in the text. */
  name: string;
  /** The name, folded for comparisons. */
  folded: string;
  readonly mentions: Mention[];
  /** The mention with the longest name. */
  best: Mention;
  code?: string | undefined;
  office?: OfficeQuery | undefined;
  /** What its titles and pronouns say. */
  gender?: Gender | undefined;
  /** Whether its name is a surname of several words: "von der Leyen". */
  isSurname?: boolean | undefined;
  /** Whether the text has its name in another case than the nominative only. */
  isOblique: boolean;
  /** The nominatives that its name may have, if names have cases. */
  nominatives?: readonly string[] | undefined;
}

/** The states that a country continues, by the codes of its predecessors. */
const predecessors: Readonly<Record<string, readonly string[]>> = { RU: ['SUHH'], CZ: ['CSHH'] };

/** "J. F. Kennedy" may be anyone of this surname, as "Kennedy" may. */
export const initials = /^(?:\p{L}(?:\.\s*|\s+))+/u;

const toPersonQuery = (
  name: string,
  isSurname: boolean | undefined,
  office: OfficeQuery | undefined,
): RegisterQuery => ({
  kind: 'PERSON',
  name,
  isSurname: isSurname === true || !name.includes(' '),
  office,
});

/** What to look up for an entity; undefined if there is nothing to look up. */
export function toQuery({ kind, name, code, office, isSurname }: Entity): RegisterQuery | undefined {
  switch (kind) {
    case 'PERSON':
    case 'UNKNOWN':
      return toPersonQuery(name.replace(initials, ''), isSurname, office);
    case 'ROLE':
      return office && { kind: 'HOLDER', office };
    case 'COUNTRY':
      return code === undefined ? undefined : { kind: 'COUNTRY', codes: [code, ...(predecessors[code] ?? [])] };
    case 'GROUP':
      return { kind: 'GROUP', name, code };
    case 'ORGANIZATION':
      return { kind: 'ORGANIZATION', name };
  }
}
