import type { ProblemReason } from '../../operations/problem';
import { t } from '../language/t';

/** Why an API key was refused, in a few words, for a row. */
export function keyRefusalWords(reason: ProblemReason | undefined): string {
  switch (reason) {
    case 'expiredKey':
      return t('API key expired');
    case 'leakedKey':
      return t('API key leaked');
    case 'suspendedKey':
      return t('API key suspended');
    case 'blockedKey':
    case 'referrerBlocked':
    case 'addressBlocked':
      return t('API key restricted');
    case 'noKeyArrived':
      return t('API key did not arrive');
    case 'keyOfOtherService':
      return t('API key of another service');
    case 'routeRefusesKey':
      return t('API key not accepted');
    default:
      return t('API key refused');
  }
}

/**
 * Why an API key was refused, and what to do about it. Whatever it is, a key that works is what helps, or what the
 * person changes where the key was made; the endpoint is tried again once in a while in case somebody did.
 *
 * @param endpoint its label
 */
export function keyRefusalSentence(reason: ProblemReason | undefined, endpoint: string): string {
  return `${whyAndWhatNext(reason, endpoint)} ${t('Checking goes on by itself when there is a key that works.')}`;
}

/** The same without what is said of checking, as for a video that could not be fetched. */
export function whyAndWhatNext(reason: ProblemReason | undefined, endpoint: string): string {
  switch (reason) {
    case 'expiredKey':
      return t('The API key for {0} has expired. Get a new one and set it.', endpoint);
    case 'leakedKey':
      return t(
        '{0} has blocked this API key because it was found in public. Make a new one, set it, and delete the old one.',
        endpoint,
      );
    case 'suspendedKey':
      return t(
        '{0} has suspended the project or account of this API key. Settle that there, or set another key.',
        endpoint,
      );
    case 'blockedKey':
      return t(
        'This API key is not allowed to use the API of {0}. Allow it in the settings of the key, or set another one.',
        endpoint,
      );
    case 'referrerBlocked':
      return t(
        'This API key works only from certain web pages or apps. Set one for {0} without that restriction.',
        endpoint,
      );
    case 'addressBlocked':
      return t(
        'This API key works only from certain IP addresses, and yours is none of them. Add it in the settings of the key, or set another one for {0}.',
        endpoint,
      );
    case 'noKeyArrived':
      return t(
        '{0} says that no API key arrived. Set it again; a proxy on the way may take it out.',
        endpoint,
      );
    case 'keyOfOtherService':
      return t(
        'This API key belongs to another service, or the API is not enabled for it at {0}. Enable it there, or set another key.',
        endpoint,
      );
    case 'routeRefusesKey':
      return t(
        '{0} does not accept this kind of API key for this request. That is a fault there, not of your key, but another key may help.',
        endpoint,
      );
    default:
      return t('{0} refused the API key. Set another one.', endpoint);
  }
}
