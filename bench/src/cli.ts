import { readFlags, UsageError } from './flags.ts';

/** What `npm run bench -- <verb>` does. */
const verbs: Record<string, () => Promise<(flags: ReturnType<typeof readFlags>) => Promise<void>>> = {
  compare: async () => (await import('./commands/compare.ts')).compare,
  growth: async () => (await import('./commands/growth.ts')).growth,
  worst: async () => (await import('./commands/worst.ts')).worst,
  import: async () => (await import('./commands/import.ts')).importFlows,
  resume: async () => (await import('./commands/resume.ts')).resume,
  soak: async () => (await import('./commands/soak.ts')).soak,
};

// An end by hand runs what ends the servers too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const flags = readFlags();
  const verb = verbs[flags.verb];
  if (!verb) throw new UsageError(`"${flags.verb}" is no verb: they are ${Object.keys(verbs).join(', ')}.`);
  await (await verb())(flags);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
