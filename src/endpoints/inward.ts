import * as ipaddr from 'ipaddr.js';
import { mayCarryKey } from './endpoint';

/** Names that mean this machine, or one of the network that it is in (RFC 6761, 6762; ICANN's `internal`). */
const INWARD_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|home\.arpa)\.?$/i;

/**
 * What a name is resolved to that stands for this machine or one of its network. Of what else is not of the internet,
 * name servers give some for names that are: of NAT64 (RFC 6147), or made up by a proxy that catches all connections.
 */
const INWARD_RANGES: readonly string[] = [
  'unspecified',
  'loopback',
  'private',
  'linkLocal',
  'uniqueLocal',
  'deprecatedSiteLocal',
  'carrierGradeNat',
];

/** The addresses of a host, as this machine resolves its name; rejects where it cannot, or not in time. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

/**
 * Whether a host is on this machine or in a network that the internet does not reach, by what the host itself says.
 *
 * @param hostname as of a `URL`, which writes every form of an address of IPv4 with dots
 */
export function isInward(hostname: string): boolean {
  const host = withoutBrackets(hostname);
  if (!ipaddr.isValid(host)) return INWARD_NAME.test(host);
  // Also the addresses of IPv4 that are written as ones of IPv6.
  return ipaddr.process(host).range() !== 'unicast';
}

/** Whether a redirect is followed: neither out of https nor into a network of this machine, unless it began there. */
export function mayLead(from: URL, to: URL): boolean {
  if (!mayCarryKey(to) || (from.protocol === 'https:' && to.protocol !== 'https:')) return false;
  return !isInward(to.hostname) || isInward(from.hostname);
}

/**
 * Whether a redirect, harmless as it is written, leads by its name into a network in which it did not begin. A name that
 * cannot be resolved here leads nowhere, or a proxy resolves it, whose network is not ours to judge.
 *
 * @param first what was asked first, of which nobody but the person has chosen the name
 */
export async function leadsInwardByName(first: URL, to: URL, resolve: ResolveHost): Promise<boolean> {
  if (to.hostname === first.hostname || isInward(first.hostname)) return false;
  return (await isInwardByName(to.hostname, resolve)) && !(await isInwardByName(first.hostname, resolve));
}

/** One inward address is enough: which of them is taken, others decide. */
async function isInwardByName(hostname: string, resolve: ResolveHost): Promise<boolean> {
  const addresses = await resolve(withoutBrackets(hostname)).catch(() => []);
  return addresses.some(
    (address) => ipaddr.isValid(address) && INWARD_RANGES.includes(ipaddr.process(address).range()),
  );
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
