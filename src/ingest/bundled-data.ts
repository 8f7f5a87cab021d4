/**
 * The data that comes with the program, each with everything before it: the reference data (countries, groups, their
 * sources), the dossier on one visit, and the box with sets of public sources.
 */
export const bundledDataNames = ['none', 'dossier', 'box'] as const;
export type BundledData = (typeof bundledDataNames)[number];

const descriptions: Readonly<Record<BundledData, string>> = {
  none: 'the reference data',
  dossier: 'the reference data and the dossier',
  box: 'the reference data, the dossier and the box',
};
export const describeBundledData = (data: BundledData): string => descriptions[data];
