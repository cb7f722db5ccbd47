import assert from 'node:assert/strict';
import { newOperation } from '../../../../src/operations/operation';
import { fromRecord, toRecord } from '../../../../src/operations/record';
import { transition } from '../../../../src/operations/transition';
import { isWorthWriting } from '../../../../src/tracking/list/operationChange';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';

const tracked = newOperation({ endpoint: 'a', name: 'video_68d7512d0784' }, {}, TEN_O_CLOCK);
const telling = { kind: 'running', model: 'veo-3.1', job: { seconds: 8 } } as const;

describe('a change that is worth writing', () => {
  it('includes that it was added, removed, or answered for the first time', () => {
    const operation = newOperation(idOf('a1'), {}, TEN_O_CLOCK);
    assert.equal(isWorthWriting({ after: operation }), true);
    assert.equal(isWorthWriting({ before: operation }), true);
    assert.equal(
      isWorthWriting({ before: operation, after: answered(operation, { kind: 'running' }, 1) }),
      true,
    );
  });

  it('includes what an answer says, once for the same words', () => {
    let before = tracked;
    const news = [telling, { kind: 'running' } as const, telling, telling].map((answer, at) => {
      const after = answered(before, answer, at);
      const isOne = isWorthWriting({ before, after });
      before = after;
      return isOne;
    });
    assert.deepEqual(news, [true, false, false, false]);
  });

  it('does not include what was known before a restart', () => {
    const before = fromRecord(toRecord(answered(tracked, telling, 1)));
    assert.ok(before?.state === 'running');
    assert.equal(isWorthWriting({ before, after: answered(before, telling, 2) }), false);
  });

  it('does not include that an endpoint waits a little longer', () => {
    const before = {
      ...tracked,
      problem: { kind: 'rateLimited', message: '', since: '', goesOnAt: 'a' },
    } as const;
    const after = { ...before, problem: { ...before.problem, goesOnAt: 'b' } };
    assert.equal(isWorthWriting({ before, after }), false);
  });

  it('includes a label, a problem, and that the person has seen it', () => {
    for (const told of [
      { label: 'my cat' },
      { problem: { kind: 'offline', message: '', since: '' } },
      { seenAt: '' },
    ])
      assert.equal(
        isWorthWriting({ before: tracked, after: { ...tracked, ...told } as typeof tracked }),
        true,
      );
  });
});

function answered(
  before: typeof tracked,
  answer: Parameters<typeof transition>[1],
  at: number,
): typeof tracked {
  return transition(before, answer, TEN_O_CLOCK + 1000 * at) as typeof tracked;
}
