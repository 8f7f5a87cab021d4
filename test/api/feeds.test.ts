import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { exportLists } from '../../src/api/export/export-lists.ts';
import type { Feed } from '../../src/api/feed/create-feed.ts';
import { renderAtom } from '../../src/api/feed/render-atom.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
}

function parseXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, text: '', children: [] };
  const stack = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ local, uri, attributes }) => {
    expect(uri).toBe('http://www.w3.org/2005/Atom');
    const values = Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
    const element = { name: local, attributes: values, text: '', children: [] };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('text', (text) => {
    const element = stack.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => void stack.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return root.children[0] ?? root;
}

const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);
const textOf = (element: XmlElement, name: string): string => childrenOf(element, name)[0]?.text ?? '';
const linkOf = (element: XmlElement, rel: string, type?: string): string | undefined =>
  childrenOf(element, 'link').find(({ attributes }) => attributes.rel === rel && (!type || attributes.type === type))
    ?.attributes.href;

const iri = z.url();
const instant = z.iso.datetime({ offset: true });

/** Asserts the rules of RFC 4287 for feeds and entries: required elements, their number, and the forms of their values. */
function assertAtom(feed: XmlElement): void {
  expect(feed.name).toBe('feed');
  const allowed = [
    'author',
    'category',
    'generator',
    'id',
    'link',
    'title',
    'updated',
    'entry',
    'published',
    'content',
  ];
  for (const element of [feed, ...childrenOf(feed, 'entry')]) {
    for (const name of ['id', 'title', 'updated']) expect(childrenOf(element, name)).toHaveLength(1);
    expect(iri.safeParse(textOf(element, 'id')).success).toBe(true);
    for (const name of ['updated', 'published'])
      for (const { text } of childrenOf(element, name)) expect(instant.parse(text)).toBe(text);
    for (const { name } of element.children) expect(allowed).toContain(name);
    for (const { attributes } of childrenOf(element, 'link')) expect(iri.parse(attributes.href)).toBe(attributes.href);
    const alternates = childrenOf(element, 'link').filter(({ attributes }) => attributes.rel === 'alternate');
    const forms = alternates.map(({ attributes }) => `${attributes.type} ${attributes.hreflang}`);
    expect(new Set(forms).size).toBe(forms.length);
  }
  expect(childrenOf(feed, 'author').map((author) => textOf(author, 'name'))).toEqual(['Chancery']);
  expect(linkOf(feed, 'self')).toBeDefined();
  const ids = childrenOf(feed, 'entry').map((entry) => textOf(entry, 'id'));
  expect(new Set(ids).size).toBe(ids.length);
  for (const entry of childrenOf(feed, 'entry')) expect(childrenOf(entry, 'content')).toHaveLength(1);
}

/** JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/. */
const jsonFeedSchema = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: iri,
  feed_url: iri,
  next_url: iri.optional(),
  authors: z.array(z.strictObject({ name: z.string() })),
  language: z.string(),
  items: z.array(
    z.strictObject({
      id: z.string().min(1),
      url: iri.optional(),
      external_url: iri.optional(),
      title: z.string().min(1),
      content_text: z.string().min(1),
      date_published: instant.optional(),
      date_modified: instant,
      tags: z.array(z.string()),
      _chancery: z.looseObject({ about: iri }),
    }),
  ),
});

const readAtom = async (path: string): Promise<XmlElement> => {
  const response = await fixture.fetch(path);
  const text = await response.text();
  expect({ status: response.status, ...(response.status !== 200 && { text }) }).toEqual({ status: 200 });
  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const feed = parseXml(text);
  assertAtom(feed);
  return feed;
};
const readJson = async (path: string) => {
  const response = await fixture.fetch(path);
  expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
  return jsonFeedSchema.parse(await response.json());
};
const readError = async (path: string) => {
  const response = await fixture.fetch(path);
  const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] };
  return { status: response.status, message: errors[0]?.message, ...errors[0]?.extensions };
};

describe('feeds of every list', () => {
  test.each([...exportLists.keys()])('%s is valid Atom and JSON Feed', async (list) => {
    const atom = await readAtom(`/feed/${list}.atom?first=3`);
    const json = await readJson(`/feed/${list}.json?first=3`);
    expect(json.items.map(({ id }) => id)).toEqual(childrenOf(atom, 'entry').map((entry) => textOf(entry, 'id')));
    if (list !== 'trade-flows') expect(json.items.length).toBeGreaterThan(0);
  });

  test('an item links to its page and its sources, and states when it was recorded', async () => {
    const { data } = await fixture.execute(`{
      visits(first: 1, filter: { host: { code: { eq: "KZ" } } }) { nodes {
        key summary created: history(first: 1) { nodes { recordedAt } } citations { source { key url } }
      } }
    }`);
    const [visit] = data.visits.nodes;
    const feed = await readAtom('/feed/visits.atom?host=KZ&first=1');
    const [entry] = childrenOf(feed, 'entry');
    if (!entry) throw new Error('The feed is empty.');
    expect(textOf(entry, 'id')).toBe(`urn:chancery:visit:${encodeURIComponent(visit.key)}`);
    expect(textOf(entry, 'title')).toBe(visit.summary);
    expect(textOf(entry, 'published')).toBe(visit.created.nodes[0].recordedAt);
    expect(linkOf(entry, 'alternate')).toBe(`http://chancery.test/entry/${visit.key}`);
    expect(linkOf(entry, 'via')).toBe(
      visit.citations.find(({ source }: { source: { url: string } }) => source.url).source.url,
    );
  });
});

describe('filters', () => {
  const keysOf = async (path: string) => (await readJson(path)).items.map(({ _chancery }) => _chancery.key);
  const listKeys = async (field: string, filter: string) => {
    const { data } = await fixture.execute(`{ list: ${field}(first: 50, filter: ${filter}) { nodes { key } } }`);
    return data.list.nodes.map(({ key }: { key: string }) => key);
  };

  test.each([
    ['host=KZ', 'visits', '{ host: { code: { eq: "KZ" } } }'],
    ['party=RU', 'entries', '{ party: { key: { eq: "RU" } } }'],
    ['kind=AGREEMENT,POSITION', 'entries', '{ kind: [AGREEMENT, POSITION] }'],
    ['disputed=false', 'visits', '{ disputed: false }'],
    ['text=Astana', 'entries', '{ text: "Astana" }'],
    [
      'filter={"host":{"code":{"eq":"KZ"}}}&status=COMPLETED',
      'visits',
      '{ host: { code: { eq: "KZ" } }, status: [COMPLETED] }',
    ],
    ['filter={"host":{"group":{"eq":"143"}}}', 'visits', '{ host: { group: { eq: "143" } } }'],
  ])('%s selects what the API selects', async (parameters, list, filter) => {
    const expected = await listKeys(list, filter);
    expect(expected.length).toBeGreaterThan(0);
    expect(await keysOf(`/feed/${list}.json?${parameters.replaceAll('"', '%22')}`)).toEqual(expected);
  });

  test.each([
    ['visits.atom?hots=KZ', 'BAD_INPUT', 'hots'],
    ['visits.atom?host=XX9', 'BAD_INPUT', undefined],
    ['visits.rss', 'BAD_INPUT', 'format'],
    ['visit.atom', 'NOT_FOUND', undefined],
    ['visits.atom?first=101', 'BAD_INPUT', 'first'],
    ['visits.atom?first=0', 'BAD_INPUT', 'first'],
    ['visits.atom?status=DONE', 'BAD_INPUT', 'filter.status.0'],
    ['visits.atom?disputed=yes', 'BAD_INPUT', 'disputed'],
    ['visits.atom?after=x', 'BAD_INPUT', 'after'],
    ['trade-flows.atom?filter={}&year=2020', 'BAD_INPUT', 'filter'],
    ['drafts.atom', 'NOT_FOUND', undefined],
  ])('rejects %s', async (path, code, field) => {
    const error = await readError(`/feed/${path}`);
    expect(error).toMatchObject({ code, ...(field !== undefined && { field }) });
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.status).toBeLessThan(500);
  });
});

test('pages are linked, and together have each item once', async () => {
  const all = (await readJson('/feed/entries.json?first=100')).items.map(({ id }) => id);
  const paged: string[] = [];
  for (let path: string | undefined = '/feed/entries.atom?first=40'; path; ) {
    const feed: XmlElement = await readAtom(path);
    expect(linkOf(feed, 'first')).toBe('http://chancery.test/feed/entries.atom?first=40');
    paged.push(...childrenOf(feed, 'entry').map((entry) => textOf(entry, 'id')));
    path = linkOf(feed, 'next');
  }
  expect(new Set(paged).size).toBe(paged.length);
  expect(paged.slice(0, all.length)).toEqual(all);
  const { data } = await fixture.execute('{ entries { totalCount } }');
  expect(paged).toHaveLength(data.entries.totalCount);
});

test('the newest change comes first', async () => {
  const { items } = await readJson('/feed/changes.json?first=2');
  const { data } = await fixture.execute(
    '{ changes(first: 2, orderBy: [{ field: SEQUENCE, direction: DESC }]) { nodes { id } } }',
  );
  expect(items.map(({ id }) => id)).toEqual(
    data.changes.nodes.map(({ id }: { id: string }) => `urn:chancery:node:${id}`),
  );
});

test('a page that has not changed is not sent again', async () => {
  const first = await fixture.fetch('/feed/visits.atom?first=2');
  const etag = first.headers.get('etag') ?? '';
  const lastModified = first.headers.get('last-modified') ?? '';
  const read = (headers: Record<string, string>, path = '/feed/visits.atom?first=2') =>
    fixture.fetch(path, { headers });
  const notModified = await read({ 'if-none-match': etag });
  expect([notModified.status, await notModified.text()]).toEqual([304, '']);
  expect((await read({ 'if-modified-since': lastModified })).status).toBe(304);
  expect((await read({ 'if-modified-since': new Date(Date.parse(lastModified) - 1000).toUTCString() })).status).toBe(
    200,
  );
  expect((await read({ 'if-none-match': '"other"', 'if-modified-since': lastModified })).status).toBe(200);
  expect((await read({ 'if-none-match': etag }, '/feed/visits.atom?first=3')).status).toBe(200);
});

test('a page is read in one statement, in addition to the time of the last change', async () => {
  const statements: (readonly string[])[] = [];
  const { createApi } = await import('../../src/api/create-api.ts');
  const api = createApi({ db: fixture.db, onResponse: (trace) => statements.push(trace.statements) });
  await api.fetch(new Request('http://chancery.test/feed/visits.atom'));
  await api.dispose();
  expect(statements).toEqual([[expect.stringContaining('revisions'), expect.stringContaining('visits')]]);
});

test('any text is preserved by an XML parser, without the characters that XML cannot contain', () => {
  const item = { id: 'urn:a:b', url: undefined, published: undefined, updated: '2026-01-01T00:00:00Z', type: 'Visit' };
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const source = { key: 'x', title: text, publisher: 'x', url: 'https://a.example/' };
      const feed: Feed = {
        ...{ id: 'urn:a:b', title: text, self: 'https://a.example/', first: 'https://a.example/', next: undefined },
        ...{
          home: 'https://a.example/',
          alternate: { format: 'json', url: 'https://a.example/' },
          updated: item.updated,
        },
        items: [{ ...item, title: text, text, sources: [source], key: undefined, date: undefined }],
      };
      const parsed = parseXml(renderAtom(feed));
      const [entry] = childrenOf(parsed, 'entry');
      if (!entry) throw new Error('The entry is missing.');
      const expected = [...text].filter((character) => isXmlCharacter(character.codePointAt(0) ?? 0)).join('');
      expect(textOf(parsed, 'title')).toBe(expected);
      expect(textOf(entry, 'content')).toBe(expected);
      const via = childrenOf(entry, 'link').find(({ attributes }) => attributes.rel === 'via');
      expect(via?.attributes.title ?? '').toBe(expected);
    }),
    { numRuns: scaleRuns(100) },
  );
});

/** The production Char of XML 1.0. */
const isXmlCharacter = (code: number): boolean =>
  [0x9, 0xa, 0xd].includes(code) ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000;
