import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** Waits until a server has stopped listening on the port. */
export async function waitUntilRefused(port: number): Promise<void> {
  while ((await tryToConnect(port)) !== 'ECONNREFUSED') {
    // A server that stops first accepts the connections that arrive at once.
    await setTimeout(10);
  }
}

/** Returns the code of the error, or undefined if the server accepts the connection. */
async function tryToConnect(port: number): Promise<unknown> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  } finally {
    socket.destroy();
  }
}
