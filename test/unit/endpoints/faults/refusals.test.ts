import assert from 'node:assert/strict';
import { errorOf } from '../../../../src/endpoints/faults/apiErrors';
import type { ProblemReason } from '../../../../src/operations/problem';
import { processorMs } from '../../base/processorTime';

const KEY = 'sk-4f9AbcdEfghIjkl1WXYZ';
const gateway = (code: number, message: string, type: string | null = null) => ({
  error: { message, type, param: null, code: String(code) },
});
const google = (code: number, message: string, status: string, reason?: string) => ({
  error: {
    code,
    message,
    status,
    ...(reason && { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] }),
  },
});
const wrapped = (body: object) => `litellm.BadRequestError: VertexAIException - ${JSON.stringify(body)}`;

type Case = readonly [what: string, status: number, body: unknown];

function all(kind: string, cases: readonly Case[]): void {
  for (const [what, status, body] of cases) {
    it(`${what} (${status}) is ${kind}`, () => assert.equal(read(status, body).kind, kind));
  }
}

describe('an answer that does not come from the API itself', () => {
  // traefik/traefik #5332, #4153; Railway, Vercel, Kong, FastAPI and nginx as they answer for an application that is away
  all('unavailable', [
    ['404 in plain text', 404, undefined],
    ['404 of FastAPI for a route', 404, { detail: 'Not Found' }],
    [
      '404 of Railway',
      404,
      { status: 'error', code: 404, message: 'Application not found', request_id: 'x' },
    ],
    ['404 of Kong', 404, { message: 'no Route matched with those values' }],
    ['404 of Vercel', 404, { error: { code: '404', message: 'The page could not be found' } }],
    ['404 of Spring', 404, { timestamp: 'x', status: 404, error: 'Not Found', path: '/v1/videos/a' }],
    ['404 of a bucket, as a text', 404, 'NoSuchKey'],
    ['410 of a parked domain', 410, {}],
    ['403 of a firewall', 403, undefined],
    ['403 of a gateway in front', 403, { message: 'Forbidden' }],
    ['401 of a proxy, in HTML', 401, undefined],
    ['401 of a proxy, in JSON that names no key', 401, { message: 'Sign in first' }],
    ['400 of a balancer', 400, { message: 'Bad Request' }],
    ['402 of a hosting platform', 402, { message: 'DEPLOYMENT_DISABLED' }],
    ['413 of nginx', 413, undefined],
    ['451 without a word', 451, []],
    // BerriAI/litellm wraps what its provider answered, also where that was a page
    [
      '404 around a page',
      404,
      gateway(404, 'litellm.NotFoundError: <!DOCTYPE html><title>Error 404</title>'),
    ],
    ['403 around a page', 403, gateway(403, 'Vertex_aiException - <html><head></head></html>')],
  ]);
});

describe('a 404 of the API', () => {
  all('unavailable', [
    ['about a method', 404, google(404, 'Method not found.', 'NOT_FOUND')],
    ['about an address', 404, gateway(404, 'Invalid URL (GET /v1/videos/video_1)', 'invalid_request_error')],
    ['about a route', 404, gateway(404, 'Route GET:/v1/videos not found')],
    ['about an endpoint', 404, { error: { code: 404, message: 'This endpoint does not exist' } }],
    ['about deployments', 404, gateway(404, 'No deployments available for selected model')],
    ['around the words of a framework', 404, gateway(404, 'OpenAIException - {"detail":"Not Found"}')],
    ['about another machine', 404, gateway(404, 'litellm.NotFoundError: Connection refused')],
    // BerriAI/litellm PR #32602
    [
      'for a video that is not ready',
      404,
      gateway(404, 'Video is not ready yet, use GET /v1/videos/{video_id}'),
    ],
    ['for a video in progress', 404, gateway(404, 'Video generation is still in progress')],
    ['for a file that is not active', 404, google(404, 'The File x is not in an ACTIVE state', 'NOT_FOUND')],
    // What Vertex, OpenAI and Google say of the model: nothing of its operations
    ['by code', 404, { error: { message: 'No', type: 'invalid_request_error', code: 'model_not_found' } }],
    [
      'about a model of Vertex',
      404,
      google(
        404,
        'Publisher Model `projects/p/locations/us/publishers/google/models/veo-3.0` was not found or your project does not have access to it.',
        'NOT_FOUND',
      ),
    ],
    [
      'about a model of OpenAI',
      404,
      gateway(404, 'The model `veo-3.1` does not exist or you do not have access to it.'),
    ],
    [
      'about a model of Google',
      404,
      google(
        404,
        'models/veo-3.0 is not found for API version v1beta, or is not supported for generateContent.',
        'NOT_FOUND',
      ),
    ],
    ['about a model that is gone', 410, gateway(410, 'Model veo-2.0 is no longer available')],
    ['about any model', 404, gateway(404, 'Model not found')],
  ]);
  all('notFound', [
    [
      'about an operation, named with its model',
      404,
      google(404, 'models/veo-3.0/operations/abc not found', 'NOT_FOUND'),
    ],
    [
      'about an operation of Vertex',
      404,
      google(
        404,
        "Operation 'projects/p/locations/us/publishers/google/models/veo-3.0/operations/1' does not exist",
        'NOT_FOUND',
      ),
    ],
    ['about a video of a model', 404, gateway(404, 'The video does not exist (model veo-3.0)')],
    ['about the operation', 404, google(404, 'Requested entity was not found.', 'NOT_FOUND')],
    ['about a video', 404, gateway(404, 'Video not found', 'invalid_request_error')],
    [
      'about a task of new-api, as it says it',
      400,
      { code: 'task_not_exist', message: 'task_not_exist', data: null },
    ],
    ['about a task of new-api', 404, { error: { message: 'task_not_exist', type: 'new_api_error' } }],
    ['that names its database', 404, gateway(404, 'Video is not in the database')],
    [
      'of Google, passed on',
      404,
      gateway(404, wrapped(google(404, 'Requested entity was not found.', 'NOT_FOUND'))),
    ],
    ['that it is gone', 410, google(410, 'The operation was deleted', 'NOT_FOUND')],
  ]);
});

describe('a transient refusal', () => {
  all('unavailable', [
    ['a timeout', 408, gateway(408, 'litellm.Timeout: Connection timed out')],
    ['too early', 425, gateway(425, 'Too early')],
    ['an aborted operation', 409, google(409, 'The operation was aborted', 'ABORTED')],
    ['a video that is not complete', 400, gateway(400, 'Video generation is not complete yet')],
  ]);

  // BerriAI/litellm PR #29986, and the words of its libraries
  const troubles = [
    "Authentication Error, Can't reach database server at `db`:`5432`",
    'Authentication Error, No connected db.',
    'Authentication Error, Client is not connected to the query engine, you must call `connect()`',
    'Authentication Error, All connection attempts failed',
    'Authentication Error, Timed out fetching a new connection from the connection pool',
    'Authentication Error, redis.exceptions.BusyLoadingError: loading the dataset in memory',
    'Authentication Error, PrismaError: the transaction was closed',
    'Authentication Error, FATAL: the database system is starting up',
    'Authentication Error, [Errno -3] Temporary failure in name resolution',
    'Authentication Error, getaddrinfo ENOTFOUND keys.internal',
    'Authentication Error, connect ECONNREFUSED 10.0.0.3:6379',
    'Authentication Error, server disconnected without sending a response',
    'Authentication Error, FATAL: sorry, too many clients already',
  ];
  for (const message of troubles) {
    it(`"${message}" is the trouble of the gateway with whatever status, and the key is not to blame`, () => {
      for (const status of [400, 401, 403, 500]) {
        assert.equal(
          read(status, gateway(status, message, 'auth_error')).kind,
          'unavailable',
          String(status),
        );
      }
      assert.equal(read(401, { detail: message }).kind, 'unavailable');
    });
  }
});

describe('a refusal of the key', () => {
  const told: readonly [reason: ProblemReason | undefined, status: number, body: object][] = [
    // BerriAI/litellm #18731
    [
      'expiredKey',
      400,
      gateway(400, 'Authentication Error - Expired Key. Key Expiry time 2026-01-01', 'expired_key'),
    ],
    ['expiredKey', 401, gateway(401, 'x', 'expired_key')],
    [
      'expiredKey',
      400,
      google(400, 'API key expired. Please renew the API key.', 'INVALID_ARGUMENT', 'API_KEY_INVALID'),
    ],
    ['expiredKey', 401, { error: { message: '该令牌已过期', type: 'new_api_error' } }],
    // cloud.google.com/service-infrastructure/docs/reference, ErrorReason
    [
      'blockedKey',
      403,
      google(403, 'Requests to this API are blocked.', 'PERMISSION_DENIED', 'API_KEY_SERVICE_BLOCKED'),
    ],
    ['blockedKey', 403, google(403, 'x', 'PERMISSION_DENIED', 'API_KEY_ANDROID_APP_BLOCKED')],
    [
      'blockedKey',
      403,
      google(403, 'Requests from this iOS client application <empty> are blocked.', 'PERMISSION_DENIED'),
    ],
    [
      'blockedKey',
      401,
      gateway(401, 'Authentication Error, Key is blocked. Update via `/key/unblock`', 'auth_error'),
    ],
    ['referrerBlocked', 403, google(403, 'x', 'PERMISSION_DENIED', 'API_KEY_HTTP_REFERRER_BLOCKED')],
    ['referrerBlocked', 403, google(403, 'Requests from referer <empty> are blocked.', 'PERMISSION_DENIED')],
    ['addressBlocked', 403, google(403, 'x', 'PERMISSION_DENIED', 'API_KEY_IP_ADDRESS_BLOCKED')],
    ['addressBlocked', 403, gateway(403, 'Access forbidden: IP address 10.1.2.3 not allowed.', 'auth_error')],
    ['suspendedKey', 403, google(403, 'x', 'PERMISSION_DENIED', 'CONSUMER_SUSPENDED')],
    [
      'suspendedKey',
      403,
      google(403, "Permission denied: Consumer 'api_key:x' has been suspended.", 'PERMISSION_DENIED'),
    ],
    [
      'leakedKey',
      403,
      google(403, 'Your API key was reported as leaked. Please use another API key.', 'PERMISSION_DENIED'),
    ],
    // genkit-ai/genkit #737
    [
      'noKeyArrived',
      403,
      google(
        403,
        "Method doesn't allow unregistered callers (callers without established identity).",
        'PERMISSION_DENIED',
      ),
    ],
    ['noKeyArrived', 401, gateway(401, 'Authentication Error, No api key passed in.', 'auth_error')],
    ['noKeyArrived', 401, { error: { code: 401, message: 'No auth credentials found' } }],
    [
      'keyOfOtherService',
      401,
      google(
        401,
        'Request had invalid authentication credentials.',
        'UNAUTHENTICATED',
        'ACCESS_TOKEN_TYPE_UNSUPPORTED',
      ),
    ],
    [
      'routeRefusesKey',
      400,
      google(400, 'Multiple authentication credentials received. Please pass only one.', 'INVALID_ARGUMENT'),
    ],
    [
      'routeRefusesKey',
      401,
      google(401, 'API keys are not supported by this API.', 'UNAUTHENTICATED', 'CREDENTIALS_MISSING'),
    ],
    [
      undefined,
      400,
      google(400, 'API key not valid. Please pass a valid API key.', 'INVALID_ARGUMENT', 'API_KEY_INVALID'),
    ],
    [
      undefined,
      401,
      gateway(
        401,
        'Authentication Error, Invalid proxy server token passed. Unable to find token in cache or `LiteLLM_VerificationTokenTable`',
        'token_not_found_in_db',
      ),
    ],
    [
      undefined,
      401,
      gateway(
        401,
        'Authentication Error, Invalid proxy server token passed. Unable to find token in cache or database',
        'auth_error',
      ),
    ],
    [undefined, 401, { detail: 'Invalid token' }],
    [undefined, 401, gateway(401, 'No')],
  ];
  for (const [reason, status, body] of told) {
    it(`${JSON.stringify(body).slice(0, 110)} (${status}) is unauthorized, ${reason ?? 'without a reason'}`, () => {
      const { kind, reason: found } = read(status, body);
      assert.deepEqual([kind, found], ['unauthorized', reason]);
    });
  }

  it('is that of the gateway where the message is what its provider answered, and the person is not to blame', () => {
    const blocked = google(403, 'x', 'PERMISSION_DENIED', 'API_KEY_SERVICE_BLOCKED');
    for (const message of [
      wrapped(blocked),
      `b'${JSON.stringify(blocked)}'`,
      JSON.stringify(wrapped(blocked)),
    ]) {
      for (const status of [400, 401, 403]) {
        const fault = read(status, gateway(status, message));
        assert.deepEqual(pick(fault), ['unavailable', undefined], message);
        assert.match(fault.message, /error/);
      }
    }
  });

  it('is not what a 400 or a 403 says of a prompt, a parameter or a permission', () => {
    for (const message of [
      'The key frame of the prompt is missing',
      'The prompt exceeds the token limit',
      'Invalid token in prompt',
      'The first key moment must not have expired characters',
      'The prompt names third-party IP, which is not allowed',
      'User location is not supported for the API use.',
      'The page token is malformed',
    ]) {
      assert.equal(read(400, google(400, message, 'INVALID_ARGUMENT')).kind, 'rejected', message);
      assert.equal(read(403, google(403, message, 'PERMISSION_DENIED')).kind, 'forbidden', message);
    }
  });
});

describe('a fault of the provider behind a gateway', () => {
  const quota = { error: { message: 'You exceeded your quota', code: 'insufficient_quota' } };
  all('unavailable', [
    [
      'a wrong key',
      401,
      gateway(401, 'litellm.AuthenticationError: OpenAIException - Incorrect API key provided'),
    ],
    ['a leaked key', 403, gateway(403, wrapped(google(403, 'Your API key was reported as leaked.', 'x')))],
    ['a refused token', 401, gateway(401, wrapped(google(401, 'Request had invalid credentials', 'x')))],
    [
      'a spent quota',
      429,
      gateway(429, `litellm.RateLimitError: OpenAIException - ${JSON.stringify(quota)}`),
    ],
    [
      'spent credits',
      402,
      gateway(402, 'litellm.APIError: OpenrouterException - {"error":{"message":"Insufficient credits"}}'),
    ],
    [
      'a spending cap',
      429,
      gateway(429, wrapped(google(429, 'Your project has exceeded its spending cap.', 'x'))),
    ],
    [
      'a crossed budget',
      429,
      gateway(429, 'No deployments available - crossed budget: Exceeded budget for provider vertex_ai'),
    ],
  ]);
  all('budgetExceeded', [
    [
      'its own budget, wrapped',
      400,
      gateway(400, 'litellm.BadRequestError: LitellmException - {"error": "Budget has been exceeded"}'),
    ],
    ['its own budget for a token', 401, gateway(401, 'VertexAIException - ExceededTokenBudget: 5.0')],
  ]);
  all('notFound', [
    [
      'an operation that is not there',
      404,
      gateway(404, wrapped(google(404, 'Requested entity was not found.', 'NOT_FOUND'))),
    ],
  ]);
  all('rateLimited', [
    [
      'too many requests',
      429,
      gateway(429, wrapped(google(429, 'Resource exhausted', 'RESOURCE_EXHAUSTED'))),
    ],
  ]);
});

describe('the 401 that LiteLLM makes of any exception', () => {
  const crashes = [
    'No DB Connected',
    '[Errno 111] Connect call failed',
    'Network is unreachable',
    'ReadTimeout',
    'Engine is not yet connected.',
    'Event loop is closed',
    "'NoneType' object has no attribute 'token'",
    'cannot execute UPDATE in a read-only transaction',
    '',
    '数据库查询出错',
    'list index out of range',
    "invalid literal for int() with base 10: 'x'",
    'maximum recursion depth exceeded',
  ];
  all(
    'unavailable',
    crashes.map(
      (rest) => [`"${rest}"`, 401, gateway(401, `Authentication Error, ${rest}`, 'auth_error')] as const,
    ),
  );
  const refusals = [
    'Invalid proxy server token passed',
    'LiteLLM Virtual Key expected. Received=x, expected to start with sk-',
    'Malformed API Key passed in',
    'Team=a is blocked',
    'user is not allowed to access this model',
    'key does not have access to the model',
    'Invalid JWT token',
    'Signature has expired',
  ];
  all(
    'unauthorized',
    refusals.map(
      (rest) => [`"${rest}"`, 401, gateway(401, `Authentication Error, ${rest}`, 'auth_error')] as const,
    ),
  );
});

describe('a refusal in the words of a gateway', () => {
  const newApi = (message: string) => ({ error: { message, type: 'new_api_error' } });
  const bifrost = (type: string, message: string) => ({ type, is_bifrost_error: false, error: { message } });
  all('budgetExceeded', [
    [
      'a key limit of OpenRouter',
      403,
      { error: { code: 403, message: 'Key limit exceeded (monthly limit)' } },
    ],
    ['an exhausted token', 401, newApi('This token quota is exhausted TokenStatusExhausted')],
    ['a token without quota', 403, newApi('token quota is not enough, token remain quota: 0')],
    ['a used up token', 401, newApi('The token quota has been used up')],
    ['user credits', 400, newApi('User credits are exhausted')],
    [
      'no billing',
      403,
      google(403, 'This API method requires billing to be enabled.', 'PERMISSION_DENIED', 'BILLING_DISABLED'),
    ],
    [
      'a billing account in dunning',
      403,
      google(
        403,
        'The billing account for the owning project is disabled or in dunning',
        'PERMISSION_DENIED',
      ),
    ],
    [
      'a billing account past due',
      403,
      google(403, 'Your billing account 1 is past due.', 'PERMISSION_DENIED'),
    ],
  ]);
  all('rateLimited', [['a key limit with 429', 429, gateway(429, 'Key limit exceeded')]]);
  all('rejected', [['a prompt that is too long', 400, gateway(400, 'Input token limit exceeded')]]);
  all('unavailable', [
    ['a bare word', 401, { message: 'Unauthorized' }],
    ['a bare word as the error', 401, { error: 'Unauthorized' }],
    ['a bare detail', 401, { detail: '401 Unauthorized' }],
    ['a type of nobody', 403, { message: 'Blocked by policy', type: 'waf' }],
    ['a limit of nobody', 403, { message: 'User limit exceeded' }],
  ]);
  all('unauthorized', [
    ['a plain wrong key', 401, { detail: 'Invalid API key' }],
    ['a plain api_key', 401, { message: 'Missing api_key' }],
    ['a token of gptproto', 403, { message: 'Invalid Token', type: '403' }],
  ]);
  const told: readonly [reason: ProblemReason | undefined, status: number, body: object][] = [
    [
      'suspendedKey',
      403,
      google(403, 'Your project has been denied access. Please contact support.', 'PERMISSION_DENIED'),
    ],
    ['suspendedKey', 403, newApi('User has been banned')],
    ['suspendedKey', 403, newApi('用户已被封禁')],
    ['addressBlocked', 403, newApi('您的 IP 不在令牌允许访问的列表中')],
    [undefined, 403, bifrost('virtual_key_not_found', 'virtual key not found')],
    [undefined, 403, bifrost('virtual_key_blocked', 'Virtual key is inactive')],
    ['expiredKey', 403, bifrost('virtual_key_blocked', 'Virtual key has expired')],
  ];
  for (const [reason, status, body] of told) {
    it(`${JSON.stringify(body)} (${status}) is unauthorized, ${reason ?? 'without a reason'}`, () =>
      assert.deepEqual(pick(read(status, body)), ['unauthorized', reason]));
  }
});

describe('an exceeded budget', () => {
  const statuses = [400, 401, 402, 403, 429];
  // BerriAI/litellm PR #4139, #1554; BrokkAi/brokk-app #2628; QuantumNous/new-api; openrouter.ai/docs
  const bodies: readonly [what: string, body: (status: number) => object][] = [
    ['by type', (status) => gateway(status, 'Over', 'budget_exceeded')],
    ['by code', () => ({ error: { message: 'Over', type: null, code: 'insufficient_quota' } })],
    [
      'of a token, named as a wrong key',
      (status) =>
        gateway(
          status,
          'Authentication Error, ExceededTokenBudget: Current spend for token: 1.2; Max Budget for Token: 1.0',
          'auth_error',
        ),
    ],
    ['in words', (status) => gateway(status, 'Budget has been exceeded! Current cost: 5.0, Max budget: 5.0')],
    ['of a team', (status) => gateway(status, 'Team=abc over budget. Spend=5.01, Budget=5.0')],
    [
      'of new-api',
      () => ({
        error: {
          message: '用户额度不足, 剩余额度: 0',
          type: 'new_api_error',
          code: 'insufficient_user_quota',
        },
      }),
    ],
    ['of OpenRouter', (status) => ({ error: { code: status, message: 'Insufficient credits. Add more.' } })],
    [
      'of Google',
      (status) => google(status, 'Your project has exceeded its monthly spending cap.', 'RESOURCE_EXHAUSTED'),
    ],
  ];
  for (const [what, body] of bodies) {
    it(`${what} is recognised with any of ${statuses.join(', ')}`, () => {
      for (const status of statuses)
        assert.equal(read(status, body(status)).kind, 'budgetExceeded', String(status));
    });
  }

  it('is what 402 of the API means in any words', () => {
    assert.equal(read(402, { error: { code: 402, message: 'Pay' } }).kind, 'budgetExceeded');
  });

  it('is not what Google says of its quota by the minute, nor what a parameter is called', () => {
    const quota = 'You exceeded your current quota, please check your plan and billing details.';
    assert.equal(read(429, google(429, quota, 'RESOURCE_EXHAUSTED')).kind, 'rateLimited');
    assert.equal(read(400, gateway(400, 'The thinking budget 7 is invalid')).kind, 'rejected');
    assert.equal(read(429, undefined).kind, 'rateLimited');
  });
});

describe('hostile errors', () => {
  const parts = [
    'Exceeded',
    'budget ',
    'key ',
    'IP address ',
    'connection to ',
    'model/',
    'invalid ',
    'billing account ',
    'Authentication Error, key ',
    'Exception - ',
    'token quota ',
    'route ',
    'requests to this api ',
    'a_',
    ' ',
    '\u0000',
    'consumer ',
  ];
  for (const part of parts) {
    it(`of 1 MiB of ${JSON.stringify(part)} are judged in no time`, () => {
      const message = part.repeat(Math.ceil((1024 * 1024) / part.length));
      const ms = processorMs(() => {
        for (const status of [400, 401, 403, 404, 429]) {
          for (const body of [gateway(status, message, message), google(status, message, message, message)]) {
            assert.ok(read(status, body).message.length < 600);
          }
        }
      });
      assert.ok(ms < 1000, `${ms} ms`);
    });
  }

  it('are judged by what a person sees in them, whatever is hidden between the characters', () => {
    const told: readonly [status: number, message: string, kind: string][] = [
      [400, 'API key not valid. Please pass a valid API key.', 'unauthorized'],
      [400, 'ExceededBudget: over', 'budgetExceeded'],
      [404, 'Route not found', 'unavailable'],
      [400, 'Connection refused', 'unavailable'],
      [401, 'litellm.AuthenticationError: VertexAIException - b\'{"error"', 'unavailable'],
    ];
    for (const hidden of ['\u200b', '\u202e', '\u00ad', '\ufe0f', '\u2066', '\u{e0041}']) {
      for (const [status, message, kind] of told) {
        const within = [...message].join(hidden);
        assert.equal(
          read(status, gateway(status, within)).kind,
          kind,
          `${message} with U+${hidden.codePointAt(0)?.toString(16)}`,
        );
        assert.equal(read(status, gateway(status, message)).kind, kind, message);
      }
      const reason = [...'API_KEY_INVALID'].join(hidden);
      const body = { error: { code: 400, message: 'No', status: 'INVALID_ARGUMENT', details: [{ reason }] } };
      assert.equal(read(400, body).kind, 'unauthorized');
    }
  });

  it('tell no key that hides behind characters without width', () => {
    const hidden = [...KEY].join('\u200b');
    assert.doesNotMatch(read(400, gateway(400, `Bad ${hidden}`)).message, /4f9|WXYZ/);
  });
});

function read(status: number, body: unknown) {
  return errorOf({ status, body, retryAfter: undefined }, [KEY]);
}

function pick({ kind, reason }: ReturnType<typeof read>) {
  return [kind, reason];
}
