import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCliSandbox } from './cli-sandbox.ts';

const sandbox = openCliSandbox({ here: true });
beforeAll(() => sandbox.run(['init', '--empty']));
afterAll(() => sandbox[Symbol.dispose]());

const text = 'Ada spoke in Astana. “I said this”, she said.\n';
const html = `<!doctype html><html lang="en"><head><title>Ada in Astana</title><meta property="og:site_name" content="The Gazette">
  <link rel="canonical" href="https://example.org/ada"></head><body><nav>Home</nav><article><h1>Ada in Astana</h1>
  ${'<p>Ada spoke in Astana &amp; Almaty about trade, roads and much else that takes a whole paragraph to tell.</p>'.repeat(6)}
  <p>“I said <b>this</b>”,<br>she said.</p></article><script>track()</script></body></html>`;

const write = (name: string, content: string): string => {
  writeFileSync(sandbox.resolve(name), content);
  return sandbox.resolve(name);
};
const runJson = async (...args: string[]) => {
  const { code, out, err } = await sandbox.run([...args, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};
const statement = {
  noun: 'statement',
  key: 'ada-said',
  summary: 'Ada said it.',
  speaker: 'ada',
  mode: 'DIRECT',
  language: 'en',
  text: 'I said this',
  saidOn: '2023-11-02',
  citations: [{ source: 'speech', field: 'text', basis: 'STATED', spans: [{ words: 'I said this' }] }],
};

describe('chancery source', () => {
  test('add creates a source, verifies what quotes it, and reports the same text as unchanged', async () => {
    const file = write('speech.txt', text);
    const added = await runJson(
      'source',
      'add',
      file,
      '--publisher',
      'The Gazette',
      '--licence',
      'CC0-1.0',
      '--retain',
    );
    expect(added).toEqual({
      key: 'speech',
      created: true,
      changed: true,
      sha256: createHash('sha256').update(text).digest('hex'),
      length: [...text].length,
      textRetention: 'RETAINED',
      spans: 0,
    });
    const lines = [{ noun: 'person', key: 'ada', name: 'Ada', citations: [] }, statement];
    const records = write('ada.jsonl', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(await runJson('import', 'entries', records)).toMatchObject({ created: 2, rejected: 0, unverifiedSpans: 0 });
    expect(await runJson('source', 'add', file)).toMatchObject({ created: false, changed: false, spans: 1 });
  });

  test('add rejects a text that does not have the quotations on record', async () => {
    const { code, err } = await sandbox.run([
      'source',
      'add',
      write('speech2.txt', `${text} “Not this.”`.replace('said this', 'said that')),
      '--key',
      'speech',
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(/does not match 1 of the quotations of "speech"/);
  });

  test('add extracts the article of an HTML file', async () => {
    const file = write('page.html', html);
    const copy = sandbox.resolve('page.txt');
    await runJson('source', 'add', file, '--write-text', copy);
    const extracted = readFileSync(copy, 'utf8');
    expect(extracted).toContain('Ada spoke in Astana & Almaty about trade');
    expect(extracted).toContain('“I said this”,\nshe said.');
    expect(extracted).not.toMatch(/Home|track/);
    const exported = sandbox.resolve('all.jsonl');
    await sandbox.run(['export', exported]);
    const source = readFileSync(exported, 'utf8')
      .split('\n')
      .find((line) => line.includes('"key":"page"'));
    expect(JSON.parse(source ?? '')).toMatchObject({
      publisher: 'The Gazette',
      title: 'Ada in Astana',
      url: 'https://example.org/ada',
      language: 'en',
    });
  });

  test('exports carry retained texts, and are imported without a flag', async () => {
    const exported = sandbox.resolve('export.jsonl');
    await sandbox.run(['export', exported]);
    const target = { CHANCERY_DB: sandbox.resolve('copy.db') };
    const { code, out } = await sandbox.run(['import', 'entries', exported, '--json'], target);
    expect(JSON.parse(out)).toMatchObject({ rejected: 0, unverifiedSpans: 0 });
    expect(code).toBe(0);
    const again = sandbox.resolve('again.jsonl');
    await sandbox.run(['export', again], target);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(exported, 'utf8'));
    expect((await sandbox.run(['check'], target)).out).toContain('No problems.');
  });

  test('purge deletes the text, and leaves its hash and the verification', async () => {
    expect((await sandbox.run(['source', 'purge', 'speech'])).code).toBe(2);
    await runJson('source', 'purge', 'speech', '--reason', 'The licence was withdrawn.');
    const bytes = ['record.db', 'record.db-wal']
      .map(sandbox.resolve)
      .filter(existsSync)
      .map((path) => readFileSync(path, 'latin1'));
    expect(bytes.join('')).not.toContain('she said.');
    const { err, code } = await sandbox.run(['source', 'purge', 'speech', '--reason', 'Again.']);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('is not stored') });
    expect((await sandbox.run(['check'])).out).toContain('No problems.');
  });

  test.each([
    [['source', 'add', 'missing.txt'], /There is no file/],
    [['source', 'add', 'here.txt'], /publisher/],
    [['source', 'add', 'here.txt', '--publisher', 'P', '--retain'], /licence/],
    [['source', 'add', 'empty.txt', '--publisher', 'P'], /has no text/],
    [['source', 'add', 'latin1.txt', '--publisher', 'P'], /is not UTF-8/],
    [['source', 'purge', 'nobody', '--reason', 'R'], /No source has the key "nobody"/],
    [['source', 'list'], /Commands of source: add, purge/],
    [['check', '--only', 'speech'], /--only requires --sources/],
    [['check', '--only', 'nobody', '--sources', 'here.txt'], /No source has the key "nobody"/],
    [['import', 'hs', 'here.txt', '--accept-unverified'], /is an option of entries/],
  ])('rejects %j', async (args, message) => {
    write('here.txt', text);
    write('empty.txt', ' \n');
    writeFileSync(sandbox.resolve('latin1.txt'), Buffer.from([0x41, 0xe9, 0x0a]));
    const { code, err } = await sandbox.run(args.map((arg) => (arg.endsWith('.txt') ? sandbox.resolve(arg) : arg)));
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});
