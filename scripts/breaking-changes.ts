import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** A change of the contract that may break clients of the released one. */
export interface BreakingChange {
  /** The changed type, field or argument, as the changelog must declare it: `Visit.place`. */
  readonly coordinate: string;
  readonly message: string;
}

export interface ContractTexts {
  readonly released: string;
  readonly current: string;
  readonly changelog: string;
}

/** Returns the breaking changes between two contracts that the changelog does not declare. */
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

/** Returns the code spans in the list "Breaking" of the unreleased version. */
function parseDeclaredCoordinates(changelog: string): Set<string> {
  const [, newest = ''] = changelog.split(/^## /m);
  if (!/^\S+, unreleased\n/.test(newest)) return new Set();
  const list = /^(?:### )?Breaking\n+((?:[- ].*\n?)*)/m.exec(newest)?.[1] ?? '';
  return new Set([...list.matchAll(/`([^`]+)`/g)].map(([, coordinate = '']) => coordinate));
}
