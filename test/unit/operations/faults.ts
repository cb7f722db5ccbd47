import {
  CONNECTION_CAUSES,
  type FaultDetail,
  type FaultKind,
  SAVE_FAULTS,
  TOKEN_COMMAND_FAULTS,
} from '../../../src/operations/faultDetail';

/** Samples of every kind of fault, with all their causes. */
const SAMPLES: { readonly [K in FaultKind]: readonly Omit<Extract<FaultDetail, { kind: K }>, 'kind'>[] } = {
  quoted: [{ said: 'HTTP 503: overloaded' }, { said: 'hết hạn mức' }],
  noConnection: CONNECTION_CAUSES.map((cause) => ({ cause, said: 'ECODE' })),
  noAnswerWithin: [{ seconds: 30 }],
  insecureAddress: [{}],
  tooManyRedirects: [{ most: 3 }],
  hiddenRedirect: [{}],
  unsafeRedirect: [{ host: '192.0.2.1' }, { host: '' }],
  tooLarge: [{ mebibytes: 128 }],
  undocumentedForm: [{ of: 'operation' }, { of: 'video' }],
  unknownForm: [{}],
  noOutput: [{}],
  unprovenEnd: [{}],
  noModelList: [{}],
  contentNotReady: [{}],
  webPageCame: [{}],
  jsonCame: [{ said: '{"x": 1}' }],
  textCame: [{ said: 'xin chào' }],
  nothingCame: [{}],
  notMp4: [{}],
  notBase64: [{}],
  tooMuchCame: [{}],
  otherPartCame: [{}],
  tooSlow: [{}],
  incomplete: [{ received: 1024, expected: 5000 }],
  noKey: [{}],
  tokenExpired: [{}],
  commandNotAllowed: [{}],
  tokenCommand: TOKEN_COMMAND_FAULTS.map((fault) => ({ fault, said: 'ENOENT' })),
  noEndpoint: [{ id: 'cổng-của-tôi' }],
  notAName: [{}],
  notOffered: [{ path: '/v1/videos' }],
  unwritten: SAVE_FAULTS.map((fault) => ({ fault, said: 'ECODE' })),
  unforeseen: [{}],
};

export const FAULTS: readonly FaultDetail[] = Object.entries(SAMPLES).flatMap(([kind, samples]) =>
  samples.map((sample) => ({ kind, ...sample }) as FaultDetail),
);
