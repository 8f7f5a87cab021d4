import { readFileSync } from 'node:fs';

export interface Snippet {
  line: number;
  language: string;
  text: string;
  /** The JSON or plain text right after it: what the page says that it answers. */
  answer: string | undefined;
  /** The page from the last heading down to the snippet's end. */
  section: string;
}

const isAnswer = (language: string | undefined): boolean => language === 'json' || language === 'text';

/** The fenced blocks of a Markdown page that say what to do, each with its answer. */
export function snippetsOf(page: URL): Snippet[] {
  const markdown = readFileSync(page, 'utf8');
  const fences = [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return fences.flatMap(({ index, 0: whole, 1: language = '', 2: text = '' }, order) => {
    if (isAnswer(language)) return [];
    const before = markdown.slice(0, index);
    const section = before.slice(before.lastIndexOf('\n## ') + 1) + whole;
    const next = fences[order + 1];
    return [
      { line: before.split('\n').length, language, text, answer: isAnswer(next?.[1]) ? next?.[2] : undefined, section },
    ];
  });
}
