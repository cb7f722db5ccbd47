import { Lazy } from '../base/lazy';
import { GeminiApi } from './google/geminiApi';
import type { Http } from './http/httpPort';
import { type Protocol, protocolOf } from './protocol';
import { type VideoApi, VideoApiError } from './videoApi';
import { VideosApi } from './videos/videosApi';

/**
 * All video APIs as one: the endpoint and the name of an operation tell which of them knows it. Those that few people
 * need are loaded with their first operation.
 *
 * @param onUnknownStatus called once for each status that nobody documented
 */
export function createVideoApi(http: Http, onUnknownStatus: (status: string) => void): VideoApi {
  const apis: Readonly<Record<Protocol, Lazy<VideoApi>>> = {
    gemini: new Lazy(async () => new GeminiApi(http)),
    videos: new Lazy(async () => new VideosApi(http, onUnknownStatus)),
    interactions: new Lazy(async () => new (await import('./google/interactionsApi')).InteractionsApi(http)),
    agentPlatform: new Lazy(
      async () => new (await import('./google/agentPlatformApi')).AgentPlatformApi(http),
    ),
    described: new Lazy(async () => new (await import('./described/describedApi')).DescribedApi(http)),
  };
  return {
    async requestStatus(query) {
      const protocol = protocolOf(query.endpoint, query.name);
      if (!protocol) throw new VideoApiError('rejected', { kind: 'notAName' });
      const api = await apis[protocol].get();
      return api.requestStatus(query);
    },
  };
}
