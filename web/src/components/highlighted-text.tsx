import type { TextSegment } from '../format/highlight.ts';

/** A text with its matches marked. */
export const HighlightedText = ({ segments }: { segments: readonly TextSegment[] }) => (
  // Segments have no identity other than their position.
  <>{segments.map(({ text, isHighlighted }, index) => (isHighlighted ? <mark key={index}>{text}</mark> : text))}</>
);
