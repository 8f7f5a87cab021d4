import { enableCompileCache } from 'node:module';
import './skip-package-lookups.ts';

enableCompileCache();

// Imported dynamically: modules that are loaded already are not taken from the cache.
const { runProgram } = await import('./cli/program.ts');
await runProgram();
