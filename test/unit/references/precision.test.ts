import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { answeredJobs } from '../../../src/references/answers/answeredJobs';
import { placedReferences } from '../../../src/references/placedReferences';
import { findReferences } from '../../../src/references/reference';
import { MAX_TEXT_LENGTH } from '../../../src/references/textLength';
import { processorMs } from '../base/processorTime';

const ROOT = join(__dirname, '../../..');
const TEXT = /\.(?:[cm]?[jt]s|json|md|ya?ml|sh)$/;
/** The simulator answers as the APIs do, and presets.ts and statusAddresses.ts say how. */
const FIXTURES = /[\\/]src[\\/]simulator[\\/]/;

/** Lines as npm, test runners, servers, editors and build tools print them. */
const logLine = fc.oneof(
  fc
    .tuple(fc.nat(400), fc.uuid())
    .map(([ms, id]) => `${ms} http fetch GET 200 https://registry.example/x/-/x-1.0.0.tgz ${id}`),
  fc
    .tuple(
      fc.nat(99),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 40 }),
    )
    .map(([n, hash]) => `[${n}/120] commit ${hash} build(core): done`),
  fc
    .tuple(fc.uuid(), fc.constantFrom('queued', 'completed'))
    .map(([id, status]) =>
      JSON.stringify({ level: 'info', requestId: id, job: { id, status, queue: 'mail' }, code: 200 }),
    ),
  fc
    .tuple(fc.uuid(), fc.nat(500))
    .map(([id, ms]) => `127.0.0.1 - "GET /v1/users/${id}/videos?page=2 HTTP/1.1" 200 ${ms}`),
  fc
    .tuple(fc.uuid())
    .map(([id]) => `at Object.<anonymous> (/srv/app/v2/videos/index.test.ts:12:7) trace_id=${id}`),
  fc
    .tuple(fc.uuid())
    .map(([id]) => `{'id': '${id}', 'object': 'chat.completion', 'model': 'gpt-5', 'status': 'completed'}`),
  fc.lorem().map((words) => `It's done: ${words} (see task 12345678, job 7).`),
);

describe('ordinary text', () => {
  it('of the sources, the documents and the lock file of this repository names no job by its context', () => {
    const files = ['src', 'scripts', 'docs', 'l10n'].flatMap(filesBelow);
    const all = [...files, ...['README.md', 'CHANGELOG.md', 'package.json', 'package-lock.json'].map(inRoot)];
    const read = all.filter((file) => TEXT.test(file) && !FIXTURES.test(file));
    assert.ok(read.length > 300);
    for (const file of read) assert.deepEqual(jobsIn(readFileSync(file, 'utf8')), [], file);
  });

  it('of the packages that this repository uses names no job either', () => {
    const packages = readdirSync(inRoot('node_modules'));
    const files = packages.flatMap((name) => [
      `${name}/README.md`,
      `${name}/package.json`,
      `${name}/index.js`,
    ]);
    const texts = files.flatMap((file) => textOf(inRoot(join('node_modules', file))));
    assert.ok(texts.length > 200);
    for (const text of texts) assert.deepEqual(jobsIn(text), [], text.slice(0, 200));
  });

  it('of logs names none', () => {
    fc.assert(
      fc.property(fc.array(logLine, { minLength: 1, maxLength: 30 }), (lines) => {
        assert.deepEqual(jobsIn(`npm verbose cli\n${lines.join('\n')}\n`), []);
      }),
    );
  });
});

/** What this repository gives as an example, in its sources, its documents and its bench. */
const EXAMPLES = [
  'models/veo-3.1-generate-preview/operations/idrk08ltkg0a',
  'models/veo-3.1/operations/a1b2c3d4e5f6',
  'veo3.1:1764899481-jTkhPerTVj',
  'veo3:1764899481-a1b2',
];
const SAMPLED_BYTES = 24_000_000;

describe('documents with ordinary text', () => {
  it('such as the sources and documents of this repository hold no reference but their examples', () => {
    const files = ['src', 'scripts', 'docs', 'l10n'].flatMap(filesBelow).filter((file) => TEXT.test(file));
    const all = [...files, ...['README.md', 'CHANGELOG.md', 'package.json', 'package-lock.json'].map(inRoot)];
    const found = new Set<string>();
    for (const file of all)
      for (const { reference } of placedReferences(readFileSync(file, 'utf8'))) found.add(reference.name);
    assert.deepEqual([...found].sort(), EXAMPLES);
  });

  it('such as types, documents and minified bundles of packages hold none', () => {
    const isRead = /\.(?:d\.[cm]?ts|min\.js|md|map)$/;
    let bytes = 0;
    for (const file of filesBelow('node_modules').filter((one) => isRead.test(one))) {
      const [text = ''] = textOf(file);
      bytes += text.length;
      assert.deepEqual(placedReferences(text), [], file);
      if (bytes > SAMPLED_BYTES) break;
    }
    assert.ok(bytes > SAMPLED_BYTES / 4, `${bytes}`);
  });

  const nearby = [
    'ffmpeg -i video_20260101_120000.mp4 out.mp4',
    'video_20260101T120000Z',
    '.video_player-1234567890 { color: red }',
    '<div id="video_container_12345678" class="video_player-abc123def456">',
    '{"id": "video_container", "type": "block"}',
    '{"id": "video_intro2024"}',
    '{"id":"video_ad_1234","status":"active"}',
    "INSERT INTO videos (id) VALUES ('video_000000000001'), ('video_1');",
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://example.com/videos/video_123',
    'https://cdn.example.com/videos/video_20230101_hd/content',
    '"video_title": "video_description_2"',
    'video_mobile-720p-2500k video_h264-high-profile video_1080p60fps-hdr10 video_track-00001-abcdefg',
    'video_encoderH264ProfileV2 video_streaming-server-2',
    'import { create } from "models/user/operations/create";',
    'import { update } from "models/user/operations/notifyowners";',
    'from models/order/operations/v2 import x',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the code of a program
    '`models/veo/operations/bench1${i}`',
    'f"models/{model}/operations/op1{i}"',
    '"models/{model}/operations/{id}"',
    'GET /v1/videos/list-2024 HTTP/1.1',
    'GET /api/v2/videos/top-10?page=2',
    '{"code":200,"data":{"taskId":"export_12345678"}}',
    '{"id": "lesson-12", "status":"completed","video":"intro.mp4"}',
    '{"id":"sub_12345678","status":"active","object":"subscription"}',
    'Task video.generate[0a1b2c3d-1111-2222-3333-444455556666] succeeded',
    'steps:\n  - id: video_build_2\n    run: x',
    '{"key":"video_player_v2_controls","value":"x"}',
    'kubectl get pod video-encoder-7d4b9c6f5-x2x9z',
    'projects/my-project/locations/us-central1/operations/operation-1234567890123-abc',
    'models/gemini-2.5-flash:generateContent',
    'GET /v1beta/models/veo-3.1-generate-preview/operations/xxxxxxxxxxxx',
    'image: registry.example/veo3:1790159271-a1b2c3d',
    'docker pull veo:1790159271-abc1',
    'src/v1/interactions/button-click1.ts',
    'POST /v1_ChannelGateways/interactions/v1_short1',
    'src/interactions/v1_click_handlers_2024',
    'export const v1_Chart_with_several_series_and_legend_2 = new v1_ChannelConfigurationOfGateway0001();',
    'def veo_task_helper(x): return veo_task_runner(x)',
    'from models/veo/operations/utils2 import x; models/video/operations/transcode_v2',
  ];
  for (const text of nearby) {
    it(`hold none in what only looks like one: ${text.slice(0, 60)}`, () => {
      assert.deepEqual(placedReferences(`${text}\n`), []);
    });
  }

  const names = [
    'video_68d7512d07848190b3e45da0a1b2c3d4',
    'id=video_a1b2c3d4',
    '{"id":"video_a1b2c3d4e5f6","object":"video"}',
    'models/veo-3.0/operations/idrk08ltkg0a',
    'models/veo-3.0/operations/abcdefghijkl',
    'https://gateway.example/v1/videos/video_123/content',
    'https://gateway.example/v1/videos/task_01J8ABCDEFGH',
    '{"code":200,"msg":"success","data":{"taskId":"veo_task_abcdef123456"}}',
    '{"id":"gen_123","object":"video"}',
  ];
  for (const text of names) {
    it(`hold one where it is one: ${text}`, () => {
      assert.equal(placedReferences(`words\n\nthis: ${text}\n\nwords\n`).length, 1);
    });
  }
});

describe('answers in a megabyte of hostile text', () => {
  const ONE_SECOND_MS = 1000;
  const pieces = [
    '{',
    '[',
    'a(',
    '{"a":',
    '{"id":"',
    '"',
    "'",
    '\\"',
    '{"\\"',
    '{\'"',
    '}',
    '{}',
    '[{',
    '{a=',
    '{"a":"{',
    '{"id":"task_a1","object":"video"},',
    '{"a":"\\"{\\\\\\"',
    '{"steps":[',
    '/v1/videos/',
    '/v1/videos/a1b2c3d4e5f6?',
    'a'.repeat(199),
    '{"object":"video",',
  ];
  for (const piece of pieces) {
    it(`that repeats ${JSON.stringify(piece.slice(0, 30))} are looked for in a second`, () => {
      const text = piece.repeat(Math.ceil(2 ** 20 / piece.length));
      const ms = processorMs(() => answeredJobs(text));
      assert.ok(ms < ONE_SECOND_MS, `${ms} ms`);
    });
  }
});

/** The jobs that are named by their context; other names have tests of their own. */
function jobsIn(text: string): string[] {
  const parts = Array.from({ length: Math.ceil(text.length / MAX_TEXT_LENGTH) }, (_, part) =>
    text.slice(part * MAX_TEXT_LENGTH, (part + 1) * MAX_TEXT_LENGTH),
  );
  const jobs = parts.flatMap(findReferences).filter(({ shape }) => shape !== undefined);
  return jobs.map(({ name }) => name).filter((name) => !EXAMPLES.includes(name));
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(inRoot(folder), { withFileTypes: true, recursive: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

function textOf(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}

function inRoot(path: string): string {
  return join(ROOT, path);
}
