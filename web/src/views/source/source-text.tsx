import { useQuery } from '../../api/use-query.ts';
import { Excerpt } from '../../components/excerpt.tsx';
import { HighlightedText } from '../../components/highlighted-text.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import type { TextSegment } from '../../format/highlight.ts';
import { SourceTextDocument } from './generated/operations.ts';
import type { SourceData } from './view.tsx';

/** The stored text of a source. The words that the listed entries cite are marked. */
export function SourceText({ source }: { source: SourceData }) {
  const query = useQuery(SourceTextDocument, { key: source.key });
  const spans = source.entries.nodes.flatMap(({ citations }) =>
    citations.filter((citation) => citation.source.key === source.key).flatMap((citation) => citation.spans),
  );
  return (
    <section aria-label="Text">
      <h2>Text</h2>
      <QueryBoundary query={query} subject="the text">
        {({ source: loaded }) =>
          loaded?.text ? (
            <Excerpt lines={18} label="Show the whole text">
              <p className="source-text" lang={source.language ?? undefined}>
                <HighlightedText segments={markSpans(loaded.text.words, spans)} />
              </p>
            </Excerpt>
          ) : (
            <p>The text could not be read.</p>
          )
        }
      </QueryBoundary>
    </section>
  );
}

/** Splits a text into what is cited and what is not. Offsets count code points; overlapping spans become one. */
function markSpans(text: string, spans: readonly { readonly start: number; readonly end: number }[]): TextSegment[] {
  const characters = [...text];
  const segments: TextSegment[] = [];
  let position = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= position) continue;
    const from = Math.max(start, position);
    if (from > position) segments.push({ text: characters.slice(position, from).join(''), isHighlighted: false });
    segments.push({ text: characters.slice(from, end).join(''), isHighlighted: true });
    position = end;
  }
  return [...segments, { text: characters.slice(position).join(''), isHighlighted: false }];
}
