import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const labelSchema = z.record(z.string(), z.string());
const fileSchema = z.strictObject({ sections: labelSchema, chapters: labelSchema, headings: labelSchema });

/** Reads the short labels of sections, chapters and headings, by code. */
export function readHsLabels(): ReadonlyMap<string, string> {
  const { sections, chapters, headings } = fileSchema.parse(
    parse(readFileSync(new URL('./hs-labels.yaml', import.meta.url), 'utf8')),
  );
  return new Map(Object.entries({ ...sections, ...chapters, ...headings }));
}
