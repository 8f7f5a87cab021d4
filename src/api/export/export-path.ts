/** The folder of exports: `/export/visits.csv`. */
export const exportPath = '/export';
