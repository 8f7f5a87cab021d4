import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';

const file = fileURLToPath(
  new URL('../../../shared/data/datasets-country-codes/data/country-codes.csv', import.meta.url),
);
export const hasCountryCodes = existsSync(file);

/** Reads the country codes of other standards, with the names that the UN uses, by column. */
export async function readCountryCodes(): Promise<Readonly<Record<string, string>>[]> {
  return createReadStream(file)
    .pipe(parse({ columns: true }))
    .toArray();
}
