import { resolveHost } from '../hsg-travels/host.ts';
import { type CountryResolver, type ResolvedCountry, uninvertName } from '../resolve-country.ts';
import { readLabels } from './aliases.ts';
import type { VisitRow } from './row.ts';

export interface Origin {
  key: string;
  /** Whether the label alone names the country. */
  isStated: boolean;
  note?: string;
}

/**
 * Resolves the country that the visitors travelled for, on their first day. The identifier of the
 * source decides what the label leaves open; it is often that of a later state, so the label comes first.
 */
export function resolveOrigin(
  countries: CountryResolver,
  { country: { label, id }, start, end }: Pick<VisitRow, 'country' | 'start' | 'end'>,
): Origin | { reason: string } {
  const resolve = (name: string) => resolveHost(countries, { label: name, id, locale: '', on: start, until: end });
  const [first, ...others] = [label, uninvertName(label)].map(resolve) as [ReturnType<typeof resolve>];
  for (const resolved of [first, ...others]) {
    if (!isState(resolved)) continue;
    // Two states share the name, and the identifier of the source names one: nothing to check.
    const isDecidedById = 'reason' in countries.resolve(label, start);
    const note = isDecidedById ? undefined : resolved.note;
    return { key: resolved.key, isStated: resolved.matchedOn === 'NAME' && !resolved.note, ...(note && { note }) };
  }
  const alias = readLabels().get(label);
  const byAlias = alias && resolve(alias.as);
  if (alias && byAlias && isState(byAlias))
    return { key: byAlias.key, isStated: false, note: `"${label}" was interpreted as ${byAlias.key}. ${alias.why}` };
  if (!('reason' in first) && first.beforeIndependence) return { key: first.key, isStated: true };
  const byId = countries.resolve(id.replaceAll('-', ' '), start);
  if ('reason' in first && isState(byId) && !byId.note)
    return {
      key: byId.key,
      isStated: false,
      note: `"${label}" was interpreted as ${byId.key}, which the identifier "${id}" of the source names. ${first.reason}`,
    };
  if ('reason' in first) return first;
  return {
    reason: `${first.note ?? `"${label}" was not an independent state on ${start}.`} Its own leaders did not travel for that state.`,
  };
}

/** Returns whether a state of that name, or its successor, existed on the day. */
const isState = (resolved: ResolvedCountry | { reason: string }): resolved is ResolvedCountry =>
  'key' in resolved && resolved.matchedOn !== 'PREDECESSOR' && !resolved.beforeIndependence;
