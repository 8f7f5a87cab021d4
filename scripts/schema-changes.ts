import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** The part of `drizzle-kit generate --explain --output json` that this module reads. */
interface GenerateOutput {
  readonly status: string;
  readonly statements?: readonly ({ readonly type: string } & Readonly<Record<string, unknown>>)[];
  /** Changes that drizzle-kit cannot name without asking: a new column may be a renamed one. */
  readonly unresolved?: readonly { readonly type: string; readonly entity: readonly string[] }[];
}

const root = join(import.meta.dirname, '..');
const drizzleKit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs');

/** Runs `drizzle-kit generate` without writing a migration, and returns its output. */
export const explainMigration = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = [drizzleKit, 'generate', '--explain', '--output', 'json'];
    // It exits with 2 if it would ask for input; its output is complete in that case too.
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      stdout.trimStart().startsWith('{') ? resolve(stdout) : reject(error ?? new Error(stderr)),
    ).stdin?.end();
  });

/** Parses the output of `drizzle-kit generate` into one line per schema change that no migration has. */
export function parseSchemaChanges(output: string): string[] {
  const { status, statements = [], unresolved = [] } = JSON.parse(output) as GenerateOutput;
  if (status === 'no_changes') return [];
  const changes = [
    ...statements.map(({ type, ...details }) => `${type} ${findEntityName(details)}`.trimEnd()),
    ...unresolved.map(({ type, entity }) => `${type} ${entity.filter((name) => name !== 'public').join('.')}`),
  ];
  return changes.length > 0 ? changes : [`status ${status}`];
}

/** Returns the name of the first table, column or index among a statement's details, after its table's name. */
function findEntityName(details: Readonly<Record<string, unknown>>): string {
  for (const value of Object.values(details)) {
    const { table, name } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    if (typeof name === 'string') return typeof table === 'string' ? `${table}.${name}` : name;
  }
  return '';
}
