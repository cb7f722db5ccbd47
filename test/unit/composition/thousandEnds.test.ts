import assert from 'node:assert/strict';
import { MINUTE_MS } from '../../../src/base/time';
import { newOperation } from '../../../src/operations/operation';
import { HostedClock } from '../../hosted/hostedClock';
import { storageWith } from '../../hosted/hostedStorage';
import { bundleExtension, HostedWindow } from '../../hosted/hostedWindow';
import { idOf, TEN_O_CLOCK } from '../operations/arbitraries';

const OPERATIONS = 1000;
/** The list is written, and what shows it is redrawn, at most so often, however much changes. */
const MAX_WRITES_A_MINUTE = 60;
const MAX_DRAWINGS_A_MINUTE = 120;
/** Properties of the item in the status bar and of the view that are set at each drawing. */
const PROPERTIES = 8;
/**
 * The archive, twice since operations run, answers with videos that a killed host left, the videos that came inside
 * answers, and the settings of a remote machine.
 */
const FILES_OF_A_START = [
  'node:fs/promises.stat archive.jsonl',
  'node:fs/promises.stat archive.jsonl',
  'node:fs/promises.readdir answers',
  'workspace.fs.readDirectory videos',
  'workspace.fs.stat settings.json',
];

describe('a thousand ends in a minute', () => {
  let clock: HostedClock;
  let window: HostedWindow;
  let minutes: number;

  before(async () => {
    clock = new HostedClock(TEN_O_CLOCK);
    const running = Array.from({ length: OPERATIONS }, (_, i) =>
      newOperation(idOf(`e${i}`), {}, TEN_O_CLOCK),
    );
    window = new HostedWindow({
      bundles: await bundleExtension(),
      clock,
      stored: await storageWith(running),
      settings: { 'checking.requestsPerMinute': 3000 },
      fetch: async (url) => filteredAnswer(url),
    });
    const api = window.activate();
    const isDone = () => api.operations.every(({ state }) => state === 'filtered');
    for (minutes = 0; minutes < 5 && !isDone(); minutes++) await clock.advance(MINUTE_MS);
    assert.ok(isDone());
  });
  after(() => window.close());

  it('come to the list within a minute', () => {
    assert.equal(minutes, 1);
  });

  it('are told in two messages, the second of which tells of all that nobody has seen', async () => {
    await clock.advance(MINUTE_MS);
    const { messages } = window.vscode.shown;
    assert.ok(messages.length <= 2, messages.join('\n'));
    assert.match(messages.at(-1) ?? '', /^1000 operations: /);
  });

  it('write the list at most once a second', () => {
    const writes = window.stateAccesses.filter((key) => key === 'veo.operations').length;
    assert.ok(writes >= 1 && writes <= MAX_WRITES_A_MINUTE * (minutes + 1), `${writes}`);
  });

  it('redraw the status bar and the view at most twice a second', () => {
    const { redraws } = window.vscode.shown;
    assert.ok(redraws <= MAX_DRAWINGS_A_MINUTE * PROPERTIES * (minutes + 1), `${redraws}`);
  });

  it('write a lease at most once a second, and touch no other file after the start', () => {
    const isOfLease = (call: string) => call.includes('/windows');
    const leases = window.files.calls.filter((call) => isOfLease(call) && call.includes('.writeFile'));
    assert.ok(leases.length <= 60 * (minutes + 1), `${leases.length}`);
    const others = window.files.calls.filter((call) => !isOfLease(call));
    assert.deepEqual(
      others.map((call) => call.replace(/ .*\//, ' ')),
      FILES_OF_A_START,
    );
  });
});

function filteredAnswer(url: string): object {
  const generateVideoResponse = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['no'] };
  const body = JSON.stringify({
    name: url.replace(/^.*v1beta./, ''),
    done: true,
    response: { generateVideoResponse },
  });
  return { status: 200, headers: new Headers(), body: [Buffer.from(body)] };
}
