import {
  type ConnectionCause,
  type FaultCases,
  type FaultDetail,
  matchFault,
  type SaveFault,
  type TokenCommandFault,
} from '../../operations/faultDetail';
import { languageTag, t, textKey } from '../language/t';

const CONNECTION_CAUSES: Readonly<Record<ConnectionCause, string>> = {
  noSuchHost: textKey('There is no such host. Check the address.'),
  noNetwork: textKey('The host cannot be reached. Check your network connection.'),
  refused: textKey('Nothing answers at this address.'),
  brokenOff: textKey('The connection broke off.'),
  timedOut: textKey('The connection took too long.'),
  expiredCertificate: textKey('Its certificate has expired, or the clock of this computer is wrong.'),
  certificate: textKey('Its certificate is not trusted on this computer.'),
  noTls: textKey('No secure connection could be made. Is it an https address?'),
  proxy: textKey('The proxy did not let the request through. Check the proxy settings of VS Code.'),
  other: textKey('There is no connection.'),
};

/** Why a file could not be written; `advice` also says what to do. */
const SAVE_FAULTS: Readonly<Record<SaveFault, { readonly sentence: string; readonly advice?: string }>> = {
  diskFull: {
    sentence: textKey('The disk is full.'),
    advice: textKey('The disk is full. Make room or choose another folder, then download it again.'),
  },
  denied: {
    sentence: textKey('The folder cannot be written to.'),
    advice: textKey('The folder cannot be written to. Choose another one.'),
  },
  noFolder: {
    sentence: textKey('The folder does not exist.'),
    advice: textKey('The folder does not exist any more. Make it again or choose another one.'),
  },
  exists: {
    sentence: textKey('All names for the file are taken.'),
    advice: textKey('All names for the file are taken. Choose another folder.'),
  },
  inUse: {
    sentence: textKey('Another program uses the file.'),
    advice: textKey('Another program uses the file. Close it there, then download the video again.'),
  },
  nameTooLong: {
    sentence: textKey('The name of the file is too long.'),
    advice: textKey(
      'The name of the file is too long for this folder. Choose a shorter name or another folder.',
    ),
  },
  other: { sentence: textKey('The file could not be written.') },
};

const TOKEN_COMMAND_FAULTS: Readonly<Record<TokenCommandFault, string>> = {
  notFound: textKey('There is no such program on this computer.'),
  notStarted: textKey('The command could not be started.'),
  timedOut: textKey('The command did not end in time.'),
  failed: textKey('The command ended with an error. Run it in a terminal to see why.'),
  printedNothing: textKey('The command printed nothing.'),
  printedSeveral: textKey('The command printed more than one line. It must print only the token.'),
  printedTooMuch: textKey('The command printed far more than a token.'),
  printedNoToken: textKey('What the command printed is no token.'),
  notHere: textKey('Commands cannot run in a browser. Set a token as the API key instead.'),
};

const SENTENCES: FaultCases<string> = {
  quoted: ({ said }) => quotation(said),
  noConnection: ({ cause, said }) => `${t(CONNECTION_CAUSES[cause])} (${said})`,
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
  noOutput: () => t('It is said to be done, but has no output.'),
  unprovenEnd: () => t('The answer tells an end, but not that it is the end of a video.'),
  noModelList: () => t('It did not answer with a list of models.'),
  contentNotReady: () => t('The video itself is not ready yet.'),
  webPageCame: () => t('A web page came.'),
  jsonCame: ({ said }) => t('JSON came: {0}', said),
  textCame: ({ said }) => t('A text came: {0}', said),
  nothingCame: () => t('Nothing came.'),
  notMp4: () => t('What came is no MP4 file.'),
  notBase64: () => t('What came inside the answer is not Base64.'),
  cutShort: () => t('The video inside the answer is cut off.'),
  tooMuchCame: () => t('More came than a video has.'),
  otherPartCame: () => t('Another part came than the one asked for.'),
  tooSlow: () => t('The video comes too slowly.'),
  incomplete: ({ received, expected }) =>
    t('{0} of {1} bytes came.', numberWords(received), numberWords(expected)),
  addressExpired: ({ host }) =>
    t('The address of the video at {0} has expired, and the API gave no new one.', host),
  noKey: () => t('There is no API key.'),
  tokenExpired: () => t('The token has expired.'),
  commandNotAllowed: () => t('The command that prints the token has not been allowed.'),
  tokenCommand: ({ fault, said }) => `${t(TOKEN_COMMAND_FAULTS[fault])}${said && ` (${said})`}`,
  noEndpoint: ({ id }) => t('There is no endpoint "{0}".', id),
  notAName: () => t('It has no operations of such a name.'),
  notOffered: ({ path }) => t('It does not offer {0}.', path),
  unwritten: ({ fault, said }) => `${t(SAVE_FAULTS[fault].sentence)} (${said})`,
  unforeseen: () => t('Something unexpected went wrong. See the log for details.'),
};

/** What exactly went wrong, in a sentence; what others said, as a quotation. */
export function faultSentence(detail: FaultDetail): string {
  return matchFault(detail, SENTENCES);
}

/** Why a file could not be written, and what to do. */
export function saveFaultAdvice(detail: Extract<FaultDetail, { kind: 'unwritten' }>): string {
  const { advice } = SAVE_FAULTS[detail.fault];
  return advice === undefined ? faultSentence(detail) : t(advice);
}

/** A sentence of what happened and what to do, followed by what exactly went wrong. */
export function withFault(sentence: string, detail: FaultDetail): string {
  return `${sentence} ${faultSentence(detail)}`.trimEnd();
}

/** An answer of the API starts with its HTTP status and needs no quotation marks. */
function quotation(said: string): string {
  if (said === '') return '';
  return /^HTTP \d{3}\b/.test(said) ? `(${said})` : `(“${said}”)`;
}

function numberWords(count: number): string {
  return count.toLocaleString(languageTag());
}
