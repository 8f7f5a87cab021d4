import { views } from '../../web/src/view-registry.ts';
import { escapeXmlAttribute } from '../store/export/escape-xml.ts';

/** What chats and search engines show of a page. */
export interface PageMetadata {
  title: string;
  /** By default, the description of the site. */
  description?: string | undefined;
}

/** Returns the metadata of a page that is not of a record; undefined for the front page and unknown paths. */
export function getViewMetadata(path: string): PageMetadata | undefined {
  const view = views.find((each) => each.path === path.replace(/(.)\/$/, '$1'));
  return view?.title === undefined ? undefined : { title: view.title, description: view.description };
}

interface RenderedPage {
  /** The address of the page, and of the server. */
  url: string;
  origin: string;
  metadata: PageMetadata | undefined;
  isRecord: boolean;
  /** Search engines leave out embedded pages and those without a record. */
  isIndexed: boolean;
}

const siteName = 'Chancery';
const siteDescription =
  'A sourced, dated record of diplomacy: who visited whom, what was said, and which trade links exist between countries.';
/** `web/public/preview.png` */
const previewImage = { path: '/preview.png', width: 1200, height: 630 };

/** Returns the page with its title, description and the tags of Open Graph (https://ogp.me). */
export function renderMetadata(html: string, { url, origin, metadata, isRecord, isIndexed }: RenderedPage): string {
  const title = metadata ? `${metadata.title} · ${siteName}` : siteName;
  const description = metadata?.description ?? siteDescription;
  const property = (name: string, content: string): string =>
    `<meta property="og:${name}" content="${escapeXmlAttribute(content)}" />`;
  const tags = [
    `<title>${escapeXmlAttribute(title)}</title>`,
    `<meta name="description" content="${escapeXmlAttribute(description)}" />`,
    ...(isIndexed
      ? [`<link rel="canonical" href="${escapeXmlAttribute(url)}" />`]
      : ['<meta name="robots" content="noindex" />']),
    property('site_name', siteName),
    property('type', isRecord ? 'article' : 'website'),
    property('title', metadata?.title ?? siteName),
    property('description', description),
    property('url', url),
    property('image', `${origin}${previewImage.path}`),
    property('image:width', String(previewImage.width)),
    property('image:height', String(previewImage.height)),
    property('image:alt', `${siteName}: a sourced, dated record of diplomacy`),
    '<meta name="twitter:card" content="summary_large_image" />',
  ];
  return html
    .replace(/<meta name="description"[^>]*>\s*/, '')
    .replace(/<title>[^<]*<\/title>/, () => tags.join('\n    '));
}
