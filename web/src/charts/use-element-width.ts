import { type RefObject, useLayoutEffect, useState } from 'react';

/** Returns the width of an element. While it is hidden, as in another tab, its last width. */
export function useElementWidth(element: RefObject<HTMLElement | null>): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const update = (): void => {
      if (target.clientWidth > 0) setWidth(target.clientWidth);
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
