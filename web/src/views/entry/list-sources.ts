/** Returns the sources of citations, each once. */
export const listSources = <Source extends { readonly key: string }>(
  citations: readonly { readonly source: Source }[],
): Source[] => [...new Map(citations.map(({ source }) => [source.key, source])).values()];
