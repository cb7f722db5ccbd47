import { systemTime } from '../../../src/base/time';
import { createVideoApi } from '../../../src/endpoints/contracts';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { tryEndpoint } from '../../../src/endpoints/endpointTrial';
import type { Http } from '../../../src/endpoints/http/httpPort';
import { fetchKeyLimits } from '../../../src/endpoints/keyLimits';
import { HttpVideoContents } from '../../../src/endpoints/videoContents';
import { newOperation } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { OriginLimiter } from '../../../src/tracking/limits/originLimiter';
import { type KeepInline, requestStatus } from '../../../src/tracking/polling/statusRequest';
import { SINGLE_WINDOW } from '../tracking/limits/singleWindow';
import { KEY, type Made, textsIn } from './leaks';
import { madeOf, madeOfError } from './whatIsMade';

/** Asks once, and gives all that is made of what came. Throws only what nobody foresaw. */
export type Reader = () => Promise<readonly Made[]>;

const NOW = Date.UTC(2026, 10, 29, 5);
const NAMES = ['models/veo-3.0-generate-001/operations/idrk08ltkg0a', 'video_68d7512d07848190'];
/** Bytes of a video that are read. */
const MAX_READ = 64 * 1024;
const { signal } = new AbortController();

/** Every reader of what a server says that the project has. */
export function readersOf(http: Http, endpoint: Endpoint): Readonly<Record<string, Reader>> {
  const statuses: string[] = [];
  const api = createVideoApi(http, (status) => statuses.push(status));
  const contents = new HttpVideoContents(http);
  const source = {
    kind: 'endpoint',
    url: `${endpoint.url}/v1/videos/a/content`,
    keyForm: 'bearer',
  } as const;
  const described: Endpoint = { ...endpoint, kind: 'described', preset: 'qiniu' };
  const status = (name: string, endpoint: Endpoint) => async (): Promise<readonly Made[]> => {
    const id = { endpoint: endpoint.id, name };
    const keys = { get: async () => KEY };
    const request = { id, hints: {}, endpoint, limiter: newLimiter(endpoint), probe: undefined, signal };
    const outcome = await requestStatus(request, { api, keys, keepInline, time: systemTime });
    // Nothing that nobody foresaw may come of an answer.
    if ('error' in outcome) throw outcome.error;
    const operation = transition(newOperation(id, { label: 'Lantern' }, NOW - 60_000), outcome.report, NOW);
    const answer = 'answer' in outcome ? (outcome.answer ?? '') : '';
    return [
      ...(await madeOf(operation, NOW)),
      { place: 'answer', text: answer },
      ...statuses.splice(0).map((text) => ({ place: 'log', text })),
    ];
  };
  const told = (ask: () => Promise<unknown>) => async (): Promise<readonly Made[]> => {
    try {
      return textsIn(await ask()).map((text) => ({ place: 'told', text }));
    } catch (error) {
      return madeOfError(error);
    }
  };
  const open = (start: number, etag?: string) =>
    told(async () => {
      const content = await contents.open(source, { start, etag, key: KEY, signal });
      let received = 0;
      for await (const piece of content.pieces()) {
        received += piece.length;
        if (received > MAX_READ) break;
      }
      content.discard();
      return { start: content.start, size: content.size, etag: content.etag };
    });
  return {
    'status of Gemini': status(NAMES[0] ?? '', endpoint),
    'status of a video': status(NAMES[1] ?? '', endpoint),
    'status of a described API': status('chatvideo-1', described),
    'limits of a key': told(() => fetchKeyLimits(http, { endpoint, key: KEY, signal })),
    'trial of an endpoint': told(() => tryEndpoint(http, { endpoint, key: KEY, signal })),
    'trial of a described API': told(() => tryEndpoint(http, { endpoint: described, key: KEY, signal })),
    expiry: told(() => contents.expiry(`${endpoint.url}/v1beta/files/a`, KEY, signal)),
    presence: told(() => contents.probe(source, KEY, signal)),
    video: open(0),
    'rest of a video': open(100, '"a"'),
  };
}

/** One that no other request has slowed down. */
function newLimiter({ url }: Endpoint): OriginLimiter {
  const terms = {
    ...SINGLE_WINDOW,
    requestsPerMinute: () => 60,
    time: { ...SINGLE_WINDOW.time, random: () => 0.5 },
  };
  return new OriginLimiter(url, terms, () => undefined);
}

/** As if the video were saved; what names it is ours, but for its type. */
const keepInline: KeepInline = async (_, index, { mimeType }) => ({
  uri: `vscode-local:/storage/inline/${index}.mp4`,
  ...(mimeType !== undefined && { mimeType }),
});
