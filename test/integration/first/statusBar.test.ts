import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { EndpointList } from '../../../src/ui/endpointList';
import { CurrentSettings } from '../../../src/ui/settings';
import { SeenResults } from '../../../src/ui/telling/seenResults';
import { StatusBar } from '../../../src/ui/telling/statusBar';
import { impatientClock, newStore } from '../memory';
import { answer, failed, idOf, ready, trouble } from '../samples';

const { window } = vscode;

describe('the status bar item', () => {
  const createStatusBarItem = window.createStatusBarItem;
  let item: vscode.StatusBarItem;
  let shown: boolean;
  let store: OperationStore;
  let seen: SeenResults;
  let statusBar: StatusBar;
  let paused: boolean;
  let settings: CurrentSettings;
  let endpoints: EndpointList;

  beforeEach(() => {
    window.createStatusBarItem = ((...args: Parameters<typeof createStatusBarItem>) => {
      item = createStatusBarItem(...args);
      item.show = () => {
        shown = true;
      };
      item.hide = () => {
        shown = false;
      };
      return item;
    }) as typeof createStatusBarItem;
    paused = false;
    store = newStore();
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    seen = new SeenResults(store);
    statusBar = new StatusBar(store, () => paused, endpoints, impatientClock);
  });
  afterEach(() => {
    window.createStatusBarItem = createStatusBarItem;
    statusBar.dispose();
    endpoints.dispose();
    settings.dispose();
    store.dispose();
  });

  it('is called veo.status, leads to the operations, and is hidden while nothing is tracked', () => {
    assert.deepEqual([item.id, item.command, shown], ['veo.status', 'veo.showOperations', false]);
    store.track(idOf('a'));
    assert.equal(shown, true);
    store.remove([idOf('a')]);
    assert.equal(shown, false);
  });

  it('tells how many run, and when checking is paused', () => {
    store.track(idOf('a'));
    store.track(idOf('b'));
    assert.match(item.text, / 2 running$/);
    paused = true;
    statusBar.redraw();
    assert.match(item.text, / 2 running, paused$/);
  });

  it('shows a result until it is looked at', () => {
    store.track(idOf('b'));
    const ended = answer(store, idOf('a'), ready(4));
    assert.match(item.text, /Veo: 4 videos ready · 1 running$/);
    assert.equal(item.backgroundColor, undefined);
    seen.look([ended]);
    assert.match(item.text, / 1 running$/);
  });

  it('tells several results in one line, with a warning when one is no video', () => {
    answer(store, idOf('a'), ready());
    answer(store, idOf('b'), failed);
    assert.match(item.text, /Veo: 2 operations have ended$/);
    assert.match(String(item.tooltip), /a: video ready/);
    assert.match(String(item.tooltip), /b: failed/);
    assert.deepEqual(item.backgroundColor, new vscode.ThemeColor('statusBarItem.warningBackground'));
  });

  it('warns when the person has to do something, and says what', () => {
    trouble(store, idOf('a'), 'offline');
    assert.deepEqual([/warning/.test(item.text), item.backgroundColor], [true, undefined]);
    trouble(store, idOf('b'), 'unauthorized');
    assert.match(String(item.tooltip), /^2 running\. Google refused the API key\./);
    assert.deepEqual(item.backgroundColor, new vscode.ThemeColor('statusBarItem.warningBackground'));
  });

  it('tells it all to a screen reader', () => {
    answer(store, idOf('a'), ready());
    assert.equal(item.accessibilityInformation?.label, 'Veo: a: video ready');
  });
});

describe('seen results', () => {
  it('wait, counted by the badge, until they are looked at', () => {
    const store = newStore();
    const seen = new SeenResults(store);
    assert.equal(seen.badge(), undefined);
    const [first, second] = [answer(store, idOf('a'), ready()), answer(store, idOf('b'), failed)];
    store.track(idOf('c'));
    assert.deepEqual(seen.badge(), { value: 2, tooltip: '2 operations have ended' });
    seen.look([first]);
    assert.deepEqual(seen.badge(), { value: 1, tooltip: '1 operation has ended' });
    assert.deepEqual(store.unseen, [second]);
    seen.look(store.list());
    assert.equal(seen.badge(), undefined);
    store.dispose();
  });

  it('keep the time of the first look', () => {
    const store = newStore();
    const seen = new SeenResults(store);
    answer(store, idOf('a'), ready());
    seen.look(store.list());
    const first = store.list();
    seen.look(store.list());
    assert.deepEqual(store.list(), first);
    store.dispose();
  });
});
