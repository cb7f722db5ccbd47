import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import { notifyExpiring } from '../../../src/ui/messages/expiryNotifier';
import { nextChange } from '../extension';
import { GATEWAY_KEY } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';
import { setVideoFolder, useVideoFolders } from '../videoFolders';

const HOUR_MS = 60 * 60 * 1000;
const LIFETIME_MS = 48 * HOUR_MS;
const WILL_EXPIRE = /: kept on the server until \w{3} \d\d:\d\d \(4 h\)\. It is not saved yet\.$/;

describe('a video that the server will delete', () => {
  const harness = useHarness();
  const folders = useVideoFolders();

  beforeEach(() => changeSetting('notifications', 'failures'));
  afterEach(() => changeSetting('notifications', 'none'));

  it('has the expiry time of the API, which is requested once, with the key', async () => {
    const startedAt = Date.now() - 20 * HOUR_MS;
    const expiresAt = new Date(startedAt + LIFETIME_MS).toISOString();
    const known = nextChange(harness.api, ({ videos }) => videos[0]?.expiresAt === expiresAt);
    const operation = await harness.gateway.trackSucceeded(1, { startedAt });
    assert.notEqual(operation.videos[0].expiresAt, expiresAt);
    await known;
    await harness.api.check(operation);
    const path = `/gemini/v1beta/files/${operation.videos[0].videoId}`;
    const questions = harness.gateway.simulator.requests.filter((request) => request.path === path);
    assert.deepEqual(
      questions.map(({ headers }) => headers['x-goog-api-key']),
      [GATEWAY_KEY],
    );
  });

  it('keeps the estimated expiry time when the API sends none', async () => {
    harness.gateway.simulator.script({ once: { kind: 'notFound' }, step: 'metadata' });
    const { videos, finishedAt } = await harness.gateway.trackSucceeded();
    assert.equal(Date.parse(videos[0].expiresAt ?? ''), Date.parse(finishedAt) + LIFETIME_MS);
    await harness.gateway.trackAndPoll(harness.gateway.newId());
    assert.equal(harness.api.operations.find(({ state }) => state === 'succeeded')?.problem, undefined);
  });

  it('is reported once in its last hours, with a button that downloads it', async () => {
    await setVideoFolder(folders);
    harness.user.willClick('Download Video…');
    const saved = nextChange(harness.api, ({ videos }) => videos[0]?.file !== undefined);
    const operation = await trackExpiring();
    const { severity, actions } = await harness.user.waitForMessage(WILL_EXPIRE);
    assert.deepEqual([severity, actions], ['warning', ['Download Video…']]);
    assert.deepEqual((await saved).name, operation.name);
    await vscode.commands.executeCommand('veo.copyVideoId', operation);
    assert.equal(warningCount(), 1);
  });

  it('is reported once, even when its operation changes afterwards', async () => {
    const operation = await trackExpiring();
    await harness.user.waitForMessage(WILL_EXPIRE);
    await harness.api.track(operation.name, { endpoint: operation.endpoint, label: 'Sunrise' });
    await vscode.commands.executeCommand('veo.copyVideoId', operation);
    assert.equal(warningCount(), 1);
  });

  it('is not reported when the setting is none', async () => {
    await changeSetting('notifications', 'none');
    const warned = nextChange(harness.api, (changed) => changed.state === 'succeeded' && !!changed.warnedAt);
    await trackExpiring();
    await warned;
    await changeSetting('notifications', 'failures');
    await trackExpiring();
    // If the first one had been reported, too, this message would be about both.
    await harness.user.waitForMessage(WILL_EXPIRE);
    assert.equal(warningCount(), 1);
  });

  it('is reported together with others, with the time of the first deletion', async () => {
    const operation = await harness.gateway.trackSucceeded();
    const expiringIn = (hours: number) => {
      const expiresAt = new Date(Date.now() + (hours + 0.5) * HOUR_MS).toISOString();
      return { ...operation, videos: [{ ...operation.videos[0], expiresAt }] as const };
    };
    await notifyExpiring([5, 1, 3].map(expiringIn));
    const { actions } = await harness.user.waitForMessage(
      /^The server will soon delete the videos of 3 operations; the first is kept until \w{3} \d\d:\d\d \(1 h\)\. They/,
    );
    assert.deepEqual(actions, ['Download All Unsaved…', 'Show']);
  });

  /** Tracks an operation whose video the server deletes in less than five hours. */
  function trackExpiring(): Promise<OperationId> {
    return harness.gateway.trackSucceeded(1, { startedAt: Date.now() - 43.5 * HOUR_MS });
  }

  function warningCount(): number {
    return harness.user.messages.filter(({ text }) => WILL_EXPIRE.test(text)).length;
  }
});
