import { type ResolutionKind, resolutionKinds } from '../../model/vocabulary.ts';

/** A type or a property in the reconciliation API. */
export interface Named {
  id: string;
  name: string;
}

export const toType = (kind: ResolutionKind): Named => ({
  id: kind.toLowerCase(),
  name: kind.charAt(0) + kind.slice(1).toLowerCase(),
});

export const entityTypes: readonly Named[] = resolutionKinds.map(toType);

/** Returns the kinds of types; undefined if none of them is known. */
export const findKinds = (types: readonly string[]): ResolutionKind[] =>
  resolutionKinds.filter((kind) => types.some((type) => type.toLowerCase() === kind.toLowerCase()));

interface Property extends Named {
  kinds: readonly ResolutionKind[];
  /** What its values are: records, dates, or text. */
  values: 'ENTITY' | 'DATE' | 'TEXT';
  /** The type of the records. */
  type?: ResolutionKind;
  /** Whether a query may give it to tell namesakes apart; ONLY if it cannot be read. */
  isQueried?: true | 'ONLY';
}

const parties = ['COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP'] as const;

export const properties: readonly Property[] = [
  {
    id: 'on',
    name: 'day on which it existed, lived or was in office',
    kinds: resolutionKinds,
    values: 'DATE',
    isQueried: 'ONLY',
  },
  {
    id: 'country',
    name: 'country',
    kinds: ['COUNTRY', 'PERSON', 'ORGANIZATION', 'OFFICE'],
    values: 'ENTITY',
    type: 'COUNTRY',
    isQueried: true,
  },
  { id: 'born', name: 'date of birth', kinds: ['PERSON'], values: 'DATE', isQueried: true },
  { id: 'died', name: 'date of death', kinds: ['PERSON'], values: 'DATE', isQueried: true },
  { id: 'name', name: 'name', kinds: resolutionKinds, values: 'TEXT' },
  { id: 'office', name: 'office held', kinds: ['PERSON'], values: 'ENTITY', type: 'OFFICE' },
  { id: 'code', name: 'ISO 3166 code', kinds: ['COUNTRY'], values: 'TEXT' },
  { id: 'alpha3', name: 'ISO 3166-1 alpha-3 code', kinds: ['COUNTRY'], values: 'TEXT' },
  { id: 'm49', name: 'UN M49 code', kinds: ['COUNTRY'], values: 'TEXT' },
  { id: 'status', name: 'status', kinds: ['COUNTRY'], values: 'TEXT' },
  { id: 'start', name: 'first day', kinds: ['COUNTRY', 'OFFICE'], values: 'DATE' },
  { id: 'end', name: 'last day', kinds: ['COUNTRY', 'OFFICE'], values: 'DATE' },
  { id: 'wikidata', name: 'Wikidata', kinds: [...parties, 'OFFICE'], values: 'TEXT' },
  { id: 'viaf', name: 'VIAF', kinds: ['PERSON', 'ORGANIZATION'], values: 'TEXT' },
  { id: 'lei', name: 'LEI', kinds: ['ORGANIZATION'], values: 'TEXT' },
];

/** The properties that clients can read, of a kind or of all. */
export const listProperties = (kinds: readonly ResolutionKind[]): Property[] =>
  properties.filter(
    ({ kinds: having, isQueried }) => isQueried !== 'ONLY' && having.some((kind) => kinds.includes(kind)),
  );
export const toNamed = ({ id, name }: Named): Named => ({ id, name });
