import type { RecordInputOf } from '../model/records/index.ts';

/** Returns the key of a commodity of the Harmonized System. */
export const commodityKey = (code: string): string => `HS-${code}`;

export const createCommodityRecord = (code: string, name: string, parent?: string): RecordInputOf<'commodity'> => ({
  noun: 'commodity',
  key: commodityKey(code),
  scheme: 'HS2022',
  code,
  name,
  ...(parent !== undefined && { parent: commodityKey(parent) }),
});
