import { type Random, Zipf } from '../random.ts';
import type { BulkWriter } from './bulk-writer.ts';
import { dayCount, formatDay } from './dates.ts';
import { generateSentence, properName } from './words.ts';

/** Which sources there are; a few are cited far more often than the others. */
export interface SourcePicker {
  pick(random: Random): number;
}

export function generateSources(store: BulkWriter, random: Random, count: number): SourcePicker {
  const first = store.maxId('sources') + 1;
  const insert = store.prepareInsert('sources', [
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
    const told = {
      publisher: `${properName(index % 97)} News`,
      title: generateSentence(random, 8),
      url: `https://example.org/${key}`,
      language: 'en',
      publishedOn: formatDay(random.nextInt(dayCount)),
    };
    const { publisher, title, url, language, publishedOn: on } = told;
    insert([first + index, key, publisher, title, url, language, on, on, on, 'DAY', 'STATED']);
    store.source(first + index, key);
    store.insertRevision('source', key, told, `${on}T00:00:00.000Z`);
  }
  const weight = new Zipf(count, 0.8);
  return { pick: (from) => first + weight.draw(from) };
}

/** Commodities of the Harmonized System's shape, their names made up: chapters, headings, subheadings. */
export function generateCommodities(store: BulkWriter): readonly { id: number; key: string; code: string }[] {
  let id = store.maxId('commodities');
  const insert = store.prepareInsert('commodities', ['id', 'key', 'scheme', 'code', 'name', 'folded', 'parent_id']);
  const add = (code: string, parent?: { id: number; key: string }): { id: number; key: string; code: string } => {
    id += 1;
    const key = `HS-${code}`;
    const name = `Goods of ${properName(id)}`;
    insert([id, key, 'HS2022', code, name, name.toLowerCase(), parent?.id ?? null]);
    store.insertRevision(
      'commodity',
      key,
      { scheme: 'HS2022', code, name, parent: parent?.key },
      '2026-12-31T00:00:00.000Z',
    );
    return { id, key, code };
  };
  const digits = (number: number): string => String(number).padStart(2, '0');
  return Array.from({ length: 97 }, (_, chapter) => add(digits(chapter + 1))).flatMap((chapter) =>
    Array.from({ length: 12 }, (_, heading) => add(chapter.code + digits(heading + 1), chapter)).flatMap((heading) =>
      Array.from({ length: 4 }, (_, subheading) => add(`${heading.code}${digits((subheading + 1) * 10)}`, heading)),
    ),
  );
}
