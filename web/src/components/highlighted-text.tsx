import type { Piece } from '../format/highlight.ts';

/** A text whose found words are marked: `piecesOfHighlight` reads the API's highlights, `piecesOfText` marks any text. */
export const Highlighted = ({ pieces }: { pieces: readonly Piece[] }) => (
  // Pieces have no other identity than their place.
  <>{pieces.map(({ text, marked }, index) => (marked ? <mark key={index}>{text}</mark> : text))}</>
);
