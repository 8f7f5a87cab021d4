import { existsSync, readFileSync } from 'node:fs';
import type { MemorySeries, MemoryTrend } from '../measure/process-memory.ts';
import { type GrowthRounds, summarizeGrowth } from './growth-summary.ts';

/** What the other verbs have kept. */
export interface GrowthResult {
  measuredAt: string;
  connections: number;
  seconds: number;
  processes: number;
  queries: Record<string, GrowthRounds>;
}
export interface ImportResult {
  measuredAt: string;
  rows: number;
  chancery: { seconds: number; rowsPerSecond: number; peakMb: number };
  again: { seconds: number; peakMb: number; report: { created: number; updated: number } };
  sqlite: { seconds: number; rowsPerSecond: number; rows: number };
  ratio: number;
}
export interface ResumeResult {
  measuredAt: string;
  rows: number;
  killedAt: number[];
  peakMb: number;
  again: { created: number; updated?: number };
  exact: boolean;
  problems: string[];
}
export interface WorstCaseResult {
  world: string;
  measuredAt: string;
  queries: { name: string; ms: number; outcome: string; kilobytes: number }[];
}
export interface SoakResult {
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
  memory: MemoryTrend & { everyMs: number; processes: MemorySeries[] };
}

const readSavedResult = <T>(name: string): T | undefined => {
  const file = new URL(`../../${name}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
};
const checkMark = (holds: boolean): string => (holds ? '✓' : '✗');

/** The parts of RESULTS.md that are not about the five queries. */
export function renderReportSections(): string[] {
  const grown = readSavedResult<GrowthResult>('growth');
  const imported = readSavedResult<ImportResult>('import');
  const resumed = readSavedResult<ResumeResult>('resume');
  const worst = readSavedResult<WorstCaseResult>('worst');
  const soaked = readSavedResult<SoakResult>('soak');
  return [
    ...(grown ? renderGrowthSection(grown) : []),
    ...(imported ? renderImportSection(imported) : []),
    ...(resumed ? renderResumeSection(resumed) : []),
    ...(worst ? renderWorstCaseSection(worst) : []),
    ...(soaked ? renderSoakSection(soaked) : []),
  ];
}

const maxGrowthRatio = 1.3;

const renderGrowthSection = ({ measuredAt, connections, seconds, processes, queries }: GrowthResult): string[] => [
  '',
  '## From medium to large',
  '',
  `Measured ${measuredAt.slice(0, 10)}: Chancery with ${processes} workers, cold, ${seconds} s a run, ${connections} connections; each query on the one world and right after that on the other. p50 in milliseconds; the growth is the median of the rounds.`,
  '',
  '| | medium | large | growth | by round | of processor time |',
  '| --- | --- | --- | --- | --- | --- |',
  ...Object.entries(queries).map(([name, rounds]) => {
    const { medium, large, growth, rounds: each, cpu } = summarizeGrowth(rounds);
    return `| ${name} | ${medium} | ${large} | ${growth} ${growth < maxGrowthRatio ? '✓' : `✗ (below ${maxGrowthRatio})`} | ${each.join(', ')} | ${cpu} |`;
  }),
];

const renderImportSection = ({ measuredAt, rows, chancery, again, sqlite, ratio }: ImportResult): string[] => [
  '',
  '## Import of measured trade',
  '',
  `Measured ${measuredAt.slice(0, 10)}: a file of BACI's layout with ${rows} flows.`,
  '',
  '| | seconds | rows a second | at most in memory |',
  '| --- | --- | --- | --- |',
  `| \`chancery import flows\` | ${chancery.seconds} | ${chancery.rowsPerSecond} | ${chancery.peakMb} MB ${checkMark(chancery.peakMb < 300)} (300) |`,
  `| the same file once more: ${again.report.created} created, ${again.report.updated} updated ${checkMark(again.report.created + again.report.updated === 0)} | ${again.seconds} | | ${again.peakMb} MB |`,
  `| \`sqlite3 .import\` of the rows into an equal table | ${sqlite.seconds} | ${sqlite.rowsPerSecond} | |`,
  '',
  `Ratio ${ratio} ${checkMark(ratio >= 0.3)} (0.3).`,
];

const renderResumeSection = ({
  measuredAt,
  rows,
  killedAt,
  peakMb,
  again,
  exact,
  problems,
}: ResumeResult): string[] => [
  '',
  '## An import that is killed',
  '',
  `Measured ${measuredAt.slice(0, 10)}: ${rows} flows, killed with SIGKILL when ${killedAt.join(', ')} of them were in, and begun again each time.`,
  '',
  `Flows, values and quantities by year as awk sums them of the file: ${exact ? 'exact ✓' : 'not the same ✗'}. \`chancery check\`: ${problems.length} problems ${checkMark(problems.length === 0)}. Once more: ${again.created} created ${checkMark(again.created === 0)}. The last of the seven took ${peakMb} MB at most.`,
];

const renderWorstCaseSection = ({ world, measuredAt, queries }: WorstCaseResult): string[] => [
  '',
  '## The worst queries that the limits allow',
  '',
  `Measured ${measuredAt.slice(0, 10)} on "${world}", each of ${queries.length} once; the ten latest. The target is 2 s.`,
  '',
  '| milliseconds | what | |',
  '| --- | --- | --- |',
  ...queries
    .slice(0, 10)
    .map(({ name, ms, outcome }) => `| ${ms} ${checkMark(ms <= 2000)} | ${name} | ${outcome.split(':')[0]} |`),
];

const renderSoakSection = (one: SoakResult): string[] => [
  '',
  '## Many readers and a steady writer',
  '',
  `Measured ${one.measuredAt.slice(0, 10)} on "${one.world}": ${one.connections} connections, ${one.writesPerSecond} writes a second for ${one.seconds} s, ${one.processes} workers.`,
  '',
  `${one.reads} reads, ${one.writes} writes, ${one.errors.length === 0 ? 'no error ✓' : `errors ✗: ${one.errors.join('; ')}`}; after each write three reads of what it wrote over other connections: ${one.looks}, of them stale ${one.stale} ${checkMark(one.stale === 0)}.`,
  '',
  `Memory of their own of all processes: ${one.memory.firstHalfMb} MB on average in the first half, after ${one.warmUpSeconds} s to warm up, ${one.memory.secondHalfMb} MB in the second: ${one.memory.growth} % ${checkMark(one.memory.level)} (3 %). The first process and each worker, at the start and at the end, in megabytes:`,
  '',
  '| | of its own | of mapped files |',
  '| --- | --- | --- |',
  ...one.memory.processes.map(
    ({ anonMb, fileMb }, index) =>
      `| ${index === 0 ? 'first process' : `worker ${index}`} | ${anonMb[0]} → ${anonMb.at(-1)} | ${fileMb[0]} → ${fileMb.at(-1)} |`,
  ),
];
