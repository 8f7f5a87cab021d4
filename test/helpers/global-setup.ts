import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the template databases that tests copy. The first test that needs a template creates it. */
    templateFolder: string;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'chancery-test-'));

export const setup = (project: TestProject): void => project.provide('templateFolder', folder);
export const teardown = (): void => rmSync(folder, { recursive: true, force: true });
