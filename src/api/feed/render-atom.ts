import { escapeXml, escapeXmlAttribute } from '../../store/export/escape-xml.ts';
import type { Feed, FeedItem } from './create-feed.ts';

/** Renders a page of a feed as Atom (RFC 4287), with the links between pages of RFC 5005. */
export function renderAtom(feed: Feed): string {
  const links = [
    link('self', feed.self, atomType),
    link('alternate', feed.home, 'text/html'),
    link('alternate', feed.alternate.url, 'application/feed+json'),
    link('first', feed.first, atomType),
    ...(feed.next === undefined ? [] : [link('next', feed.next, atomType)]),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  ${element('id', feed.id)}
  ${element('title', feed.title)}
  ${element('updated', feed.updated)}
  <author>${element('name', 'Chancery')}</author>
  ${element('generator', 'Chancery')}
  ${links.join('\n  ')}
${feed.items.map(renderEntry).join('')}</feed>
`;
}

const atomType = 'application/atom+xml';

function renderEntry({ id, title, url, text, published, updated, sources, type }: FeedItem): string {
  const parts = [
    element('id', id),
    element('title', title),
    element('updated', updated),
    ...(published === undefined ? [] : [element('published', published)]),
    `<category term="${escapeXmlAttribute(type)}"/>`,
    ...(url === undefined ? [] : [link('alternate', url, 'text/html')]),
    ...sources.flatMap((source) =>
      source.url ? [link('via', source.url, undefined, source.title ?? source.publisher)] : [],
    ),
    `<content type="text">${escapeXml(text)}</content>`,
  ];
  return `  <entry>\n    ${parts.join('\n    ')}\n  </entry>\n`;
}

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

const link = (rel: string, href: string, type?: string, title?: string): string =>
  `<link rel="${rel}"${type ? ` type="${type}"` : ''} href="${escapeXmlAttribute(href)}"${title ? ` title="${escapeXmlAttribute(title)}"` : ''}/>`;
