import assert from 'node:assert/strict';
import { createHttp } from '../../../src/endpoints/http';
import { answering, withServer } from './loopbackServer';

const MIB = 1024 * 1024;

function get(url: string, lines: string[] = []) {
  const http = createHttp({ userAgent: 'veo-operations/test', log: (line) => lines.push(line()) });
  return http.getJson({ url, keyHeaders: {}, signal: new AbortController().signal });
}

describe('answers with a video inside', () => {
  it('may be as large as a video', async () => {
    const body = { videos: [{ bytesBase64Encoded: 'A'.repeat(3 * MIB) }] };
    await withServer(answering(body), async ({ url }) => assert.deepEqual((await get(url)).body, body));
  });

  it('stay small in the log', async () => {
    const lines: string[] = [];
    await withServer(answering({ videoBytes: 'A'.repeat(2 * MIB) }), async ({ url }) => {
      await get(url, lines);
    });
    assert.ok((lines[0]?.length ?? 0) < MIB / 8);
  });

  it('are told from others, which may not be', async () => {
    await withServer(answering({ padding: 'A'.repeat(3 * MIB) }), ({ url }) =>
      assert.rejects(get(url), { kind: 'malformed', message: /larger than 1 MiB/ }),
    );
  });
});
