import type { MatchedCountry } from './match-countries.ts';
import type { Territory } from './territory.ts';

interface Successions {
  /** Keys of successor states by the key of their predecessor. */
  successors: ReadonlyMap<string, readonly string[]>;
  /** Impossible statements of the source, by territory id. */
  faults: ReadonlyMap<string, readonly string[]>;
}

/**
 * Resolves which states succeeded which. Territories name both predecessors and successors, and the
 * two do not always agree; one of them is enough.
 */
export function resolveSuccessions(states: readonly MatchedCountry[]): Successions {
  const keyOf = new Map(
    states.flatMap(({ key, territories, parts }) => [...territories, ...parts].map(({ id }) => [id, key] as const)),
  );
  const all = states.flatMap(({ territories, parts }) => [...territories, ...parts]);
  const territories = new Map(all.map((one) => [one.id, one]));
  const successors = new Map<string, string[]>();
  const faults = new Map<string, string[]>();
  const add = (named: { by: Territory; other: string; as: string }, from: string, to: string): void => {
    const { by, other, as } = named;
    const [before, after] = [keyOf.get(from), keyOf.get(to)];
    if (from === to) appendUnique(faults, by.id, `${by.id} is its own ${as}: ignored.`);
    else if (before === undefined || after === undefined)
      appendUnique(faults, by.id, `${by.id} has ${other} as its ${as}, for which there is no file: ignored.`);
    else if (isImpossibleSuccession(territories.get(from), territories.get(to)))
      appendUnique(
        faults,
        by.id,
        `${by.id} has ${other} as its ${as}: ignored, because by their years ${to} had ended when ${from} began.`,
      );
    else if (before !== after) appendUnique(successors, before, after);
  };
  for (const by of all) for (const other of by.successors) add({ by, other, as: 'successor' }, by.id, other);
  for (const by of all) for (const other of by.predecessors) add({ by, other, as: 'predecessor' }, other, by.id);
  return { successors, faults };
}

/** Returns whether `after` had already ended when `before` began. */
function isImpossibleSuccession(before: Territory | undefined, after: Territory | undefined): boolean {
  if (before?.since === undefined || after?.until === undefined) return false;
  return (
    after.until.year <= before.since.year &&
    after.until.year < (before.until?.year ?? (before.isCurrent ? Infinity : 0))
  );
}

function appendUnique(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key) ?? [];
  if (!list.includes(item)) lists.set(key, [...list, item]);
}
