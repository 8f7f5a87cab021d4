import { Window } from 'happy-dom';

/** Defines the globals that React needs. Import React and TanStack Query after it: they look for a window once. */
export function installDom(): void {
  const window = new Window({ url: 'http://chancery.test/' });
  Object.assign(globalThis, { window, document: window.document });
}
