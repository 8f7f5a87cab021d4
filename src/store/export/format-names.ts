interface ExportFormat {
  /** What is exported: rows of any list, records of any noun or of all, sources, or visits. */
  of: 'TABLE' | 'RECORDS' | 'SOURCES' | 'VISITS';
  extension: string;
  mediaType: string;
}

/** The formats of other programs. The interchange format is `exportDataset`. */
export const exportFormats = {
  csv: {
    of: 'TABLE',
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
  },
  jsonl: {
    of: 'TABLE',
    extension: 'jsonl',
    mediaType: 'application/jsonl; charset=utf-8',
  },
  parquet: {
    of: 'TABLE',
    extension: 'parquet',
    mediaType: 'application/vnd.apache.parquet',
  },
  jsonld: {
    of: 'RECORDS',
    extension: 'jsonld',
    mediaType: 'application/ld+json',
  },
  datapackage: {
    of: 'RECORDS',
    extension: 'zip',
    mediaType: 'application/zip',
  },
  csl: {
    of: 'SOURCES',
    extension: 'csl.json',
    mediaType: 'application/vnd.citationstyles.csl+json',
  },
  bibtex: {
    of: 'SOURCES',
    extension: 'bib',
    mediaType: 'application/x-bibtex; charset=utf-8',
  },
  graphml: {
    of: 'VISITS',
    extension: 'graphml',
    mediaType: 'application/graphml+xml',
  },
  gexf: {
    of: 'VISITS',
    extension: 'gexf',
    mediaType: 'application/gexf+xml',
  },
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;
export const exportFormatNames = Object.keys(exportFormats) as ExportFormatName[];
