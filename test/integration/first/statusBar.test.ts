import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { EndpointList } from '../../../src/ui/endpointList';
import { isUsed } from '../../../src/ui/focus';
import type { CheckingMode } from '../../../src/ui/pause';
import { CurrentSettings } from '../../../src/ui/settings';
import { SeenResults } from '../../../src/ui/view/seenResults';
import { StatusBar } from '../../../src/ui/view/statusBar';
import { immediateTime, newStore } from '../memoryStorage';
import {
  failedAnswer,
  filteredAnswer,
  idOf,
  reportEnd,
  reportProblem,
  succeededAnswer,
} from '../sampleOperations';

const { window } = vscode;

describe('the status bar item', () => {
  const createStatusBarItem = window.createStatusBarItem;
  let item: vscode.StatusBarItem;
  let shown: boolean;
  let store: OperationStore;
  let seen: SeenResults;
  let statusBar: StatusBar;
  let mode: CheckingMode;
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
    mode = 'on';
    store = newStore();
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    seen = new SeenResults(store);
    statusBar = new StatusBar({ store, mode: () => mode, endpoints }, immediateTime);
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

  it('counts running operations, and says first when checking is paused, with a link that resumes it', () => {
    store.track(idOf('a'));
    store.track(idOf('b'));
    assert.match(item.text, /Veo: 2 running$/);
    mode = 'paused';
    statusBar.redraw();
    assert.match(item.text, /^\$\(debug-pause\) Veo: paused · 2 running$/);
    assert.match(tooltip(), /\(command:veo\.resumeChecking\b/);
    reportEnd(store, idOf('a'), succeededAnswer());
    assert.match(item.text, /Veo: paused · 1 ready · 1 running$/);
  });

  it('says when checking is off in the settings, where resuming would not help', () => {
    store.track(idOf('a'));
    mode = 'offInSettings';
    statusBar.redraw();
    assert.match(item.text, /Veo: checking is off · 1 running$/);
    assert.match(tooltip(), /veo&#46;checking&#46;enabled/);
    assert.match(tooltip(), /\(command:veo\.openSettings\b/);
    assert.doesNotMatch(tooltip(), /resumeChecking/);
  });

  it('says that checking is paused even when nothing runs and all results are seen', () => {
    seen.markSeen([reportEnd(store, idOf('a'), succeededAnswer())]);
    mode = 'paused';
    statusBar.redraw();
    assert.match(item.text, /Veo: paused$/);
  });

  it('shows a result until it is seen', () => {
    store.track(idOf('b'));
    const ended = reportEnd(store, idOf('a'), succeededAnswer(4));
    assert.match(item.text, /Veo: 1 ready · 1 running$/);
    assert.match(tooltip(), /4 videos ready/);
    assert.equal(item.backgroundColor, undefined);
    seen.markSeen([ended]);
    assert.match(item.text, /Veo: 1 running$/);
  });

  it('counts several results by kind, and names each in its tooltip; a failure has no colour of its own', () => {
    store.track(idOf('a'), { label: 'Lantern festival' });
    store.track(idOf('b'), { label: 'Storm' });
    reportEnd(store, idOf('c'), filteredAnswer);
    reportEnd(store, idOf('a'), succeededAnswer());
    reportEnd(store, idOf('b'), failedAnswer);
    store.track(idOf('d'));
    assert.match(item.text, /Veo: 1 ready · 1 filtered · 1 failed · 1 running$/);
    assert.match(tooltip(), /Lantern festival&#58; video ready/);
    assert.match(tooltip(), /Storm&#58; failed/);
    assert.equal(item.backgroundColor, undefined);
  });

  it('names 20 results at most', () => {
    for (let number = 0; number < 25; number++) reportEnd(store, idOf(`many${number}`), succeededAnswer());
    assert.match(item.text, /Veo: 25 ready$/);
    assert.equal(tooltip().match(/video ready/g)?.length, 20);
  });

  it('shows texts from outside as text: none becomes a link, a picture or an icon', () => {
    const label = '[x](command:workbench.action.quit) ![](https://a.example) $(bug) <img>';
    store.track(idOf('a'), { label });
    reportEnd(store, idOf('a'), failedAnswer);
    for (const sign of ['](command:workbench', '![', '$(', '<img', 'https:']) {
      assert.ok(!tooltip().includes(sign), sign);
    }
  });

  it('has a warning colour when only the person can help, says why, and leads there', () => {
    reportProblem(store, idOf('a'), 'offline');
    assert.deepEqual([/warning/.test(item.text), item.backgroundColor], [true, undefined]);
    reportProblem(store, idOf('b'), 'unauthorized');
    assert.match(item.text, /Veo: 1 needs a key · 1 running$/);
    assert.match(tooltip(), /Google refused the API key/);
    assert.match(tooltip(), /\(command:veo\.setApiKey\b/);
    assert.deepEqual(item.backgroundColor, new vscode.ThemeColor('statusBarItem.warningBackground'));
    reportProblem(store, idOf('c'), 'budgetExceeded');
    reportProblem(store, idOf('d'), 'noKey');
    assert.match(item.text, /Veo: 3 need a key · 1 running$/);
  });

  it('has a text for screen readers with all of it', () => {
    store.track(idOf('a'), { label: 'Lantern festival' });
    reportEnd(store, idOf('a'), succeededAnswer());
    store.track(idOf('b'));
    mode = 'paused';
    statusBar.redraw();
    assert.equal(
      item.accessibilityInformation?.label,
      'Veo: paused, 1 ready, 1 running\nChecking is paused.\nLantern festival: video ready',
    );
  });

  function tooltip(): string {
    return (item.tooltip as vscode.MarkdownString).value;
  }
});

describe('a window of VS Code', () => {
  it('counts as used while it has the focus and was used in the last seconds', () => {
    const isThere = (focused: boolean, active: boolean) => isUsed({ focused, active });
    assert.equal(isThere(true, true), true);
    assert.equal(isThere(true, false), false);
    assert.equal(isThere(false, true), false);
  });
});

describe('seen results', () => {
  it('leave the count of the badge', () => {
    const store = newStore();
    const seen = new SeenResults(store);
    assert.equal(seen.badge(), undefined);
    const [first, second] = [
      reportEnd(store, idOf('a'), succeededAnswer()),
      reportEnd(store, idOf('b'), failedAnswer),
    ];
    store.track(idOf('c'));
    assert.deepEqual(seen.badge(), { value: 2, tooltip: '1 ready · 1 failed' });
    seen.markSeen([first]);
    assert.deepEqual(seen.badge(), { value: 1, tooltip: '1 failed' });
    assert.deepEqual(store.unseen, [second]);
    seen.markSeen(store.list());
    assert.equal(seen.badge(), undefined);
    store.dispose();
  });

  it('keep the time at which they were first seen', () => {
    const store = newStore();
    const seen = new SeenResults(store);
    reportEnd(store, idOf('a'), succeededAnswer());
    seen.markSeen(store.list());
    const first = store.list();
    seen.markSeen(store.list());
    assert.deepEqual(store.list(), first);
    store.dispose();
  });
});
