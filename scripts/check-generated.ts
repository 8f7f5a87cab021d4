import { findStaleFiles, renderGeneratedFiles } from './generated-files.ts';

/** Fails, with the name, where a committed file is not what `npm run generate` makes. */
const stale = findStaleFiles(await renderGeneratedFiles());
for (const file of stale) console.error(`${file} is stale. Run "npm run generate", and commit what it makes.`);
process.exitCode = stale.length > 0 ? 1 : 0;
