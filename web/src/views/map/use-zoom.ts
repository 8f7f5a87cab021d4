import { useLayoutEffect, useRef, useState } from 'react';
import type { Point, ProjectedWorld } from './project-world.ts';

const zoomLevels = [1, 2, 4] as const;

/** Zooms the map inside its scrolling frame. A selected position is scrolled to the middle. */
export function useZoom(world: ProjectedWorld, selectedPosition: Point | undefined) {
  const [level, setLevel] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  // The point in the middle of the frame, as fractions of the width and height of the map.
  const focusPoint = useRef<Point>([0.5, 0.5]);
  const [x, y] = selectedPosition ?? [];
  const scrollToFocus = (): void => {
    const element = frame.current;
    if (!element) return;
    element.scrollLeft = focusPoint.current[0] * element.scrollWidth - element.clientWidth / 2;
    element.scrollTop = focusPoint.current[1] * element.scrollHeight - element.clientHeight / 2;
  };
  useLayoutEffect(scrollToFocus, [level]);
  useLayoutEffect(() => {
    if (x === undefined || y === undefined) return;
    focusPoint.current = [x / world.width, y / world.height];
    scrollToFocus();
  }, [x, y, world]);
  const zoomTo = (nextLevel: number) => () => {
    const selected: Point | undefined =
      x === undefined || y === undefined ? undefined : [x / world.width, y / world.height];
    if (frame.current) focusPoint.current = findFocusPoint(frame.current, selected);
    setLevel(nextLevel);
  };
  return {
    zoom: zoomLevels[level] ?? 1,
    frame,
    controls: [
      { label: 'Zoom in', onClick: level < zoomLevels.length - 1 ? zoomTo(level + 1) : undefined },
      { label: 'Zoom out', onClick: level > 0 ? zoomTo(level - 1) : undefined },
    ],
  };
}

/** Returns the selected point if it is visible, otherwise the middle of the visible part. */
function findFocusPoint(element: HTMLElement, selected: Point | undefined): Point {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = element;
  const isVisible = (offset: number, start: number, size: number): boolean => offset >= start && offset <= start + size;
  if (
    selected &&
    isVisible(selected[0] * scrollWidth, scrollLeft, clientWidth) &&
    isVisible(selected[1] * scrollHeight, scrollTop, clientHeight)
  )
    return selected;
  return [(scrollLeft + clientWidth / 2) / scrollWidth, (scrollTop + clientHeight / 2) / scrollHeight];
}
