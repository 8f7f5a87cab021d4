import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readText } from '@chancery/reader';
import { hostileTexts } from './hostile-texts.ts';

// Reads the texts of a folder again and again, as articles of 4 kB; then each hostile text, in a process of its own.
const [argument, hostile] = process.argv.slice(2);
if (argument === undefined) {
  console.error('Usage: node bench/reader/speed.ts <folder with texts>');
  process.exit(2);
}
const input = { language: 'en', publishedOn: '2024-05-15', sourceKey: 'speed' };

if (argument === '--hostile') await readHostileText(hostile ?? '');
else {
  await readArticles(argument);
  // The same limit as for `npm run chancery`.
  for (const name of Object.keys(hostileTexts))
    console.log(
      execFileSync(process.execPath, ['--max-semi-space-size=8', fileURLToPath(import.meta.url), '--hostile', name], {
        encoding: 'utf8',
      }).trimEnd(),
    );
}

async function readArticles(folder: string): Promise<void> {
  const articleLength = 4_000;
  const articleCount = 1_000;
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.txt') && !name.startsWith('fr-'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n\n');
  const began = process.cpuUsage();
  for (let index = 0; index < articleCount; index += 1) {
    const start = (index * articleLength) % Math.max(1, all.length - articleLength);
    await readText({ ...input, text: all.slice(start, start + articleLength) });
  }
  console.log(`${articleCount} articles of ${articleLength} characters: ${describeUse(began)}`);
}

/** Reads one text. The CPU time is that of the whole process, from its start. */
async function readHostileText(name: string): Promise<void> {
  const text = hostileTexts[name]?.();
  if (text === undefined) throw new Error(`There is no hostile text "${name}".`);
  await readText({ ...input, text });
  console.log(`${name}, ${text.length} characters: ${describeUse()}`);
}

function describeUse(since?: NodeJS.CpuUsage): string {
  const { user, system } = process.cpuUsage(since);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  return `${((user + system) / 1e6).toFixed(2)} s of CPU, at most ${memory} MB`;
}
