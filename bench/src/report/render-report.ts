import { otherSections } from './report-sections.ts';
import type { Leaf, Results, WorldResult } from './results.ts';

/** The targets, as ratios of requests a second. */
const targets = { postgraphile: 1.5, limit: 0.25, warmPostgraphile: 5, plain: 0.5 };

/** bench/RESULTS.md. */
export function reportOf({ machine, versions, worlds }: Results, titles: ReadonlyMap<string, string>): string {
  const listed = (all: Record<string, string | number>): string =>
    Object.entries(all)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · ');
  const sections = Object.entries(worlds).flatMap(([name, world]) => sectionOf(name, world));
  return `${[
    '# What was measured',
    '',
    'Made by `npm run bench` from `results.json`; how it is measured is in README.md.',
    '',
    `Machine: ${listed(machine)}`,
    '',
    `Versions: ${listed(versions)}`,
    '',
    ...[...titles].map(([name, title]) => `- **${name}** ${title}`),
    ...sections,
    ...otherSections(),
  ].join('\n')}\n`;
}

function sectionOf(name: string, { queries, seconds, connections, measuredAt }: WorldResult): string[] {
  const cold = Object.entries(queries).flatMap(([query, { cold: found }]) =>
    found
      ? [
          row([
            query,
            cell(found.chancery),
            found.postgraphile ? cell(found.postgraphile) : '',
            cell(found.limit),
            found.postgraphile ? ratio(found.chancery, found.postgraphile, targets.postgraphile) : '',
            ratio(found.chancery, found.limit, targets.limit),
          ]),
        ]
      : [],
  );
  const warm = Object.entries(queries).flatMap(([query, { cold: without, warm: found }]) =>
    found
      ? [
          row([
            query,
            cell(found.chancery),
            cell(found.plain),
            without?.postgraphile ? ratio(found.chancery, without.postgraphile, targets.warmPostgraphile) : '',
            ratio(found.chancery, found.plain, targets.plain),
          ]),
        ]
      : [],
  );
  return [
    '',
    `## The world "${name}"`,
    '',
    `Measured ${measuredAt.slice(0, 10)}: ${seconds} s a run, ${connections} connections. Requests a second, p50 / p99 in milliseconds, × processes.`,
    ...(cold.length > 0
      ? [
          '',
          '### Cold: no response cache',
          '',
          header(['', 'Chancery', 'PostGraphile', 'the limit', 'to PostGraphile', 'to the limit']),
          ...cold,
        ]
      : []),
    ...(warm.length > 0
      ? [
          '',
          '### Warm: a few requests, repeated',
          '',
          header(['', 'Chancery', 'plain', 'to PostGraphile', 'to plain']),
          ...warm,
        ]
      : []),
  ];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const header = (cells: readonly string[]): string => `${row(cells)}\n${row(cells.map(() => '---'))}`;
const cell = ({ rps, p50, p99, processes }: Leaf): string =>
  `${rps.toFixed(rps < 100 ? 1 : 0)} (${p50} / ${p99}) × ${processes}`;

function ratio(one: Leaf, other: Leaf, target: number): string {
  const value = one.rps / other.rps;
  return `${value.toFixed(2)} ${value >= target ? '✓' : `✗ (${target})`}`;
}
