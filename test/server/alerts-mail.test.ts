import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createDigest } from '../../src/store/alerts/digest.ts';
import { sendMail } from '../../src/store/alerts/send-mail.ts';

/** A mail server that accepts one mail, or rejects its recipient. */
async function startMailServer({ rejects = false } = {}) {
  const commands: string[] = [];
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
    readData: () => data,
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
