import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact } from '../../../src/outside/redaction';
import { encodedId } from '../operations/encodedId';

const ID = encodedId('veo');
const BARE = ID.replace(/=+$/, '');
const SHORT = `video_…${BARE.slice(-8)}`;
const MIB = 1024 * 1024;

describe('redaction of the ids that LiteLLM makes', () => {
  it('leaves eight characters of each, by which it is told from others', () => {
    assert.notEqual(ID, BARE);
    const texts: readonly [string, string][] = [
      [ID, SHORT],
      [`GET https://a/v1/videos/${ID}/content: 200`, `GET https://a/v1/videos/${SHORT}/content: 200`],
      [`GET https://a/v1/videos/${encodeURIComponent(ID)}?x=1`, `GET https://a/v1/videos/${SHORT}?x=1`],
      [`{"id":"${ID}","status":"queued"}`, `{"id":"${SHORT}","status":"queued"}`],
      [`${BARE}, ${ID}.`, `${SHORT}, ${SHORT}.`],
    ];
    for (const [text, shown] of texts) assert.equal(redact(text), shown);
  });

  it('leaves nothing of the project, whatever stands behind them', () => {
    const project = fc.stringMatching(/^[a-z][a-z0-9-]{5,29}$/);
    const behind = fc.constantFrom('', '%', '%20x', '%22', ' x', '\\u003d', '…', '"', '?a=b');
    fc.assert(
      fc.property(project, behind, (name, after) => {
        for (const id of [encodedId('veo', name), encodedId('veo', name).replace(/=+$/, '')]) {
          const shown = redact(`of ${id}${after}`);
          assert.ok(shown.length < 40, shown);
        }
      }),
    );
  });

  it('leaves other ids and words as they are', () => {
    for (const text of [
      'video_68d7512d07848190b3e45da0ecbebcde',
      'video_abc123 video_id "video_url"',
      'https://a/v1/videos/video_123/content',
      'myvideo_bGl0ZWxsbTpjdXN0b20',
    ]) {
      assert.equal(redact(text), text);
    }
  });
});

describe('redaction of cloud projects', () => {
  it('takes their names and leaves the rest', () => {
    const name = 'projects/secret-7/locations/us-central1/publishers/google/models/veo/operations/a';
    const shown = name.replace('secret-7', '…');
    assert.equal(
      redact(`Operation '${name}' failed, "${name}".`),
      `Operation '${shown}' failed, "${shown}".`,
    );
    assert.equal(redact('projects/secret-7'), 'projects/…');
    assert.equal(redact('"projects\\/secret-7\\/locations"'), '"projects\\/…\\/locations"');
    assert.equal(redact('projects%2Fsecret-7%2Flocations'), 'projects%2F…%2Flocations');
    assert.equal(redact('subprojects/a, projects of b'), 'subprojects/a, projects of b');
  });
});

describe('redaction of 1 MiB of ids and projects', () => {
  const pieces = [
    'projects/',
    ' projects/',
    'video_',
    'video_bGl0ZWxsbT',
    'video_bGl0ZWxsbT-',
    'video_bGl0ZWxsbT%2B',
  ];
  for (const piece of pieces) {
    it(`is done in time: ${JSON.stringify(piece)}`, () => {
      for (const end of ['', '%', '%2']) {
        assert.ok(redact(piece.repeat(Math.floor(MIB / piece.length)) + end).length > 0);
      }
    });
  }
});
