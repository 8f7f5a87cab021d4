import { existsSync, readFileSync } from 'node:fs';
import type { Course, Level } from '../measure/process-memory.ts';
import { growthOf, type Rounds } from './growth-summary.ts';

/** What the other verbs have kept. */
export interface Grown {
  measuredAt: string;
  connections: number;
  seconds: number;
  processes: number;
  queries: Record<string, Rounds>;
}
export interface Imported {
  measuredAt: string;
  rows: number;
  chancery: { seconds: number; rowsPerSecond: number; peakMb: number };
  again: { seconds: number; peakMb: number; report: { created: number; updated: number } };
  sqlite: { seconds: number; rowsPerSecond: number; rows: number };
  ratio: number;
}
export interface Resumed {
  measuredAt: string;
  rows: number;
  killedAt: number[];
  peakMb: number;
  again: { created: number; updated?: number };
  exact: boolean;
  problems: string[];
}
export interface Worst {
  world: string;
  measuredAt: string;
  queries: { name: string; ms: number; outcome: string; kilobytes: number }[];
}
export interface Soaked {
  world: string;
  measuredAt: string;
  connections: number;
  writesPerSecond: number;
  processes: number;
  warmUpSeconds: number;
  seconds: number;
  reads: number;
  writes: number;
  looks: number;
  stale: number;
  errors: string[];
  memory: Level & { everyMs: number; processes: Course[] };
}

const kept = <T>(name: string): T | undefined => {
  const file = new URL(`../../${name}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
};
const met = (holds: boolean): string => (holds ? '✓' : '✗');

/** The parts of RESULTS.md that are not about the five queries. */
export function otherSections(): string[] {
  const grown = kept<Grown>('growth');
  const imported = kept<Imported>('import');
  const resumed = kept<Resumed>('resume');
  const worst = kept<Worst>('worst');
  const soaked = kept<Soaked>('soak');
  return [
    ...(grown ? growthSection(grown) : []),
    ...(imported ? importSection(imported) : []),
    ...(resumed ? resumeSection(resumed) : []),
    ...(worst ? worstSection(worst) : []),
    ...(soaked ? soakSection(soaked) : []),
  ];
}

const mostGrowth = 1.3;

const growthSection = ({ measuredAt, connections, seconds, processes, queries }: Grown): string[] => [
  '',
  '## From medium to large',
  '',
  `Measured ${measuredAt.slice(0, 10)}: Chancery with ${processes} workers, cold, ${seconds} s a run, ${connections} connections; each query on the one world and right after that on the other. p50 in milliseconds; the growth is the median of the rounds.`,
  '',
  '| | medium | large | growth | by round | of processor time |',
  '| --- | --- | --- | --- | --- | --- |',
  ...Object.entries(queries).map(([name, rounds]) => {
    const { medium, large, growth, rounds: each, cpu } = growthOf(rounds);
    return `| ${name} | ${medium} | ${large} | ${growth} ${growth < mostGrowth ? '✓' : `✗ (below ${mostGrowth})`} | ${each.join(', ')} | ${cpu} |`;
  }),
];

const importSection = ({ measuredAt, rows, chancery, again, sqlite, ratio }: Imported): string[] => [
  '',
  '## Import of measured trade',
  '',
  `Measured ${measuredAt.slice(0, 10)}: a file of BACI's layout with ${rows} flows.`,
  '',
  '| | seconds | rows a second | at most in memory |',
  '| --- | --- | --- | --- |',
  `| \`chancery import flows\` | ${chancery.seconds} | ${chancery.rowsPerSecond} | ${chancery.peakMb} MB ${met(chancery.peakMb < 300)} (300) |`,
  `| the same file once more: ${again.report.created} created, ${again.report.updated} updated ${met(again.report.created + again.report.updated === 0)} | ${again.seconds} | | ${again.peakMb} MB |`,
  `| \`sqlite3 .import\` of the rows into an equal table | ${sqlite.seconds} | ${sqlite.rowsPerSecond} | |`,
  '',
  `Ratio ${ratio} ${met(ratio >= 0.3)} (0.3).`,
];

const resumeSection = ({ measuredAt, rows, killedAt, peakMb, again, exact, problems }: Resumed): string[] => [
  '',
  '## An import that is killed',
  '',
  `Measured ${measuredAt.slice(0, 10)}: ${rows} flows, killed with SIGKILL when ${killedAt.join(', ')} of them were in, and begun again each time.`,
  '',
  `Flows, values and quantities by year as awk sums them of the file: ${exact ? 'exact ✓' : 'not the same ✗'}. \`chancery check\`: ${problems.length} problems ${met(problems.length === 0)}. Once more: ${again.created} created ${met(again.created === 0)}. The last of the seven took ${peakMb} MB at most.`,
];

const worstSection = ({ world, measuredAt, queries }: Worst): string[] => [
  '',
  '## The worst queries that the limits allow',
  '',
  `Measured ${measuredAt.slice(0, 10)} on "${world}", each of ${queries.length} once; the ten latest. The target is 2 s.`,
  '',
  '| milliseconds | what | |',
  '| --- | --- | --- |',
  ...queries
    .slice(0, 10)
    .map(({ name, ms, outcome }) => `| ${ms} ${met(ms <= 2000)} | ${name} | ${outcome.split(':')[0]} |`),
];

const soakSection = (one: Soaked): string[] => [
  '',
  '## Many readers and a steady writer',
  '',
  `Measured ${one.measuredAt.slice(0, 10)} on "${one.world}": ${one.connections} connections, ${one.writesPerSecond} writes a second for ${one.seconds} s, ${one.processes} workers.`,
  '',
  `${one.reads} reads, ${one.writes} writes, ${one.errors.length === 0 ? 'no error ✓' : `errors ✗: ${one.errors.join('; ')}`}; after each write three reads of what it wrote over other connections: ${one.looks}, of them stale ${one.stale} ${met(one.stale === 0)}.`,
  '',
  `Memory of their own of all processes: ${one.memory.firstHalfMb} MB on average in the first half, after ${one.warmUpSeconds} s to warm up, ${one.memory.secondHalfMb} MB in the second: ${one.memory.growth} % ${met(one.memory.level)} (3 %). The first process and each worker, at the start and at the end, in megabytes:`,
  '',
  '| | of its own | of mapped files |',
  '| --- | --- | --- |',
  ...one.memory.processes.map(
    ({ anonMb, fileMb }, index) =>
      `| ${index === 0 ? 'first process' : `worker ${index}`} | ${anonMb[0]} → ${anonMb.at(-1)} | ${fileMb[0]} → ${fileMb.at(-1)} |`,
  ),
];
