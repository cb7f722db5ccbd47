import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR_MS, MINUTE_MS } from '../../../src/base/time';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { keptLine } from '../../../src/tracking/list/archiveLine';
import { HostedClock } from '../../hosted/hostedClock';
import { type HostedStorage, storageWith } from '../../hosted/hostedStorage';
import { type Bundles, bundleExtension, type HostedFetch, HostedWindow } from '../../hosted/hostedWindow';
import { idOf, TEN_O_CLOCK } from '../operations/arbitraries';

const DAY_MS = 24 * HOUR_MS;

/** Of each kind of access, in the message of a failure. */
const SHOWN = 3;
/** What a window does, apart from what it has been asked. */
const NOTHING = { timers: 0, fired: 0, files: [], state: [], redraws: 0 };

describe('a window in which nothing runs', () => {
  let bundles: Bundles;
  let clock: HostedClock;
  let windows: HostedWindow[];

  before(async () => {
    bundles = await bundleExtension();
  });
  beforeEach(() => {
    clock = new HostedClock(TEN_O_CLOCK);
    windows = [];
  });
  afterEach(async () => {
    for (const window of windows) await window.close();
  });

  it('does nothing for an hour with an empty list', async () => {
    assert.deepEqual(await anHourOf(await open(await storageWith())), NOTHING);
  });

  it('loads only the first stage, and touches neither a file nor the state, where all is saved and seen', async () => {
    const window = await open(await storageWith([saved('a1'), failed('a2')]));
    assert.deepEqual(window.loaded, ['./extension.js']);
    assert.deepEqual([window.files.calls, window.stateAccesses], [[], []]);
    window.vscode.setVisible(true);
    await clock.advance(MINUTE_MS);
    assert.ok(window.loaded.includes('./secondStage.js'));
  });

  it('does nothing for an hour with ended operations, saved and seen, in a visible view', async () => {
    const window = await open(await storageWith([saved('a1'), failed('a2')]));
    window.vscode.setVisible(true);
    await clock.advance(MINUTE_MS);
    assert.deepEqual(await anHourOf(window), NOTHING);
  });

  it('does nothing for an hour with an archive', async () => {
    const stored = await storageWith([saved('a1')]);
    writeFileSync(join(stored.storage, 'archive.jsonl'), `\n${keptLine(saved('a2'))}\n`);
    assert.deepEqual(await anHourOf(await open(stored)), NOTHING);
  });

  it('does nothing for an hour with running operations in a paused list that is not in sight', async () => {
    const stored = await storageWith([running('a1')]);
    stored.workspaceState.set('veo.paused', true);
    assert.deepEqual(await anHourOf(await open(stored)), NOTHING);
  });

  it('does nothing for an hour with operations that are not followed, and that are not in sight', async () => {
    const unfollowed = { ...running('a1'), unfollowedAt: iso(TEN_O_CLOCK) } as Operation;
    const stored = await storageWith([unfollowed]);
    assert.deepEqual(await anHourOf(await open(stored)), NOTHING);
  });

  it('does nothing for an hour with videos that the server has deleted long ago, in a visible view', async () => {
    const window = await open(await storageWith([unsaved('a1', TEN_O_CLOCK - 3 * DAY_MS)]));
    window.vscode.setVisible(true);
    await clock.advance(MINUTE_MS);
    assert.deepEqual(await anHourOf(window), NOTHING);
  });

  it('does nothing for an hour while other windows renew their leases', async () => {
    const [quiet, busy] = [await storageWith([saved('a1')]), await storageWith([running('b1')])];
    const window = await open(quiet);
    const other = await open({ ...busy, globalStorage: quiet.globalStorage }, async () => runningAnswer());
    assert.deepEqual(await anHourOf(window), NOTHING);
    assert.ok(other.files.calls.filter((call) => call.includes('workspace.fs.writeFile')).length > 300);
  });

  it('does nothing from a minute after the last end on', async () => {
    const fetch: HostedFetch = async () =>
      clock.now < TEN_O_CLOCK + 5 * MINUTE_MS ? runningAnswer() : filteredAnswer();
    const window = await open(await storageWith([running('a1')]), fetch);
    await clock.advance(10 * MINUTE_MS);
    assert.deepEqual(window.vscode.shown.messages.length, 1);
    assert.deepEqual(await anHourOf(window), NOTHING);
  });

  it('has one timer for the warning of a video that can expire, which looks at the clock once an hour', async () => {
    const window = await open(await storageWith([unsaved('a1', TEN_O_CLOCK - 10 * MINUTE_MS)]));
    assert.deepEqual(await anHourOf(window), { ...NOTHING, timers: 1, fired: 1 });
  });

  it('redraws a row in sight when the hours of its video have changed, not before', async () => {
    const window = await open(await storageWith([unsaved('a1', TEN_O_CLOCK - 10 * MINUTE_MS)]));
    window.vscode.setVisible(true);
    await clock.advance(MINUTE_MS);
    assert.equal((await anHourOf(window)).redraws, 1);
  });

  /** Has been open for a minute, so that its start is over. */
  async function open(stored: HostedStorage, fetch?: HostedFetch): Promise<HostedWindow> {
    const window = new HostedWindow({ bundles, clock, stored, ...(fetch && { fetch }) });
    windows.push(window);
    window.activate();
    await clock.advance(MINUTE_MS);
    return window;
  }

  async function anHourOf(window: HostedWindow): Promise<typeof NOTHING> {
    const { files, timers, stateAccesses, vscode } = window;
    const before = [files.calls.length, stateAccesses.length, timers.fired, vscode.shown.redraws] as const;
    await clock.advance(HOUR_MS);
    return {
      timers: timers.pending,
      fired: timers.fired - before[2],
      files: files.calls.slice(before[0], before[0] + SHOWN) as [],
      state: stateAccesses.slice(before[1], before[1] + SHOWN) as [],
      redraws: vscode.shown.redraws - before[3],
    };
  }
});

function running(id: string): Operation {
  return newOperation(idOf(id), {}, TEN_O_CLOCK);
}

function unsaved(id: string, endedAt: number): Operation {
  const before = newOperation(idOf(id), {}, endedAt - MINUTE_MS);
  const uri = `https://generativelanguage.googleapis.com/v1beta/files/${id}:download?alt=media`;
  const ended = transition(before, { kind: 'succeeded', videos: [{ uri }] }, endedAt);
  return { ...ended, seenAt: iso(endedAt) } as Operation;
}

function saved(id: string): Operation {
  const operation = unsaved(id, TEN_O_CLOCK - HOUR_MS);
  if (operation.state !== 'succeeded') return operation;
  return { ...operation, videos: [{ ...operation.videos[0], file: '/videos/a.mp4' }] };
}

function failed(id: string): Operation {
  const error = { code: 13, message: 'internal' };
  const ended = transition(running(id), { kind: 'failed', error }, TEN_O_CLOCK);
  return { ...ended, seenAt: iso(TEN_O_CLOCK) } as Operation;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function runningAnswer(): object {
  return answer({ name: idOf('b1').name });
}

function filteredAnswer(): object {
  const generateVideoResponse = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['no'] };
  return answer({ name: idOf('a1').name, done: true, response: { generateVideoResponse } });
}

function answer(body: object): object {
  return { status: 200, headers: new Headers(), body: [Buffer.from(JSON.stringify(body))] };
}
