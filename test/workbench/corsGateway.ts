import type { IncomingMessage, ServerResponse } from 'node:http';
import { forwardRequest, relay, relayEdited, startProxy } from '../../scripts/host/loopbackProxy';
import type { Simulator } from '../../src/simulator/simulator';
import { startGateway } from './gateway';

/** Allows only the headers of our requests: a browser refuses to send any other that is not CORS-safelisted. */
const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'x-goog-api-key, authorization, range',
  'access-control-expose-headers': 'retry-after, accept-ranges, content-range, etag',
};

/**
 * A gateway that allows requests from web pages of other origins, as Google's API does: the simulator behind a proxy
 * that adds the CORS headers. The proxy answers preflight requests itself.
 */
export async function startCorsGateway(now?: () => number): Promise<Simulator> {
  const simulator = await startGateway(now);
  const proxy = await startProxy((message, response) =>
    answer(message, response, { inside: simulator.url, outside: proxy.url }),
  );
  const stop = () => {
    proxy.stop();
    return simulator.stop();
  };
  return Object.create(simulator, { url: { value: proxy.url }, stop: { value: stop } });
}

/** Forwards a request to the simulator, and replaces its addresses in the answer with those of the proxy. */
async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  { inside, outside }: { readonly inside: string; readonly outside: string },
): Promise<void> {
  if (message.method === 'OPTIONS') return void response.writeHead(204, CORS_HEADERS).end();
  const reply = await forwardRequest(message, `${inside}${message.url}`);
  const { location, 'content-type': type } = reply.headers;
  const readdressed = (text: string) => text.replaceAll(inside, outside);
  const headers = { ...CORS_HEADERS, location: location && readdressed(location) };
  if (type?.includes('json')) return relayEdited(reply, response, readdressed, headers);
  relay(reply, response, headers);
}
