import type { Endpoint, EndpointKind } from '../../endpoints/endpoint';
import type { ForeignKey } from '../../endpoints/pastedKey';
import type { VideoApiError } from '../../endpoints/videoApi';
import { t } from '../language/t';
import { withFault } from '../messages/faultWords';
import { keyAdvice } from '../messages/problemWords';
import { kindWords } from './endpointWords';

/** Why an address may be wrong, after its trial; undefined for answers that only an endpoint of its kind gives. */
export function addressWarning({ kind: wanted, label }: Endpoint, fault: VideoApiError): string | undefined {
  switch (fault.kind) {
    case 'forbidden':
    case 'rateLimited':
    case 'budgetExceeded':
      return undefined;
    case 'unauthorized':
      return orKeep(t('{0} answers, but refuses the API key that you have set for it.', label));
    case 'offline':
      return orKeep(withFault(t('{0} cannot be reached. Check the address.', label), fault.detail));
    case 'timeout':
      return orKeep(withFault(t('{0} does not answer. Check the address.', label), fault.detail));
    default:
      return orKeep(
        withFault(
          t('There is an answer, but not that of a {0}. Check the address.', kindWords(wanted)),
          fault.detail,
        ),
      );
  }
}

/** An address answers as another kind of endpoint; a second Enter adds it as that. */
export function otherKindWarning(wanted: EndpointKind, found: EndpointKind): string {
  return t(
    'This is a {0}, not a {1}. Press Enter again to add it as a {0}.',
    kindWords(found),
    kindWords(wanted),
  );
}

/** The endpoint refused an API key in its trial. */
export function refusedKeyWarning({ label }: Endpoint, { reason }: VideoApiError): string {
  const why =
    reason === undefined
      ? t('{0} refuses this API key. Check that it is whole.', label)
      : keyAdvice(reason, label);
  return orKeep(why);
}

/** An API key looks like one of another service; it was not sent. */
export function foreignKeyWarning({ label, kind }: Endpoint, whose: ForeignKey): string {
  switch (whose) {
    case 'google':
      return orKeep(
        kind === 'litellm'
          ? t(
              'This looks like a Google API key. Those of a gateway such as {0} mostly begin with sk-.',
              label,
            )
          : t('This looks like a key of Google, to which {0} does not belong.', label),
      );
    case 'gateway':
      return orKeep(
        t('This looks like the API key of a gateway. Those of Google begin with AIza or AQ., not with sk-.'),
      );
    case 'noToken':
      return orKeep(
        t(
          'This does not look like an access token. One begins with ya29., as gcloud auth print-access-token prints it.',
        ),
      );
  }
}

function orKeep(warning: string): string {
  return `${warning} ${t('Press Enter again to keep it anyway.')}`;
}
