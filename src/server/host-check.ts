import { isIP } from 'node:net';

/** Whether only this machine can connect to a server that is bound to the address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** Whether a request with this Host header may be answered. */
export type HostCheck = (hostHeader: string) => boolean;

/** Nearly all requests have one of a few short headers; others are checked again each time. */
const maxCachedHeaders = 1_000;
const maxCachedLength = 100;

/**
 * Creates the check against DNS rebinding: a website may let its own name point to this machine, and read through its visitor's browser what
 * only the visitor can reach. The Host header then has that name. Addresses and localhost cannot be such names. `allowedHosts` are names with a
 * leading `*.` for all their subdomains, separated by commas. Returns undefined if nothing is to be checked: `*`, or a server open to a network
 * without allowed hosts.
 */
export function createHostCheck(boundHost: string, allowedHosts: string): HostCheck | undefined {
  const names = allowedHosts.split(',').filter((name) => name !== '');
  if (names.includes('*') || (names.length === 0 && !isLoopback(boundHost))) return undefined;
  const allowed = new Set([boundHost.toLowerCase(), 'localhost', ...names]);
  const allowedDomains = ['.localhost', ...names.filter((name) => name.startsWith('*.')).map((name) => name.slice(1))];
  const isAllowed = (hostHeader: string): boolean => {
    const name = parseHostname(hostHeader);
    return (
      name !== undefined &&
      (isIP(name) !== 0 || allowed.has(name) || allowedDomains.some((domain) => name.endsWith(domain)))
    );
  };
  const results = new Map<string, boolean>();
  return (hostHeader) => {
    const cached = results.get(hostHeader);
    if (cached !== undefined) return cached;
    const result = isAllowed(hostHeader);
    if (results.size < maxCachedHeaders && hostHeader.length <= maxCachedLength) results.set(hostHeader, result);
    return result;
  };
}

/** The name or address in a Host header, without port, brackets and final dot; undefined if it has another form. */
function parseHostname(hostHeader: string): string | undefined {
  const [, address, name] = /^(?:\[([^[\]]+)\]|([^[\]:@/\\\s]+))(?::\d*)?$/.exec(hostHeader) ?? [];
  return address ?? name?.toLowerCase().replace(/\.$/, '');
}
