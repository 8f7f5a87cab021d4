import type { PartyRef } from '@chancery/sdk';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useQuery } from '../../api/use-query.ts';
import { firstPageParams } from '../../components/pager.tsx';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { SearchPartiesDocument } from './generated/operations.ts';

const debounceMs = 200;

/** Selects a country, person, organization or group, searched by name as the user types. */
export function PartyCombobox({ party }: { party: PartyRef | null }) {
  const urlState = useUrlState();
  const [typed, setTyped] = useState<string>();
  const [activeIndex, setActiveIndex] = useState(0);
  const text = useDebounced(toPrefixQuery(typed ?? ''));
  const query = useQuery(SearchPartiesDocument, text === '' ? null : { text });
  const isOpen = typed !== undefined && text !== '' && query.data !== undefined;
  const matches = isOpen ? query.data.search.nodes.filter((node) => 'name' in node) : [];
  const moreCount = isOpen ? query.data.search.totalCount - matches.length : 0;

  const select = (key: string | undefined): void => {
    setTyped(undefined);
    urlState.update({ ...firstPageParams, of: key });
  };
  const handleKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && matches.length > 0)
      setActiveIndex((activeIndex + step + matches.length) % matches.length);
    else if (event.key === 'Enter' && typed?.trim() === '') select(undefined);
    else if (event.key === 'Enter' && matches[activeIndex]) select(matches[activeIndex].key);
    else if (event.key === 'Escape') setTyped(undefined);
    else return;
    event.preventDefault();
  };

  return (
    <div className="party-box">
      <label className="field">
        <span>Country, person, organization or group</span>
        <input
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-autocomplete="list"
          aria-expanded={matches.length > 0}
          aria-controls="matching-parties"
          aria-activedescendant={matches[activeIndex] ? `party-${activeIndex}` : undefined}
          placeholder="All parties"
          value={typed ?? party?.name ?? ''}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value);
            setActiveIndex(0);
          }}
          onKeyDown={handleKey}
          onBlur={() => setTyped(undefined)}
        />
      </label>
      <div id="matching-parties" role="listbox" aria-label="Matching parties" hidden={matches.length === 0}>
        {matches.map(({ key, name, __typename }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the focus stays in the input, which handles the keyboard.
          <div
            key={key}
            id={`party-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === activeIndex}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => select(key)}
          >
            {name} <span className="minor">{getTypeLabel(__typename)}</span>
          </div>
        ))}
      </div>
      <p className="minor" role="status">
        {isOpen &&
          (matches.length === 0
            ? 'No matching party.'
            : moreCount > 0
              ? `and ${formatCount(moreCount, 'other')}. Type more of the name to narrow the search.`
              : '')}
      </p>
      {query.state === 'failed' && typed !== undefined && (
        <p className="minor">The search failed. Keep typing to try again.</p>
      )}
      {party && (
        <button type="button" onClick={() => select(undefined)}>
          Clear party
        </button>
      )}
    </div>
  );
}

/** Returns a search for the typed words, the last as a prefix, without the operators of the search. */
function toPrefixQuery(typed: string): string {
  const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length === 0 ? '' : `${words.join(' ')}*`;
}

/** Returns a text once it has stopped changing. */
function useDebounced(text: string): string {
  const [debounced, setDebounced] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(text), debounceMs);
    return () => clearTimeout(timer);
  }, [text]);
  return debounced;
}
