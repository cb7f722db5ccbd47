import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createHttp } from '../../../src/endpoints/http/http';
import { withServer } from './http/loopbackServer';

const QUESTION = '{"operationName":"x"}';
const KEY = 'ya29.a-token-of-the-first-origin';

describe('a question, sent as a POST', () => {
  for (const status of [307, 308]) {
    it(`is asked again where ${status} leads, at the same origin, with its body and the key`, async () => {
      const asked: string[] = [];
      await withServer(
        redirectingOnce(status, asked, () => '/there'),
        async ({ url }) => {
          const answer = await ask(`${url}/here`);
          assert.deepEqual(answer.body, { a: 1 });
          assert.deepEqual(asked, [`POST /here ${QUESTION} ${KEY}`, `POST /there ${QUESTION} ${KEY}`]);
        },
      );
    });
  }

  for (const status of [301, 302, 303]) {
    it(`does not become a GET after ${status}, whose answer would be about something else`, async () => {
      const asked: string[] = [];
      await withServer(
        redirectingOnce(status, asked, () => '/there'),
        async ({ url }) => {
          await assert.rejects(ask(`${url}/here`), {
            kind: 'malformed',
            detail: { kind: 'unsafeRedirect', host: new URL(url).host },
          });
          assert.equal(asked.length, 1);
        },
      );
    });
  }

  it('never goes to another origin', async () => {
    await withServer(
      (_request, response) => response.end('{}'),
      async (other) => {
        await withServer(
          redirectingOnce(307, [], () => `${other.url}/there`),
          async ({ url }) => {
            await assert.rejects(ask(`${url}/here`), { kind: 'malformed' });
            assert.equal(other.received.length, 0);
          },
        );
      },
    );
  });

  it('changes nothing, so it is sent once more when its connection was closed', async () => {
    const bodies: string[] = [];
    await withServer(closingFirst(bodies), async ({ url }) => {
      assert.equal((await ask(url)).status, 200);
      assert.deepEqual(bodies, [QUESTION]);
    });
  });
});

function ask(url: string) {
  const http = createHttp({ userAgent: 'veo-operations/test' });
  const keyHeaders = { authorization: `Bearer ${KEY}` };
  return http.getJson({ url, question: QUESTION, keyHeaders, signal: new AbortController().signal });
}

function redirectingOnce(status: number, asked: string[], location: () => string): RequestListener {
  return async (request, response) => {
    const key = request.headers.authorization?.replace('Bearer ', '');
    asked.push(`${request.method} ${request.url} ${await textOf(request)} ${key}`);
    if (asked.length > 1) return void response.end('{"a":1}');
    return void response.writeHead(status, { location: location() }).end();
  };
}

/** Closes the connection of its first request without an answer. */
function closingFirst(bodies: string[]): RequestListener {
  let requests = 0;
  return async (request, response) => {
    if (requests++ === 0) return void request.socket.destroy();
    bodies.push(await textOf(request));
    return void response.end('{}');
  };
}

async function textOf(pieces: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
