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
  const [hasFocus, setHasFocus] = useState(false);
  const { groups, query, isSettled } = useSuggestions(typed);
  const open = ({ url }: Suggestion): void => {
    setTyped('');
    navigate(url);
  };
  const isOpen = hasFocus && typed.trim().length > 1;
  return (
    <search
      onFocus={() => setHasFocus(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setHasFocus(false);
      }}
    >
      <form
        className={`record-search record-search-${size}`}
        action={paths.search}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) navigate(buildUrl(paths.search, { text: typed.trim() }));
        }}
      >
        {/* Inline, because the popup of the library hides the rest of the page from screen readers, but not from the Tab key. */}
        <Autocomplete.Root
          inline
          open={isOpen}
          items={groups as SuggestionGroup[]}
          value={typed}
          onValueChange={(value, { reason }) => {
            setHasFocus(true);
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
            aria-expanded={isOpen}
            placeholder="People, countries, quotations …"
            onKeyDown={(event) => {
              if (event.key === 'Escape' && isOpen) setHasFocus(false);
            }}
          />
          <button type="submit" className="visually-hidden">
            Search
          </button>
          {isOpen && (
            // biome-ignore lint/a11y/noStaticElementInteractions: a click on a suggestion leaves the focus in the field.
            <div
              className="suggestions-popup suggestions-inline"
              aria-busy={!isSettled || undefined}
              onMouseDown={(event) => event.preventDefault()}
            >
              <SuggestionStatus
                text={typed}
                hasFailed={query.state === 'failed'}
                isEmpty={isSettled && groups.length === 0}
              />
              <SuggestionList onSelect={open} />
            </div>
          )}
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
