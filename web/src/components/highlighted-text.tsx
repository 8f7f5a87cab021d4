import type { TextSegment } from '../format/highlight.ts';

/** A text whose found words are marked: `piecesOfHighlight` reads the API's highlights, `piecesOfText` marks any text. */
export const HighlightedText = ({ pieces }: { pieces: readonly TextSegment[] }) => (
  // Pieces have no other identity than their place.
  <>{pieces.map(({ text, isHighlighted: marked }, index) => (marked ? <mark key={index}>{text}</mark> : text))}</>
);
