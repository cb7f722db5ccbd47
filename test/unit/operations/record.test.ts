import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  newOperation,
  type Operation,
  type OperationState,
  type SucceededOperation,
} from '../../../src/operations/operation';
import { fromRecord, toRecord } from '../../../src/operations/record';
import { RECORD_VERSION } from '../../../src/operations/recordVersion';
import { at, operation, operationIn } from './arbitraries';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const tracked = { endpoint: 'google', name: NAME, trackedAt: at(0) };
const ended = { ...tracked, finishedAt: at(1), videos: [] };
const problem = { kind: 'timeout', message: '', since: at(0) };
const running = { ...tracked, state: 'running', videos: [], problem, denials: { times: 1, since: at(0) } };
const succeeded = { ...ended, state: 'succeeded', videos: [{ uri: 'https://a/b' }] };
const failed = { ...ended, state: 'failed', error: { code: 3, message: '' } };
const filtered = { ...ended, state: 'filtered', filterReasons: ['a'] };

describe('records', () => {
  it('give back any operation as it was', () => {
    fc.assert(fc.property(operation, (given) => assert.deepEqual(fromRecord(toRecord(given)), given)));
  });

  it('give back any operation as it was through JSON', () => {
    fc.assert(
      fc.property(operation, (given) => {
        assert.deepEqual(fromRecord(JSON.parse(JSON.stringify(toRecord(given)))), given);
      }),
    );
  });

  it('keep the beginning of what a problem says, also when they are stored again', () => {
    const message = `HTTP 429: ${'ố'.repeat(71)}`;
    const { since } = problem;
    const given: Operation = {
      ...newOperation(tracked, {}, 0),
      problem: { kind: 'timeout', message, since },
    };
    const kept = toRecord(given);
    assert.equal(kept.operation.problem?.message, `HTTP 429: ${'ố'.repeat(70)}…`);
    assert.deepEqual(toRecord(kept.operation), kept);
    assert.deepEqual(fromRecord(kept), kept.operation);
  });

  it('keep fields that only a newer release knows', () => {
    const video = { uri: 'https://a/b', seconds: 8 };
    const given = { ...succeeded, price: 0.4, videos: [video] };
    assert.deepEqual(fromRecord({ version: 1, operation: given }), given);
  });

  it('keep what became known of a video', () => {
    const video = { uri: 'https://a/b', file: '/videos/b.mp4', expiresAt: at(5), gone: true };
    const given = { ...succeeded, name: 'video_a-b+c/d_e==', warnedAt: at(4), videos: [video] };
    assert.deepEqual(fromRecord({ version: 1, operation: given }), given);
  });

  it('keep the place of a file exactly as it is, whatever a person calls folders', () => {
    const file = '/videos/\u200b1\ufe0f x/b.mp4';
    const given = { ...succeeded, videos: [{ uri: 'https://a/b', file, kept: `file:///x${file}` }] };
    assert.deepEqual(fromRecord({ version: 1, operation: given }), given);
  });

  it('do not call a video saved whose file is our own copy, as releases up to 0.8.0 noted it', () => {
    const read = (kept: string, file: string) => {
      const video = { uri: kept, kept, file, sha256: 'ab' };
      const operation = fromRecord({ version: 1, operation: { ...succeeded, videos: [video] } });
      const [{ file: saved, ...others }] = (operation as SucceededOperation).videos;
      assert.equal(others.kept, kept);
      return saved;
    };
    for (const [kept, file] of [
      ['file:///home/me/vi%20deo/a%2B%C3%A0.mp4', '/home/me/vi deo/a+à.mp4'],
      ['file:///c%3A/Users/me/a.mp4', 'c:\\Users\\me\\a.mp4'],
      ['file://server/share/a.mp4', '\\\\server\\share\\a.mp4'],
      ['vscode-userdata:/User/a.mp4', 'vscode-userdata:/User/a.mp4'],
    ] as const) {
      assert.equal(read(kept, file), undefined, file);
      assert.equal(read(kept, '/home/me/videos/a.mp4'), '/home/me/videos/a.mp4');
    }
  });

  it('keep what became known of the job', () => {
    const told = {
      startTold: { kind: 'one', at: at(-2000) },
      startedAt: at(-2000),
      seconds: 8,
      size: '1280x720',
    };
    for (const job of [told, { startTold: { kind: 'several' } }, { seconds: 0.5 }, { seconds: 3600 }]) {
      const given = { ...running, ...job };
      assert.deepEqual(fromRecord({ version: 1, operation: given }), given);
    }
  });

  it('give no key that a gateway had told for a model, and no control character that a fault had', () => {
    const model = 'AIzaSyD-1234567890abcdefghijklmnopqrstu';
    assert.doesNotMatch(JSON.stringify(fromRecord({ version: 1, operation: { ...running, model } })), /AIza/);
    const said = 'a\u001b[31m\u202eb sk-abcdefghijklmnopqrst';
    const problem = { kind: 'offline', message: '', since: at(0) };
    for (const detail of [
      { kind: 'quoted', said },
      { kind: 'unsafeRedirect', host: said },
    ]) {
      const operation = { ...running, problem: { ...problem, detail } };
      const read = fromRecord({ version: 1, operation });
      assert.ok(read);
      assert.doesNotMatch(JSON.stringify(read), /\\u001b|\u202e|sk-abcd/);
    }
  });

  it('keep a fault as it is that only a newer release knows', () => {
    const detail = { kind: 'solarFlare', said: 'x'.repeat(600) };
    const operation = { ...running, problem: { kind: 'offline', message: '', detail, since: at(0) } };
    assert.deepEqual(fromRecord({ version: 1, operation }), operation);
  });

  it('say of which version they are', () => {
    const [given] = fc.sample(operation, 1);
    assert.ok(given);
    assert.equal(toRecord(given).version, 1);
    assert.equal(RECORD_VERSION, 1);
  });

  it('of anything that is no record are unreadable, never an exception', () => {
    const given = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true });
    fc.assert(fc.property(given, (stored) => assert.equal(fromRecord(stored), undefined)));
  });

  it('of another version are unreadable', () => {
    for (const version of [0, 2, '1', null, undefined]) {
      assert.ok(fromRecord({ version: 1, operation: running }));
      assert.equal(fromRecord({ version, operation: running }), undefined, String(version));
    }
  });

  const broken: readonly [what: string, good: object, fields: object][] = [
    ['no endpoint', running, { endpoint: undefined }],
    ['an empty endpoint', running, { endpoint: '' }],
    ['no name', running, { name: undefined }],
    ['a name that would leave its path', running, { name: 'models/../operations/x' }],
    ['a video name that would leave its path', running, { name: 'video_../x' }],
    ['a video name with a query', running, { name: 'video_1?x=y' }],
    ['a video name with a query', running, { name: 'video_a=b?c' }],
    ['a name that is too long', running, { name: `video_${'a'.repeat(1024)}` }],
    ['an empty file', succeeded, { videos: [{ uri: 'https://a/b', file: '' }] }],
    ['a file that is no text', succeeded, { videos: [{ uri: 'https://a/b', file: 1 }] }],
    ['a time of expiry in words', succeeded, { videos: [{ uri: 'https://a/b', expiresAt: 'soon' }] }],
    ['a video that is gone in words', succeeded, { videos: [{ uri: 'https://a/b', gone: 'true' }] }],
    ['a video that is not gone', succeeded, { videos: [{ uri: 'https://a/b', gone: false }] }],
    ['a time of warning in words', succeeded, { warnedAt: 'yesterday' }],
    ['an empty model', running, { model: '' }],
    ['an empty label', running, { label: '' }],
    ['no time of tracking', running, { trackedAt: undefined }],
    ['a time of tracking in words', running, { trackedAt: 'yesterday' }],
    ['a time of tracking that is no day', running, { trackedAt: '2026-13-45T10:00:00.000Z' }],
    ['a time of tracking of another form', running, { trackedAt: 'Fri, 20 Nov 2026 10:05:00 GMT' }],
    ['a time of tracking that no calendar reads', running, { trackedAt: '2026-11-20T10:00:00+05' }],
    ['a time of tracking in numbers', running, { trackedAt: 1 }],
    ['a time of checking in words', running, { checkedAt: 'now' }],
    ['a time of the start in words', running, { startedAt: 'earlier' }],
    ['a start told in words', running, { startTold: 'several' }],
    ['a start told one time, but not which', running, { startTold: { kind: 'one' } }],
    ['a start told never', running, { startTold: { kind: 'none' } }],
    ['a length of nothing', running, { seconds: 0 }],
    ['a length below nothing', running, { seconds: -8 }],
    ['a length over an hour', running, { seconds: 3601 }],
    ['a length without end', running, { seconds: Number.POSITIVE_INFINITY }],
    ['a length that is no number', running, { seconds: Number.NaN }],
    ['a length in a text', running, { seconds: '8' }],
    ['a size in words', running, { size: 'large' }],
    ['a size with more than a size', running, { size: '1280x720x3' }],
    ['a size of one digit', running, { size: '1x1' }],
    ['a size in numbers', running, { size: 720 }],
    ['a doubt below nothing', succeeded, { endedWithin: -1 }],
    ['a doubt in words', succeeded, { endedWithin: 'a minute' }],
    ['an unknown state', running, { state: 'paused' }],
    ['no state', running, { state: undefined }],
    ['an unknown problem', running, { problem: { ...problem, kind: 'boredom' } }],
    ['a problem without message', running, { problem: { ...problem, message: undefined } }],
    ['a problem without time', running, { problem: { ...problem, since: undefined } }],
    ['half a denial', running, { denials: { times: 1.5, since: at(0) } }],
    ['no denial at all', running, { denials: { times: 0, since: at(0) } }],
    ['a denial without time', running, { denials: { times: 1 } }],
    ['a video while running', running, { videos: [{ uri: 'https://a/b' }] }],
    ['no list of videos', running, { videos: undefined }],
    ['success without video', succeeded, { videos: [] }],
    ['a video without address', succeeded, { videos: [{ uri: '' }] }],
    ['a video with an empty id', succeeded, { videos: [{ uri: 'https://a/b', videoId: '' }] }],
    ['a second video without address', succeeded, { videos: [{ uri: 'https://a/b' }, {}] }],
    ['no time of the end', succeeded, { finishedAt: undefined }],
    ['a time of seeing in words', succeeded, { seenAt: 'later' }],
    ['failure without error', failed, { error: undefined }],
    ['an error without code', failed, { error: { message: '' } }],
    ['an error without message', failed, { error: { code: 3 } }],
    ['reasons that are no texts', filtered, { filterReasons: [1] }],
  ];
  for (const [what, good, fields] of broken) {
    it(`with ${what} are unreadable`, () => {
      assert.ok(fromRecord({ version: 1, operation: good }));
      assert.equal(fromRecord({ version: 1, operation: { ...good, ...fields } }), undefined);
    });
  }

  for (const state of Object.keys(operationIn) as OperationState[]) {
    it(`of a ${state} operation are unreadable without any one of the fields it must have`, () => {
      fc.assert(
        fc.property(operationIn[state], fc.nat(), (given, choice) => {
          const must = ['endpoint', 'name', 'trackedAt', 'state', 'videos'];
          const field = must[choice % must.length] ?? '';
          const { [field]: _, ...rest } = { ...given } as Record<string, unknown>;
          assert.equal(fromRecord({ version: 1, operation: rest }), undefined, field);
        }),
      );
    });
  }
});
