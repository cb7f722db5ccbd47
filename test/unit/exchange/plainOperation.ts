import fc from 'fast-check';
import type { Operation } from '../../../src/operations/operation';
import { at } from '../operations/arbitraries';

export const FILE = 'https://generativelanguage.googleapis.com/v1beta/files/abc:download?alt=media';

const words = fc.stringMatching(/^[A-Z][a-z]{0,10}(?: [a-z]{1,8}){0,4}$/);
const past = fc.integer({ min: -1e9, max: 0 }).map(at);
const details = {
  label: words,
  prompt: words,
  startedAt: past,
  checkedAt: past,
  seconds: fc.constantFrom(4, 6, 8),
  size: fc.constantFrom('1280x720', '720x1280'),
  cost: fc.constantFrom({ amount: 0.5, currency: 'USD' as const }, { amount: 12 }),
  source: fc.constantFrom('terminal' as const, 'pasted' as const),
};
const ends = fc.oneof(
  fc.constant({ state: 'running', videos: [] }),
  ...[
    { state: 'succeeded', videos: [{ uri: FILE, videoId: 'abc', expiresAt: at(3_600_000) }] },
    { state: 'filtered', videos: [], filterReasons: ['Against the guidelines.'] },
    { state: 'failed', videos: [], error: { code: 13, message: 'An internal fault.' } },
    { state: 'missing', videos: [] },
  ].map((end) => past.map((finishedAt) => ({ ...end, finishedAt, seenAt: at(0) }))),
);
/** An operation with all that an export takes along. */
export const plainOperation: fc.Arbitrary<Operation> = fc
  .tuple(fc.stringMatching(/^[a-z0-9]{12}$/), past, fc.record(details, { requiredKeys: [] }), ends)
  .map(([id, trackedAt, known, end]) => {
    const name = `models/veo-3.1-generate-preview/operations/${id}`;
    return { endpoint: 'gateway', name, trackedAt, ...known, ...end } as Operation;
  });
