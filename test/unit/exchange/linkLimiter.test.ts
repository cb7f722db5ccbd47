import assert from 'node:assert/strict';
import { LinkLimiter } from '../../../src/ui/exchange/linkLimiter';
import { fakeClock } from '../base/fakeClock';

describe('the limiter of links', () => {
  const clock = fakeClock(Date.UTC(2026, 10, 20, 10));
  let limiter: LinkLimiter;
  beforeEach(() => {
    limiter = new LinkLimiter(clock);
  });

  it('follows one of a hundred links that a web page opens, and counts the others', () => {
    const admitted = links(100).filter((link) => limiter.admit(link));
    assert.deepEqual(admitted, ['link 0']);
    assert.deepEqual(limiter.finish('wanted'), { count: 99, isClosed: false });
  });

  it('counts those only that came since it last told', () => {
    for (const link of links(4)) limiter.admit(link);
    limiter.finish('wanted');
    assert.equal(limiter.admit('next'), true);
    assert.deepEqual(limiter.finish('wanted'), { count: 0, isClosed: false });
  });

  it('does not count the same link again, as by a double click', () => {
    assert.deepEqual(
      [limiter.admit('one'), limiter.admit('one'), limiter.admit('one')],
      [true, false, false],
    );
    assert.equal(limiter.finish('wanted').count, 0);
    assert.equal(limiter.admit('one'), true);
  });

  it('follows none for a minute after three unwanted ones within a minute, and then again', async () => {
    assert.deepEqual(
      [1, 2, 3].map(() => refuse().isClosed),
      [false, false, true],
    );
    assert.equal(limiter.admit('another'), false);
    await clock.advance(59_999);
    assert.equal(limiter.admit('another'), false);
    await clock.advance(1);
    assert.equal(limiter.admit('another'), true);
    assert.deepEqual(limiter.finish('wanted'), { count: 2, isClosed: false });
  });

  it('goes on when the unwanted ones are more than a minute apart', async () => {
    for (let link = 0; link < 5; link++) {
      assert.equal(refuse().isClosed, false);
      await clock.advance(30_000);
    }
  });

  it('follows no more than twenty a minute, even if all are wanted', async () => {
    const follow = (link: string) => limiter.admit(link) && limiter.finish('wanted') !== undefined;
    assert.equal(links(30).filter(follow).length, 20);
    await clock.advance(60_000);
    assert.equal(follow('later'), true);
  });

  function refuse() {
    assert.equal(limiter.admit('unwanted'), true);
    return limiter.finish('unwanted');
  }
});

function links(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `link ${at}`);
}
