import assert from 'node:assert/strict';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { NOTHING_KNOWN } from '../../../src/ui/messages/followingWords';
import { linkTooltip } from '../../../src/ui/terminal/linkTooltip';

const START = Date.UTC(2026, 10, 29, 12);
const RUNNING = newOperation(
  { endpoint: 'google', name: 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a' },
  { label: 'Lantern festival', startedAt: new Date(START).toISOString() },
  START,
);

describe('the tooltip of a link in a terminal', () => {
  const tooltip = (operation: Operation | undefined) => linkTooltip(operation, START + 40_000, NOTHING_KNOWN);

  it('offers to track what is not in the list', () => {
    assert.equal(tooltip(undefined), 'Track this Veo operation');
  });

  it('says how long an operation has run, and what keeps it from being checked', () => {
    assert.equal(tooltip(RUNNING), 'Show Lantern festival: running · 40 s');
    const problem = { kind: 'problem', problem: { kind: 'noKey', message: '' } } as const;
    assert.equal(
      tooltip(transition(RUNNING, problem, START)),
      'Show Lantern festival: running · no API key · 40 s',
    );
  });

  it('offers to play what is ready, and to show any other end', () => {
    const uri = 'https://generativelanguage.googleapis.com/v1beta/files/a:download';
    const ready = transition(RUNNING, { kind: 'succeeded', videos: [{ uri }] }, START);
    assert.equal(tooltip(ready), 'Play Lantern festival: video ready');
    const failed = transition(RUNNING, { kind: 'failed', error: { code: 13, message: 'No' } }, START);
    assert.equal(tooltip(failed), 'Show Lantern festival: failed');
  });
});
