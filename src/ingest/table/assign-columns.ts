import { type FieldHint, fieldHints, type ProposedNoun } from './propose-fields.ts';
import type { ColumnSample } from './sample-columns.ts';

/** The columns that a field takes. */
export interface Taken {
  column?: ColumnSample;
  office?: ColumnSample;
  country?: ColumnSample;
  /** Whether the name of the column says so, and not only its values. */
  isByName?: boolean;
}

/** The fields without which a row is no record of the noun. */
export const requiredHints: Readonly<Record<ProposedNoun, readonly string[]>> = {
  visit: ['travellers', 'host', 'start'],
  statement: ['speaker', 'saidOn', 'text'],
  agreement: ['title', 'signatories', 'signedOn'],
  'trade-link': ['suppliers', 'buyers'],
  position: ['holder', 'stance'],
  figure: ['about', 'period', 'measure', 'value'],
  term: ['person', 'office', 'start'],
  flow: ['reporter', 'partner', 'commodity', 'value'],
  person: ['name'],
  organization: ['name'],
  office: ['title'],
};
/** Any table has a column that could be a name. */
const neverGuessed: readonly ProposedNoun[] = ['person', 'organization', 'office'];
/** A column whose values alone fit a field says less than its name. */
const weightOfShape = 0.4;
const certainShare = 0.6;

/** Returns the noun whose fields the columns give best, and whether it is certain. */
export function guessNoun(columns: readonly ColumnSample[]): { noun: ProposedNoun; isCertain: boolean } {
  const [best] = (Object.keys(requiredHints) as ProposedNoun[])
    .filter((noun) => !neverGuessed.includes(noun))
    .map((noun) => {
      const taken = assignColumns(noun, columns);
      const weights = requiredHints[noun].map((field) => {
        const { column, isByName } = taken.get(field) ?? {};
        return column === undefined ? 0 : isByName ? 1 : weightOfShape;
      });
      const share = weights.reduce<number>((sum, weight) => sum + weight, 0) / weights.length;
      return { noun, share, fields: taken.size };
    })
    .toSorted((one, other) => other.share - one.share || other.fields - one.fields);
  return { noun: best?.noun ?? 'visit', isCertain: (best?.share ?? 0) >= certainShare };
}

export const isIdentifier = ({ name, isUnique, isComplete }: ColumnSample): boolean =>
  /^(?:id|key|no\.?|nr\.?|#)$/i.test(name) && isUnique && isComplete;

const hasShape = ({ shape, canBeDate }: FieldHint, column: ColumnSample): boolean =>
  shape === undefined ? canBeDate === true || column.shape !== 'date' : column.shape === shape;

/** Gives each column to the first field whose hint it fits: by its name, then by its shape alone. */
export function assignColumns(noun: ProposedNoun, columns: readonly ColumnSample[]): Map<string, Taken> {
  const taken = new Map<string, Taken>();
  const free = new Set(columns.filter((column) => column.shape !== 'url' && !isIdentifier(column)));
  for (const isByName of [true, false])
    for (const hint of fieldHints[noun]) {
      const { field, header, part = 'column', byShape } = hint;
      if (taken.get(field)?.[part] || (!isByName && !byShape)) continue;
      const column = [...free].find((one) => (!isByName || header.test(one.words)) && hasShape(hint, one));
      if (!column) continue;
      taken.set(field, { ...taken.get(field), [part]: column, ...(part === 'column' && { isByName }) });
      free.delete(column);
    }
  return taken;
}
