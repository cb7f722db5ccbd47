import type { Endpoint, EndpointKind } from '../../endpoints/endpoint';
import { t } from '../language/t';

/** The name of a kind of endpoint. */
export function kindWords(kind: EndpointKind): string {
  switch (kind) {
    case 'litellm':
      return t('LiteLLM Gateway');
    case 'google':
      return t('Gemini API');
    case 'videos':
      return t('Gateway with /v1/videos');
    case 'agentPlatform':
      return t('Google Agent Platform');
    case 'described':
      return t('Described API');
  }
}

/** Where an endpoint is, for a list: several may share a host. */
export function addressWords({ url }: Pick<Endpoint, 'url'>): string {
  return url.replace(/^https?:\/\//, '');
}
