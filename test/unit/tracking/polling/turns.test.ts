import assert from 'node:assert/strict';
import { OriginLimiters } from '../../../../src/tracking/limits/originLimiters';
import { Watch } from '../../../../src/tracking/polling/polledOperation';
import { Turns } from '../../../../src/tracking/polling/pollQueue';
import { idOf } from '../../operations/arbitraries';
import { spendAuxiliary } from '../limits/auxiliarySpent';
import { SINGLE_WINDOW } from '../limits/singleWindow';
import { GOOGLE, SIMULATOR } from '../pollingHarness';

const NEVER = Number.POSITIVE_INFINITY;
const tooFast = { kind: 'rateLimited', message: 'Too fast' } as const;

describe('whose turn it is', () => {
  let limiters: OriginLimiters;
  let isChecking: boolean;
  let endpoints: Map<string, typeof GOOGLE>;
  let turns: Turns;
  beforeEach(() => {
    isChecking = true;
    endpoints = new Map([GOOGLE, SIMULATOR].map((endpoint) => [endpoint.id, endpoint]));
    limiters = new OriginLimiters({
      endpoint: (id) => endpoints.get(id),
      requestsPerMinute: () => 100,
      ...SINGLE_WINDOW,
      random: () => 0,
    });
    const canWait = ({ id }: Watch) => id.name.includes('spare');
    // The number in its name is how urgent one is.
    const urgency = ({ id }: Watch) => Number(/\d+$/.exec(id.name)?.[0]);
    turns = new Turns({ limiters, isChecking: () => isChecking, urgency, canWait });
  });

  it('is that of the most urgent of those that are due', () => {
    const [low, high, later] = [watch(1), watch(5), watch(9)];
    turns.plan(low, 10);
    turns.plan(high, 20);
    turns.plan(later, 30);
    assert.equal(turns.nextAt(0), 10);
    assert.equal(turns.take(5), undefined);
    assert.deepEqual([turns.take(25), turns.take(25), turns.take(25)], [high, low, undefined]);
    assert.equal(turns.nextAt(25), 30);
  });

  it('is first that of those whom the person waits for, in their order', () => {
    const [urgent, first, second] = [watch(9), watch(1), watch(2)];
    turns.plan(urgent, 0);
    for (const one of [first, second]) ask(one);
    assert.deepEqual([turns.take(0), turns.take(0), turns.take(0)], [first, second, urgent]);
  });

  it('is not that of one that is due later now, though it was ready', () => {
    const [one, other] = [watch(1), watch(2)];
    turns.plan(one, 0);
    turns.plan(other, 0);
    assert.equal(turns.take(0), other);
    turns.plan(one, 50);
    assert.equal(turns.take(0), undefined);
    assert.deepEqual([turns.nextAt(0), turns.take(50)], [50, one]);
  });

  it('is no concern of a limiter any more where nobody lines up there', () => {
    const [one] = [watch(1)];
    const limiter = limiters.of(one.id);
    turns.plan(one, 0);
    turns.take(-1);
    limiter?.begin(0);
    turns.take(0);
    turns.nextAt(0);
    limiter?.end(0);
    assert.notEqual(limiter?.auxiliaryAt(0), 0);
    isChecking = false;
    turns.rearrange([one]);
    turns.nextAt(0);
    assert.equal(limiter?.auxiliaryAt(0), 0);
  });

  it('is not that of one that is gone, whoever waits for it', () => {
    const one = watch(1);
    turns.plan(one, 0);
    ask(one);
    turns.delete(one);
    assert.deepEqual([turns.take(0), turns.nextAt(0), one.dueAt], [undefined, NEVER, NEVER]);
  });

  it('is not that of one that nobody waits for any more', async () => {
    const one = watch(1);
    const giveUp = new AbortController();
    const waiting = assert.rejects(one.ask(giveUp.signal));
    turns.ask(one);
    giveUp.abort(new Error('enough'));
    await waiting;
    assert.equal(turns.take(0), undefined);
  });

  it('is that of one that is due, too, when the person has taken all the room for long', () => {
    const [due, asked] = [watch(1), watch(2)];
    turns.plan(due, 0);
    for (let i = 0; i < 100; i++) spendAuxiliary(limiter(), 0);
    ask(asked);
    assert.deepEqual([turns.take(0), turns.nextAt(0)], [undefined, 60_000]);
    assert.deepEqual([turns.take(60_000), turns.take(60_000)], [due, asked]);
  });

  it("is nobody's while the limiter has no room, but for the person a little longer", () => {
    const [due, asked] = [watch(1), watch(2)];
    turns.plan(due, 0);
    for (let i = 0; i < 75; i++) spendAuxiliary(limiter(), 0);
    assert.equal(turns.take(0), undefined);
    assert.equal(turns.nextAt(0), 30_000);
    ask(asked);
    assert.deepEqual([turns.nextAt(0), turns.take(0)], [0, asked]);
  });

  it('is at once that of one whom the person waits for on a limiter that is held: it is to be told so', () => {
    limiter().slowDown(tooFast, 30_000, 0);
    const [due, asked] = [watch(1), watch(2)];
    turns.plan(due, 0);
    ask(asked);
    assert.deepEqual([turns.take(0), turns.take(0), turns.nextAt(0)], [asked, undefined, 30_000]);
  });

  it('is last that of those that can wait, at a quarter of what the background may send', () => {
    const [spare, another, due] = [watch('1spare1'), watch('1spare2'), watch(0)];
    for (const one of [spare, another, due]) turns.plan(one, 0);
    assert.deepEqual([turns.take(0), turns.take(0), turns.take(0)], [due, spare, undefined]);
    // 75 of 100 a minute are the background's.
    assert.equal(turns.nextAt(0), 3200);
    assert.deepEqual([turns.take(3199), turns.take(3200)], [undefined, another]);
  });

  it('is not that of one that can wait while another waits for room', () => {
    const [spare, due] = [watch('1spare1'), watch(1)];
    for (const one of [spare, due]) turns.plan(one, 0);
    for (let i = 0; i < 75; i++) spendAuxiliary(limiter(), 0);
    assert.deepEqual([turns.take(0), turns.nextAt(0)], [undefined, 30_000]);
  });

  it('is that of one that can wait only while checking is on, and where there is an endpoint', () => {
    const spare = watch('1spare1');
    turns.plan(spare, 0);
    isChecking = false;
    assert.deepEqual([turns.take(0), turns.nextAt(0)], [undefined, NEVER]);
    isChecking = true;
    endpoints.clear();
    assert.deepEqual([turns.take(0), turns.nextAt(0)], [undefined, NEVER]);
    endpoints.set(GOOGLE.id, GOOGLE);
    turns.rearrange([spare]);
    assert.equal(turns.take(0), spare);
  });

  it('is on each limiter by itself', () => {
    limiter().health.block({ kind: 'unauthorized', message: 'Wrong key' }, 0);
    const [here, there] = [watch(9), new Watch({ ...idOf('a1'), endpoint: SIMULATOR.id })];
    turns.plan(here, 0);
    turns.plan(there, 0);
    assert.deepEqual([turns.take(0), turns.take(0), turns.nextAt(0)], [there, undefined, 300_000]);
  });

  it('is only that of those whom the person waits for while checking is off, and of what is due when it is on', () => {
    isChecking = false;
    const [due, asked] = [watch(1), watch(2)];
    turns.plan(due, 0);
    assert.equal(turns.nextAt(5), NEVER);
    ask(asked);
    assert.deepEqual([turns.take(5), turns.take(5)], [asked, undefined]);
    isChecking = true;
    assert.deepEqual([turns.nextAt(5) <= 5, turns.take(5)], [true, due]);
  });

  it('moves with the endpoint, of those that are due as of those whom the person waits for', () => {
    const [due, asked, underWay] = [watch(1), watch(2), watch(3)];
    turns.plan(due, 0);
    turns.take(-1);
    ask(asked);
    underWay.begin(limiter());
    underWay.dueAt = 0;
    endpoints.set('google', { ...GOOGLE, url: 'https://elsewhere.example.com' });
    turns.rearrange([due, asked, underWay]);
    assert.deepEqual([turns.take(0), turns.take(0), turns.take(0)], [asked, due, undefined]);
  });

  it('is at once that of one whose endpoint there is not: it is to be told so', () => {
    endpoints.clear();
    const [due, asked] = [watch(1), watch(2)];
    turns.plan(due, 0);
    ask(asked);
    assert.deepEqual([turns.nextAt(0), turns.take(0), turns.take(0)], [0, asked, due]);
  });

  function limiter() {
    const found = limiters.of(idOf('a1'));
    assert.ok(found);
    return found;
  }

  /** The person waits for it. */
  function ask(one: Watch): void {
    one.ask(undefined).catch(() => undefined);
    turns.ask(one);
  }
});

function watch(urgency: number | string): Watch {
  return new Watch(idOf(`a${urgency}`));
}
