import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Flags } from './flags.ts';
import { generateWorld } from './generate/generate-world.ts';
import { logProgress } from './progress.ts';
import type { World } from './systems/start-system.ts';

/** Returns the world that the flags name, after generating it if its file is missing. */
export async function ensureWorld({ world, folder }: Pick<Flags, 'world' | 'folder'>): Promise<World> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${world}.db`);
  if (!existsSync(path)) await generateWorld(path, world, logProgress);
  return { name: world, path };
}
