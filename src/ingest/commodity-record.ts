import { commodityKey, type HsScheme, totalCode, totalKey } from '../model/harmonized-system.ts';
import type { RecordInputOf } from '../model/records/index.ts';

export const createCommodityRecord = (code: string, name: string, parent?: string): RecordInputOf<'commodity'> => ({
  noun: 'commodity',
  key: commodityKey(code),
  scheme: 'HS2022',
  code,
  name,
  ...(parent !== undefined && { parent: commodityKey(parent) }),
});

/** Creates a commodity of another edition. `parent` is a key. */
export const createEditionRecord = (
  code: string,
  scheme: HsScheme,
  { name, parent }: { name: string | null; parent: string | undefined },
): RecordInputOf<'commodity'> => ({
  noun: 'commodity',
  key: commodityKey(code, scheme),
  scheme,
  code,
  ...(name !== null && { name }),
  ...(parent !== undefined && { parent }),
});

export const createTotalRecord = (): RecordInputOf<'commodity'> => ({
  noun: 'commodity',
  key: totalKey,
  scheme: 'HS',
  code: totalCode,
  name: 'All commodities',
});
