import type { Endpoint } from '../../endpoints/endpoint';
import { t, textKey } from '../language/t';
import { addressWords } from '../prompts/endpointWords';
import type { NamedOperation } from '../prompts/namedOperation';
import type { LinkedOperation, LinkRefusal } from './operationLink';

/** A line of a modal message is cut after 1,000 characters, but a name may have 1,024. */
const LINES = /.{1,512}/gs;

const REFUSALS: Readonly<Record<LinkRefusal, string>> = {
  otherPath: textKey('This link asks for something that this release of Veo Operations does not do.'),
  tooLong: textKey('This link is too long, so nothing was tracked. Ask for a new one.'),
  repeated: textKey('This link says something twice, so nothing was tracked. Ask for a new one.'),
  noName: textKey('This link names no operation, so nothing was tracked. Ask for a new one.'),
  notAName: textKey('What this link names is no operation, so nothing was tracked. Ask for a new one.'),
  secret: textKey(
    'This link holds what looks like an API key, so nothing was tracked, and it was not sent anywhere.',
  ),
  notAnEndpoint: textKey(
    'What this link names as an endpoint is none, so nothing was tracked. Ask for a new one.',
  ),
};

/** Why a link is not followed. */
export function linkRefusalSentence(reason: LinkRefusal): string {
  return t(REFUSALS[reason]);
}

/** What a link names, in full, as lines of a modal message. */
export function linkDetail({ name, label }: LinkedOperation): string[] {
  const [first = '', ...others] = t('Operation: {0}', name).match(LINES) ?? [];
  return [first, ...others, ...(label === undefined ? [] : [t('Label: {0}', label)])];
}

/** Where it would be asked about, and what that means. */
export function placeDetail({ endpointAssumed }: NamedOperation, endpoint: Endpoint | undefined): string[] {
  if (!endpoint) return [];
  const where = endpointAssumed
    ? t(
        'Endpoint: {0}, {1}. The link does not say which; this is the likeliest.',
        endpoint.label,
        addressWords(endpoint),
      )
    : t('Endpoint: {0}, {1}', endpoint.label, addressWords(endpoint));
  const key =
    endpoint.auth.kind === 'key'
      ? t('Your API key goes to this endpoint only, as with any of its operations.')
      : undefined;
  return [
    where,
    '',
    t('A web page or another program opened this link.'),
    ...(key === undefined ? [] : [key]),
  ];
}

/** How many links came while another was followed. */
export function droppedWords(count: number): string {
  return count === 1
    ? t('One more link came at the same time and was not opened.')
    : t('{0} more links came at the same time and were not opened.', count);
}

/** That no link is followed for a while. */
export function closedWords(): string {
  return t('After three links that were not wanted, none is opened for a minute.');
}
