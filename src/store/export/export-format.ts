import type { Reader } from '../../db/database.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { iterateCompleteRecords } from '../serialize/read-record.ts';
import { toBibtexEntry, toCslItem } from './source-references.ts';
import { writeCsv } from './write-csv.ts';
import { writeGraphml } from './write-graphml.ts';

export type WriteText = (text: string) => Promise<void>;

/** A format that other programs read. The interchange format is `exportDataset`. */
interface ExportFormat {
  description: string;
  /** Whether a noun must be chosen. */
  needsNoun: boolean;
  /** Writes the records and returns their number. */
  write(reader: Reader, write: WriteText, noun: RecordNoun): Promise<number>;
}

/** Tables, references and networks. */
export const exportFormats = {
  csv: {
    description: 'the records of one noun as a table',
    needsNoun: true,
    write: (reader, write, noun) => writeCsv(reader, noun, write),
  },
  csl: {
    description: 'the sources as CSL-JSON, for reference managers',
    needsNoun: false,
    write: writeCsl,
  },
  bibtex: {
    description: 'the sources as BibTeX',
    needsNoun: false,
    write: (reader, write) => writeSources(reader, (source) => write(toBibtexEntry(source))),
  },
  graphml: {
    description: 'the network of completed visits, by year',
    needsNoun: false,
    write: writeGraphml,
  },
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;

async function writeCsl(reader: Reader, write: WriteText): Promise<number> {
  let separator = '[\n';
  const count = await writeSources(reader, async (source) => {
    await write(`${separator}${JSON.stringify(toCslItem(source))}`);
    separator = ',\n';
  });
  await write(count === 0 ? '[]\n' : '\n]\n');
  return count;
}

async function writeSources(
  reader: Reader,
  writeSource: (source: Parameters<typeof toCslItem>[0]) => Promise<void>,
): Promise<number> {
  let count = 0;
  for await (const source of iterateCompleteRecords(reader, 'source')) {
    count += 1;
    await writeSource(source);
  }
  return count;
}
