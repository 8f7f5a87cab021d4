import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabase } from '../src/db/database.ts';
import { boxFolder } from '../src/ingest/box/box-files.ts';
import { buildBox, type SetInput } from '../src/ingest/box/build-box.ts';
import { importBundledData } from '../src/ingest/load-bundled-data.ts';

/** Builds the bundled sets in data/box from the sources in a folder. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: fileURLToPath(boxFolder) } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('Usage: npm run build:data -- <folder with the sources> [--out <folder>]');

const historian = {
  licence: 'Public domain (work of the U.S. government); CC0 1.0 elsewhere',
} as const;
const travels = {
  ...historian,
  importer: 'hsg-travels',
  title: 'Travels Abroad of the President and of the Secretary of State, Office of the Historian',
  url: 'https://github.com/HistoryAtState/travels',
  version: '3170c773',
  date: '2026-07-18',
  terms: 'hsg-pocom-secretaries',
} as const;
const sets: readonly SetInput[] = [
  { ...travels, name: 'hsg-travels', path: 'hsg-travels' },
  { ...travels, name: 'hsg-travels-rest', path: 'hsg-travels-rest' },
  {
    name: 'leaders',
    importer: 'leaders',
    path: 'cia-factbook',
    title: 'The World Factbook: chiefs of state and heads of government, editions of 2014 to 2026',
    url: 'https://github.com/factbook/factbook.json',
    licence: 'CC0 1.0',
    version: '8662a8b1',
    date: '2026-05-17',
  },
  {
    ...historian,
    name: 'hsg-visits',
    importer: 'hsg-visits',
    path: 'hsg-visits',
    title: 'Visits by Foreign Leaders and Heads of State, Office of the Historian',
    url: 'https://github.com/HistoryAtState/visits',
    version: '869ca4f0',
    date: '2026-06-26',
  },
  {
    name: 'hs',
    importer: 'hs',
    path: 'datasets-harmonized-system',
    title: 'Harmonized System of 2022: sections and codes with their parents; the labels are of this project',
    url: 'https://github.com/datasets/harmonized-system',
    licence: 'PDDL-1.0',
    version: '905e5a0f',
    date: '2024-10-25',
  },
  {
    name: 'ec-crude-oil',
    importer: 'flows',
    mapping: 'ec-crude-oil',
    path: 'ec-crude-oil-register/annual-2013-2018.csv',
    title: 'Registration of crude oil imports and deliveries in the European Union, 2013 to 2018, European Commission',
    url: 'https://energy.ec.europa.eu/data-and-analysis/eu-crude-oil-imports-and-supply-cost_en',
    licence: 'Reproduction is authorised provided the source is acknowledged',
    version: 'OehlingerP/NotAllOilTypesAreAlike 1f24844c',
    date: '2024-05-27',
  },
];

const temporary = mkdtempSync(join(tmpdir(), 'chancery-box-'));
try {
  await using db = await openDatabase({ path: join(temporary, 'box.db') });
  await importBundledData(db, 'dossier');
  await buildBox(db, { sets, folder, out: values.out }, ({ name, records }, bytes) =>
    console.log(`${name}: ${records} records, ${bytes} bytes`),
  );
} finally {
  rmSync(temporary, { recursive: true });
}
