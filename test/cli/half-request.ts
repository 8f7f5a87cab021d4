import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const body = JSON.stringify({ query: '{ __typename }' });
const firstLength = 5;

interface HalfRequest {
  socket: Socket;
  /** Sends the rest and returns the whole response. */
  finish(): Promise<string>;
}

/** Sends a request up to the middle of its body. Returns once the server handles it, so that it is in flight. */
export async function sendHalfRequest(port: number): Promise<HalfRequest> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.write(
    [
      'POST /graphql HTTP/1.1',
      'host: localhost',
      'content-type: application/json',
      `content-length: ${body.length}`,
      'expect: 100-continue',
      '\r\n',
    ].join('\r\n'),
  );
  // Node sends this when it passes the request to the server.
  const [interim] = (await once(socket, 'data')) as [string];
  if (!interim.startsWith('HTTP/1.1 100 ')) throw new Error(`The server did not ask for the body: ${interim}`);
  socket.write(body.slice(0, firstLength));
  return {
    socket,
    async finish() {
      socket.write(body.slice(firstLength));
      let response = '';
      for await (const text of socket) response += text;
      return response;
    },
  };
}
