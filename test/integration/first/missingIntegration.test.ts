import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { MissingIntegration } from '../../../src/ui/capture/missingIntegration';
import { CurrentSettings } from '../../../src/ui/settings';
import { newStore } from '../memoryStorage';
import { ReplacedProperties } from '../replacedProperties';
import { idOf } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';

const SHELL = { state: { isInteractedWith: true }, creationOptions: { name: 'cmd' } };

describe('a terminal whose shell has no integration', () => {
  const replaced = new ReplacedProperties();
  let user: ScriptedUser;
  let store: OperationStore;
  let settings: CurrentSettings;
  let missing: MissingIntegration;
  beforeEach(() => {
    user = new ScriptedUser();
    store = newStore();
    settings = new CurrentSettings();
    missing = new MissingIntegration(store, settings);
  });
  afterEach(async () => {
    for (const one of [missing, settings, store]) one.dispose();
    replaced.restore();
    user.restore();
    await changeSetting('capture.terminal', undefined);
  });

  it('is told once in a session, when an operation is pasted while it is in use, with how to get it', async () => {
    use(SHELL);
    store.track(idOf('a'), { source: 'terminal' });
    assert.deepEqual(user.messages, []);
    user.willClick('How to Get It');
    store.track(idOf('b'), { source: 'pasted' });
    store.track(idOf('c'), { source: 'pasted' });
    const { text } = await user.waitForMessage(/Shell integration changes that\.$/);
    assert.match(text, /^The shell in the terminal does not tell VS Code/);
    assert.equal(user.messages.length, 1);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(user.openedUris, ['https://code.visualstudio.com/docs/terminal/shell-integration']);
  });

  it('is not told of otherwise', async () => {
    for (const terminal of [
      undefined,
      { ...SHELL, shellIntegration: {} },
      { ...SHELL, state: { isInteractedWith: false } },
      { ...SHELL, creationOptions: { name: 'ours', pty: {} } },
    ]) {
      use(terminal);
      store.track(idOf(`pasted${store.size}`), { source: 'pasted' });
    }
    await changeSetting('capture.terminal', 'off');
    use(SHELL);
    store.track(idOf('last'), { source: 'pasted' });
    assert.deepEqual(user.messages, []);
  });

  function use(terminal: object | undefined): void {
    replaced.restore();
    replaced.replaceGetter(vscode.window, 'activeTerminal', terminal);
  }
});
