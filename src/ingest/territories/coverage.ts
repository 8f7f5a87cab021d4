import type { RecordInputOf } from '../../model/records/index.ts';

/** The coverage of the territories. Without days: each territory has its own years, as far as the source states them. */
export const createCoverageRecord = (source: string): RecordInputOf<'coverage'> => ({
  noun: 'coverage',
  source,
  about: 'Present and former territories, and their successors',
  note: 'The first and last year of each territory as the United States dealt with it, as far as the source states them, and the territories that succeeded it.',
});
