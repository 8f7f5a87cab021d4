import { Autocomplete } from '@base-ui/react/autocomplete';
import { type ReactNode, useState } from 'react';
import { paths } from '../../route-paths.ts';
import { buildUrl, useNavigate } from '../../url-state.ts';
import { SearchIcon } from '../icons.tsx';
import './record-search.css';
import { type Suggestion, type SuggestionGroup, useSuggestions } from './use-suggestions.ts';

/** Searches the whole record: suggestions by kind while typing, and all results with Enter. */
export function RecordSearch({
  initialText = '',
  size = 'medium',
}: {
  initialText?: string;
  size?: 'medium' | 'large';
}) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(initialText);
  const { groups, query, isSettled } = useSuggestions(typed);
  const open = ({ url }: Suggestion): void => {
    setTyped('');
    navigate(url);
  };
  return (
    <search>
      <form
        className={`record-search record-search-${size}`}
        action={paths.search}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) navigate(buildUrl(paths.search, { text: typed.trim() }));
        }}
      >
        <Autocomplete.Root
          items={groups as SuggestionGroup[]}
          value={typed}
          onValueChange={(value, { reason }) => {
            if (reason !== 'item-press') setTyped(value);
          }}
          itemToStringValue={getSuggestionName}
          filter={null}
        >
          <SearchIcon />
          <Autocomplete.Input
            className="record-search-input"
            type="search"
            name="text"
            aria-label="Search the record"
            placeholder="Search people, countries, quotations …"
          />
          <button type="submit" className="visually-hidden">
            Search
          </button>
          <Autocomplete.Portal>
            <Autocomplete.Positioner className="suggestions-positioner" sideOffset={6} collisionPadding={8}>
              <Autocomplete.Popup className="suggestions-popup" aria-busy={!isSettled || undefined}>
                <SuggestionStatus
                  text={typed}
                  hasFailed={query.state === 'failed'}
                  isEmpty={isSettled && groups.length === 0}
                />
                <SuggestionList onSelect={open} />
              </Autocomplete.Popup>
            </Autocomplete.Positioner>
          </Autocomplete.Portal>
        </Autocomplete.Root>
      </form>
    </search>
  );
}

export const getSuggestionName = ({ name }: Suggestion): string => name;

/** States that nothing matches, for readers of the screen and listeners alike. */
export const SuggestionStatus = ({
  text,
  hasFailed,
  isEmpty,
}: {
  text: string;
  hasFailed: boolean;
  isEmpty: boolean;
}) => (
  <Autocomplete.Status className="suggestions-status">
    {hasFailed
      ? 'The search failed. Keep typing to try again.'
      : isEmpty && text.trim().length > 1
        ? 'No name starts like this. Press Enter to search all words.'
        : null}
  </Autocomplete.Status>
);

/** The suggestions by kind. An item is selected by a click, or by Enter. */
export const SuggestionList = ({
  onSelect,
  children,
}: {
  onSelect: (item: Suggestion) => void;
  children?: ReactNode;
}) => (
  <Autocomplete.List className="suggestions-list">
    {children ??
      ((group: SuggestionGroup) => (
        <Autocomplete.Group key={group.label} items={group.items} className="suggestions-group">
          <Autocomplete.GroupLabel className="suggestions-label">{group.label}</Autocomplete.GroupLabel>
          <Autocomplete.Collection>
            {(item: Suggestion) => (
              <Autocomplete.Item key={item.id} value={item} className="suggestions-item" onClick={() => onSelect(item)}>
                <span className="suggestions-name">{item.name}</span>
                {item.detail && <span className="suggestions-detail">{item.detail}</span>}
              </Autocomplete.Item>
            )}
          </Autocomplete.Collection>
        </Autocomplete.Group>
      ))}
  </Autocomplete.List>
);
