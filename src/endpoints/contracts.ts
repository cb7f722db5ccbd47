import { type ContractKind, contractOf } from '../operations/name';
import { offers } from './endpoint';
import { GeminiApi } from './geminiApi';
import type { Http } from './httpPort';
import { type VideoApi, VideoApiError } from './videoApi';
import { VideosApi } from './videosApi';

/**
 * All video APIs as one. The name of an operation shows which of them knows it.
 *
 * @param onUnknownStatus called once for each status that nobody documented
 */
export function createVideoApi(http: Http, onUnknownStatus: (status: string) => void): VideoApi {
  const apis: Readonly<Record<ContractKind, VideoApi>> = {
    gemini: new GeminiApi(http),
    videos: new VideosApi(http, onUnknownStatus),
  };
  return {
    async requestStatus(query) {
      const contract = contractOf(query.name);
      if (!contract) throw new VideoApiError('rejected', { kind: 'notAName' });
      if (!offers(query.endpoint, contract))
        throw new VideoApiError('rejected', { kind: 'notOffered', path: '/v1/videos' });
      return apis[contract].requestStatus(query);
    },
  };
}
