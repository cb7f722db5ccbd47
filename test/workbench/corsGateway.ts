import type { IncomingMessage, ServerResponse } from 'node:http';
import { askOnBehalf, passOn, passOnEdited, startProxy } from '../../scripts/host/loopbackProxy';
import type { Simulator } from '../../src/simulator/simulator';
import { startGateway } from './gateway';

/** Only what our requests need: a browser refuses to send any other header that is not a simple one. */
const forBrowsers = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'x-goog-api-key, authorization, range',
  'access-control-expose-headers': 'retry-after, accept-ranges, content-range, etag',
};

/**
 * A gateway that web pages of other origins may ask, as they may ask Google's API: the simulator, behind a proxy that
 * allows it. The questions of browsers whether they may (preflight requests) do not reach the simulator.
 */
export async function startCorsGateway(now?: () => number): Promise<Simulator> {
  const simulator = await startGateway(now);
  const proxy = await startProxy((message, response) => answer(message, response, simulator.url, proxy.url));
  const stop = () => {
    proxy.stop();
    return simulator.stop();
  };
  return Object.create(simulator, { url: { value: proxy.url }, stop: { value: stop } });
}

/** Addresses of the simulator become those of the proxy. */
async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  inside: string,
  outside: string,
): Promise<void> {
  if (message.method === 'OPTIONS') return void response.writeHead(204, forBrowsers).end();
  const reply = await askOnBehalf(message, `${inside}${message.url}`);
  const { location, 'content-type': type } = reply.headers;
  const readdressed = (text: string) => text.replaceAll(inside, outside);
  const headers = { ...forBrowsers, location: location && readdressed(location) };
  if (type?.includes('json')) return passOnEdited(reply, response, readdressed, headers);
  passOn(reply, response, headers);
}
