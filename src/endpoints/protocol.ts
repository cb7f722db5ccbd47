import { type NameForm, nameFormOf } from '../operations/name';
import { type AuthForm, type Endpoint, type EndpointKind, keyHeadersOf } from './endpoint';

/** The ways in which operations are asked about. An endpoint may speak two of them. */
export type Protocol = 'gemini' | 'interactions' | 'videos' | 'agentPlatform' | 'described';

/** What a kind of endpoint speaks about names of each form; about names of other forms it knows nothing. */
const SPOKEN: Readonly<Record<EndpointKind, Readonly<Partial<Record<NameForm, Protocol>>>>> = {
  litellm: { gemini: 'gemini', videos: 'videos', id: 'videos' },
  google: { gemini: 'gemini', id: 'interactions' },
  agentPlatform: { agentPlatform: 'agentPlatform' },
  // Some gateways pass on the name that their provider gave, whatever its form.
  videos: { gemini: 'videos', agentPlatform: 'videos', videos: 'videos', id: 'videos' },
  described: { gemini: 'described', agentPlatform: 'described', videos: 'described', id: 'described' },
};

/** How an endpoint is asked about an operation, by its kind and the form of the name; undefined where it cannot be. */
export function protocolOf({ kind }: Endpoint, name: string): Protocol | undefined {
  const form = nameFormOf(name);
  return form && SPOKEN[kind][form];
}

/** The header in which an endpoint expects its key: as its settings say, else as the protocol has it. */
export function authFormOf({ auth }: Endpoint, protocol: Protocol): AuthForm {
  const own = protocol === 'gemini' || protocol === 'interactions' ? 'x-goog-api-key' : 'bearer';
  return auth.kind === 'key' && auth.form !== undefined ? auth.form : own;
}

/** The headers with the key of a request to an endpoint. */
export function keyHeadersFor(
  endpoint: Endpoint,
  protocol: Protocol,
  key: string | undefined,
): Record<string, string> {
  return keyHeadersOf(authFormOf(endpoint, protocol), key);
}
