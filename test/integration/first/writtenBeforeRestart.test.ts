import assert from 'node:assert/strict';
import { readFileSync, utimesSync } from 'node:fs';
import { setTimeout as pass } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Operation, SucceededOperation } from '../../../src/operations/operation';
import type { SimulatedOutcome } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi, listed, nextChange, removeAll } from '../extension';
import { asSucceeded, Gateway, sampleVideo } from '../gateway';
import { saveHandover } from '../restartHandover';
import { ScriptedUser } from '../scriptedUser';

const VIDEO: SimulatedOutcome = { kind: 'succeeded', samples: 1 };
const HOUR_MS = 60 * 60 * 1000;
/** The list is written at most once a second, and VS Code then takes some 100 ms to store it. */
const WRITTEN_AFTER_MS = 2000;

/** Prepares the suites in ../afterRestart. It must be the last file of this folder: the others leave an empty list. */
describe('before VS Code is killed', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;

  before(async () => {
    api = await exportedApi();
    gateway = await Gateway.open(api);
  });

  it('operations are running, finished, seen and labelled', async () => {
    await vscode.commands.executeCommand('veo.startSimulator');
    await removeAll(api);
    // Results are marked as seen while the view is visible, also after the restart.
    await vscode.commands.executeCommand('workbench.view.explorer');
    const soonEnded = await gateway.trackAndPoll({ ...gateway.newId(VIDEO, 5), endpoint: 'simulator' });
    const running = await gateway.trackAndPoll(gateway.newId());
    const seen = await gateway.trackAndPoll(gateway.newId(VIDEO, 0));
    await vscode.commands.executeCommand('veo.copyVideoId', seen);
    const unseen = await gateway.trackAndPoll(gateway.newId({ kind: 'filtered', reasons: 'given' }, 0));
    gateway.scriptFault({ kind: 'unavailable', status: 503 });
    const troubled = await gateway.trackAndPoll(gateway.newId());
    const user = new ScriptedUser();
    user.willType('Sunrise in Hạ Long');
    await vscode.commands.executeCommand('veo.renameOperation', running);
    user.restore();
    assert.equal(soonEnded.state, 'running');
    const warned = await trackExpiring();
    const [inside, removed] = [await trackInlineVideo(), await trackInlineVideo()];
    await api.remove(removed);
    const names = { soonEnded, running, seen, unseen, troubled, warned, inside };
    for (const operation of Object.values(names)) assert.ok(listed(api, operation));
    assert.equal(api.operations.length, 7);
    saveHandover({
      gateway: gateway.simulator.url,
      operations: api.operations,
      videos: { kept: placeOf(inside), removed: placeOf(removed) },
      names: Object.fromEntries(Object.entries(names).map(([what, { name }]) => [what, name])),
    });
  });

  // The only wait without an event: an event for writes would exist for this test alone.
  it('all of them are written to the storage', () => pass(WRITTEN_AFTER_MS));

  /** An operation for which the expiry warning was shown. */
  async function trackExpiring(): Promise<Operation> {
    const warned = nextChange(api, (changed) => changed.state === 'succeeded' && !!changed.warnedAt);
    await gateway.trackSucceeded(1, { startedAt: Date.now() - 43 * HOUR_MS });
    return warned;
  }

  async function trackInlineVideo(): Promise<SucceededOperation> {
    const encodedVideo = readFileSync(sampleVideo()).toString('base64');
    const operation = asSucceeded(await gateway.trackAndPoll(gateway.newIdWithVideos({ encodedVideo })));
    // The sweep at the start deletes only files older than two days.
    const threeDaysAgo = new Date(Date.now() - 72 * HOUR_MS);
    utimesSync(placeOf(operation), threeDaysAgo, threeDaysAgo);
    return operation;
  }
});

/** The path at which a video that came inside an answer is stored. */
function placeOf({ videos: [{ uri }] }: SucceededOperation): string {
  return vscode.Uri.parse(uri).fsPath;
}
