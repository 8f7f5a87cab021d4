import type { ComponentType } from 'react';

export interface ViewModule {
  View: ComponentType;
}

const viewLoaders = import.meta.glob<ViewModule>('./views/*/view.tsx');

/** Loads the view of a folder in `views/`. */
export function loadView(folder: string): Promise<ViewModule> {
  const load = viewLoaders[`./views/${folder}/view.tsx`];
  if (!load) throw new Error(`The folder web/src/views/${folder} has no view.tsx.`);
  return load();
}
