import { useEffect, useState } from 'preact/hooks';
import { useQuery } from '../../api/use-query.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { firstPageParams } from '../../components/pager.tsx';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { TravellerDocument, TravellersDocument } from './generated/operations.ts';

/** How long nothing is typed before names are looked up. */
const debounceMs = 300;

/** A person, found by a part of the name. The address holds the key. */
export function TravellerField() {
  const address = useUrlState();
  const key = address.params.get('traveller') ?? '';
  const choose = (traveller: string | undefined): void => address.update({ ...firstPageParams, traveller });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame that the other fields don't have.
    <div class="field" role="group" aria-label="Traveller">
      <span>Traveller</span>
      {key === '' ? (
        <TravellerSearch choose={choose} />
      ) : (
        <SelectedTraveller of={key} leave={() => choose(undefined)} />
      )}
    </div>
  );
}

function SelectedTraveller({ of, leave }: { of: string; leave(): void }) {
  const asked = useQuery(TravellerDocument, { key: of });
  return (
    <span class="chosen">
      <strong>{asked.data?.person?.name ?? of}</strong>
      <button type="button" onClick={leave}>
        Any traveller
      </button>
    </span>
  );
}

function TravellerSearch({ choose }: { choose(key: string): void }) {
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), debounceMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const asked = useQuery(TravellersDocument, text === '' ? null : { text });
  const people = text !== '' && asked.state === 'done' ? asked.data?.people : undefined;
  return (
    <>
      <input
        type="search"
        aria-label="Find a traveller"
        placeholder="a part of the name"
        value={typed}
        onInput={({ currentTarget: { value } }) => setTyped(value)}
        onKeyDown={(event) => {
          const only = people?.totalCount === 1 ? people.nodes[0] : undefined;
          if (event.key === 'Enter' && only) choose(only.key);
        }}
      />
      <span class="minor" role="status">
        {people && formatMatchCount(people.totalCount, people.nodes.length)}
      </span>
      {people && people.nodes.length > 0 && (
        <ul class="people">
          {people.nodes.map(({ key, name, terms }) => (
            <li key={key}>
              <button type="button" onClick={() => choose(key)}>
                {name}
                {terms[0] && <span class="minor">, {terms[0].office.title}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {text !== '' && asked.state === 'failed' && (
        <ErrorNotice error={asked.error} retry={asked.retry} what="people of that name" />
      )}
    </>
  );
}

function formatMatchCount(total: number, shown: number): string {
  if (total === 0) return 'Nobody on record has this in the name.';
  const people = formatCount(total, 'person', 'people');
  return total > shown ? `${people}, the first ${shown} of them here: type more of the name` : people;
}
