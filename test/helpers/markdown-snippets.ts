import { readFileSync } from 'node:fs';

export interface Snippet {
  line: number;
  language: string;
  text: string;
  /** The JSON or plain text block that follows it: the output that the page promises. */
  expectedOutput: string | undefined;
  /** The page from the last heading to the end of the snippet. */
  section: string;
}

const isOutputLanguage = (language: string | undefined): boolean => language === 'json' || language === 'text';

/** Returns the fenced code blocks of a Markdown page, each with the output block that follows it. */
export function readSnippets(page: URL): Snippet[] {
  const markdown = readFileSync(page, 'utf8');
  const fences = [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return fences.flatMap(({ index, 0: block, 1: language = '', 2: text = '' }, order) => {
    if (isOutputLanguage(language)) return [];
    const before = markdown.slice(0, index);
    const section = before.slice(before.lastIndexOf('\n## ') + 1) + block;
    const next = fences[order + 1];
    return [
      {
        line: before.split('\n').length,
        language,
        text,
        expectedOutput: isOutputLanguage(next?.[1]) ? next?.[2] : undefined,
        section,
      },
    ];
  });
}
