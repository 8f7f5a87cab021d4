import { useUrlState } from '../../url-state.ts';
import { buildSelectionParams } from './country-selection.ts';
import type { MapCountry } from './generated/operations.ts';
import type { VisitCounts } from './visit-counts.ts';

/** A select of all countries with their numbers of visits, equivalent to a selection on the map. */
export function CountryField({
  countries,
  counts,
  selectedKey,
}: {
  countries: readonly MapCountry[];
  counts: VisitCounts;
  selectedKey: string | undefined;
}) {
  const urlState = useUrlState();
  const formatVisitCounts = (key: string): string => {
    const visits = counts.byKey.get(key);
    if (!visits) return '';
    return ` (${visits.hostedCount.toLocaleString('en')} hosted, ${visits.madeCount.toLocaleString('en')} made)`;
  };
  const groups = [
    { label: 'With visits', countries: countries.filter(({ key }) => counts.byKey.has(key)) },
    { label: 'Without visits', countries: countries.filter(({ key }) => !counts.byKey.has(key)) },
  ];
  return (
    <label className="field">
      <span>Country</span>
      <select
        value={selectedKey ?? ''}
        onChange={({ currentTarget: { value } }) => urlState.update(buildSelectionParams(value))}
      >
        <option value="">None selected</option>
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.countries.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
                {formatVisitCounts(key)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
