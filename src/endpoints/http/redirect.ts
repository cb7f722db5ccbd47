import * as ipaddr from 'ipaddr.js';
import { holdsAny } from '../../outside/redaction';
import { textFrom } from '../../outside/text';
import { mayCarryKey } from '../endpoint';
import { VideoApiError } from '../videoApi';

/** Of a host that is shown. */
const HOST_CHARACTERS = 100;

/** Names that mean this machine, or a machine of its network (RFC 6761, 6762; ICANN's `internal`). */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|home\.arpa)\.?$/i;

/**
 * Ranges of this machine and its network, as a name may be resolved to them. Name servers give public names addresses of
 * some other special ranges, too: of NAT64 (RFC 6147), or made up by a proxy that catches all connections.
 */
const PRIVATE_RANGES: readonly string[] = [
  'unspecified',
  'loopback',
  'private',
  'linkLocal',
  'uniqueLocal',
  'deprecatedSiteLocal',
  'carrierGradeNat',
];

/** Resolves the name of a host to its addresses, as this machine does; rejects where it cannot, or not in time. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

interface Redirect {
  /** As the server gives it; it may be relative to `from`. */
  readonly location: string;
  readonly from: URL;
  /** The address that was requested first, before any redirect. */
  readonly first: URL;
  readonly secrets: readonly string[];
}

/**
 * Where a redirect leads.
 *
 * @param resolve undefined where names cannot be resolved, as in a browser
 * @throws VideoApiError `malformed` where the redirect must not be followed: it leads away from https, from the internet
 *   to a private host, to an address with a password, or to another origin with a key in the address, which some gateways
 *   repeat there.
 */
export async function nextHop(
  { location, from, first, secrets }: Redirect,
  resolve: ResolveHost | undefined,
): Promise<URL> {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (!to || !mayRedirect(from, to)) throw unsafeRedirect(to, secrets);
  if (to.origin !== first.origin && holdsAny(to.href, secrets)) throw unsafeRedirect(to, secrets);
  if (resolve && (await resolvesToPrivateHost(first, to, resolve))) throw unsafeRedirect(to, secrets);
  return to;
}

/**
 * Whether a redirect stays on https, and leads to no private host unless it began at one, as far as its address shows. One
 * with a password signs in somewhere, which nobody has asked for.
 */
export function mayRedirect(from: URL, to: URL): boolean {
  if (to.username !== '' || to.password !== '') return false;
  if (!mayCarryKey(to) || (from.protocol === 'https:' && to.protocol !== 'https:')) return false;
  return !isPrivateHost(to.hostname) || isPrivateHost(from.hostname);
}

/**
 * Whether a redirect leads from a public host to a name that is resolved to a private one. A name that cannot be resolved
 * here leads nowhere, or a proxy resolves it, whose network is not ours to judge.
 *
 * @param first the address that was requested first: a person has chosen its name
 */
export async function resolvesToPrivateHost(first: URL, to: URL, resolve: ResolveHost): Promise<boolean> {
  if (to.hostname === first.hostname || isPrivateHost(first.hostname)) return false;
  return (
    (await hasPrivateAddress(to.hostname, resolve)) && !(await hasPrivateAddress(first.hostname, resolve))
  );
}

/**
 * Whether a host is on this machine or in a private network, by its name or address alone.
 *
 * @param hostname as of a `URL`, which writes every form of an IPv4 address with dots
 */
export function isPrivateHost(hostname: string): boolean {
  const host = withoutBrackets(hostname);
  if (!ipaddr.isValid(host)) return PRIVATE_NAME.test(host);
  // `process` also recognises IPv4 addresses that are written as IPv6.
  return ipaddr.process(host).range() !== 'unicast';
}

/** One private address is enough: we do not choose which of them is connected to. */
async function hasPrivateAddress(hostname: string, resolve: ResolveHost): Promise<boolean> {
  const addresses = await resolve(withoutBrackets(hostname)).catch(() => []);
  return addresses.some(
    (address) => ipaddr.isValid(address) && PRIVATE_RANGES.includes(ipaddr.process(address).range()),
  );
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function unsafeRedirect(to: URL | undefined, secrets: readonly string[]): VideoApiError {
  const host = textFrom(to?.host ?? '', HOST_CHARACTERS, secrets);
  return new VideoApiError('malformed', { kind: 'unsafeRedirect', host });
}
