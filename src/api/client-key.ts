import { hash } from 'node:crypto';
import type { HttpRequest } from './http-request.ts';

/** Returns the keys under which a request counts. Addresses and tokens count separately: changing one does not evade the limit of the other. */
export function getClientKeys(request: HttpRequest): string[] {
  const authorization = request.header('authorization');
  return [getClientAddressKey(request), ...(authorization ? [`token ${hash('sha256', authorization)}`] : [])];
}

export const getClientAddressKey = ({ clientAddress }: HttpRequest): string =>
  `address ${toNetworkPrefix(clientAddress ?? 'unknown')}`;

/** One IPv6 client usually controls a whole /64 network. */
function toNetworkPrefix(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const splitGroups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [splitGroups(head), splitGroups(tail ?? '')];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
