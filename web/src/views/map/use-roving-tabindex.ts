import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

/**
 * Makes a group of elements a single tab stop. Arrow keys, Home and End move the focus in the order of the keys; Enter,
 * Space and clicks call `toggle`.
 */
export function useRovingTabindex(
  keys: readonly string[],
  selectedKey: string | undefined,
  toggle: (key: string) => void,
) {
  const [focusedKey, setFocusedKey] = useState<string>();
  const elements = useRef(new Map<string, SVGElement>());
  const hasMoved = useRef(false);
  const currentKey = [focusedKey, selectedKey].find((key) => key !== undefined && keys.includes(key)) ?? keys[0];
  useEffect(() => {
    if (hasMoved.current && currentKey !== undefined) elements.current.get(currentKey)?.focus();
    hasMoved.current = false;
  }, [currentKey]);
  const moveTo = (index: number): void => {
    hasMoved.current = true;
    setFocusedKey(keys[(index + keys.length) % keys.length]);
  };
  const activate = (key: string): void => {
    setFocusedKey(key);
    toggle(key);
  };
  const getKeyHandlers = (key: string): Readonly<Record<string, () => void>> => {
    const index = keys.indexOf(key);
    const [next, previous] = [() => moveTo(index + 1), () => moveTo(index - 1)];
    return {
      ArrowRight: next,
      ArrowDown: next,
      ArrowLeft: previous,
      ArrowUp: previous,
      Home: () => moveTo(0),
      End: () => moveTo(keys.length - 1),
      Enter: () => activate(key),
      ' ': () => activate(key),
    };
  };
  return (key: string) => ({
    tabIndex: key === currentKey ? 0 : -1,
    elementRef: (element: SVGElement | null): void => {
      if (element) elements.current.set(key, element);
      else elements.current.delete(key);
    },
    onClick: () => activate(key),
    onKeyDown: (event: KeyboardEvent) => {
      const handler = getKeyHandlers(key)[event.key];
      if (!handler || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      handler();
    },
  });
}
