import type { EntryFilter, EntryKind } from '@chancery/sdk';
import { DateField, SelectField } from '../../components/filter-fields.tsx';
import { firstPageParams } from '../../components/pager.tsx';
import { useUrlState } from '../../url-state.ts';
import { EntryKindIcon, entryKinds } from './entry-kinds.tsx';

/** What the address asks of entries. What it names is sent as it is: the API says what is wrong with it. */
export function parseEntryFilter(params: URLSearchParams, party: string | undefined): EntryFilter {
  const value = (name: string): string | undefined => params.get(name)?.trim() || undefined;
  const [from, until, disputed, basis] = ['from', 'until', 'disputed', 'basis'].map(value);
  const wanted = parseKinds(params);
  return {
    ...(party && { party: { key: { eq: party } } }),
    ...(wanted.length > 0 && { kinds: wanted as EntryKind[] }),
    ...((from || until) && { at: { ...(from && { onOrAfter: from }), ...(until && { onOrBefore: until }) } }),
    ...(disputed === 'only' && { disputed: true }),
    ...(basis === 'said' && { not: { evidence: { basis: ['INFERRED'] } } }),
  };
}

const parseKinds = (params: URLSearchParams): string[] =>
  (params.get('kinds') ?? '').split(',').filter((kind) => kind !== '');

export const TimelineFilters = () => (
  <form class="filters" aria-label="Which entries" onSubmit={(event) => event.preventDefault()}>
    <KindsField />
    <DateField label="From" param="from" />
    <DateField label="Until" param="until" />
    <SelectField
      label="Certainty"
      param="basis"
      any="all"
      options={[{ value: 'said', text: 'only what rests on no inference' }]}
    />
    <SelectField
      label="Disputes"
      param="disputed"
      any="disputed or not"
      options={[{ value: 'only', text: 'only disputed' }]}
    />
    <p class="minor filter-note">
      By the first day that an entry can have; where none is known, by the day that a source attests it.
    </p>
  </form>
);

/** One kind or several; none chosen means all. It is the key to the shapes, too. */
function KindsField() {
  const address = useUrlState();
  const chosen = parseKinds(address.params);
  return (
    <fieldset class="kinds">
      <legend>Kinds</legend>
      {Object.entries(entryKinds).map(([typename, { kind, many }]) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            onChange={({ currentTarget: { checked } }) =>
              address.update({
                ...firstPageParams,
                kinds: (checked ? [...chosen, kind] : chosen.filter((one) => one !== kind)).join(','),
              })
            }
          />
          <EntryKindIcon of={typename as keyof typeof entryKinds} /> {many}
        </label>
      ))}
    </fieldset>
  );
}
