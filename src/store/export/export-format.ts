import type { RecordJson } from '../../model/record-diff.ts';
import type { PackageContents } from './data-package/write-data-package.ts';
import type { ExportFormatName } from './format-names.ts';
import { toBibtexEntry, toCslItem } from './source-references.ts';
import type { Table, Write } from './table.ts';
import { writeCsv } from './write-csv.ts';
import { writeJsonLd } from './write-json-ld.ts';
import { writeJsonLines } from './write-json-lines.ts';
import { type Network, writeGexf, writeGraphml } from './write-network.ts';

/** What can be exported. Each part is read when a format asks for it. */
export interface ExportContents {
  /** The rows of a list. */
  table(): Table;
  records(): AsyncIterable<RecordJson>;
  readNetwork(): Promise<Network>;
  dataPackage(): PackageContents;
}

type WriteExport = (contents: ExportContents, write: Write) => Promise<void>;

/** The writers of the formats. Those that need a large library load it when they run. */
const writers: Readonly<Record<ExportFormatName, WriteExport>> = {
  csv: (contents, write) => writeCsv(contents.table(), write),
  jsonl: (contents, write) => writeJsonLines(contents.table(), write),
  parquet: async (contents, write) => {
    const { writeParquet } = await import('./write-parquet.ts');
    await writeParquet(contents.table(), write);
  },
  jsonld: (contents, write) => writeJsonLd(contents.records(), write),
  datapackage: async (contents, write) => {
    const { writeDataPackage } = await import('./data-package/write-data-package.ts');
    await writeDataPackage(contents.dataPackage(), write);
  },
  csl: writeCsl,
  bibtex: async (contents, write) => {
    for await (const source of contents.records()) await write(toBibtexEntry(source));
  },
  graphml: async (contents, write) => writeGraphml(await contents.readNetwork(), write),
  gexf: async (contents, write) => writeGexf(await contents.readNetwork(), write),
};

/** Writes the contents in a format of other programs. The interchange format is `exportDataset`. */
export const writeExport = (format: ExportFormatName, contents: ExportContents, write: Write): Promise<void> =>
  writers[format](contents, write);

async function writeCsl(contents: ExportContents, write: Write): Promise<void> {
  let separator = '[\n';
  let isEmpty = true;
  for await (const source of contents.records()) {
    await write(`${separator}${JSON.stringify(toCslItem(source))}`);
    separator = ',\n';
    isEmpty = false;
  }
  await write(isEmpty ? '[]\n' : '\n]\n');
}
