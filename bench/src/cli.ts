import { parseFlags, UsageError } from './flags.ts';

/** What `npm run bench -- <verb>` does. */
const commands: Record<string, () => Promise<(flags: ReturnType<typeof parseFlags>) => Promise<void>>> = {
  compare: async () => (await import('./commands/compare.ts')).runCompare,
  growth: async () => (await import('./commands/growth.ts')).runGrowth,
  worst: async () => (await import('./commands/worst.ts')).runWorst,
  import: async () => (await import('./commands/import.ts')).runImport,
  resume: async () => (await import('./commands/resume.ts')).runResume,
  soak: async () => (await import('./commands/soak.ts')).runSoak,
};

// An end by hand runs what ends the servers too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const flags = parseFlags();
  const verb = commands[flags.command];
  if (!verb) throw new UsageError(`"${flags.command}" is no verb: they are ${Object.keys(commands).join(', ')}.`);
  await (await verb())(flags);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
