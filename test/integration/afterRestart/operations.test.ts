import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import * as vscode from 'vscode';
import type { Operation } from '../../../src/operations/operation';
import type { Simulator } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { EXTENSION_ID, exportedApi, nextChange } from '../extension';
import { GATEWAY_KEY, startServer } from '../gateway';
import { type Handover, readHandover } from '../restartHandover';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';
import { whenDeleted } from '../videoFolders';

/** The diagnostics channel for requests to servers in this process, such as the simulator inside the extension. */
const REQUESTS = 'http.server.request.start';

describe('operations from before the restart', () => {
  let handover: Handover;
  let user: ScriptedUser;
  let api: VeoOperationsApi;

  before(() => {
    handover = readHandover();
    user = new ScriptedUser();
  });
  after(() => user.restore());

  it('are polled although no command has activated the extension', async () => {
    // If it is active before this suite, the next test shows that it polls.
    if (!vscode.extensions.getExtension(EXTENSION_ID)?.isActive)
      await requestFor(handover.names.soonEnded ?? '');
  });

  it('that finished while VS Code was closed are reported', async () => {
    api = await exportedApi();
    const isEnded = ({ name, state }: Operation) =>
      name === handover.names.soonEnded && state === 'succeeded';
    if (!api.operations.some(isEnded)) await nextChange(api, isEnded);
    const { actions } = await user.waitForMessage(/: The video is ready\.$/);
    assert.deepEqual(actions, ['Play', 'Download…', 'Copy Video ID']);
    assert.equal(user.messages.length, 1);
  });

  it('are all listed, with their times, labels and results', () => {
    const lasting = (operations: readonly Operation[]) =>
      operations.map(({ endpoint, name, model, label, trackedAt }) =>
        JSON.stringify({ endpoint, name, model, label, trackedAt }),
      );
    assert.deepEqual(lasting(api.operations).sort(), lasting(handover.operations).sort());
    assert.equal(now('running').label, 'Sunrise in Hạ Long');
    for (const what of ['seen', 'unseen']) assert.deepEqual(now(what), left(what));
  });

  it('keep their inline videos, and those of removed operations are deleted', async () => {
    await whenDeleted(handover.videos.removed);
    assert.ok(existsSync(handover.videos.kept));
    const { videos } = now('inside');
    assert.equal(vscode.Uri.parse(videos[0]?.kept ?? '').fsPath, handover.videos.kept);
  });

  it('whose videos the server will soon delete are not reported again', () => {
    const warned = now('warned');
    assert.ok(warned.state === 'succeeded' && warned.warnedAt);
    assert.equal(user.messages.length, 1);
  });

  it('that were seen are still seen, and the others are not', () => {
    const [seen, unseen] = [now('seen'), now('unseen')];
    assert.ok(seen.state === 'succeeded' && seen.seenAt);
    assert.ok(unseen.state === 'filtered' && unseen.seenAt === undefined);
  });

  it('that had a problem are still running, and recover', async () => {
    assert.deepEqual([left('troubled').problem?.kind, now('troubled').state], ['unavailable', 'running']);
    const server = await serveAgain();
    try {
      assert.equal((await api.check(now('troubled'))).problem, undefined);
      assert.equal((await api.check(now('running'))).trackedAt, left('running').trackedAt);
    } finally {
      await server.stop();
    }
  });

  /** Restarts the gateway and configures it again: this host keeps no user settings and no secrets between sessions. */
  async function serveAgain(): Promise<Simulator> {
    const server = await startServer(Number(new URL(handover.gateway).port));
    await changeSetting('endpoints', [{ id: 'gateway', kind: 'litellm', url: server.url }]);
    user.willType(GATEWAY_KEY);
    await vscode.commands.executeCommand('veo.setApiKey', 'gateway');
    return server;
  }

  function now(what: string): Operation {
    return find(api.operations, what);
  }

  function left(what: string): Operation {
    return find(handover.operations, what);
  }

  function find(operations: readonly Operation[], what: string): Operation {
    const found = operations.find(({ name }) => name === handover.names[what]);
    assert.ok(found, what);
    return found;
  }
});

function requestFor(name: string): Promise<void> {
  return new Promise((resolve) => {
    const onRequest = (message: unknown) => {
      const { request } = message as { readonly request: IncomingMessage };
      if (!request.url?.endsWith(name)) return;
      unsubscribe(REQUESTS, onRequest);
      resolve();
    };
    subscribe(REQUESTS, onRequest);
  });
}
