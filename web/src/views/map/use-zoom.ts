import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Point, ProjectedWorld } from './project-world.ts';

const zoomLevels = [1, 2, 4] as const;

/** How large the map is drawn in its frame, which scrolls: by finger, wheel or bar. What is chosen is brought to the middle. */
export function useZoom(world: ProjectedWorld, middle: Point | undefined) {
  const [step, setStep] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  // Where the reader looks, as a part of the whole.
  const look = useRef<Point>([0.5, 0.5]);
  const [x, y] = middle ?? [];
  const show = (): void => {
    const box = frame.current;
    if (!box) return;
    box.scrollLeft = look.current[0] * box.scrollWidth - box.clientWidth / 2;
    box.scrollTop = look.current[1] * box.scrollHeight - box.clientHeight / 2;
  };
  useLayoutEffect(show, [step]);
  useLayoutEffect(() => {
    if (x === undefined || y === undefined) return;
    look.current = [x / world.width, y / world.height];
    show();
  }, [x, y, world]);
  const to = (next: number) => () => {
    const box = frame.current;
    if (box)
      look.current = findFocusPoint(
        box,
        x === undefined || y === undefined ? undefined : [x / world.width, y / world.height],
      );
    setStep(next);
  };
  return {
    zoom: zoomLevels[step] ?? 1,
    frame,
    ways: [
      { text: 'Zoom in', go: step < zoomLevels.length - 1 ? to(step + 1) : undefined },
      { text: 'Zoom out', go: step > 0 ? to(step - 1) : undefined },
    ],
  };
}

/** What is chosen, while it is in sight; else the middle of what is seen. */
function findFocusPoint(box: HTMLElement, chosen: Point | undefined): Point {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = box;
  const isSeen = (at: number, from: number, size: number): boolean => at >= from && at <= from + size;
  if (
    chosen &&
    isSeen(chosen[0] * scrollWidth, scrollLeft, clientWidth) &&
    isSeen(chosen[1] * scrollHeight, scrollTop, clientHeight)
  )
    return chosen;
  return [(scrollLeft + clientWidth / 2) / scrollWidth, (scrollTop + clientHeight / 2) / scrollHeight];
}
