import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartError } from '../model/errors.ts';

/** Generators write the hash alone, or as the id that clients send. */
const manifestSchema = z.record(z.string().regex(/^(sha256:)?[0-9a-f]{64}$/), z.string());

/** Reads a manifest and returns its documents by hash. Throws StartError if the file is invalid. */
export function readManifest(path: string): ReadonlyMap<string, string> {
  const hint = 'Set CHANCERY_MANIFEST to another file; "npm run generate" creates the manifest of the SDK.';
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new StartError(
      `The manifest ${path} can't be read: ${cause instanceof Error ? cause.message : cause}. ${hint}`,
      { cause },
    );
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success)
    throw new StartError(
      `The manifest ${path} is not a JSON object that maps SHA-256 hashes, in hexadecimal, to documents. ${hint}`,
    );
  const documents = new Map(Object.entries(parsed.data).map(([id, text]) => [id.replace('sha256:', ''), text]));
  for (const [expectedHash, document] of documents) {
    const actualHash = hash('sha256', document);
    if (expectedHash !== actualHash)
      throw new StartError(
        `The manifest ${path} has a document under ${expectedHash}, whose SHA-256 is ${actualHash}. ${hint}`,
      );
  }
  return documents;
}
