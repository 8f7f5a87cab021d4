interface Source {
  readonly key: string;
  readonly publisher: string;
  readonly title: string | null;
  readonly url?: string | null;
}

/** A source by its title, and where it can be read. */
export function SourceLink({ of: { publisher, title, url } }: { of: Source }) {
  const text = title ? `${publisher}: ${title}` : publisher;
  // What stands in a record as an address may be any scheme.
  if (!url || !/^https?:\/\//i.test(url)) return <>{text}</>;
  return (
    <a href={url} rel="noopener noreferrer">
      {text}
    </a>
  );
}

/** Each source once, in the order in which they come. */
export const uniqueSources = <Of extends Source>(sources: readonly Of[]): Of[] => [
  ...new Map(sources.map((source) => [source.key, source])).values(),
];
