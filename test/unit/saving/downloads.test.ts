import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { withServer } from '../endpoints/http/loopbackServer';
import { sampleVideo } from '../simulator/runningSimulator';
import { finishedVideo, first, KEY, NAME, withDownloads, withSimulatedServer } from './downloadHarness';

const video = readFileSync(sampleVideo);

/** Statuses and words by which an API says that it has the file no longer. */
const GONE = [
  // Google, of a file that it deleted.
  [403, 'You do not have permission to access the File 3j6svp4106e7 or it may not exist.'],
  [404, 'Requested entity: the file was not found.'],
  [410, 'This video has expired'],
] as const;

const own = (message: string, fields: object = { type: 'invalid_request_error', param: null }) =>
  JSON.stringify({ error: { message, ...fields } });

const NOT_GONE = [
  // genkit-ai/genkit#737: no key arrived.
  ['403 of an unregistered caller', 403, own("Method doesn't allow unregistered callers", { code: 403 })],
  ['403 of a leaked key', 403, own('Your API key was reported as leaked.', { code: 403 })],
  ['403 without a reason', 403, own('The caller does not have permission.', { code: 403 })],
  ['403 of a firewall', 403, '<!DOCTYPE html><title>Attention Required!</title>Sorry, you are blocked'],
  ['404 in plain text', 404, '404 page not found'],
  ['404 of a hosting platform', 404, '{"error":{"code":"404","message":"The video was not found"}}'],
  ['404 of FastAPI', 404, '{"detail":"Not Found"}'],
  ['404 of a route', 404, own('Invalid URL (GET /v1/videos/x/content)')],
  ['404 of a method', 404, own('Method not found.', { code: 404, status: 'NOT_FOUND' })],
  [
    '404 of a model',
    404,
    own('models/veo is not found for API version v1beta', { code: 404, status: 'NOT_FOUND' }),
  ],
  ['410 without a reason', 410, own('The request was refused')],
] as const;

const PASSING = [
  // BerriAI/litellm PR #32602.
  ['404 of a video that is not ready', 404, own('Video is not ready yet, use GET /v1/videos/{video_id}')],
  ['409 of a video that is being made', 409, own('The video is still processing')],
  ['202', 202, '{"status":"processing"}'],
  // BerriAI/litellm PR #3279: its Timeout is 408.
  ['408', 408, own('litellm.Timeout: Connection timed out')],
  ['409 ABORTED', 409, own('The operation was aborted', { code: 409, status: 'ABORTED' })],
  ['425', 425, own('Too early')],
  ['404 of a proxy', 404, '404 page not found'],
  ['a rate limit told with 200', 200, own('Rate limit exceeded', { code: 429 })],
  ['a rate limit told with 200 and by its type alone', 200, own('Slow down', { type: 'rate_limit_error' })],
  ['not ready told with 200', 200, own('The video is not ready yet')],
] as const;

describe('a download', () => {
  for (const contract of ['gemini', 'videos'] as const) {
    for (const [what, fault, words] of [
      ['a web page', { kind: 'html' }, /web page/],
      ['JSON', { kind: 'truncated' }, /JSON/],
      ['a text', { kind: 'answer', status: 200, body: 'Please try again later' }, /no MP4/],
      ['a single letter', { kind: 'answer', status: 200, body: 'x' }, /no MP4/],
      ['nothing', { kind: 'answer', status: 200, body: '' }, /Nothing/],
    ] as const) {
      it(`fails at once when ${what} comes with status 200 in place of the video (${contract})`, async () => {
        await withSimulatedServer(
          async ({ simulator, harness, finished }) => {
            const target = await finished();
            const before = simulator.requests.length;
            simulator.script({ always: fault, step: 'download' });
            const expected = { name: 'NoVideoError', kind: 'notAVideo', message: words };
            await assert.rejects(harness.save(target), expected);
            assert.equal(simulator.requests.length - before, 1);
            assert.deepEqual(await harness.files(), []);
            assert.equal(harness.store.get(target.operation)?.state, 'succeeded');
          },
          { contract },
        );
      });
    }

    for (const [status, message] of GONE) {
      it(`records the video as gone after ${status} from the API, and does not blame the key (${contract})`, async () => {
        await withSimulatedServer(
          async ({ simulator, harness, finished }) => {
            const target = await finished();
            const body = JSON.stringify({ error: { code: status, message } });
            simulator.script({ always: { kind: 'answer', status, body }, step: 'download' });
            await assert.rejects(harness.save(target), { name: 'NoVideoError', kind: 'gone' });
            const operation = harness.store.get(target.operation);
            assert.deepEqual([operation?.state, operation?.videos[0]?.gone], ['succeeded', true]);
            assert.notEqual(operation?.videos[0]?.goneAt, undefined);
            assert.deepEqual(await harness.files(), []);
          },
          { contract },
        );
      });
    }

    for (const [what, status, body] of NOT_GONE) {
      it(`does not record the video as gone after ${what} (${contract})`, async () => {
        await withSimulatedServer(
          async ({ simulator, harness, finished }) => {
            const target = await finished();
            simulator.script({ always: { kind: 'answer', status, body }, step: 'download' });
            await assert.rejects(harness.save(target), ({ kind }) => kind !== 'gone');
            const { gone, goneAt } = harness.store.get(target.operation)?.videos[0] ?? {};
            assert.deepEqual([gone, goneAt, await harness.files()], [undefined, undefined, []]);
          },
          { contract },
        );
      });
    }

    for (const [what, status, body] of PASSING) {
      it(`is tried again after ${what} (${contract})`, async () => {
        await withSimulatedServer(
          async ({ simulator, harness, finished }) => {
            simulator.script({ once: { kind: 'answer', status, body }, step: 'download' });
            await harness.save(await finished());
            assert.deepEqual([await harness.saved(), harness.time.pauses], [video, [500]]);
          },
          { contract },
        );
      });
    }
  }

  it('fails when a web page comes in the middle, as from a captive portal', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      simulator.script(
        { once: { kind: 'cut', afterBytes: 30_000 }, step: 'download' },
        { always: { kind: 'html' }, step: 'download' },
      );
      await assert.rejects(harness.save(await finished()), { kind: 'notAVideo' });
      assert.deepEqual(await harness.files(), []);
    });
  });

  it('records that a video, which was gone, is available again', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      const target = await finished();
      simulator.script({ once: { kind: 'notFound' }, step: 'download' });
      await assert.rejects(harness.save(target), { kind: 'gone' });
      assert.equal(harness.store.get(target.operation)?.videos[0]?.gone, true);
      await harness.save(target);
      assert.equal('gone' in (harness.store.get(target.operation)?.videos[0] ?? {}), false);
    });
  });

  it('changes nothing in the list when the video was never gone', async () => {
    await withSimulatedServer(async ({ harness, finished }) => {
      const target = await finished();
      harness.store.onDidChange(() => assert.fail('It was changed'));
      await harness.save(target);
    });
  });

  it('records a completed video without data as filtered', async () => {
    await withSimulatedServer(async ({ simulator, harness }) => {
      const outcome = { kind: 'filtered', reasons: 'withheld' } as const;
      const order = { model: 'veo', durationSeconds: 0, outcome, contract: 'videos' } as const;
      const name = simulator.operationName(order);
      const target = await finishedVideo(harness, harness.endpointAt(simulator.url), name);
      assert.equal(target.operation.state, 'succeeded');
      await assert.rejects(harness.save(target), { name: 'NoVideoError', kind: 'withheld' });
      const { state, videos } = harness.store.get(target.operation) ?? {};
      assert.deepEqual([state, videos, await harness.files()], ['filtered', [], []]);
    });
  });

  it('records a video as filtered when the same words come with status 200', async () => {
    await withSimulatedServer(
      async ({ simulator, harness, finished }) => {
        const target = await finished();
        const body = '{"error":{"message":"No video data found in completed operation"}}';
        simulator.script({ always: { kind: 'answer', status: 200, body }, step: 'download' });
        await assert.rejects(harness.save(target), { kind: 'withheld' });
        assert.equal(harness.store.get(target.operation)?.state, 'filtered');
      },
      { contract: 'videos' },
    );
  });
});

describe('a download', () => {
  const headers = { gemini: ['x-goog-api-key', KEY], videos: ['authorization', `Bearer ${KEY}`] } as const;
  for (const contract of ['gemini', 'videos'] as const) {
    it(`sends the key in the header of the contract (${contract})`, async () => {
      await withSimulatedServer(
        async ({ simulator, harness, finished }) => {
          await harness.save(await finished());
          const [name, value] = headers[contract];
          assert.equal(simulator.requests.at(-1)?.headers[name], value);
          assert.equal(
            harness.log.some((line) => line.includes(KEY)),
            false,
          );
        },
        { contract },
      );
    });

    it(`does not send the key along a redirect to another origin (${contract})`, async () => {
      await withServer(
        (_, response) => response.end(video),
        async (other) => {
          await withSimulatedServer(
            async ({ simulator, harness, finished }) => {
              const location = `${other.url}/elsewhere`;
              simulator.script({ once: { kind: 'redirect', location }, step: 'download' });
              await harness.save(await finished());
              assert.deepEqual(await harness.saved(), video);
              assert.equal(other.received.length, 1);
              assert.equal(JSON.stringify(other.received).includes(KEY), false);
            },
            { contract },
          );
        },
      );
    });
  }

  it('does not send the key along a redirect when it resumes', async () => {
    await withSimulatedServer(async ({ simulator: fileHost }) => {
      fileHost.script({ once: { kind: 'cut', afterBytes: 30_000 }, step: 'download' });
      await withSimulatedServer(
        async ({ harness, finished }) => {
          // The host of the files would refuse whoever brings no key.
          await assert.rejects(harness.save(await finished()), { kind: 'unauthorized' });
          assert.equal(fileHost.requests.length, 1);
          assert.equal(JSON.stringify(fileHost.requests).includes(KEY), false);
        },
        { fileHost: fileHost.url },
      );
    });
  });

  it('sends no request when the key is missing', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      const target = await finished();
      const before = simulator.requests.length;
      harness.keys.clear();
      await assert.rejects(harness.save(target), { name: 'VideoApiError', kind: 'noKey' });
      assert.deepEqual([simulator.requests.length - before, await harness.files()], [0, []]);
    });
  });

  it('sends no key to an endpoint that needs none', async () => {
    await withServer(
      (_, response) => response.end(video),
      async ({ url, received }) => {
        await withDownloads(async (harness) => {
          const endpoint: Endpoint = { ...harness.endpointAt(url), auth: { kind: 'none' } };
          harness.endpoints.set('here', endpoint);
          await harness.save(harness.videoAt(`${url}/a`));
          assert.equal(JSON.stringify(received).includes(KEY), false);
        });
      },
    );
  });
});

describe('a download', () => {
  for (const location of [
    'file:///etc/passwd',
    'ftp://127.0.0.1/x',
    'http://example.com/x',
    'data:,x',
    'http://[',
  ]) {
    it(`does not follow a redirect to ${location}`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        const target = await finished();
        const before = simulator.requests.length;
        simulator.script({ always: { kind: 'redirect', location }, step: 'download' });
        await assert.rejects(harness.save(target), { name: 'VideoApiError', kind: 'malformed' });
        assert.deepEqual([simulator.requests.length - before, await harness.files()], [1, []]);
      });
    });
  }

  it('ends after four requests in a redirect loop', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      const target = await finished();
      const before = simulator.requests.length;
      simulator.script({ always: { kind: 'redirectLoop' }, step: 'download' });
      await assert.rejects(harness.save(target), { kind: 'malformed' });
      assert.deepEqual([simulator.requests.length - before, await harness.files()], [4, []]);
    });
  });
});

describe('a request for a video', () => {
  it('is sent to a foreign host only if the person agrees, and without the key', async () => {
    await withServer(
      (_, response) => response.end(video),
      async (other) => {
        await withServer(
          () => undefined,
          async ({ url, received }) => {
            await withDownloads(async (harness) => {
              harness.endpointAt(url);
              const target = harness.videoAt(`${other.url}/a`);
              const reason = { kind: 'foreignHost', host: new URL(other.url).host };
              await assert.rejects(harness.save(target), { name: 'NotRequestedError', reason });
              assert.deepEqual([other.received.length, received.length], [0, 0]);
              await harness.save(target, { fromForeignHost: true });
              assert.deepEqual(await harness.saved(), video);
              assert.equal(other.received.length, 1);
              assert.equal(other.received[0]?.authorization, undefined);
              assert.equal(other.received[0]?.['x-goog-api-key'], undefined);
              assert.equal(JSON.stringify(other.received).includes(KEY), false);
            });
          },
        );
      },
    );
  });

  it('is sent without asking to a foreign host that the person always allows, but to no other', async () => {
    await withServer(
      (_, response) => response.end(video),
      async (other) => {
        await withDownloads(async (harness) => {
          harness.endpointAt('http://127.0.0.1:1');
          harness.allowedHosts.add(new URL(other.url).host);
          await harness.save(harness.videoAt(`${other.url}/a`));
          assert.deepEqual(await harness.saved(), video);
        });
        await withDownloads(async (harness) => {
          harness.endpointAt('http://127.0.0.1:1');
          harness.allowedHosts.add(new URL(other.url).host);
          const elsewhere = harness.save(harness.videoAt('https://other.example/a'));
          await assert.rejects(elsewhere, { name: 'NotRequestedError' });
        });
      },
    );
  });

  it('is sent to a foreign host without a lookup of the key', async () => {
    await withServer(
      (_, response) => response.end(video),
      async (other) => {
        await withDownloads(async (harness) => {
          harness.endpointAt('http://127.0.0.1:1');
          harness.keys.clear();
          await harness.save(harness.videoAt(`${other.url}/a`), { fromForeignHost: true });
          assert.deepEqual(await harness.files(), [NAME]);
        });
      },
    );
  });

  it('does not make a video gone when a foreign host, which got no key, says so', async () => {
    const refuse = (_: unknown, response: ServerResponse) => {
      response.writeHead(404, { 'content-type': 'application/json' }).end(own('The video was not found'));
    };
    await withServer(refuse, async (other) => {
      await withDownloads(async (harness) => {
        harness.endpointAt('http://127.0.0.1:1');
        const target = harness.videoAt(`${other.url}/a`);
        await assert.rejects(harness.save(target, { fromForeignHost: true }), { kind: 'gone' });
        const operation = harness.store.get(target.operation);
        assert.equal(operation?.videos[0]?.gone, undefined);
      });
    });
  });

  it('goes through the gateway, with its key, when the gateway has created the video at Google', async () => {
    await withServer(
      (_, response) => response.end(video),
      async ({ url, received }) => {
        await withDownloads(async (harness) => {
          harness.endpointAt(url);
          const uri = 'https://generativelanguage.googleapis.com/v1beta/files/f1:download?alt=media';
          const operation = harness.succeeded('models/veo/operations/a1', { uri, videoId: 'f1' });
          await harness.save(first(operation));
          assert.equal(received[0]?.['x-goog-api-key'], KEY);
        });
      },
    );
  });

  for (const uri of [
    'gs://bucket/a.mp4',
    'file:///etc/passwd',
    'not an address',
    'data:video/mp4;base64,AA',
  ]) {
    it(`is not sent for a video at ${uri}`, async () => {
      await withDownloads(async (harness) => {
        harness.endpointAt('http://127.0.0.1:1');
        const noAddress = { name: 'NotRequestedError', reason: { kind: 'noAddress' } };
        await assert.rejects(harness.save(harness.videoAt(uri), { fromForeignHost: true }), noAddress);
        assert.deepEqual(await harness.files(), []);
      });
    });
  }

  it('is not sent when the endpoint is no longer in the settings', async () => {
    await withDownloads(async (harness) => {
      harness.endpointAt('http://127.0.0.1:1');
      const target = harness.videoAt('http://127.0.0.1:1/a');
      harness.endpoints.clear();
      await assert.rejects(harness.save(target), {
        name: 'NotRequestedError',
        reason: { kind: 'noEndpoint' },
      });
    });
  });
});

describe('the list while a video is downloaded', () => {
  for (const fault of [{ kind: 'pass' }, { kind: 'notFound' }] as const) {
    it(`does not get an operation back that the person removes meanwhile (${fault.kind})`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        const target = await finished();
        simulator.script({ once: fault, step: 'download' });
        const arrived = simulator.nextRequest();
        const saving = harness.save(target);
        // Handled below, once the operation is removed.
        saving.catch(() => undefined);
        await arrived;
        harness.store.remove([target.operation]);
        if (fault.kind === 'pass') await saving;
        else await assert.rejects(saving, { kind: 'gone' });
        await harness.updates.recordFile(target, '/a/clip.mp4');
        assert.deepEqual(harness.store.list(), []);
        assert.deepEqual(await harness.files(), fault.kind === 'pass' ? [NAME] : []);
      });
    });
  }

  it('keeps the label that the operation gets meanwhile', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      const target = await finished();
      const arrived = simulator.nextRequest();
      const saving = harness.save(target);
      await arrived;
      harness.store.track(target.operation, { label: 'The cat' });
      await saving;
      await harness.updates.recordFile(target, '/a/clip.mp4');
      const operation = harness.store.get(target.operation);
      assert.deepEqual([operation?.label, operation?.videos[0]?.file], ['The cat', '/a/clip.mp4']);
      await harness.updates.recordFile(target, '/a/clip.mp4', 'ab12');
      assert.equal(harness.store.get(target.operation)?.videos[0]?.sha256, 'ab12');
      await harness.updates.recordFile(target, undefined);
      assert.equal('sha256' in (harness.store.get(target.operation)?.videos[0] ?? {}), false);
      assert.equal('file' in (harness.store.get(target.operation)?.videos[0] ?? {}), false);
    });
  });

  it('has the file at the very video that was saved', async () => {
    await withSimulatedServer(async ({ harness, finished }) => {
      const { operation } = await finished(3);
      await harness.updates.recordFile({ operation, index: 2 }, '/a/3.mp4');
      const files = harness.store.get(operation)?.videos.map(({ file }) => file);
      assert.deepEqual(files, [undefined, undefined, '/a/3.mp4']);
    });
  });
});

describe('a video whose operation has moved to the archive meanwhile', () => {
  it('has its file recorded', async () => {
    await withSimulatedServer(async ({ harness, finished }) => {
      const target = await finished();
      await harness.moveToArchive(target);
      await harness.updates.recordFile(target, '/a/clip.mp4');
      assert.equal(harness.store.get(target.operation)?.videos[0]?.file, '/a/clip.mp4');
    });
  });

  it('is recorded as gone', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      const target = await finished();
      await harness.moveToArchive(target);
      simulator.script({ once: { kind: 'notFound' }, step: 'download' });
      await assert.rejects(harness.save(target), { kind: 'gone' });
      assert.equal(harness.store.get(target.operation)?.videos[0]?.gone, true);
    });
  });

  it('is saved, but not recorded, when the archive cannot be read', async () => {
    await withSimulatedServer(async ({ harness, finished }) => {
      const target = await finished();
      await harness.moveToArchive(target);
      harness.archive.midway = () => {
        throw new Error('I/O error');
      };
      await harness.save(target);
      await harness.updates.recordFile(target, '/a/clip.mp4');
      assert.deepEqual([await harness.files(), harness.store.get(target.operation)], [[NAME], undefined]);
    });
  });
});

describe('of two downloads to one name', () => {
  it('one gets the name, the other fails, and no part is left', async () => {
    await withSimulatedServer(async ({ harness, finished }) => {
      const target = await finished();
      const results = await Promise.allSettled([harness.save(target), harness.save(target)]);
      assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.kind] : []));
      assert.deepEqual(refused, ['exists']);
      assert.deepEqual(await harness.files(), [NAME]);
      assert.deepEqual(await harness.saved(), video);
    });
  });
});

describe('the file of a video in the list', () => {
  it('is removed when another video replaces the file', async () => {
    await withSimulatedServer(async ({ harness, finished }) => {
      const [former, latter] = [await finished(), await finished()];
      const fileOf = ({ operation }: typeof former) => harness.store.get(operation)?.videos[0]?.file;
      await harness.updates.recordFile(former, '/videos/clip.mp4');
      assert.equal(fileOf(former), '/videos/clip.mp4');
      await harness.updates.recordFile(latter, '/videos/clip.mp4');
      assert.deepEqual([fileOf(former), fileOf(latter)], [undefined, '/videos/clip.mp4']);
    });
  });
});
