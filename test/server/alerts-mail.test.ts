import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { savedSearches } from '../../src/db/tables/index.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { startAlerts } from '../../src/server/alerts.ts';
import { createDigest } from '../../src/store/alerts/digest.ts';
import { createSavedSearch, enqueueTestMessage } from '../../src/store/alerts/saved-searches.ts';
import { sendMail } from '../../src/store/alerts/send-mail.ts';
import { createToken } from '../../src/store/write/token.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

/** A mail server that accepts mails, or rejects their recipients. */
async function startMailServer({ rejects = false } = {}) {
  const commands: string[] = [];
  const mails: string[] = [];
  let data = '';
  const server = createServer((socket: Socket) => {
    let isData = false;
    let rest = '';
    socket.write('220 stub\r\n');
    socket.setEncoding('utf8').on('data', (chunk) => {
      rest += chunk;
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (isData && line !== '.') {
          data += `${line}\n`;
          continue;
        }
        if (isData) mails.push(data);
        if (line === 'DATA') data = '';
        isData = line === 'DATA';
        if (line !== '.') commands.push(line);
        if (isData) socket.write('354 go ahead\r\n');
        else socket.write(rejects && line.startsWith('RCPT') ? '550 unknown user\r\n' : '250 ok\r\n');
      }
    });
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    smtpUrl: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    commands,
    mails,
    readData: () => mails.at(-1) ?? '',
    close: () => server.close(),
  };
}

const payload = JSON.stringify({
  type: 'visit.recorded',
  timestamp: '2026-12-01T02:00:00.000Z',
  data: {
    change: { action: 'RECORDED', by: 'Ada', key: 'v1' },
    record: {
      title: 'A visit.',
      url: 'http://a.example/entry/v1',
      date: '2026-11',
      sources: [{ url: 'https://s.example/' }],
    },
  },
});
const search = { key: 'k', name: 'Visits', target: 'ada@example.org' };

test('a digest in plain text has each change with its address and sources', async () => {
  const server = await startMailServer();
  const digest = createDigest(search, [{ id: 1, messageId: 'k:e:1', payload }], 'http://a.example');
  await sendMail(digest, { smtpUrl: server.smtpUrl, from: 'chancery@example.org' });
  server.close();
  expect(server.commands).toEqual(
    expect.arrayContaining(['MAIL FROM:<chancery@example.org>', 'RCPT TO:<ada@example.org>', 'DATA']),
  );
  const mail = server.readData();
  for (const line of ['Subject: Visits: 1 change', 'To: ada@example.org', 'Message-ID: <k.e.1@a.example>', 'A visit.'])
    expect(mail).toContain(line);
  expect(mail).toContain('http://a.example/entry/v1\nSource: https://s.example/\n');
});

test('a mail that the server does not accept is a failure', async () => {
  const server = await startMailServer({ rejects: true });
  const digest = createDigest(search, [{ id: 1, messageId: 'k:e:1', payload }], 'http://a.example');
  await expect(sendMail(digest, { smtpUrl: server.smtpUrl, from: 'chancery@example.org' })).rejects.toThrow(
    /^The mail server did not accept the mail: .*unknown user/,
  );
  server.close();
});

test('changes are collected for an hour, and a test mail has nothing else and leaves the digest as it is', async () => {
  const server = await startMailServer();
  await using database = await openTemporaryDatabase({ dossier: false });
  const { db } = database;
  const addPerson = (key: string) => importRecords(db, toReadItems({ noun: 'person', key, name: `Name of ${key}` }));
  const { key } = await db.write((tx) => {
    createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 9 }, new Date());
    const input = { name: 'People', list: 'people', filter: '{}', channel: 'MAIL', target: 'ada@example.org' } as const;
    return createSavedSearch(tx, 'Ada', input, new Date());
  });
  const warnings: object[] = [];
  const log = { info: () => undefined, warn: (fields: object) => void warnings.push(fields), error: () => undefined };
  const alerts = startAlerts({
    db,
    threads: undefined,
    log,
    networks: [],
    mail: { smtpUrl: server.smtpUrl, from: 'chancery@example.org' },
    origin: 'http://a.example',
    pollMs: 5,
  });
  const waitForMails = async (count: number): Promise<void> => {
    while (server.mails.length < count) await setTimeout(5);
  };
  const readSearch = async () => {
    const [search] = await db.autocommitReader().all<{ next: number; delivered: string; pending: number }>(
      sql`SELECT next_attempt_at AS next, last_delivered_at AS delivered,
        (SELECT count(*) FROM alert_messages) AS pending FROM saved_searches`,
    );
    if (!search) throw new Error('The saved search is gone.');
    return search;
  };
  const waitForPending = async (count: number) => {
    for (;;) {
      const search = await readSearch();
      if (search.pending === count) return search;
      await setTimeout(5);
    }
  };
  try {
    await addPerson('first');
    await waitForMails(1);
    const digest = await waitForPending(0);
    expect(server.mails[0]).toContain('Name of first');
    expect(digest.next - Date.parse(digest.delivered)).toBe(3_600_000);
    // The next changes wait for the next digest.
    for (const person of ['second', 'third']) await addPerson(person);
    await waitForPending(2);
    await db.write((tx) => enqueueTestMessage(tx, 'Ada', key, new Date()));
    await waitForMails(2);
    expect(await waitForPending(2)).toEqual({ ...digest, pending: 2 });
    expect(server.mails[1]).toContain('A test of this saved search');
    expect(server.mails[1]).not.toContain('Name of second');
    // An hour later.
    await db.write((tx) => tx.update(savedSearches).set({ nextAttemptAt: 0 }).where(sql`1`).run());
    await waitForMails(3);
    expect(server.mails[2]).toContain('Subject: People: 2 changes');
    expect(server.mails[2]).toMatch(/Name of second[\s\S]*Name of third/);
    expect(warnings).toEqual([]);
  } finally {
    await alerts.close();
    server.close();
  }
});
