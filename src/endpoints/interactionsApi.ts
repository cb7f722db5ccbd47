import type { Answer } from '../operations/operation';
import type { Http } from './httpPort';
import { type AnsweredVideo, type StatusQuery, type VideoApi, VideoApiError } from './videoApi';

/** Interactions, Google's API for Gemini Omni. */
export class InteractionsApi implements VideoApi {
  constructor(readonly http: Http) {}

  async requestStatus({ name }: StatusQuery): Promise<Answer<AnsweredVideo>> {
    throw new VideoApiError('rejected', { kind: 'notOffered', path: name });
  }
}
