import type { BulkWriter } from './bulk-writer.ts';
import { properName } from './words.ts';

/** Writes commodities in the form of the Harmonized System (chapters, headings, subheadings) with invented names, and returns the subheadings. */
export function generateCommodities(writer: BulkWriter): readonly { id: number; key: string; code: string }[] {
  let id = writer.maxId('commodities');
  const insert = writer.prepareInsert('commodities', ['id', 'key', 'scheme', 'code', 'name', 'folded', 'parent_id']);
  const add = (code: string, parent?: { id: number; key: string }): { id: number; key: string; code: string } => {
    id += 1;
    const key = `HS-${code}`;
    const name = `Goods of ${properName(id)}`;
    insert([id, key, 'HS2022', code, name, name.toLowerCase(), parent?.id ?? null]);
    writer.insertRevision(
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
