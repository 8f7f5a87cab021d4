import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DossierManifest, hashDossierFiles, manifestFileName } from '../src/ingest/dossier-manifest.ts';
import { dossierFolder } from '../src/ingest/load-bundled-data.ts';
import { readInterchange } from '../src/ingest/read-interchange.ts';
import { parseRecord } from '../src/model/records/index.ts';
import { type Span, verifySpan } from '../src/model/source-text.ts';
import { SourceTextFiles } from '../src/store/source-text-files.ts';

/**
 * Compares every span of the bundled dossier with the texts in a folder, and writes the manifest. `init` trusts the spans
 * as long as the files have the hashes in it.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) throw new Error('Usage: npm run verify:dossier -- <folder with the texts>');

const texts = new SourceTextFiles([folder]);
const sources = new Map<string, string | undefined>();
const verified: DossierManifest['texts'] = {};
const problems: string[] = [];

function verifySpans(source: string, spans: readonly Span[]): void {
  const sha256 = sources.get(source);
  const text = sha256 === undefined ? undefined : texts.findBySha256(sha256);
  if (sha256 === undefined || !text) {
    problems.push(`The text of "${source}" is not in ${folder}.`);
    return;
  }
  const entry = verified[source] ?? { sha256, length: text.length, spans: 0 };
  verified[source] = entry;
  for (const span of spans) {
    const mismatch = verifySpan(text, span);
    if (mismatch === undefined) entry.spans += 1;
    else problems.push(`${source}, ${JSON.stringify(span.words)}: ${mismatch}`);
  }
}

/** Finds the citations at any depth of a record. */
function verifyCitations(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('source' in value && 'spans' in value && Array.isArray(value.spans) && value.spans.length > 0)
    verifySpans(String(value.source), value.spans as Span[]);
  for (const inner of Object.values(value)) verifyCitations(inner);
}

for await (const item of readInterchange(dossierFolder)) {
  if (!('record' in item)) throw new Error(item.rejected);
  const { formerly: _formerly, ...raw } = item.record as { formerly?: unknown };
  const parsed = parseRecord(raw);
  if (!('record' in parsed)) throw new Error(`${item.key}: ${parsed.issues[0]?.message}`);
  if (parsed.record.noun === 'source') sources.set(parsed.record.key, parsed.record.sha256);
  else verifyCitations(parsed.record);
}
if (problems.length > 0) throw new Error(problems.join('\n'));
const manifest: DossierManifest = { texts: verified, files: await hashDossierFiles(dossierFolder) };
writeFileSync(join(dossierFolder, manifestFileName), `${JSON.stringify(manifest, null, 2)}\n`);
