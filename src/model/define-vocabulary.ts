/** A closed vocabulary with the name and the descriptions that it has in the API. */
interface Vocabulary {
  readonly name: string;
  readonly description: string;
  readonly values: Readonly<Record<string, string>>;
}
const defined: Vocabulary[] = [];
/** All vocabularies of the API. */
export const vocabularies: readonly Vocabulary[] = defined;

/** Defines a closed vocabulary, shared by the database, the interchange format and GraphQL, and returns its values. */
export function defineVocabulary<Value extends string>(
  name: string,
  description: string,
  values: Record<Value, string>,
): readonly [Value, ...Value[]] {
  defined.push({ name, description, values });
  return Object.keys(values) as [Value, ...Value[]];
}
