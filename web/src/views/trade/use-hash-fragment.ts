import { useLocationProperty } from 'wouter/use-browser-location';

/** Returns the fragment of the address, such as `#flows`. */
export const useHashFragment = (): string => useLocationProperty(() => location.hash);
