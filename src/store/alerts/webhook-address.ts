import { lookup as resolveName } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { badInput } from '../../model/errors.ts';

/** A network: an address, and the length of its prefix. */
export type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** Parses networks such as `10.0.0.0/8,fd00::/8`. Throws if one is malformed. */
export const parseNetworks = (text: string): Network[] =>
  text.split(',').flatMap((network) => (network.trim() === '' ? [] : [ipaddr.parseCIDR(network.trim())]));

/** The IPv6 addresses that are assigned to hosts. `ipaddr.js` also calls unassigned ones unicast. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

type Protocol = 'http:' | 'https:';

/**
 * Returns why a webhook must not be sent to an address: only public hosts are allowed, and those in one of the given
 * networks. Only the latter are reached without TLS.
 */
export function describeForbiddenAddress(
  address: string,
  protocol: Protocol,
  networks: readonly Network[],
): string | undefined {
  if (!ipaddr.isValid(address)) return `${JSON.stringify(address)} is not an address`;
  const parsed = ipaddr.parse(address);
  const host = parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
  if (networks.some((network) => network[0].kind() === host.kind() && host.match(network))) return undefined;
  const isPublic = parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast));
  if (!isPublic) return `${address} is not a public address (${parsed.range()})`;
  return protocol === 'http:' ? `${address} is not in CHANCERY_WEBHOOK_NETWORKS, so it requires https` : undefined;
}

/** The error of a connection to an address that is not allowed. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
}

/**
 * Returns a `lookup` for connections, which connect to the very addresses that it has checked: a name that resolves to
 * something else a moment later leads nowhere else.
 */
export const createCheckedLookup =
  (protocol: Protocol, networks: readonly Network[]): LookupFunction =>
  (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }).then(
      (addresses) => {
        const reasons = addresses.map(({ address }) => describeForbiddenAddress(address, protocol, networks));
        const reason = reasons.find((each) => each !== undefined);
        const [first] = addresses;
        if (reason !== undefined || !first)
          return callback(new ForbiddenAddressError(reason ?? `${hostname} has no address`), '', 0);
        if (options.all) return callback(null, addresses);
        return callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };

/** Returns the address in a URL that has one instead of a name. */
export function getLiteralAddress({ hostname }: URL): string | undefined {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(address) ? address : undefined;
}

const maxUrlLength = 2_000;

/** Throws BAD_INPUT unless webhooks may be sent to the URL now. Each delivery checks the address again. */
export async function validateWebhookUrl(text: string, networks: readonly Network[], field: string): Promise<string> {
  const reject = (reason: string) =>
    badInput(`${JSON.stringify(text.slice(0, 100))} cannot receive webhooks: ${reason}.`, field);
  const url = URL.parse(text);
  if (!url || text.length > maxUrlLength) throw reject(`write an absolute URL of at most ${maxUrlLength} characters`);
  const { protocol } = url;
  if (protocol !== 'https:' && !(protocol === 'http:' && networks.length > 0))
    throw reject('the URL must begin with https:');
  if (url.username !== '' || url.password !== '') throw reject('the URL must have no user name and no password');
  if (url.hash !== '') throw reject('the URL must have no fragment');
  const literal = getLiteralAddress(url);
  const addresses =
    literal === undefined
      ? (await resolveName(url.hostname, { all: true }).catch(() => [])).map(({ address }) => address)
      : [literal];
  if (addresses.length === 0) throw reject('its host cannot be resolved');
  for (const address of addresses) {
    const reason = describeForbiddenAddress(address, protocol, networks);
    if (reason !== undefined) throw reject(reason);
  }
  return url.href;
}
