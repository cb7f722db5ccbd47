import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Operation } from '../../../src/operations/operation';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator';
import { EndpointList } from '../../../src/ui/endpointList';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { CurrentSettings } from '../../../src/ui/settings';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import { HostileAnswers } from '../../unit/hostile/hostileAnswers';
import { assertClean, KEY, type Made, textsIn } from '../../unit/hostile/leaks';
import { exportedApi, listed, removeAll } from '../extension';
import { sampleVideo } from '../gateway';
import { immediateTime, newStore } from '../memoryStorage';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';
import { setVideoFolder, useVideoFolders } from '../videoFolders';

const SEED = 20261130;
const ANSWERS = 200;
const ID = 'hostile';
const { executeCommand } = vscode.commands;
const { clipboard } = vscode.env;

describe('a hostile server', () => {
  const folders = useVideoFolders();
  let api: VeoOperationsApi;
  let simulator: Simulator;
  let user: ScriptedUser;

  before(async () => {
    api = await exportedApi();
    simulator = await startSimulator({ sampleVideo: sampleVideo(), key: KEY });
    await changeSetting('endpoints', [{ id: ID, kind: 'litellm', url: simulator.url }]);
    user = new ScriptedUser();
    user.willType(KEY, KEY);
    await executeCommand('veo.setApiKey', ID);
  });
  after(async () => {
    user.restore();
    await removeAll(api);
    await changeSetting('endpoints', undefined);
    await simulator.stop();
  });

  it('gets no key and no control character into rows, tooltips, messages, the clipboard, the exported API and sidecars', async () => {
    const folder = await setVideoFolder(folders);
    const states = new Map<string, number>();
    for (const [index, body] of harmlessBodies(ANSWERS).entries()) {
      const operation = await trackAnswered(body, index % 2 === 0 ? 'gemini' : 'videos');
      states.set(operation.state, (states.get(operation.state) ?? 0) + 1);
      const made = [
        ...textsIn(operation).map(madeAt('exports')),
        ...rowsOf(operation),
        ...(await copiedTexts(operation)),
      ];
      if (operation.state === 'succeeded' && index % 10 === 0) {
        simulator.script({ once: { kind: 'answer', status: 400, body }, step: 'download' });
        await executeCommand('veo.downloadVideo', operation);
        await executeCommand('veo.downloadVideo', operation);
      }
      if (index % 5 === 0) await executeCommand('veo.showReason', operation);
      made.push(
        ...user.messages.splice(0).map(({ text }) => madeAt('message')(text)),
        ...openDocumentTexts(),
      );
      assertClean([...made, ...filesOf(folder)], body);
      if (index % 5 === 0) await executeCommand('workbench.action.closeAllEditors');
      await api.remove(operation);
    }
    for (const state of ['running', 'succeeded', 'failed', 'filtered']) {
      assert.ok((states.get(state) ?? 0) > 3, `${state}: ${states.get(state)}`);
    }
  }).timeout(240_000);

  /** Bodies of answers with status 200 that do not stop the polling. */
  function harmlessBodies(count: number): string[] {
    const answers = new HostileAnswers(SEED);
    const found: string[] = [];
    while (found.length < count) {
      const contract = found.length % 2 === 0 ? 'name' : 'status';
      const { status, text } = answers.next();
      if (status === 200 && text.includes(`"${contract}"`) && !/retryDelay|4[0-9]{2}|key|auth/i.test(text))
        found.push(text);
    }
    return found;
  }

  /** Tracks a new operation and waits for its first answer. */
  async function trackAnswered(body: string, contract: 'gemini' | 'videos'): Promise<Operation> {
    const order = { model: 'veo-3.1', durationSeconds: 3600, outcome: { kind: 'failed' }, contract } as const;
    const name = simulator.operationName(order);
    simulator.script({ always: { kind: 'answer', status: 200, body }, operation: name });
    await api.track(name, { endpoint: ID });
    await api.check({ endpoint: ID, name });
    return listed(api, { endpoint: ID, name }) as Operation;
  }

  /** All texts of the rows of an operation, as the view creates them. */
  function rowsOf(operation: Operation): Made[] {
    const settings = new CurrentSettings();
    const endpoints = new EndpointList(settings);
    const store = newStore();
    const known = { medianDuration: () => undefined, overdueAfter: () => Number.POSITIVE_INFINITY };
    const tree = new OperationsTree({ store, endpoints, known, isPaused: () => false }, immediateTime);
    store.restore([operation]);
    try {
      const nodes = tree.getChildren().flatMap((node) => [node, ...tree.getChildren(node)]);
      return nodes.flatMap((node) => {
        const item = tree.resolveTreeItem(tree.getTreeItem(node), node);
        const { label, description, accessibilityInformation, tooltip } = item;
        const texts = tooltip instanceof vscode.MarkdownString ? tooltip.value.replaceAll('\n', ' ') : '';
        return [label, description, accessibilityInformation?.label, texts].map((text) =>
          madeAt('row')(String(text)),
        );
      });
    } finally {
      vscode.Disposable.from(tree, store, endpoints, settings).dispose();
    }
  }

  /** The texts that the copy commands write to the clipboard. */
  async function copiedTexts(operation: Operation): Promise<Made[]> {
    const made: Made[] = [];
    for (const command of ['copyError', 'copyVideoId', 'copyVideoUri', 'copyOperationName']) {
      await clipboard.writeText('');
      await executeCommand(`veo.${command}`, operation);
      made.push(madeAt(command)(await clipboard.readText()));
    }
    return made;
  }

  function openDocumentTexts(): Made[] {
    const { document: shown } = vscode.window.activeTextEditor ?? {};
    return shown ? [madeAt('document')(shown.getText()), madeAt('tab')(shown.uri.path)] : [];
  }

  /** The names of all files, and the contents of sidecars. */
  function filesOf(folder: string): Made[] {
    return readdirSync(folder).flatMap((name) => [
      madeAt('file')(name),
      ...(name.endsWith('.json') ? textsIn(JSON.parse(readFileSync(join(folder, name), 'utf8'))) : []).map(
        madeAt('note'),
      ),
    ]);
  }
});

function madeAt(place: string): (text: string) => Made {
  return (text) => ({ place, text });
}
