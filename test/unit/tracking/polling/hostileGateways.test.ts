import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemTime } from '../../../../src/base/time';
import { createVideoApi } from '../../../../src/endpoints/contracts';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { createHttp } from '../../../../src/endpoints/http/http';
import { HttpVideoContents } from '../../../../src/endpoints/videoContents';
import { sourceOf } from '../../../../src/endpoints/videoSource';
import type { Report } from '../../../../src/operations/operation';
import { createKeepInline } from '../../../../src/saving/inlineVideoStorage';
import { OriginLimiter } from '../../../../src/tracking/limits/originLimiter';
import { type Probe, requestStatus } from '../../../../src/tracking/polling/statusRequest';
import { withServer } from '../../endpoints/http/loopbackServer';
import { DiskFiles } from '../../saving/diskFiles';
import { sampleVideo } from '../../simulator/runningSimulator';
import { SINGLE_WINDOW } from '../limits/singleWindow';

const MIB = 1024 * 1024;
const NAME = 'task_1';
const video = readFileSync(sampleVideo).toString('base64');

/** What the gateway answers for a status; a text is sent as it is. */
type Body = string | object | ((response: ServerResponse) => void);

interface Outcome {
  readonly report: Report;
  /** Files of videos that came inside the answer. */
  readonly kept: number;
  /** Requests for the content. */
  readonly probes: number;
}

/** What is made of one status answer of a gateway, all the way from the socket to the disk. */
async function outcomeOf(
  body: Body,
  content: RequestListener = (_, response) => response.end('x'),
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'veo-gateway-'));
  let probes = 0;
  let outcome: Outcome | undefined;
  const listener: RequestListener = (request, response) => {
    if (request.url?.endsWith('/content')) content(request, response);
    else if (typeof body === 'function') body(response);
    else response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  try {
    await withServer(listener, async ({ url }) => {
      const files = new DiskFiles();
      const http = createHttp({ userAgent: 'veo-operations/test' });
      const contents = new HttpVideoContents(http, () => probes++);
      const endpoint: Endpoint = { id: 'own', label: '', kind: 'videos', url, auth: { kind: 'none' } };
      const { report } = await requestStatus(
        {
          ...{ id: { endpoint: 'own', name: NAME }, hints: {}, endpoint, probe: probeOf(contents) },
          limiter: new OriginLimiter(url, { ...SINGLE_WINDOW, requestsPerMinute: () => 100 }, () => {}),
          signal: new AbortController().signal,
        },
        {
          api: createVideoApi(http, () => undefined),
          keys: { get: async () => undefined },
          keepInline: createKeepInline(files.uriOf(folder), files),
          time: systemTime,
        },
      );
      outcome = { report, kept: await filesIn(folder), probes };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  assert.ok(outcome);
  return outcome;
}

function probeOf(contents: HttpVideoContents): Probe {
  return async ({ name }, one, { endpoint, key, signal }) => {
    const source = sourceOf(endpoint, name, one);
    return source.kind === 'endpoint' ? contents.probe(source, key, signal) : 'present';
  };
}

async function filesIn(folder: string): Promise<number> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((one) => one.isFile()).length;
}

async function problemAfter(body: Body, content?: RequestListener) {
  const { report, kept } = await outcomeOf(body, content);
  assert.equal(report.kind, 'problem');
  assert.equal(kept, 0);
  return report.kind === 'problem' ? report.problem : undefined;
}

const completed = (more: object = {}) => ({ id: NAME, object: 'video', status: 'completed', ...more });

describe('an answer that lies about its kind ends no job of a gateway', () => {
  const lies: Readonly<Record<string, string | object>> = {
    'a page': '<!doctype html><html><body>completed</body></html>',
    'a list': [completed()],
    'a list of videos': { object: 'list', data: [completed()], status: 'completed' },
    'a chat': { id: 'chatcmpl-1', object: 'chat.completion', status: 'completed', choices: [] },
    'an interaction': { id: 'v1_a', object: 'interaction', status: 'completed', outputs: [] },
    'a text': '"completed"',
    nothing: '',
    'an object without id': { status: 'completed', url: 'https://cdn.example.net/a.mp4' },
    'JSON that breaks off': JSON.stringify(completed()).slice(0, -1),
  };
  for (const [what, body] of Object.entries(lies)) {
    it(`such as ${what}`, async () => assert.equal((await problemAfter(body))?.kind, 'malformed'));
  }

  it('such as 30 MiB of prose, of which little is read', async () => {
    const prose = Buffer.from('It is completed, "data:video/mp4" and "base64" are words. '.repeat(20_000));
    let sent = 0;
    const problem = await problemAfter(async (response) => {
      response.on('error', () => undefined);
      for (; sent < 30 * MIB && !response.destroyed; sent += prose.length) {
        if (!response.write(prose)) await new Promise((go) => response.once('drain', go).once('close', go));
      }
      response.end();
    });
    assert.equal(problem?.kind, 'malformed');
    assert.ok(sent < 20 * MIB, `${sent}`);
  });
});

describe('a video inside an answer of a gateway', () => {
  const inline = (...all: string[]) =>
    completed({ videos: all.map((base64) => ({ type: 'base64', base64 })) });

  it('is kept as a file, as are five of them', async () => {
    assert.deepEqual(await kindAndKept(inline(video)), ['succeeded', 1]);
    assert.deepEqual(await kindAndKept(inline(video, video, video, video, video)), ['succeeded', 5]);
  });

  it('of many MiB is kept, too, without a probe of the content', async () => {
    const large = Buffer.concat([readFileSync(sampleVideo), freeBox(5 * MIB)]).toString('base64');
    const { report, kept, probes } = await outcomeOf(inline(large, large));
    assert.deepEqual([report.kind, kept, probes], ['succeeded', 2, 0]);
  });

  it('that is no video ends nothing, and leaves no file', async () => {
    for (const base64 of [
      btoa('<html>not a video</html>'),
      'what is this?',
      `data:text/html;base64,${btoa('<html>')}`,
    ]) {
      assert.equal((await problemAfter(inline(base64)))?.kind, 'malformed', base64);
    }
  });

  it('that is cut in the middle ends nothing, and leaves no file', async () => {
    const problem = await problemAfter(inline(video.slice(0, video.length / 2)));
    assert.deepEqual([problem?.kind, problem?.detail], ['malformed', { kind: 'cutShort' }]);
  });

  it('that is no video among others ends nothing', async () => {
    const { report } = await outcomeOf(inline(video, btoa('<html>')));
    assert.equal(report.kind, 'problem');
  });

  async function kindAndKept(body: object): Promise<[string, number]> {
    const { report, kept } = await outcomeOf(body);
    return [report.kind, kept];
  }
});

describe('a completed job of a gateway that lists no video', () => {
  it('has succeeded where the content comes', async () => {
    const { report, probes } = await outcomeOf(completed(), (_, response) =>
      response.end(Buffer.from(video, 'base64')),
    );
    assert.deepEqual([report.kind, probes], ['succeeded', 1]);
  });

  const absent: readonly [what: string, content: RequestListener][] = [
    ['JSON', (_, response) => response.end(JSON.stringify(completed()))],
    ['a page', (_, response) => response.end('<html>')],
    [
      '404',
      (_, response) =>
        response.writeHead(404).end('{"error":{"message":"Task not found","type":"invalid_request_error"}}'),
    ],
  ];
  for (const [what, content] of absent) {
    it(`has not ended yet where ${what} comes in place of the content, which is said`, async () => {
      const problem = await problemAfter(completed(), content);
      assert.deepEqual([problem?.kind, problem?.reason], ['malformed', 'unknownForm']);
    });
  }

  it('has succeeded, and the video is gone, where the API says so of a file', async () => {
    const { report } = await outcomeOf(completed(), (_, response) =>
      response.writeHead(404).end('{"error":{"message":"The video file has expired","type":"not_found"}}'),
    );
    assert.equal(report.kind, 'succeeded');
  });

  it('is not known to have ended while the content answers 502, as for a filtered job of new-api', async () => {
    const problem = await problemAfter(completed(), (_, response) =>
      response
        .writeHead(502)
        .end('{"error":{"message":"Failed to fetch video content","type":"server_error"}}'),
    );
    assert.equal(problem?.kind, 'unavailable');
  });

  it('is believed without a probe where the answer gives an address of its own', async () => {
    const { report, probes } = await outcomeOf(completed({ video_url: '/files/a.mp4' }), (_, response) =>
      response.end('{}'),
    );
    assert.deepEqual([report.kind, probes], ['succeeded', 0]);
  });
});

/** A box of an MP4 file that holds nothing. */
function freeBox(bytes: number): Buffer {
  const box = Buffer.alloc(bytes);
  box.writeUInt32BE(bytes);
  box.write('free', 4);
  return box;
}
