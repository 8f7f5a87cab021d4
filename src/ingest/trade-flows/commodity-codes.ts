import type { Database } from '../../db/database.ts';
import { type CommodityRow, readCommodities } from '../../db/queries/trade-flow-lookups.ts';
import { badInput } from '../../model/errors.ts';
import { type HsScheme, hsEditions, totalCode, totalKey } from '../../model/harmonized-system.ts';
import type { RecordInputOf } from '../../model/records/index.ts';
import type { CommodityTree } from '../../store/flow-containment.ts';
import type { FlowRow } from '../../store/write/trade-flow.ts';
import { createEditionRecord, createTotalRecord } from '../commodity-record.ts';
import { importRecords } from '../import-records.ts';

/** 9999AA is a code of UN Comtrade for commodities that are not specified. */
const codePattern = /^(?!00)\d\d(?:\d\d){0,2}$|^9999AA$/;

const editionSet: ReadonlySet<string> = new Set(hsEditions);
const olderSchemes: ReadonlySet<string> = new Set([...hsEditions.filter((edition) => edition !== 'HS2022'), 'HS']);

/**
 * Finds the commodities of codes, and creates those of editions of which there is no list. New commodities have provisional
 * negative ids until they are saved.
 */
export class CommodityCodes implements CommodityTree {
  readonly #byKey = new Map<string, CommodityRow>();
  readonly #byId = new Map<number, CommodityRow>();
  /** By edition and code. Other classifications count as HS2022. */
  readonly #byCode = new Map<string, CommodityRow>();
  /** Results by edition and cell. */
  readonly #found = new Map<HsScheme, Map<string, CommodityRow>>();
  readonly #pending = new Map<string, RecordInputOf<'commodity'>>();
  readonly #savedIds = new Map<number, number>();
  readonly #codesWithoutEdition = new Set<string>();
  /** By reporter and year. */
  readonly #editions = new Map<number, string>();
  readonly #mixedEditions = new Map<number, { reporterId: number; year: number; editions: Set<string> }>();
  /** Whether the list of HS2022 is on record. */
  readonly #hasList: boolean;

  constructor(commodities: readonly CommodityRow[]) {
    for (const commodity of commodities) this.#add(commodity);
    this.#hasList = commodities.some(({ scheme, code }) => scheme === 'HS2022' && code?.length === 6);
  }

  get totalId(): number | undefined {
    return this.#byKey.get(totalKey)?.id;
  }

  getParent(commodity: number): number | null | undefined {
    return this.#byId.get(commodity)?.parentId;
  }

  /** The codes that are not in HS2022, and whose edition the table does not state. */
  get codesWithoutEdition(): readonly string[] {
    return [...this.#codesWithoutEdition];
  }

  /** Returns the id of the commodity with a code (or key), or why there is none. `name` is what the row calls it. */
  resolve(cell: string, scheme: HsScheme, name: string | null = null): number | { reason: string } {
    const found = this.#found.get(scheme)?.get(cell) ?? this.#find(cell, scheme);
    if ('reason' in found) return found;
    const cache = this.#found.get(scheme) ?? new Map<string, CommodityRow>();
    if (!cache.has(cell)) this.#found.set(scheme, cache.set(cell, found));
    if (found.name === null && name !== null && olderSchemes.has(found.scheme)) this.#setName(found, name);
    return found.id;
  }

  /** The reports that have codes of several editions, of which a sum would count the same trade more than once. */
  get mixedEditions(): readonly { reporterId: number; year: number; editions: ReadonlySet<string> }[] {
    return [...this.#mixedEditions.values()];
  }

  /** Notes the edition in which a reporter states its trade of a year. */
  addReport({ reporterId, year, commodityId }: Pick<FlowRow, 'reporterId' | 'year' | 'commodityId'>): void {
    const scheme = this.#byId.get(commodityId)?.scheme;
    if (scheme === undefined || !editionSet.has(scheme)) return;
    const report = reporterId * 10_000 + year;
    const first = this.#editions.get(report);
    if (first === undefined) this.#editions.set(report, scheme);
    if (first === undefined || first === scheme) return;
    const mixed = this.#mixedEditions.get(report) ?? { reporterId, year, editions: new Set([first]) };
    mixed.editions.add(scheme);
    this.#mixedEditions.set(report, mixed);
  }

  /** Returns the final id for a provisional one. */
  toSavedId(id: number): number {
    return this.#savedIds.get(id) ?? id;
  }

  /** Writes the new commodities; returns false if there are none. `file` is their place in error messages. */
  async save(db: Database, file: string): Promise<boolean> {
    if (this.#pending.size === 0) return false;
    const records = [...this.#pending.values()];
    const items = records.map((record) => ({ place: { file }, record }));
    const {
      rejections: [rejection],
    } = await importRecords(db, items, { importer: 'flows' });
    if (rejection) throw badInput(`The commodity ${rejection.key ?? ''} of ${file} was rejected. ${rejection.reason}`);
    const saved = await db.read((reader) =>
      readCommodities(
        reader,
        records.map(({ key }) => key),
      ),
    );
    for (const { key, id } of saved) {
      const commodity = this.#byKey.get(key);
      if (!commodity || commodity.id === id) continue;
      this.#savedIds.set(commodity.id, id);
      this.#byId.delete(commodity.id);
      commodity.id = id;
      this.#byId.set(id, commodity);
    }
    for (const commodity of this.#byKey.values())
      if (commodity.parentId !== null) commodity.parentId = this.toSavedId(commodity.parentId);
    this.#pending.clear();
    return true;
  }

  #add(commodity: CommodityRow): CommodityRow {
    this.#byKey.set(commodity.key, commodity);
    this.#byId.set(commodity.id, commodity);
    const { scheme, code } = commodity;
    if (code === null) return commodity;
    const edition = olderSchemes.has(scheme) ? scheme : 'HS2022';
    if (scheme === edition || !this.#byCode.has(`${edition} ${code}`))
      this.#byCode.set(`${edition} ${code}`, commodity);
    return commodity;
  }

  #find(cell: string, scheme: HsScheme): CommodityRow | { reason: string } {
    if (cell === '') return { reason: 'The cell is empty. Expected a commodity code.' };
    if (cell.toUpperCase() === totalCode || cell === totalKey)
      return this.#byKey.get(totalKey) ?? this.#create(createTotalRecord(), null);
    const known = this.#byKey.get(cell) ?? this.#byCode.get(`${scheme} ${cell}`);
    if (known) return this.#noteEdition(known);
    if (scheme === 'HS2022') return { reason: formatUnknownCode(cell) };
    if (scheme === 'HS') return this.#byCode.get(`HS2022 ${cell}`) ?? this.#createWithoutEdition(cell);
    return codePattern.test(cell) ? this.#createInEdition(cell, scheme) : { reason: formatInvalidCode(cell, scheme) };
  }

  #createWithoutEdition(code: string): CommodityRow | { reason: string } {
    if (!this.#hasList) return { reason: formatUnknownCode(code) };
    if (!codePattern.test(code)) return { reason: formatInvalidCode(code, 'HS') };
    return this.#noteEdition(this.#createInEdition(code, 'HS'));
  }

  #createInEdition(code: string, scheme: HsScheme): CommodityRow {
    const parent = this.#findParent(code, scheme);
    return this.#create(createEditionRecord(code, scheme, { name: null, parent: parent?.key }), parent?.id ?? null);
  }

  /** The heading or chapter by the first digits. The chapters of all editions are in the same sections. */
  #findParent(code: string, scheme: HsScheme): CommodityRow | undefined {
    if (code.length === 2) {
      const sectionId = this.#byCode.get(`HS2022 ${code}`)?.parentId;
      return sectionId == null ? undefined : this.#byId.get(sectionId);
    }
    const parent = this.#find(code.slice(0, -2), scheme);
    return 'reason' in parent ? undefined : parent;
  }

  #create(record: RecordInputOf<'commodity'>, parentId: number | null): CommodityRow {
    this.#pending.set(record.key, record);
    const { key, scheme, code = null, name = null } = record;
    return this.#add({ id: firstProvisionalId - this.#byKey.size, key, scheme, code, name, parentId });
  }

  #setName(commodity: CommodityRow, name: string): void {
    const { key, scheme, code, parentId } = commodity;
    commodity.name = name;
    const parent = parentId === null ? undefined : this.#byId.get(parentId)?.key;
    this.#pending.set(key, {
      ...{ noun: 'commodity' as const, key, scheme, name },
      ...(code !== null && { code }),
      ...(parent !== undefined && { parent }),
    });
  }

  #noteEdition(commodity: CommodityRow): CommodityRow {
    if (commodity.scheme === 'HS' && commodity.code !== null) this.#codesWithoutEdition.add(commodity.code);
    return commodity;
  }
}

/** Below the ids that a dry run gives to the records of the mapping. */
const firstProvisionalId = -1_000_000;

const formatUnknownCode = (code: string): string =>
  /^\d+$/.test(code)
    ? `No commodity has the code "${code}". Import the Harmonized System first ("chancery import hs"). If the code is from another edition than HS2022, state it in the mapping ("commodity.edition").`
    : `"${code}" is not the code of a commodity.`;

function formatInvalidCode(code: string, scheme: HsScheme): string {
  const isShort = /^\d{1,5}$/.test(code) && code.length % 2 === 1;
  const advice = isShort ? ' If it has lost a leading zero, set "digits" in the mapping.' : '';
  return `"${code}" is not a code of ${scheme === 'HS' ? 'the Harmonized System' : scheme}. Expected 2, 4 or 6 digits, or ${totalCode}.${advice}`;
}
