import { rmSync, writeFileSync } from 'node:fs';
import type { Database } from '../../src/db/database.ts';
import { formats } from '../../src/ingest/import-formats.ts';

/** Of the generated world, and of the European Union some of the time. */
const traders = ['US', 'FR', 'DE', 'KZ', 'UZ', 'RU', 'CN', 'HR', 'GB', 'BR'] as const;
const years = [2012, 2013, 2014, 2019, 2020];
const goods = Array.from({ length: 14 }, (_, index) => String(900_000 + index));
const itself = Object.fromEntries(traders.map((code) => [code, code]));

const common = {
  year: { column: 'year' },
  reporter: { column: 'from', scheme: 'comtrade', aliases: itself },
  commodity: { column: 'code' },
  value: { column: 'usd' },
  withheld: ['(c)'],
};

/** Customs of all, with mirrors, headings beside their subheadings, and the world beside its countries. */
const customs = {
  ...common,
  source: { key: 'gen-customs', publisher: 'The customs' },
  partner: { column: 'to', scheme: 'comtrade', aliases: itself },
  direction: { column: 'way', values: { M: 'IMPORT', X: 'EXPORT', RX: 'RE_EXPORT' } },
  valuation: { IMPORT: 'CIF', EXPORT: 'FOB' },
  quantity: { column: 'kg', unit: 'kg' },
};
/** A register of some imports, by product, with a remainder. */
const register = {
  ...common,
  source: { key: 'gen-register', publisher: 'The register' },
  partner: { column: 'to', scheme: 'comtrade', aliases: itself, statistical: ['Elsewhere'] },
  direction: 'IMPORT',
  product: { column: 'kind' },
  quantity: { column: 'barrels', unit: { column: 'unit', values: { bbl: 'bbl', t: 't' } } },
};

/** The same for every run: what is drawn depends on the cell alone. */
const drawn = (...cell: (string | number)[]): number => {
  let mixed = 2_166_136_261;
  for (const character of cell.join('/')) mixed = Math.imul(mixed ^ character.charCodeAt(0), 16_777_619);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % 1_000;
};
const figure = (lot: number): string => (lot % 12 === 0 ? '(c)' : lot % 12 === 1 ? '' : String(lot * 1.5));

function customsTable(): string {
  const rows = ['year,from,to,way,code,usd,kg'];
  for (const year of years)
    for (const from of traders)
      for (const to of [...traders, '0'])
        for (const way of ['M', 'X', 'RX'])
          for (const code of goods) {
            const lot = drawn(year, from, to, way, code);
            const one = way === 'RX' ? 4 : to === '0' ? 90 : 70;
            if (from !== to && lot < one) rows.push([year, from, to, way, code, figure(lot), figure(lot + 5)].join());
          }
  return `${rows.join('\n')}\n`;
}

function registerTable(): string {
  const rows = ['year,from,to,code,kind,usd,barrels,unit'];
  for (const year of years)
    for (const from of ['FR', 'DE', 'HR', 'GB'])
      for (const to of ['KZ', 'RU', 'BR', 'Elsewhere'])
        for (const kind of ['Light', 'Sour, heavy'])
          for (const code of goods.slice(0, 6)) {
            const lot = drawn(year, from, to, kind, code);
            if (lot < 300)
              rows.push(
                [year, from, to, code, `"${kind}"`, figure(lot), figure(lot + 3), lot % 2 ? 'bbl' : 't'].join(),
              );
          }
  return `${rows.join('\n')}\n`;
}

/** Made-up measured trade in the generated goods, brought in like any; `path` is where its tables stand meanwhile. */
export async function importFlows(db: Database, path: string): Promise<void> {
  for (const [name, mapping, table] of [
    ['customs', customs, customsTable()],
    ['register', register, registerTable()],
  ] as const) {
    const [csv, own] = [`${path}.${name}.csv`, `${path}.${name}.json`];
    writeFileSync(csv, table);
    writeFileSync(own, JSON.stringify(mapping));
    const { rejected, rejections } = await formats.flows.bring(db, csv, {
      mapping: own,
      dryRun: false,
      rejectsPrefix: csv,
    });
    if (rejected > 0) throw new Error(`The generated flows are wrong: ${JSON.stringify(rejections[0])}`);
    for (const file of [csv, own]) rmSync(file);
  }
}
