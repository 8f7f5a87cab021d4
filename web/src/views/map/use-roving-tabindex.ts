import { useEffect, useRef, useState } from 'preact/hooks';

/** One of many can be reached by Tab, the others from it, in the order of the keys. */
export function useRovingTabindex(keys: readonly string[], chosen: string | undefined, toggle: (key: string) => void) {
  const [at, setAt] = useState<string>();
  const elements = useRef(new Map<string, SVGElement>());
  const moved = useRef(false);
  const current = [at, chosen].find((key) => key !== undefined && keys.includes(key)) ?? keys[0];
  useEffect(() => {
    if (moved.current && current !== undefined) elements.current.get(current)?.focus();
    moved.current = false;
  }, [current]);
  const go = (index: number): void => {
    moved.current = true;
    setAt(keys[(index + keys.length) % keys.length]);
  };
  const press = (key: string): void => {
    setAt(key);
    toggle(key);
  };
  const ways = (key: string): Readonly<Record<string, () => void>> => {
    const index = keys.indexOf(key);
    const [next, last] = [() => go(index + 1), () => go(index - 1)];
    return {
      ArrowRight: next,
      ArrowDown: next,
      ArrowLeft: last,
      ArrowUp: last,
      Home: () => go(0),
      End: () => go(keys.length - 1),
      Enter: () => press(key),
      ' ': () => press(key),
    };
  };
  return (key: string) => ({
    // In a drawing attributes keep their case.
    tabindex: key === current ? 0 : -1,
    hold: (element: SVGElement | null): void => {
      if (element) elements.current.set(key, element);
      else elements.current.delete(key);
    },
    onClick: () => press(key),
    onKeyDown: (event: KeyboardEvent) => {
      const way = ways(key)[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      way();
    },
  });
}
