import { enableCompileCache, type ResolveFnOutput, type ResolveHookContext, registerHooks } from 'node:module';

// What modules compile to is kept by Node, in the folder for temporary files.
enableCompileCache();

const resolutionCache = new Map<string, ResolveFnOutput>();

// For each import Node reads anew all that the importing and the imported package export, which of Drizzle's takes 8 ms. Once is enough: a
// package's modules all find another package at the same place, and the modules of one folder are of one kind.
registerHooks({
  resolve(specifier, context, next) {
    const place = getResolutionKey(specifier, context);
    if (!place) return next(specifier, context);
    const found = resolutionCache.get(place.key);
    if (found) return { format: found.format, url: place.url ?? found.url, shortCircuit: true };
    const first = next(specifier, context);
    // CommonJS may turn out to be a module, and a link leads to another folder: both are Node's to tell each time.
    if (first.format?.startsWith('module') && (place.url ?? first.url) === first.url)
      resolutionCache.set(place.key, first);
    return first;
  },
});

interface ResolutionKey {
  /** What has the same key is found the same way. */
  key: string;
  /** Where a relative import leads to. */
  url?: string;
}

function getResolutionKey(
  specifier: string,
  { parentURL, conditions, importAttributes }: ResolveHookContext,
): ResolutionKey | undefined {
  // import.meta.resolve has no attributes, whatever the type says.
  const isImport = conditions.includes('import') && importAttributes?.type === undefined;
  if (!isImport || !parentURL?.startsWith('file:')) return undefined;
  if (/^\.\.?\/.+\.m?[jt]s$/.test(specifier)) {
    const { href } = new URL(specifier, parentURL);
    return { key: href.replace(/[^/]*(\.\w+)$/, '*$1'), url: href };
  }
  if (/^[./#]|:/.test(specifier)) return undefined;
  const [home = ''] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+\//.exec(parentURL) ?? [];
  return { key: `${specifier} ${home}` };
}
