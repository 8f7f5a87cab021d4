import { useUrlState } from '../../url-state.ts';
import { buildSelectionParams } from './country-selection.ts';
import type { MapCountry } from './generated/operations.ts';
import type { VisitCounts } from './visit-counts.ts';

/** Every country on record, with its visits under the filter: the same choice as on the map. */
export function CountryField({
  countries,
  counts,
  chosen,
}: {
  countries: readonly MapCountry[];
  counts: VisitCounts;
  chosen: string | undefined;
}) {
  const address = useUrlState();
  const counted = (key: string): string => {
    const of = counts.byKey.get(key);
    return of ? ` (${of.hostedCount.toLocaleString('en')} hosted, ${of.madeCount.toLocaleString('en')} made)` : '';
  };
  const withVisits = countries.filter(({ key }) => counts.byKey.has(key));
  const without = countries.filter(({ key }) => !counts.byKey.has(key));
  return (
    <label class="field">
      <span>Country</span>
      <select
        value={chosen ?? ''}
        onChange={({ currentTarget: { value } }) => address.update(buildSelectionParams(value))}
      >
        <option value="">none chosen</option>
        {[
          { label: 'With visits', of: withVisits },
          { label: 'Without', of: without },
        ].map(({ label, of }) => (
          <optgroup key={label} label={label}>
            {of.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
                {counted(key)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
