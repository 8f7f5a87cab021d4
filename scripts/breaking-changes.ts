import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** A change by which what asked the released contract may ask in vain. */
export interface BreakingChange {
  /** What it is of, as a declaration has to name it: `Visit.place`. */
  readonly coordinate: string;
  readonly message: string;
}

export interface ContractTexts {
  readonly released: string;
  readonly current: string;
  readonly changelog: string;
}

/** The breaking changes between two contracts that the changelog does not declare. */
export async function findUndeclaredBreakingChanges({
  released,
  current,
  changelog,
}: ContractTexts): Promise<BreakingChange[]> {
  const changes = await diff(buildSchema(released), buildSchema(current));
  const declared = parseDeclaredCoordinates(changelog);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => ({ coordinate: path ?? '', message }))
    .filter(({ coordinate }) => !declared.has(coordinate));
}

/** What stands in backticks under "Breaking" in the newest version, which is not released yet. */
function parseDeclaredCoordinates(changelog: string): Set<string> {
  const [, newest = ''] = changelog.split(/^## /m);
  if (!/^\S+, unreleased\n/.test(newest)) return new Set();
  const list = /^(?:### )?Breaking\n+((?:[- ].*\n?)*)/m.exec(newest)?.[1] ?? '';
  return new Set([...list.matchAll(/`([^`]+)`/g)].map(([, coordinate = '']) => coordinate));
}
