import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badInput } from '../../model/errors.ts';
import type { ImportItem } from '../../model/records/index.ts';
import { toRecordItem } from '../import-items.ts';
import { getText, readXml } from '../read-xml.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { type Leg, legElement, readLeg } from './leg.ts';
import { createCoverageRecord, createSourceRecord } from './source.ts';
import { readTerms } from './terms.ts';
import { createTravelItems } from './travels.ts';

interface HsgTravelsOptions {
  folder: string;
  /** The folder with positions-principals/secretary.xml. Without it, secretaries' visits have no term. */
  terms?: string;
  countries: CountryResolver;
}

const travelSets = [
  { folder: 'president-travels', title: 'Travels Abroad of the President', page: 'travels/president' },
  { folder: 'secretary-travels', title: 'Travels Abroad of the Secretary of State', page: 'travels/secretary' },
];

/** Reads the trips of US presidents and secretaries of state. Referenced records come first. */
export async function* readHsgTravels({
  folder,
  terms: termsFolder,
  countries,
}: HsgTravelsOptions): AsyncGenerator<ImportItem> {
  const files = await findTripFiles(folder);
  const terms = await readTerms(folder, termsFolder);
  yield* terms.items;
  const legs: Leg[] = [];
  const firstPlaceById = new Map<string, string>();
  for (const { path, set } of files) {
    const file = await readXml(folder, path, legElement);
    const [traveller] = file.records;
    const source = createSourceRecord(file, {
      key: `hsg-travels:${set.folder}:${file.name}`,
      title: `${set.title}: ${(traveller && getText(traveller, 'name')) || file.name}`,
      page: `${set.page}/${file.name}`,
    });
    yield toRecordItem({ file: path }, source);
    const legsOfFile: Leg[] = [];
    for (const record of file.records) {
      const leg = readLeg(file, source.key, record);
      if ('rejected' in leg) {
        yield leg;
        continue;
      }
      const { id, key, place } = leg;
      const firstPlace = firstPlaceById.get(id);
      if (firstPlace) yield { place, key, rejected: `The id ${id} is already used at ${firstPlace}.` };
      else legsOfFile.push(leg);
      firstPlaceById.set(id, firstPlace ?? `${path}:${record.line}`);
    }
    if (file.broken) yield file.broken;
    const coverage = createCoverageRecord(source.key, legsOfFile);
    if (coverage) yield toRecordItem({ file: path }, coverage);
    legs.push(...legsOfFile);
  }
  yield* createTravelItems(legs, terms, countries);
}

/** Estimates the number of legs in the folder for a progress bar by counting opening tags. */
export async function countHsgTravels(folder: string): Promise<number> {
  const counts = (await findTripFiles(folder)).map(
    async ({ path }) => (await readFile(join(folder, path), 'utf8')).split(`<${legElement} `).length - 1,
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function findTripFiles(folder: string): Promise<{ path: string; set: (typeof travelSets)[number] }[]> {
  const files = await Promise.all(
    travelSets
      .filter((set) => existsSync(join(folder, set.folder)))
      .map(async (set) => {
        const names = (await readdir(join(folder, set.folder))).filter((name) => name.endsWith('.xml')).sort();
        return names.map((name) => ({ path: `${set.folder}/${name}`, set }));
      }),
  );
  if (files.flat().length > 0) return files.flat();
  throw badInput(
    `${folder} has no XML files in ${travelSets.map((set) => `${set.folder}/`).join(' or ')}. Give the folder that contains them.`,
  );
}
