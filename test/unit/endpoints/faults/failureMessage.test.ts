import assert from 'node:assert/strict';
import { failureMessageIn } from '../../../../src/endpoints/faults/failureMessage';
import { fieldsOf } from '../../../../src/endpoints/fields';
import { processorMs } from '../../base/processorTime';

const ANSWERS = 1000;
/** ms of the processor for all of them: a hundred times what they take, and a hundredth of what all empty places would. */
const MAX_MS = 100;

describe('the reason for a failure', () => {
  it('is sought only where an answer has something', () => {
    const answer = fieldsOf({ id: 'video_1', status: 'failed', error: { code: 3 } });
    const ms = processorMs(() => {
      for (let i = 0; i < ANSWERS; i++) assert.equal(failureMessageIn(answer), '');
    });
    assert.ok(ms < MAX_MS, `${ms} ms`);
  });
});
