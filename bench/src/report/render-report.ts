import { renderReportSections } from './report-sections.ts';
import type { Leaf, Results, WorldResult } from './results.ts';

/** The targets, as ratios of requests a second. */
const targetRatios = { postgraphile: 1.5, limit: 0.25, warmPostgraphile: 5, plain: 0.5 };

/** bench/RESULTS.md. */
export function renderReport({ machine, versions, worlds }: Results, titles: ReadonlyMap<string, string>): string {
  const listed = (all: Record<string, string | number>): string =>
    Object.entries(all)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · ');
  const sections = Object.entries(worlds).flatMap(([name, world]) => renderWorldSection(name, world));
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
    ...renderReportSections(),
  ].join('\n')}\n`;
}

function renderWorldSection(name: string, { queries, seconds, connections, measuredAt }: WorldResult): string[] {
  const cold = Object.entries(queries).flatMap(([query, { cold: found }]) =>
    found
      ? [
          renderRow([
            query,
            renderLeaf(found.chancery),
            found.postgraphile ? renderLeaf(found.postgraphile) : '',
            renderLeaf(found.limit),
            found.postgraphile ? renderRatio(found.chancery, found.postgraphile, targetRatios.postgraphile) : '',
            renderRatio(found.chancery, found.limit, targetRatios.limit),
          ]),
        ]
      : [],
  );
  const warm = Object.entries(queries).flatMap(([query, { cold: without, warm: found }]) =>
    found
      ? [
          renderRow([
            query,
            renderLeaf(found.chancery),
            renderLeaf(found.plain),
            without?.postgraphile
              ? renderRatio(found.chancery, without.postgraphile, targetRatios.warmPostgraphile)
              : '',
            renderRatio(found.chancery, found.plain, targetRatios.plain),
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
          renderHeader(['', 'Chancery', 'PostGraphile', 'the limit', 'to PostGraphile', 'to the limit']),
          ...cold,
        ]
      : []),
    ...(warm.length > 0
      ? [
          '',
          '### Warm: a few requests, repeated',
          '',
          renderHeader(['', 'Chancery', 'plain', 'to PostGraphile', 'to plain']),
          ...warm,
        ]
      : []),
  ];
}

const renderRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const renderHeader = (cells: readonly string[]): string => `${renderRow(cells)}\n${renderRow(cells.map(() => '---'))}`;
const renderLeaf = ({ rps, p50, p99, processes }: Leaf): string =>
  `${rps.toFixed(rps < 100 ? 1 : 0)} (${p50} / ${p99}) × ${processes}`;

function renderRatio(one: Leaf, other: Leaf, target: number): string {
  const value = one.rps / other.rps;
  return `${value.toFixed(2)} ${value >= target ? '✓' : `✗ (${target})`}`;
}
