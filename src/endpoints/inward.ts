import * as ipaddr from 'ipaddr.js';
import { mayCarryKey } from './endpoint';

/** Names that mean this machine, or one of the network that it is in (RFC 6761, 6762; ICANN's `internal`). */
const INWARD_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|home\.arpa)\.?$/i;

/**
 * Whether a host is on this machine or in a network that the internet does not reach. Only what the host itself says
 * counts: a public name that is resolved to such an address is not recognised, for VS Code's proxy support, not we,
 * resolves names.
 *
 * @param hostname as of a `URL`, which writes every form of an address of IPv4 with dots
 */
export function isInward(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(host)) return INWARD_NAME.test(host);
  // Also the addresses of IPv4 that are written as ones of IPv6.
  return ipaddr.process(host).range() !== 'unicast';
}

/** Whether a redirect is followed: neither out of https nor into a network of this machine, unless it began there. */
export function mayLead(from: URL, to: URL): boolean {
  if (!mayCarryKey(to) || (from.protocol === 'https:' && to.protocol !== 'https:')) return false;
  return !isInward(to.hostname) || isInward(from.hostname);
}
