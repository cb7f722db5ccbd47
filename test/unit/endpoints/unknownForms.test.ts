import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readStatusAnswer } from '../../../src/endpoints/google/geminiApi';
import { VideoApiError } from '../../../src/endpoints/videoApi';
import { processorMs } from '../base/processorTime';

const name = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const uri = 'https://generativelanguage.googleapis.com/v1beta/files/abc123def456:download?alt=media';
const video = { uri, videoId: 'abc123def456' };
const KEY = 'sk-4f9AbcdEfghIjkl1WXYZ';
const done = (response: unknown) => ({ name, done: true, response });
const google = (result: unknown) => done({ generateVideoResponse: result });

describe('a video in another spelling', () => {
  const spellings: Readonly<Record<string, object>> = {
    // docs.gptproto.com query-task; docs.aiid.edu.kg query tasks
    'samples right in the response': done({ generatedSamples: [{ video: { uri } }] }),
    'the lists of the SDKs': done({ generatedVideos: [{ video: { uri } }] }),
    'the result of the SDKs': { name, done: true, result: { generatedVideos: [{ video: { uri } }] } },
    predictions: done({ predictions: [{ uri }] }),
    'snake case': done({ generate_video_response: { generated_samples: [{ video: { uri } }] } }),
    'snake case of Vertex': done({ videos: [{ gcs_uri: uri, mime_type: '' }] }),
    'samples without video': google({ generatedSamples: [{ uri }] }),
    'samples one level deeper': google({ generatedSamples: [{ video: { video: { uri } } }] }),
    'the address as url': google({ generatedSamples: [{ video: { url: uri } }] }),
    'the address as video_url': done({ videos: [{ video_url: uri }] }),
    'the video as an address': done({ generatedSamples: [{ video: uri }] }),
    'the sample as an address': done({ videos: [uri] }),
    'data around the response': {
      name,
      done: true,
      data: { response: { generatedSamples: [{ video: { uri } }] } },
    },
    'data in the response': done({ data: { videos: [{ url: uri }] } }),
    'a video without a list': done({ video: { uri } }),
    'an address without a list': google({ videoUrl: uri }),
    'a video of the operation itself': { name, done: true, video: { url: uri } },
    'samples of the operation itself': { name, done: true, generatedSamples: [{ video: { uri } }] },
  };
  for (const [what, body] of Object.entries(spellings)) {
    it(`${what} is found`, () => assert.deepEqual(read(body), { kind: 'succeeded', videos: [video] }));
  }

  it('is not thrown away for an error beside it', () => {
    for (const error of [
      { code: 0, message: 'OK' },
      { code: 200, message: 'success', status: 'OK' },
      { code: 3, message: '1 of 2 videos could not be generated' },
      { code: 429, message: 'Slow' },
    ]) {
      const body = { ...google({ generatedSamples: [{ video: { uri } }] }), error };
      assert.deepEqual(read(body), { kind: 'succeeded', videos: [video] }, JSON.stringify(error));
    }
  });

  it('as bytes is found too', () => {
    const base64 = { base64: 'AAAA', mimeType: 'video/mp4' };
    for (const body of [
      done({ predictions: [{ bytesBase64Encoded: 'AAAA', mimeType: 'video/mp4' }] }),
      done({ predictions: [{ bytes_base64_encoded: 'AAAA', mime_type: 'video/mp4' }] }),
      done({ generatedVideos: [{ video: { videoBytes: 'AAAA', encoding: 'video/mp4' } }] }),
    ]) {
      assert.deepEqual(read(body), { kind: 'succeeded', videos: [base64] });
    }
  });

  it('is one of a hundred at most', () => {
    const answer = read(done({ videos: Array.from({ length: 5000 }, () => ({ uri })) }));
    assert.equal(answer.kind === 'succeeded' && answer.videos.length, 100);
  });
});

describe('an operation that is done in a form that nobody documented', () => {
  const unknown: Readonly<Record<string, object>> = {
    'another list': done({ generatedClips: [{ uri }] }),
    'another name of the address': google({ generatedSamples: [{ video: { location: uri } }] }),
    'a word in place of an address': google({ generatedSamples: [{ video: { uri: 'pending' } }] }),
    'a handle of a file': done({ file: 'files/abc123def456' }),
    'a text for a response': done('https://example.com/a.mp4'),
    'a response in a list': done([{ generatedSamples: [{ video: { uri } }] }]),
    'a number for a response': done(7),
    'samples that are no list': done({ generatedSamples: { 0: { video: { uri } } } }),
    'something beside an empty response': { name, done: true, response: {}, output: { clip: { id: 1 } } },
    'an address in place of a response': { name, done: true, download: uri },
    'a video in the metadata': { name, done: true, metadata: { output: uri } },
    'a video too deep': done({ data: { result: { output: { data: { videos: [{ uri }] } } } } }),
    'an empty sample': google({ generatedSamples: [{}] }),
    'filtered samples beside a video that cannot be read': google({
      raiMediaFilteredCount: 1,
      raiMediaFilteredReasons: ['no'],
      generatedClips: [{ uri }],
    }),
    'filtered words beside a relative address': google({
      raiMediaFilteredCount: 1,
      generatedSamples: [{ video: { uri: '/v1beta/files/abc123def456:download' } }],
    }),
    'filtered words beside the id of a file': google({
      raiMediaFilteredReasons: ['no'],
      generatedSamples: [{ video: { fileId: 'abc123def456' } }],
    }),
    'filtered words beside a numeric id': done({ raiMediaFilteredCount: 1, videos: [null, { asset: 7 }] }),
    'filtered words beside a sample that is a word': done({ raiMediaFilteredCount: 1, videos: ['abc.mp4'] }),
    'filtered words beside samples that are no list': done({
      raiMediaFilteredCount: 1,
      videos: { file: 'a.mp4' },
    }),
    'filtered words beside a lone relative address': done({ raiMediaFilteredCount: 1, videoUrl: '/a.mp4' }),
    'an error beside a sample that cannot be read': {
      ...google({ generatedSamples: [{ video: { uri: '/a.mp4' } }] }),
      error: { code: 3, message: '1 of 2 videos could not be generated' },
    },
    'long bytes under another name': google({ raiMediaFilteredCount: 1, content: 'A'.repeat(2000) }),
  };
  for (const [what, body] of Object.entries(unknown)) {
    it(`(${what}) is malformed, and the answer is there to be shown`, () => {
      assert.throws(
        () => read(body),
        ({ kind, reason, answer }: VideoApiError) => {
          assert.deepEqual([kind, reason], ['malformed', 'unknownForm']);
          assert.match(answer ?? '', /"done": true/);
          return true;
        },
      );
    });
  }

  it('is filtered where the filter says so in its own words, in either case and at any level', () => {
    const told = { kind: 'filtered', filterReasons: ['Unsafe'], filteredCount: 2 };
    const camel = { raiMediaFilteredCount: 2, raiMediaFilteredReasons: ['Unsafe'] };
    const snake = { rai_media_filtered_count: 2, rai_media_filtered_reasons: ['Unsafe'] };
    for (const words of [
      camel,
      snake,
      { ...camel, raiMediaFilteredCount: '2' },
      { ...camel, safety: { level: 3 } },
    ]) {
      for (const body of [
        google(words),
        done(words),
        done({ data: words }),
        { name, done: true, data: words },
      ]) {
        assert.deepEqual(read(body), told, JSON.stringify(body));
      }
    }
    assert.deepEqual(read(google({ raiMediaFilteredCount: 1 })), {
      kind: 'filtered',
      filterReasons: [],
      filteredCount: 1,
    });
  });

  it('is filtered where nothing but the type and the words of the filter stands in place of a sample', () => {
    const words = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Unsafe'] };
    const told = { kind: 'filtered', filterReasons: ['Unsafe'], filteredCount: 1 };
    for (const sample of [null, {}, '', { video: null }, { video: { uri: '', mimeType: 'video/mp4' } }]) {
      assert.deepEqual(read(google({ ...words, generatedSamples: [sample] })), told, JSON.stringify(sample));
    }
    const reason = { video: {}, raiFilteredReason: 'Unsafe' };
    assert.deepEqual(read(done({ videos: [reason] })), { kind: 'filtered', filterReasons: ['Unsafe'] });
  });

  it('is partly filtered where there are videos beside the words of the filter', () => {
    const words = { raiMediaFilteredCount: 2, raiMediaFilteredReasons: [`Unsafe ${KEY}`, 'Unsafe'] };
    const body = google({ generatedSamples: [{ video: { uri } }], ...words });
    assert.deepEqual(readStatusAnswer({ body }, [KEY]), {
      kind: 'succeeded',
      videos: [video],
      filterReasons: ['Unsafe …', 'Unsafe'],
      filteredCount: 2,
    });
    for (const count of [0, -1, 1.5, 1e9, null, [], 'many']) {
      const { filteredCount } = read(
        google({ generatedSamples: [{ video: { uri } }], raiMediaFilteredCount: count }),
      ) as {
        filteredCount?: number;
      };
      assert.equal(filteredCount, undefined, JSON.stringify(count));
    }
  });

  it('is never filtered, whatever stands where the samples would be, unless nothing or the filter does', () => {
    const strange = fc.string({ minLength: 1 }).filter((text) => !/rai|filter/i.test(text));
    const address = fc.constant(uri);
    const holder = fc.dictionary(strange, fc.oneof(address, fc.array(address, { minLength: 1 })), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(fc.oneof(holder, fc.record({ generateVideoResponse: holder })), (response) => {
        try {
          assert.notEqual(read(done(response)).kind, 'filtered');
        } catch (error) {
          assert.ok(error instanceof VideoApiError, String(error));
          assert.equal(error.reason, 'unknownForm');
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an answer that is shown', () => {
  function shown(answer: { body: unknown; text?: string }): string {
    try {
      readStatusAnswer(answer, [KEY]);
    } catch (error) {
      return (error as VideoApiError).answer ?? '';
    }
    return '';
  }

  it('is indented JSON without key, and its videos are cut', () => {
    const text = shown({ body: { error: `for ${KEY}`, clip: 'A'.repeat(100_000) } });
    assert.match(text, /^\{\n {2}"error": "for …",\n {2}"clip": "A+…"\n\}$/);
    assert.ok(text.length < 3000);
  });

  it('is the text itself where it is no JSON, without what hides or turns text', () => {
    const text = shown({ body: undefined, text: `<p>\r\n\u202eKey ${[...KEY].join('\u200b')}\u0007</p>` });
    assert.equal(text, '<p>\nKey … </p>');
  });

  it('is short, and made in no time, however large, deep or broad the answer', () => {
    const depth = 100_000;
    const deep = JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);
    const broad = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [`field${i}`, 'x'.repeat(50)]),
    );
    const bodies = [
      deep,
      broad,
      Array(100_000).fill(broad),
      { a: deep, b: 'x'.repeat(30_000_000) },
      'x'.repeat(1e6),
    ];
    for (const body of [...bodies, ...bodies.map((response) => done(response))]) {
      const ms = processorMs(() => {
        const { length } = shown({ body });
        assert.ok(length > 0 && length <= 64 * 1024, String(length));
      });
      assert.ok(ms < 2000, `${ms} ms`);
    }
  });
});

function read(body: unknown) {
  return readStatusAnswer({ body }, []);
}
