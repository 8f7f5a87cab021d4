import { isIP } from 'node:net';
import { type HostCheck, isLoopback } from '../server/host-check.ts';

/** Whether a page of this origin may send requests. Only browsers send an origin. */
export type OriginCheck = (origin: string, hostHeader: string | undefined) => boolean;

/**
 * Creates the check of the Origin header: the pages of this server and of the allowed hosts, and those of this machine if only it can connect.
 * An address in an origin, unlike one in a Host header, may be anyone's.
 */
export function createOriginCheck(boundHost: string, isHostAllowed: HostCheck | undefined): OriginCheck {
  return (origin, hostHeader) => {
    if (!URL.canParse(origin)) return false;
    const { host, hostname } = new URL(origin);
    if (host === hostHeader?.toLowerCase()) return true;
    const name = hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(name) !== 0) return isLoopback(boundHost) && isLoopback(name);
    return isHostAllowed?.(name) ?? false;
  };
}
