import { ENDPOINT_KINDS } from '../../endpoints/endpoint';
import { AUTH_SETTINGS, type EndpointRefusal, type RefusedEndpoint } from '../../endpoints/ownEndpoints';
import { t, textKey } from '../language/t';

/** What is wrong at a place of `veo.endpoints`, by the reason for which an entry is refused. */
const REFUSALS: Readonly<Record<EndpointRefusal, string>> = {
  notAList: textKey('{0} must be a list of endpoints.'),
  malformed: textKey('{0} must have an id, a kind and a url.'),
  badId: textKey('{0} must be up to 64 letters, digits, dots, dashes and underscores.'),
  duplicateId: textKey('{0} is the id of another endpoint, too.'),
  badLabel: textKey('{0} must be a text of at most 100 characters.'),
  badKind: textKey('{0} must be one of {1}.'),
  badUrl: textKey('{0} is not a plain http or https address.'),
  insecureUrl: textKey('{0} must be https, for your API key would travel in the open.'),
  badAuth: textKey('{0} must be one of {1}.'),
  badPreset: textKey('{0} is no service that is known here.'),
  badTokenCommand: textKey(
    '{0} must be a program and its arguments: a list of at most 20 texts, each of at most 500 characters.',
  ),
  misplacedTokenCommand: textKey('{0} is only for endpoints of the kind agentPlatform.'),
  noApi: textKey('{0} must say how the API is asked about a job.'),
};

/** The values of fields that have only a few. */
const CHOICES: Readonly<Partial<Record<EndpointRefusal, readonly string[]>>> = {
  badKind: ENDPOINT_KINDS,
  badAuth: AUTH_SETTINGS,
};

/** Why an entry of `veo.endpoints` is not used, and where its fault is. */
export function refusedEndpointSentence({ id, place, reason }: RefusedEndpoint): string {
  const why = t(REFUSALS[reason], place, CHOICES[reason]?.join(', ') ?? '');
  return id === '' ? why : `${t('The endpoint "{0}" is not used.', id)} ${why}`;
}
