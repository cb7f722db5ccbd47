import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { Operation } from '../../../src/operations/operation';
import { GATEWAY_KEY } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';

const JOB = 'task_a1b2c3d4';

function check(...args: unknown[]): Thenable<readonly Operation[]> {
  return vscode.commands.executeCommand('veo.checkOperation', ...args);
}

/** A gateway with `/v1/videos` that knows these jobs, all of them running. */
class SmallGateway {
  readonly paths: string[] = [];
  private readonly server: Server;

  constructor(known: readonly string[]) {
    this.server = createServer(({ url = '' }, response) => {
      this.paths.push(url);
      const id = /\/v1\/videos\/(.*)/.exec(url)?.[1];
      const isKnown = id === undefined || known.includes(id);
      const job = { id, object: 'video', status: 'in_progress' };
      const error = { message: `No job ${id}`, type: 'invalid_request_error', code: 'task_not_exist' };
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isKnown ? { data: [], ...job } : { error }));
    });
  }

  async open(): Promise<void> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('a job whose endpoint the text does not tell', () => {
  const harness = useHarness();
  let [first, second]: SmallGateway[] = [];

  beforeEach(async () => {
    first = new SmallGateway([]);
    second = new SmallGateway([JOB]);
    await Promise.all([first.open(), second.open()]);
  });
  afterEach(async () => {
    first?.close();
    second?.close();
    await changeSetting('endpoints', [harness.gateway.setting]);
  });

  it('is tracked at its unknown address once the person has added that, and not asked about before', async () => {
    const { url = '', paths = [] } = second ?? {};
    harness.user.willType(`${url}/v1/videos/${JOB}`);
    assert.deepEqual(await check(), []);
    assert.deepEqual([paths, harness.api.operations], [[], []]);
    // The box of the address, with what was pasted: its Enter is what agrees.
    assert.equal(harness.user.initialInputs.at(-1), url);

    harness.user.willType(`${url}/v1/videos/${JOB}`, url, 'Small', GATEWAY_KEY);
    const [operation] = await check();
    assert.deepEqual([operation?.name, operation?.state], [JOB, 'running']);
    assert.ok(operation?.checkedAt);
    assert.equal(paths.at(-1), `/v1/videos/${JOB}`);
    const entries = vscode.workspace
      .getConfiguration('veo')
      .get<{ kind: string; url: string }[]>('endpoints');
    assert.deepEqual([entries?.at(-1)?.kind, entries?.at(-1)?.url], ['videos', url]);
  });

  it('with nothing but its ID is looked for where the person says; after a 404 the person says again', async () => {
    await changeSetting('endpoints', [entry('a', first), entry('b', second)]);
    harness.user.willType(JOB);
    harness.user.willPick('a');
    harness.user.willPick('b');
    const checked = await check();
    assert.deepEqual(
      checked.map(({ endpoint, name, state }) => [endpoint, name, state]),
      [['b', JOB, 'running']],
    );
    assert.deepEqual(
      harness.api.operations.map(({ endpoint }) => endpoint),
      ['b'],
    );
    assert.deepEqual(first?.paths, [`/v1/videos/${JOB}`]);
    const [, again] = harness.user.pickLists as readonly (readonly vscode.QuickPickItem[])[];
    assert.equal(again?.at(0)?.label, 'b', 'Enter does not ask again what has just said no');
    assert.match(again?.find(({ label }) => label === 'a')?.description ?? '', /knows no such job$/);
  });

  it('is checked where the person says, with what the answer tells of it', async () => {
    await changeSetting('endpoints', [entry('a', first), entry('b', second)]);
    const startedAt = Math.floor(Date.now() / 1000) - 60;
    const told = { model: 'veo3.1', seconds: '8', size: '1280x720', prompt: 'A sea', created_at: startedAt };
    harness.user.willType(JSON.stringify({ id: JOB, object: 'video', status: 'queued', ...told }));
    harness.user.willPick('b');
    const [operation] = await check();
    assert.deepEqual(
      [operation?.endpoint, operation?.model, operation?.seconds, operation?.size, operation?.prompt],
      ['b', 'veo3.1', 8, '1280x720', 'A sea'],
    );
    assert.equal(operation?.startedAt, new Date(startedAt * 1000).toISOString());
    assert.deepEqual(first?.paths, []);
  });

  it('is at the default endpoint for other extensions if that can check it, without questions', async () => {
    await changeSetting('endpoints', [entry('a', first), entry('b', second)]);
    const answer = JSON.stringify({ id: JOB, object: 'video' });
    const [tracked] = await harness.api.track(answer);
    assert.deepEqual([tracked?.endpoint, tracked?.endpointAssumed], ['thucchien', true]);
    assert.deepEqual(
      await harness.api.track(`${second?.url.replace('127.0.0.1', 'localhost')}/v1/videos/${JOB}`),
      [],
    );
    assert.deepEqual(harness.user.pickListTitles, []);
  });

  function entry(id: string, gateway: SmallGateway | undefined): object {
    return { id, label: id, kind: 'videos', url: gateway?.url, preset: 'cometapi', auth: 'none' };
  }
});
