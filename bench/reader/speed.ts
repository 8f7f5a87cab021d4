import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '@chancery/reader';

// Reads the texts of a folder again and again, as articles of 4 kB, and prints how many a minute; then hostile texts.
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node bench/reader/speed.ts <folder with texts>');
  process.exit(2);
}
const articleLength = 4_000;
const articleCount = 1_000;
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.txt') && !name.startsWith('fr-'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n\n');
const input = { language: 'en', publishedOn: '2024-05-15', sourceKey: 'speed' };
const began = process.cpuUsage();
for (let index = 0; index < articleCount; index += 1) {
  const start = (index * articleLength) % Math.max(1, all.length - articleLength);
  await readText({ ...input, text: all.slice(start, start + articleLength) });
}
const { user, system } = process.cpuUsage(began);
console.log(
  `${articleCount} articles of ${articleLength} characters: ${((user + system) / 1e6).toFixed(1)} s of one core`,
);

const megabyte = 1_000_000;
const repeat = (piece: string): string => piece.repeat(Math.ceil(megabyte / piece.length));
const names = Array.from({ length: 100_000 }, (_, index) => `Ada${index.toString(36)} Lund, `).join('');
const hostile: Readonly<Record<string, string>> = {
  'nested marks': repeat('“‘'),
  'unbalanced marks': repeat('“He said ‘that “it” is” so, '),
  '100,000 names': names,
  'no spaces': repeat('a'),
  'mixed directions': repeat('Lund said אבג \u202e '),
  'one long sentence': repeat('said he was visiting and '),
};
for (const [name, text] of Object.entries(hostile)) {
  const start = process.cpuUsage();
  await readText({ ...input, text });
  const used = process.cpuUsage(start);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${name}, ${text.length} characters: ${((used.user + used.system) / 1e6).toFixed(2)} s, at most ${memory} MB so far`,
  );
}
