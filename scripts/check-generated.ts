import { findStaleFiles, renderGeneratedFiles } from './generated-files.ts';

/** Fails if a committed file differs from the output of `npm run generate`. */
const stale = findStaleFiles(await renderGeneratedFiles());
for (const file of stale) console.error(`${file} is stale. Run "npm run generate", and commit the result.`);
process.exitCode = stale.length > 0 ? 1 : 0;
