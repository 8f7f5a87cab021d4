import { parseFlags, UsageError, usage } from './flags.ts';

/** The commands of `npm run bench`, each loaded when it runs. */
const commands: Record<string, () => Promise<(flags: ReturnType<typeof parseFlags>) => Promise<void>>> = {
  compare: async () => (await import('./commands/compare.ts')).runCompare,
  growth: async () => (await import('./commands/growth.ts')).runGrowth,
  worst: async () => (await import('./commands/worst.ts')).runWorst,
  import: async () => (await import('./commands/import.ts')).runImport,
  entries: async () => (await import('./commands/entries.ts')).runEntries,
  'first-start': async () => (await import('./commands/first-start.ts')).runFirstStart,
  resume: async () => (await import('./commands/resume.ts')).runResume,
  hostile: async () => (await import('./commands/hostile.ts')).runHostile,
  soak: async () => (await import('./commands/soak.ts')).runSoak,
};

// An interrupted run must stop its servers too: they stop on "exit".
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const flags = parseFlags();
  const loadCommand = commands[flags.command];
  if (!loadCommand)
    throw new UsageError(`The command must be one of ${Object.keys(commands).join(', ')} (got "${flags.command}").`);
  if (flags.help) process.stdout.write(usage);
  else await (await loadCommand())(flags);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
