import { Combobox } from '@base-ui/react/combobox';
import { useId, useState } from 'react';
import { useQuery } from '../api/use-query.ts';
import { useUrlState } from '../url-state.ts';
import { PartyNameDocument } from './generated/operations.ts';
import { firstPageParams } from './pager.tsx';
import './party-field.css';
import './search/record-search.css';
import {
  allPartyKinds,
  type PartyKind,
  type Suggestion,
  type SuggestionGroup,
  useSuggestions,
} from './search/use-suggestions.ts';

/** Selects a country, person, organization or group by its name. The URL holds the key. */
export function PartyField({
  label,
  param,
  kinds = allPartyKinds,
  placeholder = 'Any',
}: {
  label: string;
  /** The URL parameter that holds the key. */
  param: string;
  kinds?: readonly PartyKind[];
  placeholder?: string;
}) {
  const id = useId();
  const urlState = useUrlState();
  const key = urlState.params.get(param);
  const selected = useSelectedParty(key);
  const [typed, setTyped] = useState<string>();
  const { groups, query, isSettled } = useSuggestions(typed ?? '', { kinds, withEntries: false });
  const select = (suggestion: Suggestion | null): void => {
    setTyped(undefined);
    urlState.update({ ...firstPageParams, [param]: suggestion?.key });
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Combobox.Root
        items={groups as SuggestionGroup[]}
        value={selected}
        onValueChange={select}
        inputValue={typed ?? selected?.name ?? ''}
        onInputValueChange={(value, { reason }) => {
          if (reason === 'input-change') setTyped(value);
        }}
        itemToStringLabel={({ name }: Suggestion) => name}
        isItemEqualToValue={(item: Suggestion, value: Suggestion) => item.key === value.key}
        filter={null}
        autoHighlight
        inline
        open={typed !== undefined}
      >
        <div className="party-field">
          <Combobox.Input
            id={id}
            placeholder={placeholder}
            aria-expanded={typed !== undefined}
            onBlur={() => setTyped(undefined)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setTyped(undefined);
            }}
          />
          {selected && (
            <Combobox.Clear className="party-field-clear" aria-label={`Clear ${label.toLowerCase()}`}>
              ×
            </Combobox.Clear>
          )}
          {typed !== undefined && (
            // biome-ignore lint/a11y/noStaticElementInteractions: a click on a suggestion leaves the focus in the field.
            <div
              className="suggestions-popup suggestions-inline"
              aria-busy={!isSettled || undefined}
              onMouseDown={(event) => event.preventDefault()}
            >
              <Combobox.Status className="suggestions-status">
                {query.state === 'failed'
                  ? 'The search failed. Keep typing to try again.'
                  : (typed?.trim().length ?? 0) < 2
                    ? 'Type at least two letters.'
                    : isSettled && groups.length === 0
                      ? 'No matching name.'
                      : null}
              </Combobox.Status>
              <Combobox.List className="suggestions-list">
                {(group: SuggestionGroup) => (
                  <Combobox.Group key={group.label} items={group.items} className="suggestions-group">
                    <Combobox.GroupLabel className="suggestions-label">{group.label}</Combobox.GroupLabel>
                    <Combobox.Collection>
                      {(item: Suggestion) => (
                        <Combobox.Item key={item.id} value={item} className="suggestions-item">
                          <span className="suggestions-name">{item.name}</span>
                          {item.detail && <span className="suggestions-detail">{item.detail}</span>}
                        </Combobox.Item>
                      )}
                    </Combobox.Collection>
                  </Combobox.Group>
                )}
              </Combobox.List>
            </div>
          )}
        </div>
      </Combobox.Root>
    </div>
  );
}

/** The record of a key in the URL, as a suggestion. Until its name has loaded, the key is the name. */
function useSelectedParty(key: string | null): Suggestion | null {
  const query = useQuery(PartyNameDocument, key === null ? null : { key });
  if (key === null) return null;
  const name = query.data?.named.find(({ node }) => 'key' in node && node.key === key)?.node;
  return { id: key, key, url: '', detail: '', name: name && 'name' in name ? name.name : key };
}
