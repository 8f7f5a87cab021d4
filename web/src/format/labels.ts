import type { GroupKind, RenderingMethod, StatementMode } from '@chancery/sdk';

/** Returns a value of an enum as words: `UNDER_WAY` as under way. */
export const humanizeEnum = (value: string): string => value.toLowerCase().replaceAll('_', ' ');

/** The labels of the API's types of records. */
const typeLabels: Readonly<Record<string, string>> = {
  Visit: 'Visit',
  Statement: 'Statement',
  TradeLink: 'Trade link',
  Agreement: 'Agreement',
  Position: 'Position',
  Figure: 'Figure',
  Country: 'Country',
  Person: 'Person',
  Organization: 'Organization',
  Group: 'Group',
  Source: 'Source',
  Office: 'Office',
  Topic: 'Topic',
};

export const getTypeLabel = (typename: string): string => typeLabels[typename] ?? typename;

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

export const statementModeLabels: Readonly<Record<StatementMode, string>> = {
  DIRECT: 'direct quotation',
  INDIRECT: 'reported speech',
  MIXED: 'reported speech with quotations',
  NARRATED: 'paraphrase by the source',
};

export const renderingMethodLabels: Readonly<Record<RenderingMethod, string>> = {
  ORIGINAL: 'original wording',
  TRANSLATED: 'translated',
  INTERPRETED: 'interpreted live',
  BACK_TRANSLATED: 'translated from a translation',
  UNKNOWN: 'method not stated',
};

export const groupKindLabels: Readonly<Record<GroupKind, string>> = {
  GEO: 'region',
  ORG: 'international organization',
  INFORMAL: 'informal group',
  STATISTICAL: 'statistical group',
};

/** Returns the English name of a language: English for `en`. */
export function getLanguageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch (error) {
    // Sources may name a language by a word that is not a tag.
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

export const formatCount = (count: number, singular: string, plural = `${singular}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? singular : plural}`;
