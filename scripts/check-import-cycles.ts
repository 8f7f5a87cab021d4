import { findCycles, readImportGraph } from './import-graph.ts';

const maxFiles = 3;

/** Fails if more than three files of src import each other in a cycle, type imports included. */
const cycles = findCycles(readImportGraph('src')).filter((files) => files.length > maxFiles);
for (const files of cycles)
  console.error(
    `${files.length} files import each other (at most ${maxFiles} may): ${files.join(', ')}. Move what they share into a file that imports none of them.`,
  );
process.exitCode = cycles.length > 0 ? 1 : 0;
