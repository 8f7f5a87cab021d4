import './server/module-cache.ts';

// Later, since what is being loaded already is loaded no faster.
const { runProgram } = await import('./cli/program.ts');
await runProgram();
