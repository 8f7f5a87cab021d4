import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { badInput } from '../model/errors.ts';
import { instantSchema, languageSchema } from '../model/records/field-schemas.ts';

/** The text of a file, and the fields of its source that the file states. */
export interface SourceFile {
  text: string;
  fields: { title?: string; publisher?: string; language?: string; publishedAt?: string; url?: string };
}

const htmlExtensions = new Set(['.html', '.htm', '.xhtml']);

/** Reads a text file, or the article of an HTML file. */
export async function readSourceFile(path: string): Promise<SourceFile> {
  if (!(await stat(path)).isFile()) throw badInput(`"${path}" is not a file. Give the file with the text.`);
  const bytes = await readFile(path);
  if (!isUtf8(bytes)) throw badInput(`BINARY_TEXT: "${path}" is not UTF-8 text. Save it as UTF-8.`);
  const content = bytes.toString();
  const file = htmlExtensions.has(extname(path).toLowerCase())
    ? await extractArticle(path, content)
    : { text: content, fields: {} };
  if (file.text.trim() === '') throw badInput(`EMPTY_TEXT: "${path}" has no text.`);
  return file;
}

async function extractArticle(path: string, html: string): Promise<SourceFile> {
  const [{ parseHTML }, { Readability }] = await Promise.all([import('linkedom'), import('@mozilla/readability')]);
  const { document } = parseHTML(html);
  const url = document.querySelector('link[rel="canonical"]')?.getAttribute('href');
  const article = new Readability(document).parse();
  if (!article?.content)
    throw badInput(
      `HTML_TEXT: "${path}" has no article that can be recognized. Save its text as a .txt file and add that.`,
    );
  const { title, siteName, lang, publishedTime } = article;
  const language = languageSchema.safeParse(lang).data;
  const publishedAt = instantSchema.safeParse(publishedTime).data;
  return {
    text: renderText(parseHTML(`<body>${article.content}</body>`).document),
    fields: {
      ...(title && { title }),
      ...(siteName && { publisher: siteName }),
      ...(language && { language }),
      ...(publishedAt && { publishedAt }),
      ...(url && /^https?:/.test(url) && { url }),
    },
  };
}

const blockElements = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION TABLE TD TH TR UL'.split(
    ' ',
  ),
);

interface TextNode {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<TextNode>;
}

/** Returns the text as a browser shows it: each block on a line of its own, and spaces collapsed. */
function renderText(root: TextNode): string {
  const textNodeType = 3;
  const collect = (node: TextNode): string => {
    if (node.nodeType === textNodeType) return (node.textContent ?? '').replace(/\s+/g, ' ');
    const text = [...node.childNodes].map(collect).join('');
    return blockElements.has(node.nodeName.toUpperCase()) ? `\n${text}\n` : text;
  };
  const lines = collect(root)
    .split('\n')
    .map((line) => line.replace(/ +/g, ' ').trim())
    .filter(Boolean);
  return `${lines.join('\n')}\n`;
}
