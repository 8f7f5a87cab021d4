/** The editions of the Harmonized System. The commodities of HS2022 are those of `import hs`. */
export const hsEditions = ['HS1992', 'HS1996', 'HS2002', 'HS2007', 'HS2012', 'HS2017', 'HS2022'] as const;

/** The classifications of codes: an edition, or HS if the source does not state it. */
export const hsSchemes = [...hsEditions, 'HS'] as const;
export type HsScheme = (typeof hsSchemes)[number];

/** The code of all commodities together. It is above every other commodity, in whatever edition. */
export const totalCode = 'TOTAL';
export const totalKey = 'HS-TOTAL';

/** Returns the key of a commodity of the Harmonized System. */
export const commodityKey = (code: string, scheme: HsScheme = 'HS2022'): string =>
  scheme === 'HS2022' || scheme === 'HS' ? `HS-${code}` : `${scheme}-${code}`;
