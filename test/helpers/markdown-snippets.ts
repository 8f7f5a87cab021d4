import { readFileSync } from 'node:fs';

export interface Snippet {
  line: number;
  language: string;
  text: string;
  /** The JSON or plain text right after it: what the page says that it answers. */
  expectedOutput: string | undefined;
  /** The page from the last heading down to the snippet's end. */
  section: string;
}

const isOutputLanguage = (language: string | undefined): boolean => language === 'json' || language === 'text';

/** The fenced blocks of a Markdown page that say what to do, each with its answer. */
export function readSnippets(page: URL): Snippet[] {
  const markdown = readFileSync(page, 'utf8');
  const fences = [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return fences.flatMap(({ index, 0: whole, 1: language = '', 2: text = '' }, order) => {
    if (isOutputLanguage(language)) return [];
    const before = markdown.slice(0, index);
    const section = before.slice(before.lastIndexOf('\n## ') + 1) + whole;
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
