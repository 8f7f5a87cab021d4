import { useState } from 'react';
import { useQuery } from '../../api/use-query.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { type Evidence, SpanContextDocument } from './generated/operations.ts';

type Span = Evidence['spans'][number];

const verificationLabels: Readonly<Record<Span['verification'], string>> = {
  HELD: 'verified in the stored text',
  SENT: 'verified in the text',
  UNVERIFIED: 'not verified in the text',
};

/** The words of a citation in the text of their source, loaded when a reader asks for it. */
export function SourceContext({ sourceKey, spans }: { sourceKey: string; spans: readonly Span[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="source-context" onToggle={({ currentTarget: { open } }) => setIsOpen(open)}>
      <summary>Show in the source</summary>
      {isOpen && spans.map((span) => <SpanContext key={span.start} sourceKey={sourceKey} span={span} />)}
    </details>
  );
}

function SpanContext({ sourceKey, span: { words, start, end, verification } }: { sourceKey: string; span: Span }) {
  const query = useQuery(SpanContextDocument, { key: sourceKey, around: words, start });
  const excerpt = query.data?.source?.text;
  return (
    <>
      {query.state === 'failed' && (
        <ErrorNotice error={query.error} onRetry={query.retry} subject="the text of the source" />
      )}
      {query.state === 'loading' && <Skeleton lines={3} />}
      {excerpt?.before !== null && excerpt?.before !== undefined && (
        <blockquote className="source-text">
          {excerpt.before && `… ${excerpt.before}`}
          <mark>{excerpt.words}</mark>
          {excerpt.after && `${excerpt.after} …`}
        </blockquote>
      )}
      {query.state === 'done' && (excerpt?.before ?? null) === null && (
        <p className="minor">
          The licence of the source does not allow its text to be stored.{' '}
          {excerpt?.url && (
            <a href={excerpt.url} target="_blank" rel="noopener noreferrer">
              Open the source at these words
            </a>
          )}
        </p>
      )}
      <p className="minor">
        Characters {start.toLocaleString('en')} to {end.toLocaleString('en')}, {verificationLabels[verification]} (
        <code>{sourceKey}</code>)
      </p>
    </>
  );
}
