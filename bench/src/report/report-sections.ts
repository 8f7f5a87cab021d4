import { existsSync, readFileSync } from 'node:fs';
import type { MemorySeries, MemoryTrend } from '../measure/process-memory.ts';
import { type GrowthRounds, summarizeGrowth } from './growth-summary.ts';

/** The results that the other commands save. */
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
export interface EntriesResult {
  measuredAt: string;
  visits: number;
  first: EntriesRun;
  again: EntriesRun;
  prepared: { rows: number; seconds: number; cpuSeconds: number };
  ratio: number;
}
interface EntriesRun {
  seconds: number;
  cpuSeconds: number;
  recordsPerCpuSecond: number;
  peakMb: number;
  report: { read: number; created: number; unchanged: number };
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

export interface FirstStartResult {
  measuredAt: string;
  buildSeconds: number;
  create: { seconds: number; cpuSeconds: number; peakMb: number };
  records: number;
  databaseMb: number;
  /** The build and the creation of the database. */
  seconds: number;
}

export interface HostileResult {
  world: string;
  measuredAt: string;
  processes: number;
  readers: number;
  perSecond: number;
  seconds: number;
  idle: { p50: number; p95: number };
  idleLoad: number;
  peakMb: number;
  attacks: {
    name: string;
    connections: number;
    keepAlive: boolean;
    latency: { p50: number; p95: number; max: number };
    memoryMb: number;
  }[];
}

const readSavedResult = <T>(name: string): T | undefined => {
  const file = new URL(`../../${name}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
};
const checkMark = (isMet: boolean): string => (isMet ? '✓' : '✗');

/** Renders the sections of RESULTS.md for the other commands. */
export function renderReportSections(): string[] {
  const growthResult = readSavedResult<GrowthResult>('growth');
  const importResult = readSavedResult<ImportResult>('import');
  const entriesResult = readSavedResult<EntriesResult>('entries');
  const firstStartResult = readSavedResult<FirstStartResult>('first-start');
  const resumeResult = readSavedResult<ResumeResult>('resume');
  const worstCaseResult = readSavedResult<WorstCaseResult>('worst');
  const soakResult = readSavedResult<SoakResult>('soak');
  const hostileResult = readSavedResult<HostileResult>('hostile');
  return [
    ...(growthResult ? renderGrowthSection(growthResult) : []),
    ...(importResult ? renderImportSection(importResult) : []),
    ...(entriesResult ? renderEntriesSection(entriesResult) : []),
    ...(firstStartResult ? renderFirstStartSection(firstStartResult) : []),
    ...(resumeResult ? renderResumeSection(resumeResult) : []),
    ...(worstCaseResult ? renderWorstCaseSection(worstCaseResult) : []),
    ...(soakResult ? renderSoakSection(soakResult) : []),
    ...(hostileResult ? renderHostileSection(hostileResult, readSavedResult<HostileResult>('hostile-before')) : []),
  ];
}

const maxGrowthRatio = 1.3;

const renderGrowthSection = ({ measuredAt, connections, seconds, processes, queries }: GrowthResult): string[] => [
  '',
  '## From medium to large',
  '',
  `Measured ${measuredAt.slice(0, 10)}: Chancery with ${processes} workers, cold, ${seconds} s per run, ${connections} connections; in each round a query runs on one world and right after that on the other. p50 in milliseconds; the growth is the median of the rounds.`,
  '',
  '| | medium | large | growth | growth by round | growth of processor time |',
  '| --- | --- | --- | --- | --- | --- |',
  ...Object.entries(queries).map(([name, rounds]) => {
    const { medium, large, growth, rounds: ratios, cpu } = summarizeGrowth(rounds);
    return `| ${name} | ${medium} | ${large} | ${growth} ${growth < maxGrowthRatio ? '✓' : `✗ (below ${maxGrowthRatio})`} | ${ratios.join(', ')} | ${cpu} |`;
  }),
];

const renderImportSection = ({ measuredAt, rows, chancery, again, sqlite, ratio }: ImportResult): string[] => [
  '',
  '## Import of trade flows',
  '',
  `Measured ${measuredAt.slice(0, 10)}: a file in the layout of BACI with ${rows} flows.`,
  '',
  '| | seconds | rows per second | peak memory |',
  '| --- | --- | --- | --- |',
  `| \`chancery import flows\` | ${chancery.seconds} | ${chancery.rowsPerSecond} | ${chancery.peakMb} MB ${checkMark(chancery.peakMb < 300)} (300) |`,
  `| the same file again: ${again.report.created} created, ${again.report.updated} updated ${checkMark(again.report.created + again.report.updated === 0)} | ${again.seconds} | | ${again.peakMb} MB |`,
  `| \`sqlite3 .import\` of the same rows into an equal table | ${sqlite.seconds} | ${sqlite.rowsPerSecond} | |`,
  '',
  `Ratio ${ratio} ${checkMark(ratio >= 0.3)} (0.3).`,
];

const minEntriesRate = 1750;
const minUnchangedRate = 3500;
const renderEntriesSection = ({ measuredAt, visits, first, again, prepared, ratio }: EntriesResult): string[] => [
  '',
  '## Import of entries',
  '',
  `Measured ${measuredAt.slice(0, 10)}: ${visits} visits with travellers and citations from JSON Lines, with the people, terms and sources that they refer to: ${first.report.read} records. Rates and the ratio are of processor time, because other programs used the machine.`,
  '',
  '| | seconds | processor time | records per second | peak memory |',
  '| --- | --- | --- | --- | --- |',
  `| first import: ${first.report.created} created | ${first.seconds} | ${first.cpuSeconds} | ${first.recordsPerCpuSecond} ${checkMark(first.recordsPerCpuSecond >= minEntriesRate)} (${minEntriesRate}) | ${first.peakMb} MB |`,
  `| the same file again: ${again.report.unchanged} unchanged | ${again.seconds} | ${again.cpuSeconds} | ${again.recordsPerCpuSecond} ${checkMark(again.recordsPerCpuSecond >= minUnchangedRate)} (${minUnchangedRate}) | ${again.peakMb} MB |`,
  `| the same ${prepared.rows} rows inserted with prepared statements | ${prepared.seconds} | ${prepared.cpuSeconds} | | |`,
  '',
  `Ratio ${ratio} ${checkMark(ratio >= 0.25)} (0.25).`,
];

const maxFirstStartSeconds = 20;
const renderFirstStartSection = ({
  measuredAt,
  buildSeconds,
  create,
  records,
  databaseMb,
  seconds,
}: FirstStartResult): string[] => [
  '',
  '## First start',
  '',
  `Measured ${measuredAt.slice(0, 10)}, after the installation: the explorer is built in ${buildSeconds} s, and a database of ${records} records, ${databaseMb} MB, is created in ${create.seconds} s (${create.cpuSeconds} s of processor time, ${create.peakMb} MB of memory). Together ${seconds} s ${checkMark(seconds <= maxFirstStartSeconds)} (${maxFirstStartSeconds}).`,
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
  '## Killed import',
  '',
  `Measured ${measuredAt.slice(0, 10)}: an import of ${rows} flows, killed with SIGKILL after ${killedAt.join(', ')} flows and restarted each time.`,
  '',
  `Flows, values and quantities by year, compared with the sums of the file by awk: ${exact ? 'equal ✓' : 'different ✗'}. \`chancery check\`: ${problems.length} problems ${checkMark(problems.length === 0)}. Another import of the file: ${again.created} created ${checkMark(again.created === 0)}. Peak memory of the last of the seven imports: ${peakMb} MB.`,
];

const renderWorstCaseSection = ({ world, measuredAt, queries }: WorstCaseResult): string[] => [
  '',
  '## Most expensive queries that the limits allow',
  '',
  `Measured ${measuredAt.slice(0, 10)} on "${world}": the ten slowest of ${queries.length} queries, each run once. The target is 2 s.`,
  '',
  '| milliseconds | query | outcome |',
  '| --- | --- | --- |',
  ...queries
    .slice(0, 10)
    .map(({ name, ms, outcome }) => `| ${ms} ${checkMark(ms <= 2000)} | ${name} | ${outcome.split(':')[0]} |`),
];

const renderSoakSection = (result: SoakResult): string[] => [
  '',
  '## Many readers and a constant rate of writes',
  '',
  `Measured ${result.measuredAt.slice(0, 10)} on "${result.world}": ${result.connections} connections, ${result.writesPerSecond} writes per second for ${result.seconds} s, ${result.processes} workers.`,
  '',
  `${result.reads} reads, ${result.writes} writes, ${result.errors.length === 0 ? 'no error ✓' : `errors ✗: ${result.errors.join('; ')}`}. Reads of the written value after each write, over three other connections: ${result.looks}, of which stale ${result.stale} ${checkMark(result.stale === 0)}.`,
  '',
  `Anonymous memory of all processes, after ${result.warmUpSeconds} s of warm-up: ${result.memory.firstHalfMb} MB on average in the first half, ${result.memory.secondHalfMb} MB in the second: ${result.memory.growth} % ${checkMark(result.memory.level)} (3 %). Each process at the start and at the end, in megabytes:`,
  '',
  '| | anonymous | mapped files |',
  '| --- | --- | --- |',
  ...result.memory.processes.map(
    ({ anonMb, fileMb }, index) =>
      `| ${index === 0 ? 'first process' : `worker ${index}`} | ${anonMb[0]} → ${anonMb.at(-1)} | ${fileMb[0]} → ${fileMb.at(-1)} |`,
  ),
];

const maxHostileRatio = 2;
const shownAttacks = 8;

function renderHostileSection({ idle, attacks, ...result }: HostileResult, before?: HostileResult): string[] {
  const { world, measuredAt, readers, perSecond, processes, seconds, idleLoad, peakMb } = result;
  const isMet = (p95: number): boolean => p95 <= maxHostileRatio * idle.p95;
  const failed = attacks.filter(({ latency }) => !isMet(latency.p95)).length;
  const toId = ({ name, connections, keepAlive }: HostileResult['attacks'][number]): string =>
    `${name} | ${connections}, ${keepAlive ? 'kept alive' : 'new'}`;
  const toCells = (results: HostileResult['attacks']): Map<string, string> =>
    new Map(results.map((attack) => [toId(attack), formatLatency(attack.latency)]));
  const [cellsBefore, cells] = [toCells(before?.attacks ?? []), toCells(attacks)];
  const shown = new Set(
    [...(before?.attacks ?? []).slice(0, shownAttacks), ...attacks.slice(0, shownAttacks)].map(toId),
  );
  return [
    '',
    '## One client against all others',
    '',
    `Measured ${measuredAt.slice(0, 10)} on "${world}": ${readers} readers, each with ${perSecond} requests per second (Q1 and Q2), ${processes} workers, without the response cache. Alone, they use ${Math.round(100 * idleLoad)} % of the cores; their p50 is ${idle.p50} ms and their p95 ${idle.p95} ms (the median of repeated measurements). Then another client sends one query again and again for ${seconds} s, over one or eight connections, kept alive or new. The p95 of the readers may double: ${attacks.length - failed} of ${attacks.length} attacks ${checkMark(failed === 0)}; what seems slower is measured three times and has its median here. Peak of the anonymous memory of all processes: ${peakMb} MB.`,
    '',
    before
      ? `Before: the version without reader threads and pacing, where the readers alone had a p95 of ${before.idle.p95} ms. ${before.attacks.filter(({ latency }) => latency.p95 > maxHostileRatio * before.idle.p95).length} of the ${before.attacks.length} attacks that were measured more than doubled it. Peak memory: ${before.peakMb} MB. The worst attacks of both, as p50 / p95 / longest in milliseconds:`
      : 'The worst attacks, as p50 / p95 / longest in milliseconds:',
    '',
    '| attack | connections | before | now |',
    '| --- | --- | --- | --- |',
    ...[...shown].map((id) => `| ${id} | ${cellsBefore.get(id) ?? ''} | ${cells.get(id) ?? ''} |`),
  ];
}

const formatLatency = ({ p50, p95, max }: HostileResult['idle'] & { max: number }): string =>
  `${p50} / ${p95} / ${max}`;
