import { type FaultCases, type FaultDetail, matchFault } from './faultDetail';

const TEXTS: FaultCases<string> = {
  quoted: ({ said }) => said,
  noConnection: ({ said }) => `No connection (${said})`,
  noAnswerWithin: ({ seconds }) => `No answer within ${seconds} s`,
  insecureAddress: () => 'An API key is sent over https only',
  tooManyRedirects: ({ most }) => `More than ${most} redirects`,
  hiddenRedirect: () => 'Redirected, which a browser cannot follow safely',
  unsafeRedirect: ({ host }) => `Redirected to an address that is not safe${host && `: ${host}`}`,
  tooLarge: ({ mebibytes }) => `The answer is larger than ${mebibytes} MiB`,
  undocumentedForm: ({ of }) =>
    `The answer does not have the documented form of ${of === 'video' ? 'a video' : 'an operation'}`,
  unknownForm: () => 'The operation is done, but its answer has no known form',
  noOutput: () => 'The operation is said to be done, but has no output',
  unprovenEnd: () => 'The answer tells an end, but not that it is a video',
  noModelList: () => 'There is no list of models',
  contentNotReady: () => 'The content is not ready yet',
  webPageCame: () => 'A web page came',
  jsonCame: ({ said }) => `JSON came: ${said}`,
  textCame: ({ said }) => `A text came: ${said}`,
  nothingCame: () => 'Nothing came',
  notMp4: () => 'Something that is no MP4 file came',
  notBase64: () => 'What came inside the answer is not Base64',
  cutShort: () => 'What came inside the answer ends within the video',
  tooMuchCame: () => 'More came than a video has',
  otherPartCame: () => 'Another part came than the one asked for',
  tooSlow: () => 'The video comes too slowly',
  incomplete: ({ received, expected }) => `${received} of ${expected} bytes came`,
  addressExpired: ({ host }) => `The address at ${host} is good no more, and the API gave no other`,
  noKey: () => 'There is no API key',
  tokenExpired: () => 'The token has expired',
  commandNotAllowed: () => 'The command that prints the token has not been allowed',
  tokenCommand: ({ fault, said }) => `No token from the command: ${fault}${said && ` (${said})`}`,
  noEndpoint: ({ id }) => `No endpoint "${id}"`,
  notAName: () => 'Not the name of an operation',
  notOffered: ({ path }) => `The endpoint has no ${path}`,
  unwritten: ({ fault, said }) => `Not written, ${fault}: ${said}`,
  unforeseen: () => 'Unexpected error; see the log',
};

/** A fault in English, for the log and for other extensions. People read it in their own language: see `ui`. */
export function faultText(detail: FaultDetail): string {
  return matchFault(detail, TEXTS);
}
