import { holdsSecret } from '../outside/redaction';
import { textFrom } from '../outside/text';
import { leadsInwardByName, mayLead, type ResolveHost } from './inward';
import { VideoApiError } from './videoApi';

/** Characters of a host that are worth showing. */
const HOST_LENGTH = 100;

/** An answer that leads elsewhere. */
export interface Redirect {
  /** As the server gives it; be it relative to `from`. */
  readonly location: string;
  readonly from: URL;
  /** What was asked first, before any redirect. */
  readonly first: URL;
  readonly secrets: readonly string[];
}

/**
 * Where a redirect leads.
 *
 * @param resolve undefined where names cannot be resolved, as in a browser
 * @throws VideoApiError `malformed` where it is not to be followed: away from https, inward from the internet, or to
 *   another origin with a key in the address, which some gateways repeat there.
 */
export async function nextHop(
  { location, from, first, secrets }: Redirect,
  resolve: ResolveHost | undefined,
): Promise<URL> {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (!to || !mayLead(from, to)) throw unsafeRedirect(to, secrets);
  if (to.origin !== first.origin && holdsSecret(to.href, secrets)) throw unsafeRedirect(to, secrets);
  if (resolve && (await leadsInwardByName(first, to, resolve))) throw unsafeRedirect(to, secrets);
  return to;
}

function unsafeRedirect(to: URL | undefined, secrets: readonly string[]): VideoApiError {
  const host = textFrom(to?.host ?? '', HOST_LENGTH, secrets);
  return new VideoApiError('malformed', { kind: 'unsafeRedirect', host });
}
