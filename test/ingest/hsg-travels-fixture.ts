import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NamedCountry } from '../../src/db/queries/country-names.ts';
import { readHsgTravels } from '../../src/ingest/hsg-travels/index.ts';
import { createReferenceItems } from '../../src/ingest/reference-data/index.ts';
import { type CountryResolver, createCountryResolver } from '../../src/ingest/resolve-country.ts';
import { type Existence, isAcceding } from '../../src/model/existence.ts';
import type { ImportItem } from '../../src/model/records/index.ts';
import { interchangeRecordSchema, type Noun, type RecordOf } from '../../src/model/records/index.ts';

export const hsgTravelsFolder = '../shared/data/hsg-travels';
export const pocomFolder = '../shared/data/hsg-pocom-secretaries';
export const isHsgTravelsAbsent = !existsSync(hsgTravelsFolder) || !existsSync(pocomFolder);
if (isHsgTravelsAbsent) console.warn(`Skipped: ${hsgTravelsFolder} is not here.`);

/** The countries of the reference data, as read from the database. */
function createReferenceCountryResolver(): CountryResolver {
  const countries: (NamedCountry & { successions: { country: string; on: string | null }[] })[] = [];
  const existence = new Map<string, Existence>();
  for (const item of createReferenceItems()) {
    const record = 'record' in item ? interchangeRecordSchema.parse(item.record) : undefined;
    if (record?.noun !== 'country') continue;
    const { key, start, end, periods, successors } = record;
    existence.set(key, {
      start: start?.earliest ?? null,
      end: end?.latest ?? null,
      periods: periods.map((period) => ({
        start: period.start?.earliest ?? null,
        end: period.end?.latest ?? null,
      })),
    });
    const names = [{ text: record.name }, ...record.names.filter(({ kind }) => kind !== 'DEMONYM')];
    countries.push({
      key,
      names: names.map((name) => ({ text: name.text, start: null, end: null, ...('kind' in name && validity(name)) })),
      demonyms: record.names.filter(({ kind }) => kind === 'DEMONYM').map(({ text }) => text),
      ...existence.get(key),
      start: start?.earliest ?? null,
      end: end?.latest ?? null,
      successions: successors.map(({ country, on }) => ({ country, on: on?.earliest ?? null })),
      successors: successors.map(({ country }) => country),
    });
  }
  return createCountryResolver(
    countries.map((country) => ({
      ...country,
      acceding: country.successions.flatMap(({ country: key, on }) => {
        const successor = existence.get(key);
        return successor && isAcceding(successor, on) ? key : [];
      }),
    })),
  );
}

const validity = ({ start, end }: { start?: string | undefined; end?: string | undefined }) => ({
  start: start ?? null,
  end: end ?? null,
});

/** The records of a reader by noun, parsed as in the pipeline. */
export class TravelsReading {
  readonly items: ImportItem[];
  readonly rejections: { file: string; line: number | undefined; key: string | undefined; reason: string }[] = [];
  readonly notes = new Map<string, string>();
  readonly #records = new Map<string, RecordOf<Noun>>();

  constructor(items: ImportItem[]) {
    this.items = items;
    for (const item of items) {
      if ('rejected' in item) {
        this.rejections.push({ file: item.place.file, line: item.place.line, key: item.key, reason: item.rejected });
        continue;
      }
      const record = interchangeRecordSchema.parse(item.record);
      if ('key' in record) this.#records.set(`${record.noun} ${record.key}`, record);
      if (item.note && item.key) this.notes.set(item.key, item.note);
    }
  }

  recordsOf<N extends Noun>(noun: N): RecordOf<N>[] {
    return [...this.#records.values()].filter((record): record is RecordOf<N> => record.noun === noun);
  }

  getRecord<N extends Noun>(noun: N, key: string): RecordOf<N> {
    const record = this.recordsOf(noun).find((each) => 'key' in each && each.key === key);
    if (!record) throw new Error(`There is no ${noun} ${key}.`);
    return record;
  }

  getLeg(id: number | string): RecordOf<'visit'> {
    return this.getRecord('visit', `hsg-travels:${id}`);
  }
}

export async function readTravels(
  folder: string,
  terms?: string,
  countries = createReferenceCountryResolver(),
): Promise<TravelsReading> {
  const items: ImportItem[] = [];
  for await (const item of readHsgTravels({ folder, countries, ...(terms !== undefined && { terms }) }))
    items.push(item);
  return new TravelsReading(items);
}

/** Creates a temporary folder of files. */
export function writeTemporaryFolder(files: Record<string, string>): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'hsg-travels-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

interface LegXml {
  id: string | number;
  start?: string;
  end?: string;
  country?: string;
  countryId?: string;
  locale?: string;
  remarks?: string;
  role?: string;
  who?: string;
  name?: string;
}

export const renderLegXml = (leg: LegXml): string => {
  const {
    id,
    start = '1911-05-01',
    end = start,
    country = 'Mexico',
    countryId = 'mexico',
    locale = '',
    remarks = '',
  } = leg;
  const { role = 'president', who = 'taft-william-howard', name = 'William Howard Taft' } = leg;
  return `    <trip role="${role}" who="${who}">
        <id>${id}</id><role>${role}</role><name>${name}</name>
        <start-date>${start}</start-date><end-date>${end}</end-date>
        <country id="${countryId}">${country}</country>
        <locale>${locale}</locale><remarks>${remarks}</remarks>
    </trip>`;
};

export const renderTripsXml = (...legs: LegXml[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<trips>\n${legs.map(renderLegXml).join('\n')}\n</trips>\n`;

export const presidentsXml = `<presidents>
  <president n="27"><id>taft-william-howard</id><name>William Howard Taft</name><birth-year>1857</birth-year><death-year>1930</death-year>
    <took-office-date>1909-03-04</took-office-date><left-office-date>1913-03-04</left-office-date></president>
</presidents>`;
