import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the databases that worlds are copies of: each is made once in a run, by the first world that needs it. */
    templates: string;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'chancery-test-'));

export const setup = (project: TestProject): void => project.provide('templates', folder);
export const teardown = (): void => rmSync(folder, { recursive: true, force: true });
