import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartError } from '../model/errors.ts';

const manifestSchema = z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string());

/** The documents by their hashes. Throws StartError where the file is none of that kind. */
export function readManifest(path: string): ReadonlyMap<string, string> {
  const instead = 'Name another file with CHANCERY_MANIFEST; "npm run generate" makes that of the SDK.';
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new StartError(
      `The manifest ${path} can't be read: ${cause instanceof Error ? cause.message : cause}. ${instead}`,
      { cause },
    );
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success)
    throw new StartError(
      `The manifest ${path} is no JSON object from SHA-256, in hexadecimal, to document. ${instead}`,
    );
  const documents = new Map(Object.entries(parsed.data));
  for (const [named, document] of documents) {
    const own = hash('sha256', document);
    if (named !== own)
      throw new StartError(`The manifest ${path} has a document under ${named}, whose SHA-256 is ${own}. ${instead}`);
  }
  return documents;
}
