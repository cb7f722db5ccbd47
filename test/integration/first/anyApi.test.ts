import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Operation, SucceededOperation } from '../../../src/operations/operation';
import type { Simulator } from '../../../src/simulator/simulator';
import { startSimulator } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { type TriedService, triedServices } from '../../anyApi/triedServices';
import { DIALECT_KEY, startAgentPlatform } from '../../unit/simulator/startDialect';
import { EXTENSION_ID, exportedApi, removeAll } from '../extension';
import { asSucceeded, sampleVideo } from '../gateway';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders } from '../videoFolders';

const DURATION_SECONDS = 60;

describe('from the answer to a start to the file', () => {
  const folders = useVideoFolders();
  const services = triedServices(readme());
  let api: VeoOperationsApi;
  let simulator: Simulator;
  let user: ScriptedUser;
  /** By how many ms the clock of the services is ahead. */
  let ahead = 0;

  before(async () => {
    api = await exportedApi();
    simulator = await startSimulator({
      sampleVideo: sampleVideo(),
      key: DIALECT_KEY,
      now: () => Date.now() + ahead,
    });
    const [first] = services as readonly [TriedService, ...TriedService[]];
    await setEndpoints(first);
    await setKey(first.entry(simulator).id);
  });
  beforeEach(() => {
    user = new ScriptedUser();
  });
  afterEach(async () => {
    user.restore();
    await changeSetting('endpoint', undefined);
    await removeAll(api);
  });
  after(async () => {
    await changeSetting('endpoints', undefined);
    await simulator.stop();
  });

  for (const service of services) {
    it(`a job of ${service.title} is followed`, async () => {
      const folder = await setVideoFolder(folders);
      const operation = await finished(service);
      // Most services have their videos at a host of their files, and a person agrees to each that is no endpoint.
      user.willClick('Fetch Without the Key');
      await vscode.commands.executeCommand('veo.downloadVideo', operation);
      await user.waitForMessage(/^Saved /);
      const files = filesIn(folder).filter((name) => name.endsWith('.mp4'));
      assert.equal(files.length, 1);
      assert.deepEqual(readFileSync(join(folder, files[0] ?? '')), readFileSync(sampleVideo()));
    });
  }

  it('a video of Agent Platform in a bucket is copied as the line that fetches it', async () => {
    const service = services.find(({ title }) => title === 'Agent Platform') as TriedService;
    const start: TriedService['start'] = (at, order) =>
      startAgentPlatform(at, { ...order, storageUri: 'gs://simulated-bucket' });
    const operation = await finished({ ...service, start });
    await vscode.commands.executeCommand('veo.copyVideoUri', operation);
    const [{ uri }] = operation.videos;
    assert.match(uri, /^gs:\/\/simulated-bucket\/[\w-]+\/sample_0\.mp4$/);
    assert.equal(await vscode.env.clipboard.readText(), `gcloud storage cp '${uri}' .`);
  });

  // The last of all, since it is about all of them.
  it('the key has reached no other origin than that of the endpoints', () => {
    assert.deepEqual(simulator.keySeenAt(), [simulator.url]);
  });

  /** Hands the answer to a start to Check Veo operation, sees it run, and waits for its end. */
  async function finished(service: TriedService): Promise<SucceededOperation> {
    const { id: endpoint } = service.entry(simulator);
    await setEndpoints(service);
    const { text, id } = await service.start(simulator, { durationSeconds: DURATION_SECONDS });
    const found = await vscode.commands.executeCommand<readonly Operation[]>('veo.checkOperation', text);
    // Bifrost escapes the slashes in its ids, which a name has as they are.
    const name = decodeURIComponent(id);
    assert.deepEqual(
      found.map((one) => [one.endpoint, one.name, one.state, one.problem]),
      [[endpoint, name, 'running', undefined]],
    );
    ahead += DURATION_SECONDS * 1000;
    return asSucceeded(await api.check({ endpoint, name }));
  }

  /** All services are endpoints, and one is the default; of two at the same address only that one. */
  async function setEndpoints(service: TriedService): Promise<void> {
    const tried = service.entry(simulator);
    const others = services.map((one) => one.entry(simulator)).filter(({ url }) => url !== tried.url);
    const entries = new Map([tried, ...others].map((entry) => [entry.id, entry]));
    await changeSetting('endpoints', [...entries.values()]);
    await changeSetting('endpoint', tried.id);
  }

  async function setKey(endpoint: string): Promise<void> {
    const typing = new ScriptedUser();
    typing.willType(DIALECT_KEY);
    await vscode.commands.executeCommand('veo.setApiKey', endpoint);
    typing.restore();
  }
});

function readme(): string {
  const extensionPath = vscode.extensions.getExtension(EXTENSION_ID)?.extensionPath ?? '';
  return readFileSync(join(extensionPath, 'README.md'), 'utf8');
}
