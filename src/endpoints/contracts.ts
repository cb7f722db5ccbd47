import { type ContractKind, contractOf } from '../operations/name';
import { offers } from './endpoint';
import { createGeminiApi } from './geminiApi';
import type { Http } from './httpPort';
import { type VideoApi, VideoApiError } from './videoApi';
import { createVideosApi } from './videosApi';

/**
 * Every video API behind one port: the name of an operation tells which one knows it.
 *
 * @param onUnknownStatus called once for each status that nobody documented
 */
export function createVideoApi(http: Http, onUnknownStatus: (status: string) => void): VideoApi {
  const contracts: Readonly<Record<ContractKind, VideoApi>> = {
    gemini: createGeminiApi(http),
    videos: createVideosApi(http, onUnknownStatus),
  };
  return {
    async check(endpoint, name, key, signal) {
      const contract = contractOf(name);
      if (!contract) throw new VideoApiError('rejected', { kind: 'notAName' });
      if (!offers(endpoint, contract))
        throw new VideoApiError('rejected', { kind: 'notOffered', path: '/v1/videos' });
      return contracts[contract].check(endpoint, name, key, signal);
    },
  };
}
