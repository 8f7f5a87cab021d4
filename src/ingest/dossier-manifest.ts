import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * The manifest of the bundled dossier: the texts that its spans were compared with when the project was built, and the
 * files that had these spans. The texts themselves are not bundled, because their licences do not allow it.
 */
const manifestSchema = z.strictObject({
  /** The texts by the key of their source. */
  texts: z.record(z.string(), z.strictObject({ sha256: z.string(), length: z.int(), spans: z.int() })),
  /** The SHA-256 of each file of the dossier. */
  files: z.record(z.string(), z.string()),
});
export type DossierManifest = z.output<typeof manifestSchema>;

export const manifestFileName = 'manifest.json';

/** Returns the SHA-256 of each data file of the dossier. */
export async function hashDossierFiles(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const hashes = names.map(async (name) => [name, hash('sha256', await readFile(join(folder, name)))] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

/** Returns the SHA-256 of the texts whose spans were verified; none if a file of the dossier was changed since. */
export async function readVerifiedHashes(folder: string): Promise<ReadonlySet<string>> {
  const { texts, files } = manifestSchema.parse(JSON.parse(await readFile(join(folder, manifestFileName), 'utf8')));
  const actual = await hashDossierFiles(folder);
  const isUnchanged =
    Object.keys(actual).length === Object.keys(files).length &&
    Object.entries(actual).every(([name, sum]) => files[name] === sum);
  return new Set(isUnchanged ? Object.values(texts).map(({ sha256 }) => sha256) : []);
}
