import { hash } from 'node:crypto';
import type { RecordInputOf } from '../../model/records/index.ts';
import { maxTextLengths } from '../../model/text-limits.ts';
import type { officeRanks } from '../../model/vocabulary.ts';
import { slugify } from '../slugify.ts';

const lengthOfHash = 12;
const maxSlugLength = maxTextLengths.key - 80;

/** Returns a part of a key. Long text is cut, and a hash distinguishes it. */
export function toKeyPart(text: string): string {
  const slug = slugify(text);
  return slug.length <= maxSlugLength
    ? slug
    : `${slug.slice(0, maxSlugLength)}-${hash('sha256', slug).slice(0, lengthOfHash)}`;
}

/** Returns the key of a person that an import of a table creates, the same each time. */
export const createdPersonKey = (table: string, name: string): string => `${table}:${toKeyPart(name)}`;

export const createPersonRecord = (table: string, name: string): RecordInputOf<'person'> => ({
  noun: 'person',
  key: createdPersonKey(table, name),
  name,
  citations: [{ source: table, basis: 'STATED' }],
});

/** Returns an office that an import of a table creates. */
export const createOfficeRecord = (
  table: string,
  { title, country, rank }: { title: string; country: string; rank: (typeof officeRanks)[number] },
): RecordInputOf<'office'> => ({
  noun: 'office',
  key: `${table}:${toKeyPart(title)}-${country.toLowerCase()}`,
  title,
  rank,
  country,
});

/** Whether text is the URL of a page: other schemes, such as doi:, are none. */
export const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:\/\//i.test(text);

export const createdSourceKey = (table: string, url: string): string =>
  `${table}:${toKeyPart(url.replace(/^https?:\/\/(?:www\.)?/i, ''))}`;

export const createSourceRecord = (
  table: string,
  { url, publisher }: { url: string; publisher: string | undefined },
): RecordInputOf<'source'> => ({
  noun: 'source',
  key: createdSourceKey(table, url),
  publisher: publisher ?? new URL(url).hostname.replace(/^www\./, ''),
  url,
});

/** The form in which URLs are compared. */
export const normalizeUrl = (url: string): string =>
  url
    .trim()
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/#.*$/, '')
    .replace(/\/$/, '');
