import { answersOf, PROXY_PAGE } from './recordedAnswer';

const ID = 'veo_task_abcdef123456';
const DETAILS = 'docs.kie.ai/veo3-api/get-veo-3-video-details';
const record = (data: object) => ({ code: 200, msg: 'success', data: { taskId: ID, ...data } });

export const KIE = answersOf('kie', ID, [
  {
    case: 'start',
    status: 200,
    body: { code: 200, msg: 'success', data: { taskId: ID } },
    source: 'docs.kie.ai/veo3-api/generate-veo-3-video',
    expect: { kind: 'start', name: ID },
  },
  {
    case: 'running',
    status: 200,
    body: record({ successFlag: 0, response: null, errorCode: null, errorMessage: '' }),
    source: DETAILS,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: record({
      paramJson: '{"prompt":"A futuristic city with flying cars at sunset.","waterMark":"KieAI"}',
      completeTime: '2025-06-06 10:30:00',
      response: {
        taskId: ID,
        resultUrls: ['http://example.com/video1.mp4'],
        originUrls: ['http://example.com/original_video1.mp4'],
        resolution: '1080p',
      },
      successFlag: 1,
      errorCode: null,
      errorMessage: '',
      createTime: '2025-06-06 10:25:00',
      fallbackFlag: false,
    }),
    source: DETAILS,
    expect: { kind: 'succeeded', video: 'http://example.com/video1.mp4', hoursKept: 14 * 24 },
  },
  {
    case: 'failed',
    status: 200,
    body: record({
      successFlag: 3,
      errorCode: 400,
      errorMessage: 'The Google model was unable to generate audio for this request.',
    }),
    source: `form of ${DETAILS}`,
    expect: {
      kind: 'failed',
      message: 'The Google model was unable to generate audio for this request.',
    },
  },
  {
    case: 'failed',
    status: 200,
    body: record({ successFlag: 2, errorMessage: '' }),
    source: `form of ${DETAILS}`,
    expect: { kind: 'failed', message: '' },
  },
  {
    case: 'keyRefused',
    status: 200,
    body: { code: 401, msg: 'You do not have access permissions' },
    source: 'docs.kie.ai, Required Request Headers',
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'keyRefused',
    status: 401,
    body: { code: 401, msg: 'You do not have access permissions' },
    source: 'docs.kie.ai, Required Request Headers',
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 200,
    body: { code: 402, msg: 'The current credits are insufficient. Please top up.' },
    source: 'form of docs.kie.ai, Status Codes',
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 200,
    body: { code: 429, msg: 'Your call frequency is too high.' },
    source: 'form of docs.kie.ai, Status Codes',
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  {
    case: 'unknownJob',
    status: 200,
    body: { code: 422, msg: 'recordInfo is null', data: null },
    source: `form of ${DETAILS}`,
    expect: { kind: 'problem', problem: 'rejected' },
  },
  {
    case: 'gatewayFault',
    status: 200,
    body: { code: 501, msg: 'Failed' },
    source: 'form of docs.kie.ai, Status Codes',
    expect: { kind: 'problem', problem: 'unavailable' },
  },
  PROXY_PAGE,
]);
