import { useEffect, useState } from 'react';
import { useQuery } from '../../api/use-query.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { firstPageParams } from '../../components/pager.tsx';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { TravellerDocument, TravellersDocument } from './generated/operations.ts';

const debounceMs = 300;

/** Selects a person, found by part of a name. The URL holds the key. */
export function TravellerField() {
  const urlState = useUrlState();
  const key = urlState.params.get('traveller') ?? '';
  const select = (traveller: string | undefined): void => urlState.update({ ...firstPageParams, traveller });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a border, unlike the other fields.
    <div className="field" role="group" aria-label="Traveller">
      <span>Traveller</span>
      {key === '' ? (
        <TravellerSearch onSelect={select} />
      ) : (
        <SelectedTraveller personKey={key} onClear={() => select(undefined)} />
      )}
    </div>
  );
}

function SelectedTraveller({ personKey, onClear }: { personKey: string; onClear(): void }) {
  const query = useQuery(TravellerDocument, { key: personKey });
  return (
    <span className="selected">
      <strong>{query.data?.person?.name ?? personKey}</strong>
      <button type="button" onClick={onClear}>
        Clear traveller
      </button>
    </span>
  );
}

function TravellerSearch({ onSelect }: { onSelect(key: string): void }) {
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), debounceMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = useQuery(TravellersDocument, text === '' ? null : { text });
  const people = text !== '' && query.state === 'done' ? query.data?.people : undefined;
  return (
    <>
      <input
        type="search"
        aria-label="Find a traveller"
        placeholder="part of a name"
        value={typed}
        onInput={({ currentTarget: { value } }) => setTyped(value)}
        onKeyDown={(event) => {
          const onlyMatch = people?.totalCount === 1 ? people.nodes[0] : undefined;
          if (event.key === 'Enter' && onlyMatch) onSelect(onlyMatch.key);
        }}
      />
      <span className="minor" role="status">
        {people && formatMatchCount(people.totalCount, people.nodes.length)}
      </span>
      {people && people.nodes.length > 0 && (
        <ul className="people">
          {people.nodes.map(({ key, name, terms }) => (
            <li key={key}>
              <button type="button" onClick={() => onSelect(key)}>
                {name}
                {terms[0] && <span className="minor">, {terms[0].office.title}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {text !== '' && query.state === 'failed' && (
        <ErrorNotice error={query.error} onRetry={query.retry} subject="matching people" />
      )}
    </>
  );
}

function formatMatchCount(total: number, shown: number): string {
  if (total === 0) return 'No matching people.';
  const people = formatCount(total, 'person', 'people');
  return total > shown ? `${people}, showing the first ${shown}. Type more of the name to narrow the search.` : people;
}
