import { vocabularies } from '../model/define-vocabulary.ts';
import type { RecordNoun } from '../model/vocabulary.ts';

/** Returns a noun with its article: "a term in an office". */
export function describeNoun(noun: RecordNoun): string {
  if (noun === 'group') return 'a group';
  if (noun === 'coverage') return 'the coverage of a source';
  const description = vocabularies.find(({ name }) => name === 'RecordNoun')?.values[noun] ?? noun;
  return description.replace(/^A/, 'a').replace(/\.$/, '');
}
