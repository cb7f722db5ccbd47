import assert from 'node:assert/strict';
import { parseText } from '../../../src/references/parseText';
import { findReferences } from '../../../src/references/reference';
import { encodedId } from '../operations/encodedId';

const ENCODED = encodedId('veo-3.1-lite-generate-001');
const PADDED = encodedId('veo');
const PLAIN = 'video_68d7512d07848190b3e45da0';
const GEMINI = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const GATEWAY = 'https://api.thucchien.ai';

describe('a reference to /v1/videos', () => {
  for (const id of [ENCODED, PADDED, PLAIN, 'video_abc123']) {
    const named: Readonly<Record<string, string>> = {
      'the id alone': id,
      'the id in quotes amid white space': `\n "${id}" \n`,
      'a start answer': JSON.stringify({ id, object: 'video', status: 'processing' }),
      'a start answer, printed prettily': JSON.stringify({ id, object: 'video' }, undefined, 2),
      'a path': `/v1/videos/${id}`,
      'a path of its content': `curl "$BASE_URL/v1/videos/${id}/content" -o video.mp4`,
      'a Python line': `client.videos.retrieve("${id}")`,
      'a Python assignment': `video_id='${id}'  # of video_path2`,
      'a status answer with other words of that kind': JSON.stringify({
        id,
        video_url: 'video_url',
        profile: 'video_1080p',
        files: ['video_path2', 'video_20250101.mp4'],
      }),
      'a path with escapes': `curl $BASE_URL/v1/videos/${encodeURIComponent(id)}/content`,
      'a line of a log': `GET /v1/videos/${encodeURIComponent(id)} HTTP/1.1`,
      'a link': `<a href="/v1/videos/${id}">`,
    };
    for (const [what, text] of Object.entries(named)) {
      it(`is found in ${what}: ${id.slice(0, 16)}`, () => {
        assert.deepEqual(parseText(text), { kind: 'references', references: [{ name: id }] });
      });
    }

    const addressed: Readonly<Record<string, string>> = {
      'a status address': `${GATEWAY}/v1/videos/${id}`,
      'the address of its content': `${GATEWAY}/v1/videos/${id}/content`,
      'an escaped address': `${GATEWAY}/v1/videos/${encodeURIComponent(id)}`,
      'an escaped address of its content': `${GATEWAY}/v1/videos/${encodeURIComponent(id)}/content?x=1`,
      'an address in a sentence': `It is at (${GATEWAY}/v1/videos/${id}).`,
      'an address beside its own answer': `${GATEWAY}/v1/videos/${id}\n{"id": "${id}"}`,
      'a curl line': `curl -H "Authorization: Bearer sk-secret-key" ${GATEWAY}/v1/videos/${id}`,
    };
    for (const [what, text] of Object.entries(addressed)) {
      it(`is found with its gateway, and nothing of the key, in ${what}: ${id.slice(0, 16)}`, () => {
        assert.deepEqual(findReferences(text), [{ name: id, root: GATEWAY }]);
      });
    }
  }

  it('may stand beside one to a Gemini operation', () => {
    const text = `first ${GEMINI}\nthen id=${ENCODED}, and ${PLAIN}.`;
    assert.deepEqual(findReferences(text), [{ name: GEMINI }, { name: ENCODED }, { name: PLAIN }]);
  });

  it('is found with others in one text, each once and in their order', () => {
    const ids = [ENCODED, PLAIN, encodedId('veo'), encodedId('veo-3.1-fast')];
    const text = [...ids, ...ids].map((id) => `- ${id}, started`).join('\n');
    assert.deepEqual(
      findReferences(text),
      ids.map((name) => ({ name })),
    );
  });

  it('keeps its id, with or without padding', () => {
    const padded = [encodedId('veo'), encodedId('veo1'), encodedId('veo12')];
    assert.deepEqual(new Set(padded.map((id) => id.length - id.replace(/=+$/, '').length)).size > 1, true);
    for (const id of padded.flatMap((id) => [id, id.replace(/=+$/, '')])) {
      assert.deepEqual(findReferences(`id: ${id}, status`), [{ name: id }]);
    }
  });

  it('keeps the path of the gateway', () => {
    const [found] = findReferences(`https://host.example/litellm/v1/videos/${PLAIN}`);
    assert.equal(found?.root, 'https://host.example/litellm');
  });

  const others = [
    'the video_id',
    '{"type":"video_url","video_url":{"url":"x"}}',
    'video_generation_config = 1',
    'video_path2 = "x"',
    'open("video_1080p_final")',
    'see video_20250101.mp4',
    '$video_68d7512d07848190b3e45da0',
    'my_video_68d7512d07848190b3e45da0',
    'render(video_12)',
    'video_generation = x',
    'video_url: x\nvideo_path2\nvideo_1080p\n',
    '{"profile":"video_1080p","file":"video_path2"}',
    'x = "video_path2"',
    'the video_1080p profile',
    '/tmp/video_20250101123456.mp4',
    'video_20250101123456.mp4',
    'video_68d7512d07848190b3e45da0(x)',
    'video_68d7512d07848190b3e45da0/../../key',
    'video_68d7512d07848190b3e45da0%2Fx',
    'https://host.example/v1/videos/video_68d7512d07848190b3e45da0/remix',
    'https://host.example/v1/videos/video_68d7512d07848190b3e45da0/../../key/info',
    'https://host.example/v1/videos/video_68d7%0a12d07848190b3e45da0',
    'https://host.example/v1/videos/video_..%2F..%2Fkey%2Finfo',
    'video_abc = 1',
    'rendered video_1280x720 twice',
    'rendered video_1920x1080-30fps-hdr twice',
    'saved as video_20251120 today',
    'saved as video_20251120T101500 today',
    'saved as video_2025-11-20-10-15 today',
    'saved as video_1763632800123 today',
    'codec=video_h264high10',
    'profile: video_1080p60',
  ];
  for (const text of others) {
    it(`is not found in ${JSON.stringify(text)}`, () => assert.deepEqual(findReferences(text), []));
  }

  for (const id of ['video_abc', 'video_1', 'video_job_1', 'video_sim-happy']) {
    it(`may be ${id} where only an id can stand`, () => {
      const path = `${GATEWAY}/videos/${id}`;
      const texts = [
        id,
        `"${id}"`,
        JSON.stringify({ id, object: 'video' }),
        JSON.stringify({ video_id: id }),
      ];
      for (const text of [...texts, `GET /v1/videos/${id}`]) {
        assert.deepEqual(findReferences(text), [{ name: id }], text);
      }
      assert.deepEqual(findReferences(path), [{ name: id, root: GATEWAY }]);
    });
  }

  for (const text of ['id: video_abc123', 'video_id=video_abc123', 'client.videos.delete("video_abc123")']) {
    it(`may be short where only an id can stand: ${text}`, () => {
      assert.deepEqual(findReferences(text), [{ name: 'video_abc123' }]);
    });
  }

  it('needs a digit and twelve characters inside a sentence', () => {
    assert.deepEqual(findReferences('Started video_abc123def456.'), [{ name: 'video_abc123def456' }]);
    for (const id of ['video_abc123def45', 'video_abcdefghijkl']) {
      assert.deepEqual(findReferences(`Started ${id}.`), [], id);
    }
  });
});
