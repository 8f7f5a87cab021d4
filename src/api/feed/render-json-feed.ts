import type { Feed, FeedItem } from './create-feed.ts';

/** Renders a page of a feed as JSON Feed 1.1. `_chancery` is an extension, whose name begins with an underscore. */
export const renderJsonFeed = ({ title, home, self, next, items }: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: self,
    ...(next !== undefined && { next_url: next }),
    authors: [{ name: 'Chancery' }],
    language: 'en',
    items: items.map(renderItem),
  });

function renderItem({ id, title, url, text, published, updated, sources, type, key, date }: FeedItem): object {
  const source = sources.find((each) => each.url);
  return {
    id,
    ...(url !== undefined && { url }),
    ...(source?.url && { external_url: source.url }),
    title,
    content_text: text,
    ...(published !== undefined && { date_published: published }),
    date_modified: updated,
    tags: [type],
    _chancery: { about: 'https://github.com/chancery/chancery', type, key, date, sources },
  };
}
