import {
  type ConnectionCause,
  type FaultDetail,
  matchFault,
  type FaultCases,
  type SaveFault,
} from '../../operations/faultDetail';
import { languageTag, t } from '../language/t';

const SENTENCES: FaultCases<string> = {
  quoted: ({ said }) => quotation(said),
  noConnection: ({ cause, said }) => `${connectionSentence(cause)} (${said})`,
  noAnswerWithin: ({ seconds }) => t('Nothing came within {0} s.', seconds),
  insecureAddress: () => t('An API key is sent over https only.'),
  tooManyRedirects: ({ most }) => t('It redirected more than {0} times.', most),
  hiddenRedirect: () => t('It redirected, which a browser cannot follow safely.'),
  unsafeRedirect: ({ host }) =>
    host === ''
      ? t('It redirected to an address that is not safe.')
      : t('It redirected to {0}, where an API key is not safe.', host),
  tooLarge: ({ mebibytes }) => t('The answer is larger than {0} MiB.', mebibytes),
  undocumentedForm: ({ of }) =>
    of === 'video'
      ? t('The answer does not have the documented form of a video.')
      : t('The answer does not have the documented form of an operation.'),
  unknownForm: () => t('The operation is done, but its answer has no known form.'),
  unprovenEnd: () => t('The answer tells an end, but not that it is the end of a video.'),
  noModelList: () => t('It did not answer with a list of models.'),
  contentNotReady: () => t('The video itself is not ready yet.'),
  webPageCame: () => t('A web page came.'),
  jsonCame: ({ said }) => t('JSON came: {0}', said),
  textCame: ({ said }) => t('A text came: {0}', said),
  nothingCame: () => t('Nothing came.'),
  notMp4: () => t('What came is no MP4 file.'),
  notBase64: () => t('What came inside the answer is not Base64.'),
  tooMuchCame: () => t('More came than a video has.'),
  otherPartCame: () => t('Another part came than the one asked for.'),
  tooSlow: () => t('The video comes too slowly.'),
  incomplete: ({ received, expected }) =>
    t('{0} of {1} bytes came.', numberWords(received), numberWords(expected)),
  noKey: () => t('There is no API key.'),
  noEndpoint: ({ id }) => t('There is no endpoint "{0}".', id),
  notAName: () => t('It has no operations of such a name.'),
  notOffered: ({ path }) => t('It does not offer {0}.', path),
  unwritten: ({ fault, said }) => `${unwrittenSentence(fault)} (${said})`,
  unforeseen: () => t('Something unexpected went wrong. See the log for details.'),
};

/** What exactly went wrong, in a sentence; somebody else's words as a quotation. */
export function faultSentence(detail: FaultDetail): string {
  return matchFault(detail, SENTENCES);
}

/** A sentence of what happened and what to do, with what exactly went wrong behind it. */
export function withFault(sentence: string, detail: FaultDetail): string {
  return `${sentence} ${faultSentence(detail)}`.trimEnd();
}

/** What the API said begins with its HTTP status and needs no quotation marks. */
function quotation(said: string): string {
  if (said === '') return '';
  return /^HTTP \d{3}\b/.test(said) ? `(${said})` : `(“${said}”)`;
}

function numberWords(count: number): string {
  return count.toLocaleString(languageTag());
}

function connectionSentence(cause: ConnectionCause): string {
  switch (cause) {
    case 'noSuchHost':
      return t('There is no such host. Check the address.');
    case 'noNetwork':
      return t('The host cannot be reached. Check your network connection.');
    case 'refused':
      return t('Nothing answers at this address.');
    case 'brokenOff':
      return t('The connection broke off.');
    case 'timedOut':
      return t('The connection took too long.');
    case 'expiredCertificate':
      return t('Its certificate has expired, or the clock of this computer is wrong.');
    case 'certificate':
      return t('Its certificate is not trusted on this computer.');
    case 'noTls':
      return t('No secure connection could be made. Is it an https address?');
    case 'proxy':
      return t('The proxy did not let the request through. Check the proxy settings of VS Code.');
    case 'other':
      return t('There is no connection.');
  }
}

/** Why a file could not be written. */
function unwrittenSentence(fault: SaveFault): string {
  switch (fault) {
    case 'diskFull':
      return t('The disk is full.');
    case 'denied':
      return t('The folder cannot be written to.');
    case 'noFolder':
      return t('The folder does not exist.');
    case 'exists':
      return t('All names for the file are taken.');
    case 'inUse':
      return t('Another program uses the file.');
    case 'nameTooLong':
      return t('The name of the file is too long.');
    case 'other':
      return t('The file could not be written.');
  }
}
