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
import { withNews } from '../../../src/operations/video';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { EndpointList } from '../../../src/ui/endpointList';
import { CurrentSettings } from '../../../src/ui/settings';
import type { KnownDurations } from '../../../src/ui/telling/timeWords';
import type { OperationNode } from '../../../src/ui/view/operationNodes';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import { succeeded } from '../gateway';
import { impatientClock, newStore } from '../memory';
import { answer, failed, filtered, idOf, ready, trouble } from '../samples';

const ID = idOf('idrk08ltkg0a');
const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const LINK = '[click](command:workbench.action.quit)';

describe('a row of the tree', () => {
  let settings: CurrentSettings;
  let endpoints: EndpointList;
  let store: OperationStore;
  let tree: OperationsTree;
  let usual: number | undefined;
  let overdueAfter: number;
  const known: KnownDurations = { usual: () => usual, overdueAfter: () => overdueAfter };

  beforeEach(() => {
    usual = undefined;
    overdueAfter = Number.POSITIVE_INFINITY;
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    store = newStore();
    tree = new OperationsTree(store, endpoints, known, impatientClock);
    store.track(ID);
  });
  afterEach(() => vscode.Disposable.from(tree, store, endpoints, settings).dispose());

  it('keeps its id, its object and its place whatever becomes of the operation', () => {
    const [before, { id }] = [row(), item()];
    trouble(store, ID, 'offline');
    answer(store, ID, ready());
    assert.equal(row(), before);
    assert.equal(item().id, id);
    assert.equal(tree.find(ID), before);
  });

  it('tells the state and the problem in the words that menus look for', () => {
    assert.equal(item().contextValue, 'operation running');
    trouble(store, ID, 'unauthorized');
    assert.equal(item().contextValue, 'operation running problem unauthorized');
    answer(store, ID, ready());
    assert.equal(item().contextValue, 'operation succeeded');
    answer(store, idOf('b'), failed);
    answer(store, idOf('c'), filtered);
    const words = tree.getChildren().map((node) => tree.getTreeItem(node).contextValue);
    assert.deepEqual(words.sort(), ['operation failed', 'operation filtered', 'operation succeeded']);
  });

  it('tells how many videos the filter kept back, beside the row and in full in the tooltip', () => {
    const report: Answer = {
      ...ready(2),
      filteredCount: 2,
      filterReasons: ['Against the guidelines.'],
    } as Answer;
    answer(store, ID, report);
    assert.match(String(item().description), /^2 of 4 videos ready · /);
    assert.match(
      String(tree.resolveTreeItem(item(), row()).tooltip),
      /^2 of 4 videos; the safety filter kept 2 back: Against the guidelines\.\n/,
    );
  });

  it('tells a status that nobody documented, and that menus may stop following it', () => {
    report({ kind: 'running', word: 'polishing' });
    assert.match(String(item().description), /^status “polishing” · \d s · /);
    assert.equal(item().contextValue, 'operation running doubtful');
    assert.match(String(tree.resolveTreeItem(item(), row()).tooltip), /The API calls its status “polishing”/);
  });

  it('tells that it takes unusually long, and that menus may stop following it', () => {
    store.track(ID, { startedAt: new Date(Date.now() - 2 * HOUR).toISOString() });
    overdueAfter = HOUR / 1000;
    assert.match(String(item().description), /^unusually long · 2 h · /);
    assert.equal(item().contextValue, 'operation running doubtful');
    assert.match(String(tree.resolveTreeItem(item(), row()).tooltip), /Stop Following ends that\./);
  });

  it('tells that it is checked on request only once nobody follows it', () => {
    store.update([{ ...(store.get(ID) as RunningOperation), unfollowedAt: new Date().toISOString() }]);
    assert.match(String(item().description), /^only on request · \d s · /);
    assert.equal(item().contextValue, 'operation running unfollowed');
    assert.match(String(tree.resolveTreeItem(item(), row()).tooltip), /until you choose Follow Again/);
  });

  it('tells why an API key was refused in words of its own', () => {
    report({
      kind: 'problem',
      problem: { kind: 'unauthorized', reason: 'leakedKey', message: 'HTTP 403: leaked' },
    });
    assert.match(String(item().description), /^API key leaked · /);
    assert.match(
      String(tree.resolveTreeItem(item(), row()).tooltip),
      /found in public.*\(HTTP 403: leaked\)/,
    );
  });

  it('shows of the id of a gateway its ends alone', () => {
    const id = { endpoint: 'google', name: `video_bGl0ZWxsbTpj${'x'.repeat(100)}AMTAwMQ==` };
    answer(store, id, {
      kind: 'succeeded',
      videos: [{ uri: `https://a/v1/videos/${id.name}/content`, videoId: id.name }],
    });
    const node = tree.find(id) as OperationNode;
    const [video] = node.videos;
    assert.ok(video);
    for (const shown of [node, video]) {
      const tooltip = String(tree.resolveTreeItem(tree.getTreeItem(shown), shown).tooltip);
      assert.ok(!tooltip.includes('xxxx'), tooltip);
      assert.match(tooltip, /video_bG…xAMTAwMQ/);
    }
  });

  it('shows what is wrong, the time and the model beside the id', () => {
    assert.equal(item().label, 'idrk08ltkg0a');
    assert.match(String(item().description), /^\d s · veo-3\.1-generate-preview$/);
    trouble(store, ID, 'rateLimited');
    assert.match(String(item().description), /^too many requests · \d s · veo-/);
    store.track(ID, { label: 'Sunrise' });
    assert.equal(item().label, 'Sunrise');
  });

  it('is spoken as a sentence that tells what is seen', () => {
    assert.match(spoken(), /^Operation idrk08ltkg0a: running, veo-3\.1-generate-preview, \d s$/);
    trouble(store, ID, 'noKey');
    assert.match(spoken(), /, no API key$/);
    answer(store, ID, ready(2));
    const sentence =
      /^Operation idrk08ltkg0a: 2 videos ready, veo-3\.1-generate-preview, expires in 4[78] h$/;
    assert.match(spoken(), sentence);
    const [video] = row().videos;
    assert.ok(video);
    const label = tree.getTreeItem(video).accessibilityInformation?.label;
    assert.match(label ?? '', /^Video 1 of operation idrk08ltkg0a, ID file1, expires in 4[78] h$/);
  });

  it('has its videos below it, each with an id of its own', () => {
    assert.equal(item().collapsibleState, vscode.TreeItemCollapsibleState.None);
    answer(store, ID, ready(4));
    assert.equal(item().collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const videos = tree.getChildren(row());
    const items = videos.map((video) => tree.getTreeItem(video));
    assert.deepEqual(
      items.map(({ label, description, contextValue }) => [
        label,
        String(description).split(' · ')[0],
        contextValue,
      ]),
      [1, 2, 3, 4].map((number) => [`Video ${number}`, `file${number}`, 'video']),
    );
    assert.equal(new Set([item(), ...items].map(({ id }) => id)).size, 5);
    for (const video of videos) {
      assert.equal(tree.getParent(video), row());
      assert.deepEqual(tree.getChildren(video), []);
    }
    assert.equal(tree.getParent(row()), undefined);
  });

  it('tells how long such operations usually take as long as it runs, where that is known', () => {
    assert.ok(!String(tree.resolveTreeItem(item(), row()).tooltip).includes('usually'));
    usual = 82;
    assert.match(String(item().description), /^\d s, usually 1 min 20 s · veo-/);
    assert.match(item().accessibilityInformation?.label ?? '', /, \d s, usually 1 min 20 s/);
    const tooltip = String(tree.resolveTreeItem(item(), row()).tooltip);
    assert.match(
      tooltip,
      /^It is still running\. It has been followed for \d s\. Usually 1 min 20 s for veo-3\.1-generate-preview\.\n/,
    );
    usual = 128;
    assert.match(String(item().description), /usually 2 min 10 s/);
    answer(store, ID, ready());
    assert.ok(!String(item().description).includes('usually'));
    assert.ok(!String(tree.resolveTreeItem(item(), row()).tooltip).includes('usually'));
  });

  it('counts the time from its start, where that is known', () => {
    const startedAt = new Date(Date.now() - 3 * MINUTE).toISOString();
    store.track(idOf('started'), { startedAt });
    const node = tree.find(idOf('started')) as OperationNode;
    assert.match(String(tree.getTreeItem(node).description), /^3 min( \d s)? · /);
  });

  it('tells how long it took once it has ended, unless nobody saw it run', () => {
    const startedAt = new Date(Date.now() - 83_000).toISOString();
    const [watched, found] = ['watched', 'found'].map((id) => store.track(idOf(id), { startedAt }));
    assert.ok(watched && found);
    store.update([transition(watched, { kind: 'running' }, Date.now())]);
    for (const id of [watched, found]) answer(store, id, { kind: 'filtered', filterReasons: [] });
    const described = (id: OperationId) =>
      String(tree.getTreeItem(tree.find(id) as OperationNode).description);
    assert.match(described(watched), /^filtered · 1 min 2\d s · veo-/);
    assert.match(described(found), /^filtered · veo-/);
  });

  it('gets its tooltip only when it is asked for', () => {
    assert.equal(item().tooltip, undefined);
    trouble(store, ID, 'unavailable', 'HTTP 503: busy');
    assert.match(tooltip(), /Google reported a server error/);
    assert.match(tooltip(), /HTTP 503: busy/);
    assert.match(tooltip(), /idrk08ltkg0a/);
  });

  it('shows texts of a server as text, never as Markdown or a command', () => {
    trouble(store, ID, 'unavailable', `HTTP 503: ${LINK}`);
    assert.ok(tooltip().includes(LINK));
    answer(store, ID, { kind: 'failed', error: { code: 3, message: LINK } });
    assert.ok(tooltip().includes(LINK));
  });

  describe('of an operation whose videos the server will delete', () => {
    it('tells how long they are still there, in hours and in the last one in minutes', () => {
      for (const [ms, words] of [
        [47.5 * HOUR, 'expires in 47 h'],
        [6 * HOUR + MINUTE, 'expires in 6 h'],
        [59.5 * MINUTE, 'expires in 59 min'],
        [-MINUTE, 'expired'],
      ] as const) {
        expireIn(ms);
        assert.deepEqual(String(item().description).split(' · ')[0], words);
        assert.ok(spoken().endsWith(`, ${words}`), spoken());
        assert.equal(videoItem(0).description, `file1 · ${words}`);
        assert.ok(videoItem(0).accessibilityInformation?.label.endsWith(`, ${words}`));
        store.remove([ID]);
      }
    });

    it('warns by its icon in the last hours, until they are gone', () => {
      for (const [ms, id] of [
        [6 * HOUR + MINUTE, 'pass-filled'],
        [6 * HOUR - MINUTE, 'warning'],
        [-MINUTE, 'pass-filled'],
      ] as const) {
        expireIn(ms);
        assert.equal((item().iconPath as vscode.ThemeIcon).id, id);
        store.remove([ID]);
      }
    });

    it('says instead that they are saved, when all are, or that they are gone', () => {
      const operation = expireIn(4.5 * HOUR, 2);
      store.update([withNews(operation, 0, { file: '/videos/a.mp4' })]);
      assert.match(String(item().description), /^expires in 4 h/);
      assert.deepEqual([0, 1].map(keeping), ['saved', 'expires in 4 h']);
      store.update([withNews(current(), 1, { file: '/videos/b.mp4' })]);
      assert.match(String(item().description), /^saved · veo-/);
      assert.equal((item().iconPath as vscode.ThemeIcon).id, 'pass-filled');
      store.update([
        withNews(withNews(current(), 1, { file: undefined }), 1, { goneAt: new Date().toISOString() }),
      ]);
      assert.match(String(item().description), /^gone · veo-/);
      assert.deepEqual([0, 1].map(keeping), ['saved', 'gone']);
    });

    it('tells the time and the address of a video when the pointer rests on it, and where it was saved', () => {
      const operation = expireIn(1000);
      const [video] = operation.videos;
      const time = new Date(video.expiresAt ?? '').getSeconds().toString().padStart(2, '0');
      assert.match(videoTooltip(), new RegExp(`^The server deletes it .*:${time}\\b`));
      assert.ok(videoTooltip().endsWith(video.uri));
      store.update([withNews(operation, 0, { file: '/videos/a.mp4' })]);
      assert.equal(videoTooltip(), `Saved at /videos/a.mp4\n\n${video.uri}`);
    });

    function expireIn(ms: number, samples = 1): SucceededOperation {
      const expiresAt = new Date(Date.now() + ms).toISOString();
      const report = ready(samples);
      assert.ok(report.kind === 'succeeded');
      const [first, ...others] = report.videos.map((video) => ({ ...video, expiresAt }));
      assert.ok(first);
      answer(store, ID, { ...report, videos: [first, ...others] });
      return current();
    }

    function current(): SucceededOperation {
      return succeeded(store.get(ID));
    }

    function videoItem(index: number): vscode.TreeItem {
      const video = row().videos[index];
      assert.ok(video);
      return tree.getTreeItem(video);
    }

    function keeping(index: number): string | undefined {
      return String(videoItem(index).description).split(' · ')[1];
    }

    function videoTooltip(): string {
      const [video] = row().videos;
      assert.ok(video);
      return String(tree.resolveTreeItem(videoItem(0), video).tooltip);
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

  function report(told: Report): void {
    store.update([transition(store.get(ID) as Operation, told, Date.now())]);
  }

  function spoken(): string {
    return item().accessibilityInformation?.label ?? '';
  }

  /** Plain text, which VS Code shows as it is. */
  function tooltip(): string {
    const { tooltip: resolved } = tree.resolveTreeItem(item(), row());
    assert.equal(typeof resolved, 'string');
    return String(resolved);
  }
});
