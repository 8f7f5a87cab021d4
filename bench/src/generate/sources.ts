import { type Random, Zipf } from '../random.ts';
import type { BulkWriter } from './bulk-writer.ts';
import { dayCount, formatDay } from './dates.ts';
import { generateSentence, properName } from './words.ts';

/** Picks sources, a few of them far more often than the others. */
export interface SourcePicker {
  pick(random: Random): number;
}

/** Writes sources, and returns a picker of their ids. */
export function generateSources(writer: BulkWriter, random: Random, count: number): SourcePicker {
  const first = writer.maxId('sources') + 1;
  const insert = writer.prepareInsert('sources', [
    'id',
    'key',
    'publisher',
    'title',
    'url',
    'language',
    'published_on_edtf',
    'published_on_earliest',
    'published_on_latest',
    'published_on_precision',
    'published_on_basis',
  ]);
  for (let index = 0; index < count; index += 1) {
    const key = `bench-s${index + 1}`;
    const fields = {
      publisher: `${properName(index % 97)} News`,
      title: generateSentence(random, 8),
      url: `https://example.org/${key}`,
      language: 'en',
      publishedOn: formatDay(random.nextInt(dayCount)),
    };
    const { publisher, title, url, language, publishedOn: day } = fields;
    insert([first + index, key, publisher, title, url, language, day, day, day, 'DAY', 'STATED']);
    writer.registerSource(first + index, key);
    writer.insertRevision('source', key, fields, `${day}T00:00:00.000Z`);
  }
  const weight = new Zipf(count, 0.8);
  return { pick: (from) => first + weight.draw(from) };
}
