import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { captureCommands } from '../../../src/ui/capture/answering';
import { CapturedOperations } from '../../../src/ui/capture/capturedOperations';
import type { PrintedOperation } from '../../../src/ui/commands/printedOperations';
import { EndpointList } from '../../../src/ui/endpointList';
import { ReferenceTracking } from '../../../src/ui/prompts/referenceTracking';
import { TextInterpreter } from '../../../src/ui/prompts/textInterpreter';
import { CAPTURE_PLACES, type CapturePlace, CurrentSettings } from '../../../src/ui/settings';
import { newStore } from '../memoryStorage';
import { ReplacedProperties } from '../replacedProperties';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';

const STARTED = { startedAt: new Date().toISOString(), startedWithin: 3 };

function printed(id: string, label?: string): PrintedOperation {
  const name = `models/veo-3.1-generate-preview/operations/${id}`;
  return { reference: { name, ...(label !== undefined && { label }) }, given: STARTED };
}

describe('the question about printed operations', () => {
  let user: ScriptedUser;
  let store: OperationStore;
  let settings: CurrentSettings;
  let endpoints: EndpointList;
  let captured: CapturedOperations;
  let item: vscode.StatusBarItem | undefined;
  let lines: string[];
  let keysAskedFor: readonly string[];
  const replaced = new ReplacedProperties();

  beforeEach(() => {
    user = new ScriptedUser();
    lines = [];
    keysAskedFor = [];
    item = undefined;
    const { createStatusBarItem } = vscode.window;
    replaced.replace(vscode.window, 'setStatusBarMessage', (text: string) => lines.push(text));
    replaced.replace(
      vscode.window,
      'createStatusBarItem',
      (...args: Parameters<typeof createStatusBarItem>) => {
        item = createStatusBarItem(...args);
        return item;
      },
    );
    store = newStore();
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    const tracking = new ReferenceTracking(new TextInterpreter(endpoints, store), store, endpoints);
    captured = new CapturedOperations(tracking, settings);
  });
  afterEach(async () => {
    for (const one of [captured, endpoints, settings, store]) one.dispose();
    replaced.restore();
    user.restore();
    for (const place of CAPTURE_PLACES) {
      await changeSetting(`capture.${place}`, undefined);
      await setInWorkspace(place, undefined);
    }
  });

  it('is asked in the status bar without tracking anything, and counts what waits, each once', async () => {
    await captured.capture('terminal', [printed('aaaaaaaa')]);
    assert.equal(
      captured.question.sentence,
      'An operation was printed in the terminal. Track such operations automatically?',
    );
    await captured.capture('terminal', [printed('aaaaaaaa'), printed('bbbbbbbb')]);
    assert.equal(
      captured.question.sentence,
      '2 operations were printed in the terminal. Track such operations automatically?',
    );
    assert.deepEqual(
      [item?.text, item?.command],
      ['$(question) Track 2 printed operations?', 'veo.answerCapture'],
    );
    for (const answer of ['always', 'once', 'never'])
      assert.ok(tooltip().includes(`%22${answer}%22`), answer);
    await captured.capture('notebook', [printed('cccccccc')]);
    assert.equal(
      captured.question.sentence,
      '3 operations were printed. Track such operations automatically?',
    );
    assert.deepEqual([store.size, user.messages], [0, []]);
  });

  it('answered with Always tracks what waits with its start, and all places of the workspace from then on', async () => {
    await captured.capture('terminal', [printed('aaaaaaaa', 'Sunrise')]);
    await captured.capture('task', [printed('bbbbbbbb')]);
    user.willPick('Always');
    await answer();
    const [task, terminal] = [...store.list()].sort((a, b) =>
      String(a.source).localeCompare(String(b.source)),
    );
    assert.deepEqual([task?.source, terminal?.source, terminal?.label], ['task', 'terminal', 'Sunrise']);
    assert.deepEqual([terminal?.startedAt, terminal?.startedWithin], [STARTED.startedAt, 3]);
    assert.deepEqual(CAPTURE_PLACES.map(inWorkspace), ['on', 'on', 'on', 'on']);
    assert.equal(captured.question.sentence, undefined);
    await captured.capture('debugConsole', [printed('cccccccc')]);
    assert.equal(store.size, 3);
    assert.deepEqual(lines, [
      '$(check) Tracking an operation printed in the terminal',
      '$(check) Tracking an operation printed by a task',
      '$(check) Tracking an operation printed in the debug console',
    ]);
  });

  it('lists what one answer tracks in the order in which it was printed', async () => {
    for (const [seconds, id] of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].entries()) {
      const startedAt = new Date(Date.parse(STARTED.startedAt) + 1000 * seconds).toISOString();
      await captured.capture('terminal', [{ ...printed(id), given: { ...STARTED, startedAt } }]);
    }
    let changes = 0;
    store.onDidChange(() => changes++);
    await answer('always');
    assert.deepEqual(
      [changes, ...store.list().map(({ name }) => name.slice(-8))],
      [1, 'aaaaaaaa', 'bbbbbbbb', 'cccccccc'],
    );
  });

  it('asks for the API keys of what was tracked by the answer, not of what is printed later', async () => {
    await captured.capture('terminal', [printed('aaaaaaaa'), printed('bbbbbbbb', 'Sunrise')]);
    user.willPick('Sunrise');
    await answer();
    assert.deepEqual(keysAskedFor, ['bbbbbbbb']);
    await answer('once');
    assert.deepEqual(keysAskedFor, ['aaaaaaaa']);
    const another = [printed('cccccccc')];
    await captured.capture('terminal', another);
    assert.equal(store.size, 3);
    assert.deepEqual(keysAskedFor, ['aaaaaaaa']);
  });

  it('answered with Always tracks many of one print without their starts until all have answered that they run', async () => {
    const ids = ['first-1', 'first-2', 'first-3', 'first-4', 'first-5'];
    const together = ids.map((id) => ({ ...printed(id), given: {}, ifTogether: STARTED }));
    await captured.capture('terminal', together);
    await answer('always');
    assert.deepEqual(new Set(store.running.map(({ startedAt }) => startedAt)), new Set([undefined]));
    for (const operation of store.running) store.report(operation, { kind: 'running' }, Date.now());
    await undefined;
    assert.deepEqual(
      store.running.map(({ startedAt }) => startedAt),
      ids.map(() => STARTED.startedAt),
    );
  });

  it('answered with This Time tracks until the window closes, and leaves the settings as they are', async () => {
    await captured.capture('terminal', [printed('aaaaaaaa')]);
    await answer('once');
    await captured.capture('terminal', [printed('bbbbbbbb')]);
    assert.equal(store.size, 2);
    assert.equal(captured.question.sentence, undefined);
    assert.deepEqual(CAPTURE_PLACES.map(inWorkspace), [undefined, undefined, undefined, undefined]);
  });

  it('answered with Never tracks nothing, asks no more, and leaves alone what the person had set', async () => {
    await changeSetting('capture.task', 'on');
    await captured.capture('terminal', [printed('aaaaaaaa')]);
    await answer('never');
    await captured.capture('terminal', [printed('bbbbbbbb')]);
    assert.deepEqual([store.size, captured.question.sentence], [0, undefined]);
    assert.deepEqual(keysAskedFor, []);
    assert.deepEqual(CAPTURE_PLACES.map(inWorkspace), ['off', 'off', 'off', undefined]);
  });

  it('can be answered anew later, at all places at once', async () => {
    await captured.capture('terminal', [printed('aaaaaaaa')]);
    await answer('never');
    assert.ok(lines.at(-1)?.includes('Track Printed Operations…'), lines.at(-1));
    user.willPick('Ask');
    await answer();
    await captured.capture('terminal', [printed('bbbbbbbb')]);
    assert.equal(captured.question.waiting.length, 1);
    await answer('once');
    user.willPick('$(check) Always');
    await answer();
    assert.deepEqual(CAPTURE_PLACES.map(inWorkspace), ['on', 'on', 'on', 'on']);
    user.willPick('Never');
    await answer();
    await captured.capture('terminal', [printed('cccccccc')]);
    assert.deepEqual([store.size, captured.question.sentence, captured.mode], [1, undefined, 'off']);
  });

  it('lists what waits, of which one alone can be tracked', async () => {
    await captured.capture('terminal', [printed('aaaaaaaa', 'Sunrise'), printed('bbbbbbbb')]);
    user.willPick('Sunrise');
    await answer();
    assert.deepEqual(
      store.list().map(({ label }) => label),
      ['Sunrise'],
    );
    assert.equal(captured.question.waiting.length, 1);
  });

  it('is answered by the settings, too', async () => {
    await captured.capture('terminal', [printed('aaaaaaaa')]);
    await captured.capture('task', [printed('bbbbbbbb')]);
    const tracked = new Promise((resolve) => store.onDidChange(resolve));
    await changeSetting('capture.task', 'off');
    await changeSetting('capture.terminal', 'on');
    await tracked;
    assert.deepEqual(
      store.list().map(({ source }) => source),
      ['terminal'],
    );
    assert.equal(captured.question.sentence, undefined);
  });

  it('goes away when the operations are tracked otherwise, and does not come for those or for removed ones', async () => {
    await captured.capture('terminal', [printed('aaaaaaaa')]);
    const id = { endpoint: endpoints.default?.id ?? '', name: printed('aaaaaaaa').reference.name };
    store.track(id);
    assert.equal(captured.question.sentence, undefined);
    await captured.capture('terminal', [printed('aaaaaaaa')]);
    store.remove([id]);
    await captured.capture('terminal', [printed('aaaaaaaa')]);
    assert.equal(captured.question.sentence, undefined);
  });

  it('keeps the newest 200, and none of a list that is printed at once', async () => {
    const many = (count: number, prefix: string) =>
      [...Array(count).keys()].map((i) => printed(`${prefix}${i}`));
    await captured.capture('terminal', many(101, 'listed-'));
    assert.equal(captured.question.sentence, undefined);
    assert.deepEqual(lines, ['$(check) 101 operations printed at once are not tracked automatically']);
    for (const prefix of ['first-', 'second-', 'third-'])
      await captured.capture('terminal', many(90, prefix));
    const waiting = captured.question.waiting.map(({ reference }) => reference.name);
    assert.equal(waiting.length, 200);
    assert.match(waiting[0] ?? '', /first-70$/);
    assert.match(waiting.at(-1) ?? '', /third-89$/);
  });

  it('is not needed where all are tracked, but a program that prints new names for ever adds no more than 500', async () => {
    await changeSetting('capture.terminal', 'on');
    for (let batch = 0; batch < 7; batch++) {
      const names = [...Array(90).keys()].map((i) => printed(`endless-${batch}-${i}`));
      await captured.capture('terminal', names);
    }
    assert.equal(store.size, 450);
    assert.equal(
      lines.at(-1),
      '$(check) 450 operations run already, so printed ones are not tracked automatically',
    );
  });

  async function answer(...args: readonly unknown[]): Promise<void> {
    const askForKeys = async (tracked: readonly OperationId[]) => {
      keysAskedFor = tracked.map(({ name }) => name.slice(-8));
    };
    await captureCommands(captured, askForKeys)['veo.answerCapture']?.(...args);
  }

  function tooltip(): string {
    assert.ok(item?.tooltip instanceof vscode.MarkdownString);
    return item.tooltip.value;
  }
});

function inWorkspace(place: CapturePlace): unknown {
  return vscode.workspace.getConfiguration('veo').inspect(`capture.${place}`)?.workspaceValue;
}

async function setInWorkspace(place: CapturePlace, value: unknown): Promise<void> {
  if (inWorkspace(place) === value) return;
  await vscode.workspace
    .getConfiguration('veo')
    .update(`capture.${place}`, value, vscode.ConfigurationTarget.Workspace);
}
