import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Writes the texts that gold/visits.jsonl labels: sentences of FLORES-200 in five languages, and articles of PolNeAR.
const [flores, polnear, target] = process.argv.slice(2);
if (flores === undefined || polnear === undefined || target === undefined) {
  console.error(`Usage: node bench/reader/build-visit-texts.ts <FLORES-200> <PolNeAR> <folder>
  <FLORES-200>  the unpacked archive of github.com/facebookresearch/flores, with the folders dev and devtest
  <PolNeAR>     a copy of github.com/networkdynamics/PolNeAR, with the folder data`);
  process.exit(2);
}
mkdirSync(target, { recursive: true });

const languages = { en: 'eng_Latn', fr: 'fra_Latn', de: 'deu_Latn', es: 'spa_Latn', ru: 'rus_Cyrl' };
for (const [code, name] of Object.entries(languages))
  for (const part of ['dev', 'devtest']) {
    const sentences = readFileSync(join(flores, part, `${name}.${part}`), 'utf8')
      .trim()
      .split('\n');
    // One paragraph each: the sentences of an article are not marked.
    writeFileSync(join(target, `flores-${part}-${code}.txt`), `${sentences.join('\n\n')}\n`);
  }

const labels = fileURLToPath(new URL('./gold/visits.jsonl', import.meta.url));
for (const line of readFileSync(labels, 'utf8').trim().split('\n')) {
  const { name } = JSON.parse(line) as { name: string };
  const path = ['train', 'dev']
    .map((part) => join(polnear, 'data', part, 'text', `${name}.txt`))
    .find((one) => existsSync(one));
  if (path !== undefined) copyFileSync(path, join(target, `${name}.txt`));
}
