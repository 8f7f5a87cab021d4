import { Badge } from '../../components/badge.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { EntryLink } from '../../components/record-links.tsx';
import { StatTile, StatTiles } from '../../components/stat-tile.tsx';
import { getTypeLabel } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import type { SourceData } from './view.tsx';

const kinds = [
  ['visits', 'visits'],
  ['statements', 'statements'],
  ['tradeLinks', 'trade links'],
  ['agreements', 'agreements'],
  ['positions', 'positions'],
  ['figures', 'figures'],
] as const;

/** The entries that cite a source: their number by type, and the newest with the cited words. */
export function SourceEntries({ source }: { source: SourceData }) {
  const { key, entries } = source;
  return (
    <section aria-label="Entries that cite this source">
      <h2>Entries that cite this source</h2>
      {entries.totalCount === 0 && <p>No entry cites this source.</p>}
      <StatTiles>
        {kinds
          .filter(([name]) => source[name].totalCount > 0)
          .map(([name, label]) => (
            <StatTile
              key={name}
              value={source[name].totalCount}
              label={label}
              href={buildUrl(paths[name], { source: key })}
            />
          ))}
      </StatTiles>
      {entries.nodes.length > 0 && (
        <>
          {entries.totalCount > entries.nodes.length && <h3>Newest entries</h3>}
          <ol className="record-rows">
            {entries.nodes.map((entry) => (
              <li key={entry.key}>
                {entry.date ? <FuzzyDateText date={entry.date} /> : <span className="unknown">undated</span>}
                <span>
                  <EntryLink entry={entry} /> <Badge>{getTypeLabel(entry.__typename)}</Badge>
                  <CitedWords entry={entry} sourceKey={key} />
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** The longest passage of the source that an entry cites. */
function CitedWords({ entry, sourceKey }: { entry: SourceData['entries']['nodes'][number]; sourceKey: string }) {
  const words = entry.citations
    .filter(({ source }) => source.key === sourceKey)
    .flatMap(({ spans }) => spans.map((span) => span.words))
    .sort((a, b) => b.length - a.length)[0];
  return words ? <span className="term-period">“{words.length > 240 ? `${words.slice(0, 239)}…` : words}”</span> : null;
}
