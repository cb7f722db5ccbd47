import assert from 'node:assert/strict';
import { newOperation, type Report } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { isPlayable, stateBesideName } from '../../../src/ui/editor/stateBesideName';
import { NO_CIRCUMSTANCES, NOTHING_KNOWN } from '../../../src/ui/messages/followingWords';
import { idOf, TEN_O_CLOCK } from '../operations/arbitraries';

const MINUTE_MS = 60_000;
const READY: Report = { kind: 'succeeded', videos: [{ uri: 'https://example.com/v.mp4' }] };
const running = newOperation(idOf('a'), {}, TEN_O_CLOCK);

function after(report: Report) {
  return transition(running, report, TEN_O_CLOCK + MINUTE_MS);
}

function words(operation: Parameters<typeof stateBesideName>[0], now = TEN_O_CLOCK + MINUTE_MS): string {
  return stateBesideName(operation, now, NO_CIRCUMSTANCES);
}

describe('the state beside a name', () => {
  it('tells how long it has run, how long that usually is, and why it cannot be asked', () => {
    assert.equal(words(running), 'running · 1 min');
    const known = { ...NOTHING_KNOWN, medianDuration: () => 83 };
    assert.equal(
      stateBesideName(running, TEN_O_CLOCK + MINUTE_MS, { known, isPaused: true }),
      'running · paused · 1 min, usually 1 min 25 s',
    );
    const refused = after({ kind: 'problem', problem: { kind: 'noKey', message: '' } });
    assert.equal(words(refused), 'running · no API key · 1 min');
  });

  it('tells an end, and whether its video can still be had', () => {
    const ready = after(READY);
    assert.deepEqual([words(ready), isPlayable(ready, TEN_O_CLOCK + MINUTE_MS)], ['video ready', true]);
    const threeDaysLater = TEN_O_CLOCK + 72 * 60 * MINUTE_MS;
    assert.deepEqual(
      [words(ready, threeDaysLater), isPlayable(ready, threeDaysLater)],
      ['video ready · expired', false],
    );
    const failed = after({ kind: 'failed', error: { code: 13, message: 'x' } });
    assert.deepEqual([words(failed), words(after({ kind: 'filtered' }))], ['failed', 'filtered']);
    assert.equal(isPlayable(failed, TEN_O_CLOCK), false);
  });
});
