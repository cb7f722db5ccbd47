import { defined } from '../../base/defined';
import type { Answer } from '../../operations/operation';
import { secretsOf } from '../endpoint';
import type { Http } from '../http/httpPort';
import type { AnsweredVideo, StatusQuery, VideoApi } from '../videoApi';
import { readDescribedAnswer } from './describedAnswer';
import { throwIfRefused } from './describedFault';
import { descriptionOf, statusRequest } from './describedRequest';

/** An API of jobs that the settings or a preset describe. */
export class DescribedApi implements VideoApi {
  constructor(private readonly http: Http) {}

  async requestStatus(query: StatusQuery): Promise<Answer<AnsweredVideo>> {
    const { endpoint, name, key, spool } = query;
    const api = await descriptionOf(endpoint);
    const answer = await this.http.getJson({ ...statusRequest(query, api), mayHoldVideo: true, spool });
    const secrets = secretsOf(key);
    throwIfRefused(answer, api, secrets);
    const { presetOf } = await import('../presets');
    return {
      ...readDescribedAnswer({ answer, api, endpoint, name, secrets }),
      ...defined({ lifetime: presetOf(endpoint)?.lifetime }),
    };
  }
}
