import { rmSync, writeFileSync } from 'node:fs';
import type { Database } from '../../src/db/database.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';

/** Countries of the generated records; some were members of the European Union for a time. */
const traders = ['US', 'FR', 'DE', 'KZ', 'UZ', 'RU', 'CN', 'HR', 'GB', 'BR'] as const;
const years = [2012, 2013, 2014, 2019, 2020];
const commodityCodes = Array.from({ length: 14 }, (_, index) => String(900_000 + index));
const identityAliases = Object.fromEntries(traders.map((code) => [code, code]));

const commonMapping = {
  period: { column: 'year' },
  reporter: { column: 'from', scheme: 'comtrade', aliases: identityAliases },
  commodity: { column: 'code' },
  value: { column: 'usd' },
  withheld: ['(c)'],
};

/** Customs data of every trader: both mirrors, headings and their subheadings, and the world as a partner as well as countries. */
const customsMapping = {
  ...commonMapping,
  source: { key: 'gen-customs', publisher: 'The customs' },
  partner: { column: 'to', scheme: 'comtrade', aliases: identityAliases },
  direction: { column: 'way', values: { M: 'IMPORT', X: 'EXPORT', RX: 'RE_EXPORT' } },
  valuation: { IMPORT: 'CIF', EXPORT: 'FOB' },
  quantity: { column: 'kg', unit: 'kg' },
};
/** A register of some imports by product, with a remainder as a partner. */
const registerMapping = {
  ...commonMapping,
  source: { key: 'gen-register', publisher: 'The register' },
  partner: { column: 'to', scheme: 'comtrade', aliases: identityAliases, statistical: ['Elsewhere'] },
  direction: 'IMPORT',
  product: { column: 'kind' },
  quantity: { column: 'barrels', unit: { column: 'unit', values: { bbl: 'bbl', t: 't' } } },
};

/** Returns a number below 1,000 that depends on the cell alone, so that every run generates the same flows. */
const hashCell = (...cell: (string | number)[]): number => {
  let mixed = 2_166_136_261;
  for (const character of cell.join('/')) mixed = Math.imul(mixed ^ character.charCodeAt(0), 16_777_619);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % 1_000;
};
const formatAmount = (hash: number): string => (hash % 12 === 0 ? '(c)' : hash % 12 === 1 ? '' : String(hash * 1.5));

function renderCustomsCsv(): string {
  const rows = ['year,from,to,way,code,usd,kg'];
  for (const year of years)
    for (const from of traders)
      for (const to of [...traders, '0'])
        for (const way of ['M', 'X', 'RX'])
          for (const code of commodityCodes) {
            const hash = hashCell(year, from, to, way, code);
            const perMille = way === 'RX' ? 4 : to === '0' ? 90 : 70;
            if (from !== to && hash < perMille)
              rows.push([year, from, to, way, code, formatAmount(hash), formatAmount(hash + 5)].join());
          }
  return `${rows.join('\n')}\n`;
}

function renderRegisterCsv(): string {
  const rows = ['year,from,to,code,kind,usd,barrels,unit'];
  for (const year of years)
    for (const from of ['FR', 'DE', 'HR', 'GB'])
      for (const to of ['KZ', 'RU', 'BR', 'Elsewhere'])
        for (const kind of ['Light', 'Sour, heavy'])
          for (const code of commodityCodes.slice(0, 6)) {
            const hash = hashCell(year, from, to, kind, code);
            if (hash < 300)
              rows.push(
                [
                  year,
                  from,
                  to,
                  code,
                  `"${kind}"`,
                  formatAmount(hash),
                  formatAmount(hash + 3),
                  hash % 2 ? 'bbl' : 't',
                ].join(),
              );
          }
  return `${rows.join('\n')}\n`;
}

/** Imports generated trade flows in the generated goods through the importer; `path` is the prefix of its temporary files. */
export async function importGeneratedFlows(db: Database, path: string): Promise<void> {
  for (const [name, mapping, table] of [
    ['customs', customsMapping, renderCustomsCsv()],
    ['register', registerMapping, renderRegisterCsv()],
  ] as const) {
    const [csv, mappingFile] = [`${path}.${name}.csv`, `${path}.${name}.json`];
    writeFileSync(csv, table);
    writeFileSync(mappingFile, JSON.stringify(mapping));
    const { rejected, rejections } = await importFormats.flows.importFile(db, csv, {
      mapping: mappingFile,
      dryRun: false,
      rejectsPrefix: csv,
    });
    if (rejected > 0) throw new Error(`The importer rejected generated flows: ${JSON.stringify(rejections[0])}`);
    for (const file of [csv, mappingFile]) rmSync(file);
  }
}
