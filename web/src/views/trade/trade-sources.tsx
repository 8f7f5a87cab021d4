import { SourceLink } from '../../components/source-link.tsx';

interface Source {
  readonly key: string;
  readonly publisher: string;
  readonly title: string | null;
  readonly url?: string | null;
}

/** A source with its publisher and title, linked if it is on the web. */
export const TradeSourceLink = ({ source: { publisher, title, url = null } }: { source: Source }) => (
  <SourceLink name={title ? `${publisher}: ${title}` : publisher} url={url} />
);

/** Returns each source once, in order of first appearance. */
export const uniqueSources = <TSource extends Source>(sources: readonly TSource[]): TSource[] => [
  ...new Map(sources.map((source) => [source.key, source])).values(),
];
