import assert from 'node:assert/strict';
import { connectionCauseOf } from '../../../../src/endpoints/faults/connectionCause';
import { createHttp } from '../../../../src/endpoints/http/http';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { ConnectionCause } from '../../../../src/operations/faultDetail';
import { answering, withSecureServer, withServer } from '../http/loopbackServer';

const CODES: Readonly<Record<string, ConnectionCause>> = {
  ENOTFOUND: 'noSuchHost',
  EAI_AGAIN: 'noNetwork',
  ENETUNREACH: 'noNetwork',
  EHOSTUNREACH: 'noNetwork',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'brokenOff',
  EPIPE: 'brokenOff',
  ERR_STREAM_PREMATURE_CLOSE: 'brokenOff',
  ETIMEDOUT: 'timedOut',
  CERT_HAS_EXPIRED: 'expiredCertificate',
  CERT_NOT_YET_VALID: 'expiredCertificate',
  CERT_UNTRUSTED: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  EPROTO: 'noTls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'noTls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'noTls',
  'Error: Proxy connection ended before receiving CONNECT response': 'proxy',
  'Error: tunneling socket could not be established, statusCode=403': 'proxy',
  'TypeError: Failed to fetch': 'other',
  HPE_INVALID_CONSTANT: 'other',
};

describe('the cause of a missing connection', () => {
  for (const [said, cause] of Object.entries(CODES)) {
    it(`is ${cause} for ${said}`, () => assert.equal(connectionCauseOf(said), cause));
  }

  it('is refused where nothing listens', async () => {
    let gone = '';
    await withServer(answering({}), async ({ url }) => {
      gone = url;
    });
    assert.deepEqual(await faultOf(gone), { kind: 'noConnection', cause: 'refused', said: 'ECONNREFUSED' });
  });

  it('is broken off where the server hangs up, twice', async () => {
    await withServer(
      (request) => void request.socket.destroy(),
      async ({ url }) =>
        assert.deepEqual(await faultOf(url), {
          kind: 'noConnection',
          cause: 'brokenOff',
          said: 'ECONNRESET',
        }),
    );
  });

  it('is the certificate where nobody trusts it', async () => {
    await withSecureServer(answering({}), async ({ url }) => {
      const { globalAgent } = await import('node:https');
      const { ca } = globalAgent.options;
      delete globalAgent.options.ca;
      const fault = await faultOf(url);
      globalAgent.options.ca = ca;
      assert.deepEqual(
        [fault.kind, 'cause' in fault && fault.cause],
        ['noConnection', 'certificate'],
        JSON.stringify(fault),
      );
    });
  });

  it('is that no secure connection comes about where http is spoken', async () => {
    await withServer(answering({}), async ({ url }) => {
      const fault = await faultOf(url.replace('http:', 'https:'));
      assert.deepEqual(
        [fault.kind, 'cause' in fault && fault.cause],
        ['noConnection', 'noTls'],
        JSON.stringify(fault),
      );
    });
  });
});

async function faultOf(url: string): Promise<VideoApiError['detail']> {
  const http = createHttp({ userAgent: 'veo-operations/test' });
  try {
    await http.getJson({ url, keyHeaders: {}, signal: new AbortController().signal });
  } catch (error) {
    assert.ok(error instanceof VideoApiError && error.kind === 'offline', String(error));
    return error.detail;
  }
  throw assert.fail('It answered');
}
