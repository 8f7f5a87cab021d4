import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readText } from '@chancery/reader';
import { afterEach, describe, expect, test } from 'vitest';
import { type LanguageModel, suggestQuotations } from '../../src/ingest/language-model.ts';
import { countriesRegister } from './countries-register.ts';

const text = 'President Ada Lund spoke in Oslo. We are ready to sign, Lund told them. “The port is open,” Bo Ek said.';

let close = async (): Promise<void> => undefined;
afterEach(() => close());

/** Starts a server that answers in this way. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    close = async () => undefined;
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const answer = (response: ServerResponse, content: unknown): void =>
  void response.setHeader('content-type', 'application/json').end(
    JSON.stringify({
      choices: [{ message: { content: typeof content === 'string' ? content : JSON.stringify(content) } }],
    }),
  );
const quotations = (...list: readonly [words: string, speaker: string][]) => ({
  quotations: list.map(([words, speaker]) => ({ words, speaker })),
});
const ask = (url: string, options: Partial<LanguageModel> = {}) =>
  suggestQuotations(text, { url, model: 'any', timeout: 5_000, retryDelay: 1, ...options });
const read = async (suggestions: Awaited<ReturnType<typeof ask>>) =>
  readText({
    ...{ text, language: 'en', publishedOn: '2024-05-15', sourceKey: 'gazette', register: countriesRegister },
    suggestions,
  });

describe('a language model', () => {
  test('adds what the rules missed, marks what both found, and drops what the text does not have', async () => {
    let asked = '';
    const url = await serve((request, response) => {
      asked = `${request.method} ${request.url} ${request.headers.authorization}`;
      answer(
        response,
        quotations(
          ['We are ready to sign', 'Lund'],
          ['The port is open', 'Bo Ek'],
          ['We will never sign', 'Lund'],
          ['', 'Lund'],
        ),
      );
    });
    const result = await read(await ask(url, { key: 'secret' }));
    expect(asked).toBe('POST /v1/chat/completions Bearer secret');
    expect(result.suggestions).toEqual({ given: 4, merged: 1, added: 1, dropped: 2 });
    const statements = result.drafts.filter(({ noun }) => noun === 'statement');
    expect(statements.map(({ origin, rule, fields }) => [origin, rule, fields.speaker])).toEqual([
      ['BOTH', 'quotation/after', 'bo-ek'],
      ['SUGGESTED', 'suggested/quotation', 'ada-lund'],
    ]);
    expect(statements[1]?.citations[0]?.spans).toMatchObject([{ words: 'We are ready to sign', start: 34, end: 54 }]);
  });

  test('that invents every quotation adds nothing', async () => {
    const url = await serve((_request, response) =>
      answer(response, quotations(['No such words', 'Lund'], ['the port is Open', 'Ek'])),
    );
    const { drafts, suggestions } = await read(await ask(url));
    expect(suggestions).toEqual({ given: 2, merged: 0, added: 0, dropped: 2 });
    expect(drafts).toEqual((await read([])).drafts);
  });

  test('that is busy is asked again', async () => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      if (requests === 1) response.writeHead(429).end();
      else answer(response, quotations(['The port is open', 'Bo Ek']));
    });
    expect(await ask(url)).toHaveLength(1);
    expect(requests).toBe(2);
  });

  test.each<[string, RequestListener, RegExp]>([
    ['hangs', () => undefined, /did not answer within 300 ms/],
    [
      'drips',
      (_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(timer));
      },
      /did not answer within 300 ms/,
    ],
    ['answers with garbage', (_request, response) => void response.end('<html>'), /is not the JSON that was asked for/],
    ['answers with text', (_request, response) => answer(response, 'Here you are: {'), /is not the JSON/],
    [
      'answers in another form',
      (_request, response) => answer(response, { quotations: [{ start: 1, end: 5 }] }),
      /is not the JSON/,
    ],
    [
      'answers without end',
      (_request, response) => {
        response.writeHead(200);
        const write = (): void => {
          if (response.destroyed) return;
          response.write('a'.repeat(65_536));
          setImmediate(write);
        };
        write();
      },
      /more than the maximum of 1,000,000 bytes/,
    ],
    ['is always busy', (_request, response) => void response.writeHead(429).end(), /status 429\. Gave up after 3/],
    ['fails', (_request, response) => void response.writeHead(500).end(), /status 500\. Gave up after 3 attempts/],
    ['rejects the key', (_request, response) => void response.writeHead(401).end(), /answered with status 401\.$/],
    [
      'redirects',
      (_request, response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
      /redirects \(status 307\); state its final address/,
    ],
    [
      'breaks off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"choices": [');
        setImmediate(() => response.destroy());
      },
      /connection to the language model failed: .* Gave up after 3 attempts/,
    ],
  ])('that %s gives a clear error', async (_name, listener, message) => {
    const url = await serve(listener);
    const isSlow = message.source.includes('300 ms');
    await expect(ask(url, isSlow ? { timeout: 300 } : {})).rejects.toThrow(message);
  });

  test('gets a long text in parts', async () => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      answer(response, quotations());
    });
    await suggestQuotations('A short line of a very long text.\n'.repeat(1_500), { url, model: 'any' });
    expect(requests).toBe(3);
  });
});
