import { type Random, Zipf } from '../random.ts';
import type { Store } from './bulk-writer.ts';
import { day, dayCount } from './dates.ts';
import { nameOf, sentence } from './words.ts';

/** Which sources there are; a few are cited far more often than the others. */
export interface Press {
  draw(random: Random): number;
}

export function makePress(store: Store, random: Random, count: number): Press {
  const first = store.highest('sources') + 1;
  const insert = store.into('sources', [
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
      publisher: `${nameOf(index % 97)} News`,
      title: sentence(random, 8),
      url: `https://example.org/${key}`,
      language: 'en',
      publishedOn: day(random.below(dayCount)),
    };
    const { publisher, title, url, language, publishedOn: on } = told;
    insert([first + index, key, publisher, title, url, language, on, on, on, 'DAY', 'STATED']);
    store.source(first + index, key);
    store.remember('source', key, told, `${on}T00:00:00.000Z`);
  }
  const weight = new Zipf(count, 0.8);
  return { draw: (from) => first + weight.draw(from) };
}

/** Commodities of the Harmonized System's shape, their names made up: chapters, headings, subheadings. */
export function makeCommodities(store: Store): readonly { id: number; key: string; code: string }[] {
  let id = store.highest('commodities');
  const insert = store.into('commodities', ['id', 'key', 'scheme', 'code', 'name', 'folded', 'parent_id']);
  const add = (code: string, parent?: { id: number; key: string }): { id: number; key: string; code: string } => {
    id += 1;
    const key = `HS-${code}`;
    const name = `Goods of ${nameOf(id)}`;
    insert([id, key, 'HS2022', code, name, name.toLowerCase(), parent?.id ?? null]);
    store.remember('commodity', key, { scheme: 'HS2022', code, name, parent: parent?.key }, '2026-12-31T00:00:00.000Z');
    return { id, key, code };
  };
  const digits = (number: number): string => String(number).padStart(2, '0');
  return Array.from({ length: 97 }, (_, chapter) => add(digits(chapter + 1))).flatMap((chapter) =>
    Array.from({ length: 12 }, (_, heading) => add(chapter.code + digits(heading + 1), chapter)).flatMap((heading) =>
      Array.from({ length: 4 }, (_, subheading) => add(`${heading.code}${digits((subheading + 1) * 10)}`, heading)),
    ),
  );
}
