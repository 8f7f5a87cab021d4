import type { Database } from '../../db/database.ts';
import { readCountryNames } from '../../db/queries/country-names.ts';
import { readTradeFlowLookups, type TradeFlowLookups } from '../../db/queries/trade-flow-lookups.ts';
import { badInput } from '../../model/errors.ts';
import { commodityKey, totalCode, totalKey } from '../../model/harmonized-system.ts';
import type { ImportItem, RecordInput } from '../../model/records/index.ts';
import { createCommodityRecord } from '../commodity-record.ts';
import { importRecords } from '../import-records.ts';
import { createCountryResolver } from '../resolve-country.ts';
import { CommodityCodes } from './commodity-codes.ts';
import { getAreaColumn, type Mapping, type SourceInput } from './mapping.ts';
import {
  type AreaResolver,
  createAreaRecords,
  createAreaResolver,
  createConstantResolver,
  getDeclaredRemainders,
  getSchemeGroups,
  restrictToReporters,
} from './resolve-areas.ts';
import type { RowContext } from './row-reader.ts';

/** Creates the missing records that flows refer to: their source, statistical areas, groups for remainders, and commodities. */
export async function prepareReferences(
  db: Database,
  name: string,
  { mapping, source }: { mapping: Mapping; source: SourceInput },
  dryRun: boolean,
): Promise<RowContext> {
  const before = await db.read(readTradeFlowLookups);
  const remainders = getDeclaredRemainders(mapping);
  const groups = new Set(before.groups.map(({ key }) => key));
  const commodities = new Set(before.commodities.map(({ key }) => key));
  const usesAreas = [mapping.reporter, mapping.partner].some((side) => getAreaColumn(side)?.scheme === 'comtrade');
  const records: RecordInput[] = [
    source,
    ...(usesAreas ? createAreaRecords() : []),
    ...[...remainders.values()]
      .filter(({ key }) => !groups.has(key))
      .map((group): RecordInput => ({ noun: 'group', kind: 'STATISTICAL', ...group })),
    ...mapping.commodities
      .filter(({ code }) => !commodities.has(commodityKey(code)))
      .map(({ code, name, parent }) => createCommodityRecord(code, name, parent)),
  ];
  const planned = addPlannedRecords(before, records);
  assertReferencesExist(name, mapping, planned);
  const items = records.map((record): ImportItem => ({ place: { file: name }, record }));
  const { rejections } = await importRecords(db, items, { importer: 'flows', dryRun });
  const [rejection] = rejections;
  if (rejection)
    throw badInput(
      `The mapping ${name} is invalid: ${rejection.key ?? 'a record'} was rejected. ${rejection.reason}`,
      'mapping',
    );
  const areas = dryRun ? planned : await db.read(readTradeFlowLookups);
  const resolver = createCountryResolver(
    await db.read((reader) => readCountryNames(reader, { hasTranslations: true })),
  );
  const createResolver = (side: Mapping['reporter']): AreaResolver => {
    if ('value' in side) return createConstantResolver(side.value, areas, resolver);
    const groups = new Map([
      ...getSchemeGroups(side.scheme),
      ...[...remainders].map(([cell, { key }]) => [cell, key] as const),
    ]);
    return createAreaResolver(side, groups, areas, resolver);
  };
  return {
    areas,
    commodities: new CommodityCodes(areas.commodities),
    resolveReporter: restrictToReporters(createResolver(mapping.reporter), areas, remainders),
    resolvePartner: createResolver(mapping.partner),
  };
}

/** Adds the records that a dry run would create, with negative ids. */
function addPlannedRecords(
  { countries, groups, commodities }: TradeFlowLookups,
  records: readonly RecordInput[],
): TradeFlowLookups {
  const planned = records.map((record, index) => ({ ...record, id: -1 - index }));
  return {
    countries,
    groups: [
      ...groups,
      ...planned.flatMap((one) =>
        one.noun === 'group' && groups.every(({ key }) => key !== one.key)
          ? [{ id: one.id, key: one.key, kind: 'STATISTICAL' as const }]
          : [],
      ),
    ],
    commodities: [
      ...commodities,
      ...planned.flatMap((one) =>
        one.noun === 'commodity'
          ? [
              {
                ...{ id: one.id, key: one.key, scheme: one.scheme },
                ...{ code: one.code ?? null, name: one.name ?? null, parentId: null },
              },
            ]
          : [],
      ),
    ],
  };
}

/** Throws if the mapping names a country or commodity that does not exist. */
function assertReferencesExist(
  name: string,
  { reporter, partner, commodity }: Mapping,
  { countries, groups, commodities }: TradeFlowLookups,
): void {
  const invalid = (reason: string) => badInput(`The mapping ${name} is invalid: ${reason}`, 'mapping');
  const keys = new Set(countries.map(({ key }) => key));
  const groupKeys = new Set(groups.map(({ key }) => key));
  for (const [name, side] of Object.entries({ reporter, partner })) {
    if ('value' in side && !keys.has(side.value) && !groupKeys.has(side.value))
      throw invalid(`${name}.value is "${side.value}", but no country or group has that key.`);
    for (const [label, key] of Object.entries(getAreaColumn(side)?.aliases ?? {}))
      if (!keys.has(key)) throw invalid(`${name}.aliases maps "${label}" to "${key}", but no country has that key.`);
  }
  const isKnown = (wanted: string): boolean =>
    [totalCode, totalKey].includes(wanted) || commodities.some(({ key, code }) => key === wanted || code === wanted);
  if ('code' in commodity && commodity.edition === 'HS2022' && !isKnown(commodity.code))
    throw invalid(
      `no commodity has the code "${commodity.code}". Import the Harmonized System first ("chancery import hs"), or list it under "commodities".`,
    );
}
