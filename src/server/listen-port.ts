import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartError } from '../model/errors.ts';

/**
 * Returns the port for several processes to share: the configured port, or a free one for 0. Throws
 * if it is unavailable.
 */
export async function resolveSharedPort(host: string, port: number): Promise<number> {
  const probe = createServer().listen({ host, port });
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw toListenError(error, host, port);
  }
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return address !== null && typeof address === 'object' ? address.port : port;
}

/**
 * Converts a listen error into a StartError with an explanation; returns other errors unchanged.
 */
export function toListenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(`Port ${port} on ${host} is already in use; set PORT to another.`);
    case 'EACCES':
      return new StartError(
        `Port ${port} on ${host} requires privileges that this process does not have; set PORT to one above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(`"${host}" is not an address of this machine; set HOST to one, such as 127.0.0.1.`);
    default:
      return error;
  }
}
