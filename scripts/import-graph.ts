import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Each file with the project's files that it imports, types included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const root = join(import.meta.dirname, '..');

/** Reads the imports of every TypeScript file under a folder, by paths relative to the project. */
export function readImportGraph(folder: string): ImportGraph {
  const files = globSync(`${folder}/**/*.ts`, { cwd: root, exclude: ['**/*.d.ts'] }).sort();
  return new Map(files.map((file) => [file, listImports(file, readFileSync(join(root, file), 'utf8'))]));
}

/** Returns the files that a module imports or re-exports with a relative path, dynamic imports included. */
export function listImports(file: string, text: string): string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const specifiers = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ];
  const paths = specifiers.filter((specifier) => specifier.startsWith('.')).map((path) => join(file, '..', path));
  return [...new Set(paths)];
}

/** Returns the groups of files that import each other, directly or through others: the largest first. */
export function findCycles(graph: ImportGraph): string[][] {
  const order = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];

  // Tarjan's algorithm: returns the earliest file on the stack that this file reaches.
  function visit(file: string): number {
    const position = order.size;
    order.set(file, position);
    stack.push(file);
    let earliest = position;
    for (const imported of graph.get(file) ?? []) {
      if (!order.has(imported)) earliest = Math.min(earliest, visit(imported));
      else if (stack.includes(imported)) earliest = Math.min(earliest, order.get(imported) ?? earliest);
    }
    if (earliest === position) {
      const component = stack.splice(stack.indexOf(file));
      if (component.length > 1) cycles.push(component.sort());
    }
    return earliest;
  }

  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return cycles.sort((left, right) => right.length - left.length);
}
