interface ExportFormat {
  /** What is exported: rows of any list, records of any noun or of all, sources, or visits. */
  of: 'TABLE' | 'RECORDS' | 'SOURCES' | 'VISITS';
  extension: string;
  mediaType: string;
  description: string;
}

/** The formats of other programs. The interchange format is `exportDataset`. */
export const exportFormats = {
  csv: {
    of: 'TABLE',
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
    description: 'a table as CSV',
  },
  jsonl: {
    of: 'TABLE',
    extension: 'jsonl',
    mediaType: 'application/jsonl; charset=utf-8',
    description: 'a table as JSON Lines',
  },
  parquet: {
    of: 'TABLE',
    extension: 'parquet',
    mediaType: 'application/vnd.apache.parquet',
    description: 'a table as Parquet',
  },
  jsonld: {
    of: 'RECORDS',
    extension: 'jsonld',
    mediaType: 'application/ld+json',
    description: 'records as linked data',
  },
  datapackage: {
    of: 'RECORDS',
    extension: 'zip',
    mediaType: 'application/zip',
    description: 'records as a Frictionless data package',
  },
  csl: {
    of: 'SOURCES',
    extension: 'csl.json',
    mediaType: 'application/vnd.citationstyles.csl+json',
    description: 'sources as CSL-JSON',
  },
  bibtex: {
    of: 'SOURCES',
    extension: 'bib',
    mediaType: 'application/x-bibtex; charset=utf-8',
    description: 'sources as BibTeX',
  },
  graphml: {
    of: 'VISITS',
    extension: 'graphml',
    mediaType: 'application/graphml+xml',
    description: 'who visited whom, as GraphML',
  },
  gexf: {
    of: 'VISITS',
    extension: 'gexf',
    mediaType: 'application/gexf+xml',
    description: 'who visited whom, as GEXF',
  },
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;
export const exportFormatNames = Object.keys(exportFormats) as ExportFormatName[];
