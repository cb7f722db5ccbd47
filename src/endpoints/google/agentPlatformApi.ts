import { agentPlatformNameParts } from '../../operations/name';
import type { Answer } from '../../operations/operation';
import { withoutSecrets } from '../../outside/redaction';
import { type Endpoint, secretsOf } from '../endpoint';
import { throwIfError } from '../faults/apiErrors';
import type { Http } from '../http/httpPort';
import { keyHeadersFor } from '../protocol';
import { type AnsweredVideo, type StatusQuery, type VideoApi, VideoApiError } from '../videoApi';
import { AGENT_PLATFORM_URL } from './agentPlatformHosts';
import { isGeminiOperation, readStatusAnswer } from './geminiApi';

/** Locations of several regions, which have hosts of another form (js-genai, src/_api_client.ts). */
const MULTI_REGIONS: readonly string[] = ['us', 'eu'];

/**
 * Operations of Agent Platform, formerly Vertex AI. Their status is a POST that changes nothing
 * (docs.cloud.google.com/vertex-ai, fetchPredictOperation); a GET of the name is refused.
 */
export class AgentPlatformApi implements VideoApi {
  constructor(private readonly http: Http) {}

  async requestStatus({ endpoint, name, key, signal, spool }: StatusQuery): Promise<Answer<AnsweredVideo>> {
    const parts = agentPlatformNameParts(name);
    if (!parts) throw new VideoApiError('rejected', { kind: 'notAName' });
    const { resource, location, project } = parts;
    const answer = await this.http.getJson({
      url: `${rootAt(endpoint, location)}/v1/${resource}:fetchPredictOperation`,
      question: JSON.stringify({ operationName: name }),
      keyHeaders: keyHeadersFor(endpoint, 'agentPlatform', key),
      hidden: [project],
      mayHoldVideo: true,
      spool,
      signal,
    });
    throwIfError(answer, isGeminiOperation, [...secretsOf(key), project]);
    return withoutProject(readStatusAnswer(answer, secretsOf(key)), project);
  }
}

/** Where a location is asked: at its own host, unless the endpoint is another address, such as that of a proxy. */
function rootAt({ url }: Endpoint, location: string): string {
  if (url !== AGENT_PLATFORM_URL || location === 'global') return url;
  return MULTI_REGIONS.includes(location)
    ? `https://aiplatform.${location}.rep.googleapis.com`
    : `https://${location}-aiplatform.googleapis.com`;
}

/** Errors like to name the project. In the address of a video it stays, or the video could not be fetched. */
function withoutProject(answer: Answer<AnsweredVideo>, project: string): Answer<AnsweredVideo> {
  if (answer.kind !== 'failed') return answer;
  const { error } = answer;
  return { ...answer, error: { ...error, message: withoutSecrets(error.message, [project]) } };
}
