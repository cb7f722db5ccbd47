import assert from 'node:assert/strict';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';

const AT = '2026-01-01T00:00:00.000Z';
const TRACKED = { endpoint: 'thucchien', trackedAt: AT, model: 'veo-3.1' };
const ENDED = { ...TRACKED, finishedAt: AT };
const HEALTHY = {
  version: 1,
  operation: { ...TRACKED, name: 'models/veo-3.1/operations/abc', state: 'running', videos: [] },
};
/** ms of the thread; the least of some tries, for the machine is noisy. */
const MAX_MS = 200;

function succeeded(fields: object): unknown {
  const operation = { ...ENDED, name: 'models/veo-3.1/operations/hostile', state: 'succeeded', ...fields };
  return { version: 1, operation };
}

/** What earlier releases could be made to store. */
const RECORDS: Readonly<Record<string, unknown>> = {
  '25,000 samples': succeeded({
    videos: Array.from({ length: 25_000 }, (_, at) => ({ uri: `https://a.example/${at}` })),
  }),
  'an address of 24 MiB': succeeded({ videos: [{ uri: `https://a.example/${'x'.repeat(24 * 1024 ** 2)}` }] }),
  '100,000 reasons': succeeded({
    videos: [{ uri: 'https://a.example/1' }],
    filterReasons: Array.from({ length: 100_000 }, () => 'reason'),
  }),
  'a field of 100,000 levels': succeeded({
    videos: [{ uri: 'https://a.example/1' }],
    later: nested(100_000),
  }),
  '100,000 fields': succeeded({
    videos: [{ uri: 'https://a.example/1' }],
    ...Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`f${at}`, at])),
  }),
};

function nested(levels: number): unknown {
  let value: unknown = 'deepest';
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

function load(records: readonly unknown[]) {
  return new OperationStorage({
    get: (key) => (key === 'veo.operations' ? records : undefined),
    update: async () => {},
  }).load();
}

describe('a stored list', () => {
  it('with a record of any size or depth is read at once, and that record is set aside and told', () => {
    for (const [what, record] of Object.entries(RECORDS)) {
      let least = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 5 && least > MAX_MS; attempt++) {
        const begun = process.cpuUsage();
        const { operations, newlyUnreadable } = load([HEALTHY, record, HEALTHY]);
        least = Math.min(least, process.cpuUsage(begun).user / 1000);
        assert.deepEqual(
          operations.map(({ name }) => name),
          [HEALTHY.operation.name, HEALTHY.operation.name],
          what,
        );
        assert.equal(newlyUnreadable, 1, what);
      }
      assert.ok(least <= MAX_MS, `${what}: ${least} ms`);
    }
  });

  it('gives no control and no invisible characters that an earlier release has stored', () => {
    const odd = 'a\u001b[31m\u202e\u2028\u0000b';
    const record = {
      ...(succeeded({
        label: odd,
        model: odd,
        prompt: odd,
        videos: [{ uri: `https://a.example/${odd}`, videoId: odd, mimeType: odd }],
        filterReasons: [odd],
        problem: { kind: 'malformed', message: odd, since: AT },
      }) as object),
    };
    const { operations } = load([record]);
    assert.equal(operations.length, 1);
    assert.doesNotMatch(JSON.stringify(operations), /\\u001b|\\u0000|[\u202e\u2028]/);
  });
});
