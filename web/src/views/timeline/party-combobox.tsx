import type { PartyRef } from '@chancery/sdk';
import { useEffect, useState } from 'preact/hooks';
import { useQuery } from '../../api/use-query.ts';
import { firstPageParams } from '../../components/pager.tsx';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { PartiesLikeDocument } from './generated/operations.ts';

const debounceMs = 200;

/** Whose timeline: a country, person, organization or group, found by any of its names while they are typed. */
export function PartyCombobox({ of: party }: { of: PartyRef | null }) {
  const address = useUrlState();
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const text = useDebounced(toPrefixQuery(typed ?? ''));
  const asked = useQuery(PartiesLikeDocument, text === '' ? null : { text });
  const open = typed !== undefined && text !== '' && asked.data !== undefined;
  const found = open ? asked.data.search.nodes.filter((node) => 'name' in node) : [];
  const more = open ? asked.data.search.totalCount - found.length : 0;

  const choose = (key: string | undefined): void => {
    setTyped(undefined);
    address.update({ ...firstPageParams, of: key });
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) setActive((active + step + found.length) % found.length);
    else if (event.key === 'Enter' && typed?.trim() === '') choose(undefined);
    else if (event.key === 'Enter' && found[active]) choose(found[active].key);
    else if (event.key === 'Escape') setTyped(undefined);
    else return;
    event.preventDefault();
  };

  return (
    <div class="party-box">
      <label class="field">
        <span>Country, person, organization or group</span>
        <input
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-autocomplete="list"
          aria-expanded={found.length > 0}
          aria-controls="parties-found"
          aria-activedescendant={found[active] ? `party-${active}` : undefined}
          placeholder="the whole record"
          value={typed ?? party?.name ?? ''}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value);
            setActive(0);
          }}
          onKeyDown={press}
          onBlur={() => setTyped(undefined)}
        />
      </label>
      <div id="parties-found" role="listbox" aria-label="Parties found" hidden={found.length === 0}>
        {found.map(({ key, name, __typename }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus, and with it the keyboard.
          <div
            key={key}
            id={`party-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(key)}
          >
            {name} <span class="minor">{getTypeLabel(__typename)}</span>
          </div>
        ))}
      </div>
      <p class="minor" role="status">
        {open &&
          (found.length === 0
            ? 'No such party on record.'
            : more > 0
              ? `and ${formatCount(more, 'other')}: type more of the name`
              : '')}
      </p>
      {asked.state === 'failed' && typed !== undefined && (
        <p class="minor">The parties could not be searched. Type on to try again.</p>
      )}
      {party && (
        <button type="button" onClick={() => choose(undefined)}>
          The whole record
        </button>
      )}
    </div>
  );
}

/** Words as typed, the last of them a beginning. Signs that the search has a meaning for are left out. */
function toPrefixQuery(typed: string): string {
  const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length === 0 ? '' : `${words.join(' ')}*`;
}

/** A text once it has not changed for a moment. */
function useDebounced(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), debounceMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
