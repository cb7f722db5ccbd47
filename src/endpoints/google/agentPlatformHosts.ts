/** Google's Agent Platform. Each location has a host of its own beside this one, which the name of an operation tells. */
export const AGENT_PLATFORM_URL = 'https://aiplatform.googleapis.com';

const OFFICIAL_ORIGIN =
  /^https:\/\/(?:(?:[a-z0-9-]{1,40}-)?aiplatform|aiplatform\.[a-z]{2}\.rep)\.googleapis\.com$/;

/** Whether an address is at a host of Google's Agent Platform, whichever its location (js-genai src/_api_client.ts). */
export function isAgentPlatform({ origin }: URL): boolean {
  return OFFICIAL_ORIGIN.test(origin);
}

/** Where the key of an endpoint is sent, for a person: its host or, of Agent Platform, those of all locations. */
export function keyHostsOf({ url }: { readonly url: string }): string {
  return url === AGENT_PLATFORM_URL ? '*.googleapis.com' : new URL(url).host;
}
