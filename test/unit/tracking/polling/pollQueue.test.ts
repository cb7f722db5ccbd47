import assert from 'node:assert/strict';
import { OriginLimiters } from '../../../../src/tracking/limits/originLimiters';
import { PollQueue, type Queued } from '../../../../src/tracking/polling/pollQueue';
import { EndpointMap } from '../../endpointMap';
import { idOf } from '../../operations/arbitraries';
import { sendAuxiliary } from '../limits/sentRequests';
import { SINGLE_WINDOW } from '../limits/singleWindow';
import { GOOGLE, SIMULATOR } from '../pollingHarness';

const NEVER = Number.POSITIVE_INFINITY;
const tooFast = { kind: 'rateLimited', message: 'Too fast' } as const;

/** The number in its name is how urgent it is. */
class QueuedOperation implements Queued {
  dueAt = NEVER;
  isAwaited = false;
  isInFlight = false;

  constructor(
    name: number | string,
    readonly id = idOf(`a${name}`),
  ) {}

  get isSpare(): boolean {
    return this.id.name.includes('spare');
  }

  urgency(): number {
    return Number(/\d+$/.exec(this.id.name)?.[0]);
  }
}

describe('the queue of polls', () => {
  let limiters: OriginLimiters;
  let isPolling: boolean;
  let endpoints: EndpointMap;
  let queue: PollQueue<QueuedOperation>;
  let all: Set<QueuedOperation>;
  beforeEach(() => {
    isPolling = true;
    endpoints = new EndpointMap(GOOGLE, SIMULATOR);
    limiters = new OriginLimiters({
      endpoints,
      requestsPerMinute: () => 100,
      ...SINGLE_WINDOW,
    });
    queue = new PollQueue(limiters);
    all = new Set();
  });

  it('dequeues the most urgent of those that are due', () => {
    const [low, high, later] = [operation(1), operation(5), operation(9)];
    plan(low, 10);
    plan(high, 20);
    plan(later, 30);
    assert.equal(nextAt(0), 10);
    assert.equal(dequeue(5), undefined);
    assert.deepEqual([dequeue(25), dequeue(25), dequeue(25)], [high, low, undefined]);
    assert.equal(nextAt(25), 30);
  });

  it('dequeues first those that callers wait for, in their order', () => {
    const [urgent, first, second] = [operation(9), operation(1), operation(2)];
    plan(urgent, 0);
    for (const one of [first, second]) ask(one);
    assert.deepEqual([dequeue(0), dequeue(0), dequeue(0)], [first, second, urgent]);
  });

  it('leaves out one that was due and is now due later', () => {
    const [one, other] = [operation(1), operation(2)];
    plan(one, 0);
    plan(other, 0);
    assert.equal(dequeue(0), other);
    plan(one, 50);
    assert.equal(dequeue(0), undefined);
    assert.deepEqual([nextAt(0), dequeue(50)], [50, one]);
  });

  it('makes auxiliary requests wait only where status requests do', () => {
    const [one] = [operation(1)];
    const limiter = limiters.of(one.id);
    plan(one, 0);
    dequeue(-1);
    const permit = limiter?.acquire('status', 0);
    dequeue(0);
    nextAt(0);
    permit?.release(0);
    assert.notEqual(limiter?.auxiliaryAt(0), 0);
    isPolling = false;
    nextAt(0);
    assert.equal(limiter?.auxiliaryAt(0), 0);
  });

  it('leaves out one that is gone, whoever waited for it', () => {
    const one = operation(1);
    plan(one, 0);
    ask(one);
    all.delete(one);
    one.isAwaited = false;
    assert.deepEqual([dequeue(0), nextAt(0)], [undefined, NEVER]);
  });

  it('leaves out one whose callers have given up', () => {
    const one = operation(1);
    ask(one);
    one.isAwaited = false;
    assert.equal(dequeue(0), undefined);
  });

  it('dequeues one that is due, too, after callers have used up the limit for long', () => {
    const [due, asked] = [operation(1), operation(2)];
    plan(due, 0);
    for (let i = 0; i < 100; i++) sendAuxiliary(limiter(), 0);
    ask(asked);
    assert.deepEqual([dequeue(0), nextAt(0)], [undefined, 60_000]);
    assert.deepEqual([dequeue(60_000), dequeue(60_000)], [due, asked]);
  });

  it('waits while the limiter has no room for the background, and lets callers go a little longer', () => {
    const [due, asked] = [operation(1), operation(2)];
    plan(due, 0);
    for (let i = 0; i < 75; i++) sendAuxiliary(limiter(), 0);
    assert.equal(dequeue(0), undefined);
    assert.equal(nextAt(0), 30_000);
    ask(asked);
    assert.deepEqual([nextAt(0), dequeue(0)], [0, asked]);
  });

  it('dequeues at once what a caller waits for during a Retry-After: the caller learns of it', () => {
    limiter().noteFailure(tooFast, 30_000, 0);
    const [due, asked] = [operation(1), operation(2)];
    plan(due, 0);
    ask(asked);
    assert.deepEqual([dequeue(0), dequeue(0), nextAt(0)], [asked, undefined, 30_000]);
  });

  it('dequeues spare ones last, at a quarter of what the background may send', () => {
    const [spare, another, due] = [operation('1spare1'), operation('1spare2'), operation(0)];
    for (const one of [spare, another, due]) plan(one, 0);
    assert.deepEqual([dequeue(0), dequeue(0), dequeue(0)], [due, spare, undefined]);
    // 75 of 100 a minute are the background's.
    assert.equal(nextAt(0), 3200);
    assert.deepEqual([dequeue(3199), dequeue(3200)], [undefined, another]);
  });

  it('leaves spare ones out while another waits for room', () => {
    const [spare, due] = [operation('1spare1'), operation(1)];
    for (const one of [spare, due]) plan(one, 0);
    for (let i = 0; i < 75; i++) sendAuxiliary(limiter(), 0);
    assert.deepEqual([dequeue(0), nextAt(0)], [undefined, 30_000]);
  });

  it('dequeues spare ones only while background polling is on, and where there is an endpoint', () => {
    const spare = operation('1spare1');
    plan(spare, 0);
    isPolling = false;
    assert.deepEqual([dequeue(0), nextAt(0)], [undefined, NEVER]);
    isPolling = true;
    endpoints.clear();
    assert.deepEqual([dequeue(0), nextAt(0)], [undefined, NEVER]);
    endpoints.set(GOOGLE.id, GOOGLE);
    assert.equal(dequeue(0), spare);
  });

  it('goes on at one limiter while another has to wait', () => {
    limiter().health.block({ kind: 'unauthorized', message: 'Wrong key' }, 0);
    const [here, there] = [operation(9), new QueuedOperation('1', { ...idOf('a1'), endpoint: SIMULATOR.id })];
    plan(here, 0);
    plan(there, 0);
    assert.deepEqual([dequeue(0), dequeue(0), nextAt(0)], [there, undefined, 300_000]);
  });

  it('dequeues only what callers wait for while background polling is off', () => {
    isPolling = false;
    const [due, asked] = [operation(1), operation(2)];
    plan(due, 0);
    assert.equal(nextAt(5), NEVER);
    ask(asked);
    assert.deepEqual([dequeue(5), dequeue(5)], [asked, undefined]);
    isPolling = true;
    assert.deepEqual([nextAt(5) <= 5, dequeue(5)], [true, due]);
  });

  it('moves with the endpoint what is due and what callers wait for', () => {
    const [due, asked, underWay] = [operation(1), operation(2), operation(3)];
    plan(due, 0);
    dequeue(-1);
    ask(asked);
    all.add(underWay);
    underWay.isInFlight = true;
    endpoints.set('google', { ...GOOGLE, url: 'https://elsewhere.example.com' });
    assert.deepEqual([dequeue(0), dequeue(0), dequeue(0)], [asked, due, undefined]);
  });

  it('dequeues at once what has no endpoint: callers learn of it', () => {
    endpoints.clear();
    const [due, asked] = [operation(1), operation(2)];
    plan(due, 0);
    ask(asked);
    assert.deepEqual([nextAt(0), dequeue(0), dequeue(0)], [0, asked, due]);
  });

  it('dequeues the most urgent first of many, each once', () => {
    limiters.at(GOOGLE.url).health.succeeded(0);
    const some = [3, 1, 4, 15, 9, 2, 6].map(operation);
    for (const one of some) plan(one, 0);
    const taken = some.map(() => dequeue(0)?.urgency());
    assert.deepEqual(taken, [15, 9, 6, 4, 3, 2, 1]);
    assert.equal(dequeue(0), undefined);
  });

  it('calculates the urgency of those that are due once for all that may go at a time, and not at all where none may', () => {
    let weighed = 0;
    class Weighed extends QueuedOperation {
      override urgency(): number {
        weighed++;
        return super.urgency();
      }
    }
    for (let i = 0; i < 1000; i++) plan(new Weighed(i), 0);
    queue.lineUp(all, 0);
    for (const _ of [1, 2, 3]) queue.dequeue(0);
    assert.equal(weighed, 1000);
    for (let i = 0; i < 100; i++) sendAuxiliary(limiter(), 0);
    queue.lineUp(all, 0);
    assert.deepEqual([queue.dequeue(0), weighed], [undefined, 1000]);
  });

  function limiter() {
    const found = limiters.of(idOf('a1'));
    assert.ok(found);
    return found;
  }

  /** A caller waits for it. */
  function ask(one: QueuedOperation): void {
    all.add(one);
    one.isAwaited = true;
    queue.enqueue(one);
  }

  function plan(one: QueuedOperation, at: number): void {
    all.add(one);
    one.dueAt = at;
  }

  /** As the poller does it: what is dequeued is no longer due, nor waited for. */
  function dequeue(now: number): QueuedOperation | undefined {
    queue.lineUp(isPolling ? all : [], now);
    const next = queue.dequeue(now);
    if (next) Object.assign(next, { dueAt: NEVER, isAwaited: false });
    return next;
  }

  function nextAt(now: number): number {
    queue.lineUp(isPolling ? all : [], now);
    return queue.nextAt(now);
  }
});

function operation(urgency: number | string): QueuedOperation {
  return new QueuedOperation(urgency);
}
