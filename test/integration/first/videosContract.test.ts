import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createVideoApi } from '../../../src/endpoints/contracts';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { createHttp } from '../../../src/endpoints/http/http';
import type { Operation } from '../../../src/operations/operation';
import { startSimulator } from '../../../src/simulator/simulator';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { EndpointList } from '../../../src/ui/endpointList';
import { Log } from '../../../src/ui/log';
import { NOTHING_KNOWN } from '../../../src/ui/messages/followingWords';
import { CurrentSettings } from '../../../src/ui/settings';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import { GATEWAY_KEY, sampleVideo } from '../gateway';
import { useHarness } from '../harness';
import { MemoryMemento, newStore } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { changeSetting } from '../settings';

const VIDEO = { kind: 'succeeded', samples: 1 } as const;
/** What an ID of LiteLLM encodes besides the model: it must not be shown to others. */
const DECODED = /projects\/|simulated-project|us-central1|vertex_ai|custom_llm_provider/;

describe('an operation of /v1/videos', () => {
  const harness = useHarness();
  afterEach(() => changeSetting('endpoint', undefined));

  it('is polled with the key as a bearer token, and has the model of its ID', async () => {
    const id = videoId(3600);
    const request = harness.gateway.simulator.nextRequest(({ path }) => path.startsWith('/v1/videos/'));
    const operation = await harness.gateway.trackAndPoll(id);
    const { headers, path } = await request;
    assert.equal(headers.authorization, `Bearer ${GATEWAY_KEY}`);
    assert.equal(headers['x-goog-api-key'], undefined);
    assert.equal(decodeURIComponent(path), `/v1/videos/${id.name}`);
    const { state, problem, model } = operation;
    assert.deepEqual([state, problem, model], ['running', undefined, 'veo-3.1-generate-preview']);
  });

  it('has one video when it is completed, with the ID of the operation', async () => {
    const { videos, name } = await harness.gateway.trackSucceeded(1, { contract: 'videos' });
    const [{ uri, videoId: ownId }, ...others] = videos;
    assert.deepEqual([ownId, others], [name, []]);
    const at = new URL(uri);
    assert.equal(at.origin, harness.gateway.simulator.url);
    assert.equal(decodeURIComponent(at.pathname), `/v1/videos/${name}/content`);
  });

  it('that failed has the message of the gateway', async () => {
    const operation = await harness.gateway.trackAndPoll(
      harness.gateway.newId({ kind: 'failed' }, 0, { contract: 'videos' }),
    );
    assert.ok(operation.state === 'failed');
    assert.match(operation.error.message, /^Video generation failed/);
  });

  it('can be listed and pasted together with Gemini operations', async () => {
    const [video, gemini] = [videoId(3600), harness.gateway.newId()];
    const text = `curl ${harness.gateway.simulator.url}/v1/videos/${video.name}\n${harness.gateway.addressOf(gemini)}`;
    const found = await vscode.commands.executeCommand<readonly Operation[]>('veo.checkOperation', text);
    assert.deepEqual(found.map(({ name }) => name).sort(), [gemini.name, video.name].sort());
    assert.deepEqual(
      harness.api.operations.map(({ endpoint, state }) => [endpoint, state]),
      [
        ['gateway', 'running'],
        ['gateway', 'running'],
      ],
    );
    await harness.user.waitForMessage(/^2 operations: 2 running\.$/);
  });

  it('goes to the only gateway when the default endpoint has no such operations', async () => {
    await changeSetting('endpoints', undefined);
    try {
      await changeSetting('endpoint', 'google');
      const [tracked] = await harness.api.track(videoId(3600).name);
      assert.equal(tracked?.endpoint, 'thucchien');
    } finally {
      await changeSetting('endpoints', [harness.gateway.setting]);
    }
  });

  it('is tracked where the person says when several gateways are possible, and nowhere without a question', async () => {
    await changeSetting('endpoint', 'google');
    const { name } = videoId(3600);
    assert.deepEqual(await harness.api.track(name), []);
    harness.user.willType(name);
    assert.deepEqual(await vscode.commands.executeCommand('veo.checkOperation'), []);
    harness.user.willType(name);
    harness.user.willPick('gateway');
    await vscode.commands.executeCommand('veo.checkOperation');
    assert.deepEqual(
      harness.api.operations.map(({ endpoint }) => endpoint),
      ['gateway'],
    );
  });

  it('has an ID that is never shown decoded: not in the list, rows, tooltips or the storage', async () => {
    const operations = [
      await harness.gateway.trackAndPoll(videoId(3600)),
      await harness.gateway.trackSucceeded(1, { contract: 'videos' }),
    ];
    const memento = new MemoryMemento();
    await new OperationStorage(memento).save(operations);
    const shownTexts = [
      JSON.stringify(harness.api.operations),
      JSON.stringify(stored(memento)),
      ...rowsOf(operations),
    ];
    for (const text of shownTexts) assert.doesNotMatch(text, DECODED);
    assert.ok(JSON.stringify(stored(memento)).includes(operations[0]?.name ?? '?'));
  });

  it('has an ID that is neither decoded nor complete in the log', async () => {
    const server = await startSimulator({ sampleVideo: sampleVideo() });
    const recorded = new RecordedLog();
    const log = new Log(recorded.channel);
    try {
      const endpoint: Endpoint = { ...OPEN, url: server.url };
      const order = { model: 'veo-3.1-generate-preview', durationSeconds: 0, outcome: VIDEO } as const;
      const name = server.operationName({ ...order, contract: 'videos' });
      const api = createVideoApi(
        createHttp({ userAgent: undefined, log: (line) => log.debug(line) }),
        () => {},
      );
      await api.requestStatus({ endpoint, name, key: undefined, signal: new AbortController().signal });
      assert.match(recorded.text, /GET .*\/v1\/videos\/.*: 200 .*"completed"/);
      assert.doesNotMatch(recorded.text, DECODED);
      const encoded = name.replace(/=+$/, '');
      // The end of an ID identifies it, and contains nothing of the project.
      assert.equal(recorded.text.includes(encoded.slice(0, -12)), false);
    } finally {
      await server.stop();
    }
  });

  function videoId(durationSeconds: number) {
    return harness.gateway.newId(VIDEO, durationSeconds, { contract: 'videos' });
  }
});

const OPEN = { id: 'open', label: 'open', kind: 'litellm', auth: { kind: 'none' } } as const;

function stored(memento: MemoryMemento): unknown {
  return memento.keys().map((key) => memento.get(key));
}

/** The labels, descriptions and tooltips of all rows. */
function rowsOf(operations: readonly Operation[]): string[] {
  const settings = new CurrentSettings();
  const endpoints = new EndpointList(settings);
  const store = newStore();
  for (const operation of operations) store.track(operation);
  store.update(operations);
  const tree = new OperationsTree({ store, endpoints, known: NOTHING_KNOWN, isPaused: () => false });
  const nodes = tree.getChildren().flatMap((node) => [node, ...tree.getChildren(node)]);
  const texts = nodes.map((node) => JSON.stringify(tree.resolveTreeItem(tree.getTreeItem(node), node)));
  vscode.Disposable.from(tree, store, endpoints, settings).dispose();
  return texts;
}
