let context: CanvasRenderingContext2D | null | undefined;

/** Returns the width of a text in pixels. SVG text does not wrap by itself. */
export function measureText(text: string, size = 12, weight = 400): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length * size * 0.55;
  context.font = `${weight} ${size}px "Inter Variable", system-ui, sans-serif`;
  return context.measureText(text).width;
}

/** Shortens a text with an ellipsis to at most a width, after a whole word if one ends in its second half. */
export function truncateText(text: string, width: number, size = 12): string {
  if (measureText(text, size) <= width) return text;
  let length = text.length - 1;
  while (length > 1 && measureText(`${text.slice(0, length)}…`, size) > width) length -= 1;
  const wordEnd = text.slice(0, length + 1).search(/[\s\p{P}]+\S*$/u);
  return `${text.slice(0, wordEnd > length / 2 ? wordEnd : length).trimEnd()}…`;
}

/** Breaks a text into lines of at most a width. A longer word has a line of its own. */
export function wrapText(text: string, width: number, size: number, weight = 400): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const current = lines.at(-1);
    if (current !== undefined && measureText(`${current} ${word}`, size, weight) <= width)
      lines[lines.length - 1] = `${current} ${word}`;
    else lines.push(word);
  }
  return lines;
}
