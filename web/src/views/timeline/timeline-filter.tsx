import type { EntryFilter, EntryKind } from '@chancery/sdk';
import { FilterBar } from '../../components/filter-bar.tsx';
import { DateField, SelectField } from '../../components/filter-fields.tsx';
import { firstPageParams } from '../../components/pager.tsx';
import { useUrlState } from '../../url-state.ts';
import { EntryKindIcon, entryKinds } from './entry-kinds.tsx';

/** Builds the filter from the URL. Invalid values are sent as they are: the API rejects them with a message. */
export function parseEntryFilter(params: URLSearchParams, party: string | undefined): EntryFilter {
  const value = (name: string): string | undefined => params.get(name)?.trim() || undefined;
  const [from, until, disputed, basis] = ['from', 'until', 'disputed', 'basis'].map(value);
  const kinds = parseKinds(params);
  return {
    ...(party && { party: { key: { eq: party } } }),
    ...(kinds.length > 0 && { kind: kinds as EntryKind[] }),
    ...((from || until) && { at: { ...(from && { onOrAfter: from }), ...(until && { onOrBefore: until }) } }),
    ...(disputed === 'only' && { disputed: true }),
    ...(basis === 'said' && { not: { evidence: { basis: ['INFERRED'] } } }),
  };
}

const parseKinds = (params: URLSearchParams): string[] =>
  (params.get('kinds') ?? '').split(',').filter((kind) => kind !== '');

export const TimelineFilters = () => (
  <FilterBar label="Filter entries" params={['kinds', 'from', 'until', 'basis', 'disputed']}>
    <KindsField />
    <DateField label="From" param="from" />
    <DateField label="Until" param="until" />
    <SelectField
      label="Evidence"
      param="basis"
      anyLabel="Any"
      options={[{ value: 'said', label: 'Without inferences' }]}
    />
    <SelectField
      label="Disputed"
      param="disputed"
      anyLabel="Any"
      options={[{ value: 'only', label: 'Disputed only' }]}
    />
    <p className="minor filter-note">
      An uncertain date counts from its earliest day, an unknown one on the day on which a source attests the entry.
    </p>
  </FilterBar>
);

/** Selects kinds of entry, or all if none is selected. Also serves as the legend of the time axis. */
function KindsField() {
  const urlState = useUrlState();
  const selected = parseKinds(urlState.params);
  return (
    <fieldset className="kinds">
      <legend>Type{selected.length === 0 && ' (all)'}</legend>
      {Object.entries(entryKinds).map(([typename, { kind, plural }]) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={selected.includes(kind)}
            onChange={({ currentTarget: { checked } }) =>
              urlState.update({
                ...firstPageParams,
                kinds: (checked ? [...selected, kind] : selected.filter((other) => other !== kind)).join(','),
              })
            }
          />
          <EntryKindIcon typename={typename as keyof typeof entryKinds} /> {plural}
        </label>
      ))}
    </fieldset>
  );
}
