import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type {
  Answer,
  Operation,
  OperationId,
  Report,
  RunningOperation,
  SucceededOperation,
} from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { withVideoChange } from '../../../src/operations/video';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { EndpointList } from '../../../src/ui/endpointList';
import type { KnownDurations } from '../../../src/ui/messages/followingWords';
import { CurrentSettings } from '../../../src/ui/settings';
import type { OperationNode, TreeNode } from '../../../src/ui/view/operationNodes';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import { asSucceeded } from '../gateway';
import { immediateTime, newStore } from '../memoryStorage';
import {
  failedAnswer,
  filteredAnswer,
  idOf,
  reportEnd,
  reportProblem,
  succeededAnswer,
} from '../sampleOperations';

const ID = idOf('idrk08ltkg0a');
const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const LINK = '[click](command:workbench.action.quit)';

describe('a row of the tree', () => {
  let settings: CurrentSettings;
  let endpoints: EndpointList;
  let store: OperationStore;
  let tree: OperationsTree;
  let medianDurationS: number | undefined;
  let overdueAfter: number;
  let isPaused: boolean;
  const known: KnownDurations = { medianDuration: () => medianDurationS, overdueAfter: () => overdueAfter };

  beforeEach(() => {
    medianDurationS = undefined;
    overdueAfter = Number.POSITIVE_INFINITY;
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    store = newStore();
    tree = new OperationsTree({ store, endpoints, known, isPaused: () => isPaused }, immediateTime);
    isPaused = false;
    store.track(ID, { label: 'Sunrise' });
  });
  afterEach(() => vscode.Disposable.from(tree, store, endpoints, settings).dispose());

  it('keeps its id, its object and its place whatever becomes of the operation', () => {
    const [before, { id }] = [row(), item()];
    reportProblem(store, ID, 'offline');
    reportEnd(store, ID, succeededAnswer());
    assert.equal(row(), before);
    assert.equal(item().id, id);
    assert.equal(tree.find(ID), before);
  });

  it('has a context value with the state and the problem, for menus', () => {
    assert.equal(item().contextValue, 'operation running');
    reportProblem(store, ID, 'unauthorized');
    assert.equal(item().contextValue, 'operation running problem unauthorized');
    reportEnd(store, ID, succeededAnswer());
    assert.equal(item().contextValue, 'operation succeeded unsaved');
    reportEnd(store, idOf('b'), failedAnswer);
    reportEnd(store, idOf('c'), filteredAnswer);
    const words = tree.getChildren().map((node) => tree.getTreeItem(node).contextValue);
    assert.deepEqual(words.sort(), ['operation failed', 'operation filtered', 'operation succeeded unsaved']);
  });

  it('is a row of ours also once its video is saved, not a file that Git and problems color', () => {
    const operation = asSucceeded(reportEnd(store, ID, succeededAnswer()));
    store.update([withVideoChange(operation, 0, { file: '/videos/sunrise.mp4' })]);
    assert.equal(item().contextValue, 'operation succeeded saved');
    assert.equal(item().resourceUri, undefined);
  });

  it('says how many videos were filtered, briefly in the row and in full in the tooltip', () => {
    const report: Answer = {
      ...succeededAnswer(2),
      filteredCount: 2,
      filterReasons: ['Against the guidelines.'],
    } as Answer;
    reportEnd(store, ID, report);
    assert.match(String(item().description), /^2 of 4 videos ready · /);
    assert.match(tooltip(), /2 of 4 videos; the safety filter kept 2 back: Against the guidelines\.\n/);
  });

  it('shows an undocumented status, and its context value lets menus stop following it', () => {
    report({ kind: 'running', word: 'polishing' });
    assert.match(String(item().description), /^status “polishing” · \d s · /);
    assert.equal(item().contextValue, 'operation running doubtful');
    assert.match(tooltip(), /The API calls its status “polishing”/);
  });

  it('says that it takes unusually long, and its context value lets menus stop following it', () => {
    store.track(ID, { startedAt: new Date(Date.now() - 2 * HOUR_MS).toISOString() });
    overdueAfter = HOUR_MS / 1000;
    assert.match(String(item().description), /^unusually long · 2 h · /);
    assert.equal(item().contextValue, 'operation running doubtful');
    assert.match(tooltip(), /Stop Following ends that\./);
  });

  it('says that it is checked only on request when it is no longer followed', () => {
    store.update([{ ...(store.get(ID) as RunningOperation), unfollowedAt: new Date().toISOString() }]);
    assert.match(String(item().description), /^only on request · \d s · /);
    assert.equal(item().contextValue, 'operation running unfollowed');
    assert.match(tooltip(), /until you choose Follow Again/);
  });

  it('says in its own words why an API key was refused', () => {
    report({
      kind: 'problem',
      problem: { kind: 'unauthorized', reason: 'leakedKey', message: 'HTTP 403: leaked' },
    });
    assert.match(String(item().description), /^API key leaked · /);
    assert.match(tooltip(), /found in public.*\(HTTP 403: leaked\)/);
  });

  it('has a link in its tooltip for each thing that helps', () => {
    reportProblem(store, ID, 'noKey');
    assert.deepEqual(linksIn(item(), row()), ['veo.setApiKey', 'veo.copyError']);
    reportProblem(store, ID, 'malformed');
    assert.deepEqual(linksIn(item(), row()), ['veo.showAnswer', 'veo.checkNow', 'veo.copyError']);
  });

  it('shows only the ends of the ID of a gateway', () => {
    const id = { endpoint: 'google', name: `video_bGl0ZWxsbTpj${'x'.repeat(100)}AMTAwMQ==` };
    const video = { uri: `https://a/v1/videos/${id.name}/content`, videoId: id.name };
    reportEnd(store, id, {
      kind: 'succeeded',
      videos: [video, video],
    });
    const node = tree.find(id) as OperationNode;
    const [first] = node.videos;
    assert.ok(first);
    for (const shown of [node, first]) {
      const sentences = tooltipOf(shown);
      assert.ok(!sentences.includes('xxxx'), sentences);
      assert.match(sentences, /video_bG…xAMTAwMQ/);
    }
  });

  it('shows what is wrong, the time and the short model beside the name', () => {
    assert.equal(item().label, 'Sunrise');
    assert.match(String(item().description), /^\d s · 3\.1$/);
    reportProblem(store, ID, 'rateLimited');
    assert.match(String(item().description), /^too many requests · \d s · 3\.1$/);
  });

  it('has its model and time as title when it has no label, and does not repeat the model', () => {
    store.track(idOf('unnamed'));
    const node = tree.find(idOf('unnamed')) as OperationNode;
    const { label, description, accessibilityInformation } = tree.getTreeItem(node);
    assert.match(String(label), /^Veo 3\.1 · \d\d:\d\d/);
    assert.match(String(description), /^\d s$/);
    assert.match(
      accessibilityInformation?.label ?? '',
      /^Operation Veo 3\.1 · \d\d:\d\d( · 2)?: running, \d s$/,
    );
  });

  it('has its prompt as title when it has no label', () => {
    const id = idOf('prompted');
    store.track(id, { prompt: 'A cat on the moon' });
    const node = tree.find(id) as OperationNode;
    assert.equal(tree.getTreeItem(node).label, 'A cat on the moon');
    assert.match(String(tree.getTreeItem(node).description), / · 3\.1$/);
  });

  it('has a sentence for screen readers that says what is shown', () => {
    assert.match(ariaLabel(), /^Operation Sunrise: running, \d s, Veo 3\.1$/);
    reportProblem(store, ID, 'noKey');
    assert.match(ariaLabel(), /: running, no API key, /);
    reportEnd(store, ID, succeededAnswer(2));
    assert.match(ariaLabel(), /^Operation Sunrise: 2 videos ready, 4[78] h left, Veo 3\.1$/);
    const [video] = row().videos;
    assert.ok(video);
    const label = tree.getTreeItem(video).accessibilityInformation?.label;
    assert.match(label ?? '', /^Video 1 of operation Sunrise, ID file1, 4[78] h left$/);
  });

  it('represents its only video, and can be expanded when it has several', () => {
    const states = (count: number) => {
      reportEnd(store, idOf(`of${count}`), succeededAnswer(count));
      const node = tree.find(idOf(`of${count}`)) as OperationNode;
      const { collapsibleState, command } = tree.getTreeItem(node);
      return [collapsibleState, tree.getChildren(node).length, command?.command];
    };
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    assert.deepEqual(states(1), [None, 0, 'veo.playVideo']);
    assert.deepEqual(states(2), [Collapsed, 2, undefined]);
  });

  it('gets rows for its videos when one becomes several, and keeps the existing ones', () => {
    const videos = () => tree.getChildren(tree.find(ID));
    const one = reportEnd(store, ID, succeededAnswer(1));
    assert.deepEqual(videos(), []);
    const several = reportEnd(store, idOf('other'), succeededAnswer(3));
    store.update([{ ...one, videos: several.videos } as Operation]);
    const [first] = videos();
    assert.equal(videos().length, 3);
    store.update([{ ...one, videos: several.videos.slice(0, 2) } as unknown as Operation]);
    assert.equal(videos().length, 2);
    assert.equal(videos()[0], first);
  });

  it('runs on a click the next step of its state, for itself only', () => {
    const command = () => item().command;
    assert.deepEqual(command(), { command: 'veo.checkNow', title: '', arguments: [row(), [row()]] });
    reportEnd(store, ID, succeededAnswer());
    assert.deepEqual(command(), { command: 'veo.playVideo', title: '', arguments: [row(), [row()]] });
    for (const [id, report] of [
      ['failed', failedAnswer],
      ['filtered', filteredAnswer],
    ] as const) {
      reportEnd(store, idOf(id), report);
      const node = tree.find(idOf(id)) as OperationNode;
      const { command = '', arguments: [uri] = [] } = tree.getTreeItem(node).command ?? {};
      assert.deepEqual([command, (uri as vscode.Uri).scheme], ['vscode.open', 'veo-reason']);
    }
  });

  it('shows by its icon and in words that checking is paused', () => {
    const icon = () => (item().iconPath as vscode.ThemeIcon).id;
    assert.equal(icon(), 'sync~spin');
    isPaused = true;
    assert.equal(icon(), 'debug-pause');
    assert.match(String(item().description), /^paused · \d s · /);
    assert.match(ariaLabel(), /: running, paused, /);
    reportEnd(store, ID, succeededAnswer());
    assert.equal(icon(), 'pass-filled');
    assert.match(String(item().description), /^4[78] h left · /);
  });

  it('has an animated icon for at most one running operation', () => {
    for (const id of ['b', 'c']) store.track(idOf(id));
    const icons = tree.getChildren().map((node) => (tree.getTreeItem(node).iconPath as vscode.ThemeIcon).id);
    assert.deepEqual(icons, ['sync~spin', 'sync', 'sync']);
  });

  it('has an icon that every theme has when the operation is missing', () => {
    store.update([
      {
        ...(store.get(ID) as RunningOperation),
        state: 'missing',
        finishedAt: new Date().toISOString(),
      } as Operation,
    ]);
    const { id, color } = item().iconPath as vscode.ThemeIcon;
    assert.deepEqual([id, color], ['question', undefined]);
  });

  it('has its videos as children, each with an id of its own', () => {
    assert.equal(item().collapsibleState, vscode.TreeItemCollapsibleState.None);
    reportEnd(store, ID, succeededAnswer(4));
    assert.equal(item().collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const videos = tree.getChildren(row());
    const items = videos.map((video) => tree.getTreeItem(video));
    assert.deepEqual(
      items.map(({ label, description, contextValue }) => [
        label,
        String(description).split(' · ')[1],
        contextValue,
      ]),
      [1, 2, 3, 4].map((number) => [`Video ${number}`, `file${number}`, 'video unsaved']),
    );
    assert.equal(new Set([item(), ...items].map(({ id }) => id)).size, 5);
    for (const video of videos) {
      assert.equal(tree.getParent(video), row());
      assert.deepEqual(tree.getChildren(video), []);
    }
    assert.equal(tree.getParent(row()), undefined);
  });

  it('shows the median duration of such operations while it runs, when that is known', () => {
    assert.ok(!tooltip().includes('usually'));
    medianDurationS = 82;
    assert.match(String(item().description), /^\d s, usually 1 min 20 s · 3\.1$/);
    assert.match(item().accessibilityInformation?.label ?? '', /, \d s, usually 1 min 20 s/);
    assert.match(tooltip(), /\nIt is still running\. Tracked for \d s\. Usually 1 min 20 s for Veo 3\.1\.\n/);
    medianDurationS = 128;
    assert.match(String(item().description), /usually 2 min 10 s/);
    reportEnd(store, ID, succeededAnswer());
    assert.ok(!String(item().description).includes('usually'));
    assert.ok(!tooltip().includes('usually'));
  });

  it('counts the time from its start, when that is known', () => {
    const startedAt = new Date(Date.now() - 3 * MINUTE_MS).toISOString();
    store.track(idOf('started'), { startedAt });
    const node = tree.find(idOf('started')) as OperationNode;
    assert.match(String(tree.getTreeItem(node).description), /^3 min( \d s)?$/);
  });

  it('says how long it took once it has ended, unless it was never seen running', () => {
    const startedAt = new Date(Date.now() - 83_000).toISOString();
    const [watched, found] = ['watched', 'found'].map((id) => store.track(idOf(id), { startedAt }));
    assert.ok(watched && found);
    store.update([transition(watched, { kind: 'running' }, Date.now())]);
    for (const id of [watched, found]) reportEnd(store, id, { kind: 'filtered', filterReasons: [] });
    const described = (id: OperationId) =>
      String(tree.getTreeItem(tree.find(id) as OperationNode).description);
    assert.match(described(watched), /^filtered · 1 min 2\d s$/);
    assert.match(described(found), /^filtered$/);
  });

  it('creates its tooltip only on demand', () => {
    assert.equal(item().tooltip, undefined);
    reportProblem(store, ID, 'unavailable', 'HTTP 503: busy');
    assert.match(tooltip(), /^\*\*Sunrise\*\*\n/);
    assert.match(tooltip(), /Google reported a server error/);
    assert.match(tooltip(), /HTTP 503: busy/);
    assert.match(tooltip(), /\nVeo 3\.1 · Google · ID idrk08ltkg0a\n/);
  });

  it('says in its tooltip where its title comes from, when it is not a label of the person', () => {
    assert.doesNotMatch(tooltip(), /Named after/);
    const fromText = idOf('text');
    store.track(fromText, {
      label: '[3/12] Lantern festival',
      labelOrigin: 'text',
      prompt: 'Lanterns at dusk',
    });
    const sentences = tooltipOf(tree.find(fromText) as OperationNode);
    assert.match(
      sentences,
      /^\*\*\[3\/12\] Lantern festival\*\*\n\nNamed after the text beside its ID\.\n\nPrompt: Lanterns at dusk\n/,
    );
    const fromPrompt = idOf('prompt');
    store.track(fromPrompt, { prompt: 'Lanterns at dusk' });
    assert.match(
      tooltipOf(tree.find(fromPrompt) as OperationNode),
      /^\*\*Lanterns at dusk\*\*\n\nNamed after its prompt\.\n\nIt is still running/,
    );
  });

  it('says in its tooltip how long it took, and offers what can be done with the video', () => {
    const startedAt = new Date(Date.now() - 83_000).toISOString();
    store.track(ID, { startedAt });
    report({ kind: 'running' });
    assert.deepEqual(linksIn(item(), row()), []);
    reportEnd(store, ID, succeededAnswer());
    assert.match(tooltip(), /\nTook 1 min 2\d s · Veo 3\.1 · Google · ID idrk08ltkg0a\n/);
    assert.deepEqual(linksIn(item(), row()), ['veo.playVideo', 'veo.downloadVideo', 'veo.copyVideoId']);
    reportEnd(store, idOf('f'), failedAnswer);
    const node = tree.find(idOf('f')) as OperationNode;
    assert.deepEqual(linksIn(tree.getTreeItem(node), node), ['veo.copyError']);
  });

  it('says of a video that came inside an answer that it is unsaved and where it is, without a countdown', () => {
    const kept = 'file:///storage/videos/a.mp4';
    reportEnd(store, ID, { kind: 'succeeded', videos: [{ uri: kept, kept }] });
    assert.match(String(item().description), /^unsaved · 3\.1$/);
    assert.equal(item().contextValue, 'operation succeeded unsaved');
    assert.equal((item().iconPath as vscode.ThemeIcon).id, 'pass-filled');
    assert.match(
      tooltip(),
      /\nIt is in the storage of the extension until its operation is removed\. Download it/,
    );
    const change = { goneAt: new Date().toISOString() };
    store.update([withVideoChange(asSucceeded(store.get(ID)), 0, change)]);
    assert.match(tooltip(), /its file is no longer in the storage of the extension\.\n/);
  });

  it('tells in its tooltip what the operation cost, and of a signed address only the place', () => {
    const uri = 'https://store.example.net/a.mp4?X-Amz-Date=20261128T120000Z&X-Amz-Signature=0a1b';
    const videos = [{ uri }, { uri: 'https://store.example.net/b.mp4' }] as const;
    reportEnd(store, ID, { kind: 'succeeded', videos, cost: { amount: 0.8, currency: 'USD' } });
    assert.match(tooltip(), /\nCost: \$0\.80, told by the gateway\n/);
    const [node] = tree.getChildren(row());
    assert.ok(node);
    assert.match(tooltipOf(node), /store\.example\.net\/a\.mp4\?…/);
    assert.doesNotMatch(tooltipOf(node), /0a1b/);
  });

  it('shows texts of others as text, never as Markdown or a command', () => {
    store.track(ID, { label: LINK });
    reportProblem(store, ID, 'unavailable', `HTTP 503: ${LINK} <b>www.example.com</b> $(flame)`);
    reportEnd(store, idOf('f'), { kind: 'failed', error: { code: 3, message: LINK } });
    for (const node of [row(), tree.find(idOf('f')) as OperationNode]) {
      const { tooltip: made } = tree.resolveTreeItem(tree.getTreeItem(node), node);
      assert.ok(made instanceof vscode.MarkdownString);
      assert.doesNotMatch(made.value, /quit\)|<b>|www\.|\$\(/);
      assert.ok(tooltipOf(node).includes(LINK));
      assert.ok(!made.supportHtml && !made.supportThemeIcons);
      assert.ok(typeof made.isTrusted === 'object');
      assert.ok(made.isTrusted.enabledCommands.every((command) => command.startsWith('veo.')));
    }
  });

  describe('of an operation whose videos the server will delete', () => {
    it('says how long the server keeps them, in hours, and in minutes in the last hour', () => {
      for (const [ms, words] of [
        [47.5 * HOUR_MS, '47 h left'],
        [6 * HOUR_MS + MINUTE_MS, '6 h left'],
        [59.5 * MINUTE_MS, '59 min left'],
        [-MINUTE_MS, 'expired'],
      ] as const) {
        expireIn(ms, 2);
        assert.deepEqual(String(item().description).split(' · ')[0], words);
        assert.ok(ariaLabel().includes(`, ${words}, `), ariaLabel());
        assert.equal(videoItem(0).description, `${words} · file1`);
        assert.ok(videoItem(0).accessibilityInformation?.label.endsWith(`, ${words}`));
        retrack();
      }
    });

    it('warns by its icon in the last hours, until they are deleted', () => {
      for (const [ms, id] of [
        [6 * HOUR_MS + MINUTE_MS, 'pass-filled'],
        [6 * HOUR_MS - MINUTE_MS, 'warning'],
        [-MINUTE_MS, 'history'],
      ] as const) {
        expireIn(ms);
        assert.equal((item().iconPath as vscode.ThemeIcon).id, id);
        retrack();
      }
    });

    it('says instead that all are saved, or that they are deleted', () => {
      const operation = expireIn(4.5 * HOUR_MS, 2);
      store.update([withVideoChange(operation, 0, { file: '/videos/a.mp4' })]);
      assert.match(String(item().description), /^4 h left · /);
      assert.equal(item().contextValue, 'operation succeeded unsaved saved');
      assert.deepEqual([0, 1].map(keptText), ['saved', '4 h left']);
      store.update([withVideoChange(current(), 1, { file: '/videos/b.mp4' })]);
      assert.match(String(item().description), /^saved · 3\.1$/);
      assert.equal((item().iconPath as vscode.ThemeIcon).id, 'save');
      assert.equal(item().contextValue, 'operation succeeded saved');
      store.update([
        withVideoChange(withVideoChange(current(), 1, { file: undefined }), 1, {
          goneAt: new Date().toISOString(),
        }),
      ]);
      assert.match(String(item().description), /^gone · 3\.1$/);
      assert.deepEqual([0, 1].map(keptText), ['saved', 'gone']);
      assert.deepEqual(
        [0, 1].map((index) => videoItem(index).contextValue),
        ['video saved', 'video expired'],
      );
    });

    it('says in its tooltip until when a video is kept, and where it was saved', () => {
      const operation = expireIn(47.5 * HOUR_MS);
      const { expiresAt = '' } = operation.videos[0];
      const minute = new Date(expiresAt).getMinutes().toString().padStart(2, '0');
      assert.match(tooltip(), new RegExp(`\\nKept until \\w{3},? \\d\\d:${minute} \\(47 h\\)\\n`));
      store.update([withVideoChange(operation, 0, { file: '/videos/a_b.mp4' })]);
      assert.match(tooltip(), /\nSaved at \/videos\/a_b\.mp4\n/);
      retrack();
      expireIn(-MINUTE_MS);
      assert.match(tooltip(), /\nThe server kept it until \w{3},? \d\d:\d\d\.\n/);
    });

    it('shows the address of one of several videos, too', () => {
      const operation = expireIn(HOUR_MS, 2);
      const [video] = row().videos;
      assert.ok(video);
      assert.match(tooltipOf(video), /^Kept until .*\n\nhttps:\/\/.*file1:download\?alt=media$/);
      store.update([withVideoChange(operation, 0, { file: '/videos/a.mp4' })]);
      assert.match(tooltipOf(video), /^Saved at \/videos\/a\.mp4\n\nhttps:/);
    });

    function retrack(): void {
      store.remove([ID]);
      store.track(ID, { label: 'Sunrise' });
    }

    function expireIn(ms: number, samples = 1): SucceededOperation {
      const expiresAt = new Date(Date.now() + ms).toISOString();
      const report = succeededAnswer(samples);
      assert.ok(report.kind === 'succeeded');
      const [first, ...others] = report.videos.map((video) => ({ ...video, expiresAt }));
      assert.ok(first);
      reportEnd(store, ID, { ...report, videos: [first, ...others] });
      return current();
    }

    function current(): SucceededOperation {
      return asSucceeded(store.get(ID));
    }

    function videoItem(index: number): vscode.TreeItem {
      const video = row().videos[index];
      assert.ok(video);
      return tree.getTreeItem(video);
    }

    function keptText(index: number): string | undefined {
      return String(videoItem(index).description).split(' · ')[0];
    }
  });

  function row(): OperationNode {
    const node = tree.getChildren()[0];
    assert.ok(node?.kind === 'operation');
    return node;
  }

  function item(): vscode.TreeItem {
    return tree.getTreeItem(row());
  }

  function report(report: Report): void {
    store.update([transition(store.get(ID) as Operation, report, Date.now())]);
  }

  function ariaLabel(): string {
    return item().accessibilityInformation?.label ?? '';
  }

  function tooltip(): string {
    return tooltipOf(row());
  }

  /** The text of a tooltip as it is rendered. */
  function tooltipOf(node: TreeNode): string {
    const { tooltip: made } = tree.resolveTreeItem(tree.getTreeItem(node), node);
    assert.ok(made instanceof vscode.MarkdownString);
    const seen = made.value.replace(/ ?"[^"]*"\)|\(command:[^ ]*/g, '');
    return seen.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  }

  /** The commands that a tooltip offers; each has the ID of the operation, or of its endpoint, as its argument. */
  function linksIn(from: vscode.TreeItem, node: OperationNode): string[] {
    const { tooltip: made } = tree.resolveTreeItem(from, node);
    assert.ok(made instanceof vscode.MarkdownString);
    const { endpoint, name } = node.operation;
    return [...made.value.matchAll(/\(command:([\w.]+)\?([^) ]*) "[^"]+"\)/g)].map(
      ([, command = '', query = '']) => {
        const argument = command === 'veo.setApiKey' ? endpoint : { endpoint, name };
        assert.deepEqual(JSON.parse(decodeURIComponent(query)), [argument]);
        return command;
      },
    );
  }
});
