import { useRoute } from 'preact-iso';
import { useQuery } from '../../api/use-query.ts';
import { kindOf } from '../../api/words.ts';
import { Answer } from '../../components/answer.tsx';
import { Empty } from '../../components/empty.tsx';
import { FuzzyDate } from '../../components/fuzzy-date.tsx';
import { usePage } from '../../components/page.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { EntryDocument } from './generated/operations.ts';

export function View() {
  const key = useRoute().params.key ?? '';
  usePage(key);
  const asked = useQuery(EntryDocument, { key });
  return (
    <Answer of={asked} what={`the entry “${key}”`}>
      {({ entry }) =>
        entry ? (
          <>
            <h1>{entry.summary}</h1>
            <p>
              {kindOf(entry.__typename)}, <FuzzyDate of={entry.date} basis /> <code class="minor">{entry.key}</code>
            </p>
            <div class="tools">
              <QueryButton document={EntryDocument} variables={{ key }} call={{ name: 'entry', given: { key } }} />
            </div>
          </>
        ) : (
          <>
            <h1>No entry has this key</h1>
            <Empty what={`Nothing on record is called “${key}”`}>
              <p>It may have been withdrawn or merged into another, or the address be mistyped. Search above for words of it.</p>
            </Empty>
          </>
        )
      }
    </Answer>
  );
}
