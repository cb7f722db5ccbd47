import assert from 'node:assert/strict';
import fc from 'fast-check';
import { errorOf } from '../../../../src/endpoints/faults/apiErrors';
import type { JsonAnswer } from '../../../../src/endpoints/http/httpPort';
import { shownText } from '../../../../src/endpoints/shownText';
import { VideoApiError } from '../../../../src/endpoints/videoApi';

const KEY = 'sk-4f9AbcdEfghIjkl1WXYZ';
const gateway = (code: number, message: string, type: string | null = null) => ({
  error: { message, type, param: null, code: String(code) },
});
const google = (code: number, message: string, status: string, details?: readonly unknown[]) => ({
  error: { code, message, status, details },
});
const invalidKey = google(400, 'Bad key', 'INVALID_ARGUMENT', [
  { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
]);

describe('errors of the API', () => {
  const kinds: readonly [what: string, status: number, body: unknown, kind: string][] = [
    ['a wrong key at the gateway', 401, gateway(401, 'No', 'token_not_found_in_db'), 'unauthorized'],
    ['a malformed key at the gateway', 401, gateway(401, 'No', 'auth_error'), 'unauthorized'],
    ['401 without a word', 401, undefined, 'unavailable'],
    ['a wrong key at Google', 400, invalidKey, 'unauthorized'],
    ['a wrong key, passed on', 400, gateway(400, 'b\'{"reason": "API_KEY_INVALID"}\''), 'unavailable'],
    ['a wrong key in words', 400, google(400, 'API key not valid.', 'INVALID_ARGUMENT'), 'unauthorized'],
    ['an expired key', 400, google(400, 'API key expired.', 'INVALID_ARGUMENT'), 'unauthorized'],
    ['a budget spent, by type', 400, gateway(400, 'Over', 'budget_exceeded'), 'budgetExceeded'],
    ['a budget spent, by type, 429', 429, gateway(429, 'Over', 'budget_exceeded'), 'budgetExceeded'],
    ['a budget spent, in words', 400, gateway(400, 'ExceededBudget: over'), 'budgetExceeded'],
    ['a budget spent, in words, 429', 429, gateway(429, 'Budget has been exceeded'), 'budgetExceeded'],
    ['a budget spent, by code', 429, { error: { message: '', code: 'budget_exceeded' } }, 'budgetExceeded'],
    ['a parameter that is called a budget', 400, gateway(400, 'thinking_budget is negative'), 'rejected'],
    ['too many requests at the gateway', 429, gateway(429, 'Rate limit exceeded'), 'rateLimited'],
    ['too many requests at Google', 429, google(429, 'Quota', 'RESOURCE_EXHAUSTED'), 'rateLimited'],
    ['no permission', 403, google(403, 'No', 'PERMISSION_DENIED'), 'forbidden'],
    ['no permission, over the budget in words', 403, gateway(403, 'budget'), 'forbidden'],
    ['a budget spent, by type, 403', 403, gateway(403, 'No', 'budget_exceeded'), 'budgetExceeded'],
    ['too many requests, by type', 429, gateway(429, 'Not your budget', 'rate_limit_error'), 'rateLimited'],
    ['a wrong key in a list', 400, [invalidKey], 'unauthorized'],
    ['a budget spent, without envelope', 429, { message: 'Budget exceeded' }, 'budgetExceeded'],
    ['an unknown operation', 404, google(404, 'No', 'NOT_FOUND'), 'notFound'],
    ['a page in place of an unknown operation', 404, undefined, 'unavailable'],
    ['a bad request', 400, google(400, 'No', 'INVALID_ARGUMENT'), 'rejected'],
    ['a conflict', 409, gateway(409, 'No'), 'unavailable'],
    ['a body that cannot be processed', 422, gateway(422, 'No'), 'rejected'],
    ['what a framework refuses', 422, { detail: [{ msg: 'No' }] }, 'unavailable'],
    ['a fault of the server', 500, gateway(500, 'No'), 'unavailable'],
    ['a fault of a proxy, in HTML', 502, undefined, 'unavailable'],
    ['a server that rests', 503, google(503, 'No', 'UNAVAILABLE'), 'unavailable'],
    ['a fault of the server about budgets', 500, gateway(500, 'budget'), 'unavailable'],
    ['a redirect without aim', 302, undefined, 'malformed'],
    ['nothing modified', 304, undefined, 'malformed'],
  ];
  for (const [what, status, body, kind] of kinds) {
    it(`${what} (${status}) is ${kind}`, () => assert.equal(read({ status, body }).kind, kind));
  }

  it('tell the status and the words of the server', () => {
    assert.equal(read({ status: 409, body: gateway(409, 'Wait\n a  bit') }).message, 'HTTP 409: Wait a bit');
    assert.equal(read({ status: 502, body: undefined }).message, 'HTTP 502');
    assert.equal(read({ status: 502, body: { error: { message: 7 } } }).message, 'HTTP 502');
  });

  it('tell the words of a proxy that has a plainer form', () => {
    assert.equal(read({ status: 502, body: { error: 'Bad upstream' } }).message, 'HTTP 502: Bad upstream');
    assert.equal(read({ status: 404, body: { detail: 'Not Found' } }).message, 'HTTP 404: Not Found');
    assert.equal(read({ status: 429, body: { detail: 'Over the budget' } }).kind, 'budgetExceeded');
  });

  it('tell neither the tail of the key nor its hash', () => {
    const hash = 'a'.repeat(64);
    const { message } = read({ status: 401, body: gateway(401, `Key = sk-...WXYZ, Hash =${hash}, ${KEY}`) });
    assert.doesNotMatch(message, /WXYZ|aaaa|4f9/);
  });

  const details: readonly unknown[] = [
    [{ type: 'missing', loc: ['query', 'id'], msg: 'Field required', input: KEY }, { msg: 'Other' }],
    { error: 'Field required' },
    { message: 'Field required', code: 7 },
  ];
  for (const detail of details) {
    it(`tell the words of a framework: ${JSON.stringify(detail)}`, () => {
      assert.equal(read({ status: 422, body: { detail } }).message, 'HTTP 422: Field required');
    });
  }

  it('tell how long to wait: the header first, else the detail', () => {
    const info = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34s' };
    const body = google(429, 'Quota', 'RESOURCE_EXHAUSTED', [{ other: 1 }, null, info]);
    assert.equal(read({ status: 429, body }).retryAfter, 34_000);
    assert.equal(read({ status: 429, body, retryAfter: 7000 }).retryAfter, 7000);
    assert.equal(read({ status: 429, body: gateway(429, 'Slow') }).retryAfter, undefined);
  });

  it('are errors of some kind whatever the answer', () => {
    const detail = fc.oneof(fc.anything(), fc.record({ reason: fc.anything(), retryDelay: fc.anything() }));
    const error = fc.record(
      {
        message: fc.anything(),
        type: fc.anything(),
        code: fc.anything(),
        status: fc.anything(),
        details: fc.array(detail),
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(fc.anything(), fc.record({ error }));
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), body, (status, given) => {
        const found = read({ status, body: given });
        assert.ok(found instanceof VideoApiError);
        assert.ok(found.kind === 'unavailable' || status < 500);
        assert.ok(found.message.includes(`HTTP ${status}`));
      }),
    );
  });
});

describe('a proxy that wants a sign-in', () => {
  it('is a missing connection, and no word of the API', () => {
    const { kind, detail } = read({ status: 407, body: undefined });
    assert.equal(kind, 'offline');
    assert.deepEqual(detail, { kind: 'noConnection', cause: 'proxy', said: 'HTTP 407' });
  });
});

describe('texts of the API', () => {
  it('are shown in one line of at most 500 characters', () => {
    assert.equal(shownText(' a\r\n\tb\u0000\u001bc ', []), 'a b c');
    assert.equal(shownText('x'.repeat(500), []), 'x'.repeat(500));
    assert.equal(shownText('x'.repeat(501), []), `${'x'.repeat(499)}…`);
  });

  it('are shown without characters that hide or turn text', () => {
    assert.equal(shownText('a\u202eb\u200bc\u2066d', []), 'abcd');
  });

  it('are shown without key, even where the cut would hide it', () => {
    assert.equal(shownText(`a ${KEY} b`, [KEY]), 'a … b');
    assert.doesNotMatch(shownText(`${'x'.repeat(495)} ${KEY}`, [KEY]), /sk-/);
  });
});

function read(answer: Partial<JsonAnswer> & { status: number }): VideoApiError {
  return errorOf({ body: undefined, retryAfter: undefined, ...answer }, [KEY]);
}
