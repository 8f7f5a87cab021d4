import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useState } from 'react';
import { paths } from '../../route-paths.ts';
import { buildUrl, useNavigate } from '../../url-state.ts';
import { views } from '../../view-registry.ts';
import { SearchIcon } from '../icons.tsx';
import './command-palette.css';
import { getSuggestionName, SuggestionList, SuggestionStatus } from './record-search.tsx';
import { type Suggestion, type SuggestionGroup, useSuggestions } from './use-suggestions.ts';

const pages: readonly Suggestion[] = views.flatMap(({ path, title, description = '' }) =>
  title ? [{ id: path, key: path, name: title, detail: description, url: path }] : [],
);

/** Searches the record and the pages of the explorer, and opens what is selected. The layout opens it with Ctrl-K. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const { groups, query, isSettled } = useSuggestions(typed);
  const text = typed.trim();
  const matchingPages = pages.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  const searchUrl = buildUrl(paths.search, { text });
  const items: SuggestionGroup[] = [
    ...groups,
    { label: 'Pages', items: matchingPages },
    {
      label: 'Search',
      items: text ? [{ id: 'search', key: text, name: `All results for “${text}”`, detail: '', url: searchUrl }] : [],
    },
  ].filter((group) => group.items.length > 0);
  const open = ({ url }: Suggestion): void => {
    onClose();
    navigate(url);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="palette" aria-label="Search and go to">
          <Autocomplete.Root
            open
            inline
            items={items}
            value={typed}
            onValueChange={(value, { reason }) => {
              if (reason !== 'item-press') setTyped(value);
            }}
            itemToStringValue={getSuggestionName}
            filter={null}
            autoHighlight="always"
            keepHighlight
          >
            <div className="palette-input">
              <SearchIcon />
              <Autocomplete.Input
                type="text"
                aria-label="Search the record and the pages"
                placeholder="Search people, countries, quotations, pages …"
              />
              <Dialog.Close className="palette-close">
                <span className="visually-hidden">Close: </span>
                <kbd>Esc</kbd>
              </Dialog.Close>
            </div>
            <div className="palette-results" aria-busy={!isSettled || undefined}>
              <SuggestionStatus text={typed} hasFailed={query.state === 'failed'} isEmpty={false} />
              <SuggestionList onSelect={open} />
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
