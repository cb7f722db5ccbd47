import type { Answer } from '../../operations/operation';
import type { Http } from '../httpPort';
import { type AnsweredVideo, type StatusQuery, type VideoApi, VideoApiError } from '../videoApi';

/** An API of jobs that the settings describe. */
export class DescribedApi implements VideoApi {
  constructor(readonly http: Http) {}

  async requestStatus({ name }: StatusQuery): Promise<Answer<AnsweredVideo>> {
    throw new VideoApiError('rejected', { kind: 'notOffered', path: name });
  }
}
