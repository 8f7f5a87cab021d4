import { type ResolveFnOutput, registerHooks } from 'node:module';

const drizzleFolder = '/node_modules/drizzle-orm/';
const resolvedImports = new Map<string, ResolveFnOutput>();

// Whenever a module of a package is imported, Node.js parses the package.json again. The one of drizzle-orm has 290 kB, and
// we load more than a hundred of its modules from as many of ours, which took most of the time of a start.
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (isFromDrizzle(specifier, context.parentURL))
      return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
    if (!specifier.startsWith('drizzle-orm') || !context.parentURL?.endsWith('.ts'))
      return nextResolve(specifier, context);
    const resolved = resolvedImports.get(specifier) ?? { ...nextResolve(specifier, context), shortCircuit: true };
    resolvedImports.set(specifier, resolved);
    return resolved;
  },
});

/** Whether an ES module of drizzle-orm imports another one; these imports name the file. */
const isFromDrizzle = (specifier: string, parentUrl = ''): boolean =>
  parentUrl.includes(drizzleFolder) && parentUrl.endsWith('.js') && /^\.\.?\/.*\.js$/.test(specifier);
