import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readStatusAnswer, videoIdOf } from '../../../src/endpoints/google/geminiApi';
import { VideoApiError } from '../../../src/endpoints/videoApi';

const name = 'models/veo-3.0-generate-preview/operations/idrk08ltkg0a';
const uri = 'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media';
const type = 'type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse';
const done = (response?: unknown) => ({ name, done: true, response });
const google = (result: unknown) => done({ '@type': type, generateVideoResponse: result });
const samples = (...videos: unknown[]) => google({ generatedSamples: videos.map((video) => ({ video })) });

describe('status answers: still running', () => {
  const running: Readonly<Record<string, object>> = {
    'a name alone': { name },
    'done: false': { name, done: false },
    'done: null': { name, done: null },
    metadata: { name, metadata: { '@type': 'x', progress: 3 } },
    'an error without done': { name, error: { code: 3, message: 'no' } },
    'a video without done': { ...samples({ uri }), done: undefined },
  };
  for (const [what, body] of Object.entries(running)) {
    it(`${what} is running`, () => assert.deepEqual(read(body), { kind: 'running' }));
  }
});

describe('status answers: the start', () => {
  const createTime = '2026-11-20T10:00:00.123456Z';
  const job = { startedAt: '2026-11-20T10:00:00.123Z' };

  it('is told in the metadata, as Google or as Vertex does, in any state', () => {
    for (const metadata of [{ createTime }, { genericMetadata: { createTime } }]) {
      assert.deepEqual(read({ name, metadata }), { kind: 'running', job });
      assert.deepEqual(read({ ...samples({ uri }), metadata }).job, job);
      assert.deepEqual(read({ ...google({}), metadata }).job, job);
    }
  });

  const nothing = [
    null,
    7,
    [],
    { createTime: 'now' },
    { createTime: 1_790_152_071 },
    { genericMetadata: [] },
  ];
  for (const metadata of nothing) {
    it(`is not told by ${JSON.stringify(metadata)}, which does not fail`, () => {
      assert.deepEqual(read({ name, metadata }), { kind: 'running' });
    });
  }
});

describe('status answers: success', () => {
  it('has the video with its id', () => {
    assert.deepEqual(read(samples({ uri })), {
      kind: 'succeeded',
      videos: [{ uri, videoId: '3j6svp4106e7' }],
    });
  });

  it('has all samples in their order, with what type they are', () => {
    const answer = read(
      samples({ uri, mimeType: 'video/mp4' }, { uri: 'https://a/2' }, { uri: 'https://a/3' }),
    );
    assert.deepEqual(answer, {
      kind: 'succeeded',
      videos: [
        { uri, videoId: '3j6svp4106e7', mimeType: 'video/mp4' },
        { uri: 'https://a/2' },
        { uri: 'https://a/3' },
      ],
    });
  });

  it('has the videos of Vertex', () => {
    const gcsUri = 'gs://bucket/sample_0.mp4';
    const answer = read(done({ videos: [{ gcsUri, mimeType: 'video/mp4' }] }));
    assert.deepEqual(answer, { kind: 'succeeded', videos: [{ uri: gcsUri, mimeType: 'video/mp4' }] });
  });

  it('has the videos that came, though others were filtered', () => {
    const body = google({ generatedSamples: [{ video: { uri } }], raiMediaFilteredCount: 1 });
    assert.equal(read(body).kind, 'succeeded');
  });

  it('has them whatever the form of fields that tell nothing', () => {
    assert.equal(read(samples({ uri, mimeType: 7, encodedVideo: {} })).kind, 'succeeded');
  });

  const ids: readonly [uri: string, id: string | undefined][] = [
    [uri, '3j6svp4106e7'],
    ['https://a/v1beta/files/abc', 'abc'],
    ['https://a/v1beta/files/abc?alt=media', 'abc'],
    ['https://a/v1beta/files/abc/def', 'abc'],
    ['https://a/files/abc#x', 'abc'],
    ['gs://bucket/sample_0.mp4', undefined],
    ['https://a/profiles/abc', undefined],
    ['https://a/files/', undefined],
  ];
  for (const [address, id] of ids) {
    it(`the video id of ${address} is ${id ?? 'unknown'}`, () => assert.equal(videoIdOf(address), id));
  }
});

describe('status answers: no video', () => {
  it('a filter has its reasons', () => {
    const raiMediaFilteredReasons = ['Unsafe. Support codes: 42237218', 'Unsafe  too'];
    const body = google({ raiMediaFilteredCount: 2, raiMediaFilteredReasons });
    assert.deepEqual(read(body), {
      kind: 'filtered',
      filterReasons: ['Unsafe. Support codes: 42237218', 'Unsafe too'],
      filteredCount: 2,
    });
    assert.deepEqual(read(done({ raiMediaFilteredReasons: ['a'] })), {
      kind: 'filtered',
      filterReasons: ['a'],
    });
  });

  const silent: Readonly<Record<string, unknown>> = {
    'no response': done(),
    'response: null': done(null),
    'an empty response': done({}),
    'an empty result': google({}),
    'no result': google(null),
    'no samples': google({ generatedSamples: [] }),
    'samples: null': google({ generatedSamples: null }),
    'no videos': done({ videos: [] }),
    'reasons that are no texts': google({ raiMediaFilteredReasons: [1] }),
    'error: null': { ...done(), error: null },
  };
  for (const [what, body] of Object.entries(silent)) {
    it(`done with ${what} is filtered without a known reason`, () => {
      assert.deepEqual(read(body), { kind: 'filtered', filterReasons: [] });
    });
  }

  it('an error has code, status and message', () => {
    const error = { code: 3, status: 'INVALID_ARGUMENT', message: 'no\n good', details: [{}] };
    assert.deepEqual(read({ name, done: true, error }), {
      kind: 'failed',
      error: { code: 3, status: 'INVALID_ARGUMENT', message: 'no good' },
    });
  });

  it('an error without code is of unknown cause (2)', () => {
    assert.deepEqual(read({ name, done: true, error: {} }), {
      kind: 'failed',
      error: { code: 2, message: '' },
    });
  });

  it('an error beside a video takes nothing away', () => {
    assert.equal(read({ ...samples({ uri }), error: { code: 13 } }).kind, 'succeeded');
    assert.equal(read({ ...samples(), error: { code: 13 } }).kind, 'failed');
  });

  it('neither error nor reason tells the key', () => {
    const key = 'a-key-without-any-shape';
    const failed = readStatusAnswer(
      { body: { name, done: true, error: { code: 3, message: `bad ${key}` } } },
      [key],
    );
    const filtered = readStatusAnswer({ body: google({ raiMediaFilteredReasons: [`bad ${key}`] }) }, [key]);
    assert.doesNotMatch(JSON.stringify([failed, filtered]), /without/);
  });
});

describe('status answers: what a server puts a key into', () => {
  const key = 'a-key-without-any-shape';

  it('is kept without it: an address', () => {
    const answer = readStatusAnswer({ body: samples({ uri: `${uri}&key=${key}` }) }, [key]);
    assert.deepEqual(answer, { kind: 'succeeded', videos: [{ uri, videoId: '3j6svp4106e7' }] });
  });

  it('is kept without it: the code and the status of an error', () => {
    const error = { code: `E ${key}`, status: `S ${key}`, message: '' };
    const answer = readStatusAnswer({ body: { name, done: true, error } }, [key]);
    assert.deepEqual(answer, { kind: 'failed', error: { code: 'E …', status: 'S …', message: '' } });
  });

  it('leaves an address without key as it is, to the letter', () => {
    const signed = 'https://storage.example.com/a%2Fb.mp4?sig=a%2Bb%3D&x=1';
    const answer = readStatusAnswer({ body: samples({ uri: signed }) }, [key]);
    assert.deepEqual(answer, { kind: 'succeeded', videos: [{ uri: signed }] });
  });
});

describe('status answers: malformed', () => {
  const malformed: Readonly<Record<string, unknown>> = {
    'no JSON': undefined,
    null: null,
    'a text': 'done',
    'a list': [],
    'no name': { done: true },
    'a name that is no text': { name: 7 },
    'done in words': { name, done: 'true' },
    'an error in words': { name, done: true, error: 'no' },
    'a sample without video': google({ generatedSamples: [{}] }),
    'a sample without address': samples({}),
    'a sample with an empty address': samples({ uri: '' }),
    'no sample of two with an address': samples({}, {}),
    'samples that are no list': google({ generatedSamples: { video: { uri } } }),
    'a response in a list': done([{ generateVideoResponse: { generatedSamples: [{ video: { uri } }] } }]),
    'a result in a list': google([{ generatedSamples: [{ video: { uri } }] }]),
    'an error in a list': { ...samples({ uri }), error: [{ code: 3 }] },
    'an empty list for an error': { name, done: true, error: [] },
  };
  for (const [what, body] of Object.entries(malformed)) {
    it(`${what} is malformed`, () => assert.throws(() => read(body), { kind: 'malformed' }));
  }

  for (const field of ['bytesBase64Encoded', 'encodedVideo', 'videoBytes']) {
    it(`a video inside the answer (${field}) is handed over as it came`, () => {
      const expected = { kind: 'succeeded', videos: [{ base64: 'AAAA', mimeType: 'video/mp4' }] };
      const video = { [field]: 'AAAA', mimeType: 'video/mp4' };
      assert.deepEqual(read(samples(video)), expected);
      assert.deepEqual(read(done({ videos: [video] })), expected);
    });
  }

  it('a data address is a video inside the answer, not an address', () => {
    const uri = 'data:video/mp4;base64,AAAA';
    assert.deepEqual(read(samples({ uri })), { kind: 'succeeded', videos: [{ base64: uri }] });
  });

  it('an empty error beside a video is none, and without a video it is a failure', () => {
    const video = { generatedSamples: [{ video: { uri } }] };
    const withVideo = { name, done: true, error: {}, response: { generateVideoResponse: video } };
    assert.equal(read(withVideo).kind, 'succeeded');
    assert.deepEqual(read({ name, done: true, error: {} }), {
      kind: 'failed',
      error: { code: 2, message: '' },
    });
  });

  const near = fc.record(
    {
      name: fc.oneof(fc.constant(name), fc.jsonValue()),
      done: fc.oneof(fc.boolean(), fc.jsonValue()),
      error: fc.oneof(fc.constant(undefined), fc.jsonValue(), fc.record({ code: fc.jsonValue() })),
      response: fc.oneof(
        fc.jsonValue(),
        fc.record({ videos: fc.array(fc.record({ gcsUri: fc.jsonValue() })) }),
        fc.record({
          generateVideoResponse: fc.record({
            generatedSamples: fc.array(fc.record({ video: fc.record({ uri: fc.jsonValue() }) })),
          }),
        }),
      ),
    },
    { requiredKeys: [] },
  );

  it('or an answer is any JSON, and success has an address for each video', () => {
    fc.assert(
      fc.property(fc.oneof(near, fc.jsonValue()), (body) => {
        try {
          const answer = read(body);
          if (answer.kind !== 'succeeded') return;
          assert.ok(answer.videos.length > 0);
          for (const video of answer.videos) assert.ok('base64' in video ? video.base64 : video.uri);
        } catch (error) {
          assert.ok(error instanceof VideoApiError, String(error));
          assert.equal(error.kind, 'malformed');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function read(body: unknown) {
  return readStatusAnswer({ body }, []);
}
