import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const webFolder = join(root, 'web');
const distFolder = join(webFolder, 'dist');
const digestFile = '.digest';

/** Returns a digest of all files from which the explorer is built. */
function computeSourcesDigest(): string {
  const hash = createHash('sha256');
  const files = [
    join(root, 'package-lock.json'),
    ...listFiles(webFolder),
    ...listFiles(join(root, 'sdk', 'src')),
  ].filter((file) => !file.endsWith('.md'));
  for (const file of files)
    hash.update(relative(root, file).replaceAll(sep, '/')).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !/^(dist|node_modules|\.)/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)]));

const isBuildCurrent = (digest: string): boolean =>
  existsSync(join(distFolder, 'index.html')) &&
  existsSync(join(distFolder, digestFile)) &&
  readFileSync(join(distFolder, digestFile), 'utf8') === digest;

/** Builds into a temporary folder, and moves the result into place when it is complete. */
async function buildWeb(digest: string): Promise<void> {
  // Tests and shells may have another value, with which the build would contain React's development version.
  process.env.NODE_ENV = 'production';
  const draft = join(webFolder, `dist.${process.pid}`);
  const { build: viteBuild } = await import('vite');
  try {
    await viteBuild({ configFile: join(webFolder, 'vite.config.ts'), logLevel: 'warn', build: { outDir: draft } });
    for (const file of listFiles(draft)) compress(file);
    writeFileSync(join(draft, digestFile), digest);
    rmSync(distFolder, { recursive: true, force: true });
    renameSync(draft, distFolder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function compress(file: string): void {
  if (!['.html', '.js', '.css', '.svg', '.json', '.txt'].includes(extname(file)) || statSync(file).size < 1_024) return;
  const text = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(text));
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
}

const digest = computeSourcesDigest();
if (process.argv.includes('--force') || !isBuildCurrent(digest)) {
  const startedAt = performance.now();
  console.error('Building the explorer …');
  await buildWeb(digest);
  console.error(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}
