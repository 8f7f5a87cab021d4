import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Writes the texts that gold/wikinews.jsonl labels. They are Wikinews articles (CC BY 2.5), as two corpora publish them.
const [gum, keyphrases, target] = process.argv.slice(2);
if (gum === undefined || keyphrases === undefined || target === undefined) {
  console.error(`Usage: node bench/reader/build-texts.ts <GUM> <WikinewsKeyphraseCorpus> <folder>
  <GUM>                      a copy of github.com/amir-zeldes/gum, with the folder dep
  <WikinewsKeyphraseCorpus>  the unpacked archive in github.com/boudinfl/wikinews-2013-pre, with the folder documents`);
  process.exit(2);
}
mkdirSync(target, { recursive: true });

for (const file of readdirSync(join(gum, 'dep'))) {
  const [, name] = /^GUM_news_(\w+)\.conllu$/.exec(file) ?? [];
  if (name === undefined) continue;
  const paragraphs: string[][] = [];
  for (const line of readFileSync(join(gum, 'dep', file), 'utf8').split('\n'))
    if (line === '# newpar') paragraphs.push([]);
    else if (line.startsWith('# text = ')) paragraphs.at(-1)?.push(line.slice('# text = '.length));
  write(
    name,
    paragraphs.filter((sentences) => sentences.length > 0).map((sentences) => sentences.join(' ')),
  );
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
for (const file of readdirSync(join(keyphrases, 'documents'))) {
  const html = readFileSync(join(keyphrases, 'documents', file), 'utf8');
  const paragraphs = [...html.matchAll(/<(h1|h2|h3|p|li|blockquote)\b[^>]*>([\s\S]*?)<\/\1>/g)].map(
    ([, , content = '']) =>
      content
        .replace(/<[^>]+>/g, '')
        .replace(/&\w+;/g, (entity) => entities[entity] ?? entity)
        .replace(/\s+/g, ' ')
        .trim(),
  );
  write(`fr-${file.replace(/\.html$/, '')}`, paragraphs.filter(Boolean));
}

function write(name: string, paragraphs: readonly string[]): void {
  writeFileSync(join(target as string, `${name}.txt`), `${paragraphs.join('\n\n')}\n`);
}
