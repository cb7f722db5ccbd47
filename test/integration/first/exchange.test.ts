import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemTime } from '../../../src/base/time';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { newOperation, type Operation, type OperationId } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { nodePlatform } from '../../../src/platform/node/nodePlatform';
import { archiveFileIn } from '../../../src/platform/vscode/workspaceArchiveFile';
import { WorkspaceFiles } from '../../../src/platform/vscode/workspaceFiles';
import { Archive } from '../../../src/tracking/list/archive';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import type { CommandContext } from '../../../src/ui/commands/command';
import { copyAsCommands } from '../../../src/ui/exchange/copyAs';
import { exportCommands } from '../../../src/ui/exchange/exporting';
import { importCommands } from '../../../src/ui/exchange/importing';
import { CommandTargets } from '../../../src/ui/prompts/commandTargets';
import { encodedId } from '../../unit/operations/encodedId';
import { listed } from '../extension';
import { GATEWAY_KEY } from '../gateway';
import { useHarness } from '../harness';
import { MemoryMemento } from '../memoryStorage';
import { ReplacedProperties } from '../replacedProperties';
import { idOf } from '../sampleOperations';

const { commands, env, Uri } = vscode;

describe('copying the status request of an operation', () => {
  const harness = useHarness();
  beforeEach(() => env.clipboard.writeText('before'));

  it('offers the programs and clients that can ask for it, and copies a text without the key', async () => {
    const operation = await harness.gateway.trackSucceeded();
    harness.user.willPick('curl');
    await commands.executeCommand('veo.copyAs', operation);
    const labels = (harness.user.pickLists.at(-1) as readonly vscode.QuickPickItem[]).map(
      ({ label }) => label,
    );
    for (const offered of ['Python (requests)', 'JavaScript (@google/genai)']) {
      assert.ok(labels.includes(offered), offered);
    }
    assert.ok(!labels.includes('JavaScript (openai)'));
    const copied = await env.clipboard.readText();
    assert.match(copied, /^curl /);
    assert.ok(copied.includes(`/gemini/v1beta/${operation.name}'`));
    assert.match(copied, /"x-goog-api-key: \$\{GATEWAY_API_KEY:\?[\w .]+\}"$/);
    assert.ok(!copied.includes(GATEWAY_KEY));
  });

  it('offers first what was copied last', async () => {
    const operation = await harness.gateway.trackSucceeded();
    harness.user.willPick('PowerShell');
    await commands.executeCommand('veo.copyAs', operation);
    await commands.executeCommand('veo.copyAs', operation);
    const [last, first] = harness.user.pickLists.at(-1) as readonly vscode.QuickPickItem[];
    assert.deepEqual([last?.label, first?.label], ['Last used', 'PowerShell']);
  });

  it('copies nothing when the person leaves the list', async () => {
    const operation = await harness.gateway.trackSucceeded();
    await commands.executeCommand('veo.copyAs', operation);
    assert.equal(await env.clipboard.readText(), 'before');
  });

  it('says what to do where the endpoint is not there any more, or has no operations of such a name', async () => {
    const store = new OperationStore(new OperationStorage(new MemoryMemento()), systemTime);
    const operation = store.track(idOf('a', 'former'));
    const google: Endpoint = {
      id: 'g',
      label: 'G',
      kind: 'described',
      url: 'https://g.example',
      auth: { kind: 'none' },
    };
    const errorAt = async (endpoint: Endpoint | undefined) => {
      const targets = new CommandTargets(store, () => []);
      const parts = { targets, endpoints: { byId: () => endpoint }, globalState: new MemoryMemento() };
      const copying = copyAsCommands(parts as unknown as CommandContext)['veo.copyAs']?.(operation);
      return (await Promise.resolve(copying).then(undefined, (error: Error) => error)) as Error;
    };
    assert.match((await errorAt(undefined)).message, /^There is no endpoint "former" any more/);
    assert.match((await errorAt(google)).message, /^G has no operations of such a name/);
    store.dispose();
  });
});

describe('exporting operations', () => {
  const harness = useHarness();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-export-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes all of them as JSON, without a key and with nothing left beside the file', async () => {
    const operation = await harness.gateway.trackSucceeded();
    harness.user.willChoosePath(Uri.file(join(folder, 'list.json')));
    await commands.executeCommand('veo.exportOperations');
    await harness.user.waitForMessage(/^Exported 1 operation\.$/);
    const text = await readFile(join(folder, 'list.json'), 'utf8');
    const list = JSON.parse(text);
    assert.deepEqual([list.version, list.operations.length, list.endpoints.length], [1, 1, 1]);
    assert.deepEqual(
      [list.operations[0].name, list.operations[0].videos[0].uri, list.endpoints[0].url],
      [operation.name, operation.videos[0].uri, harness.gateway.simulator.url],
    );
    assert.ok(!text.includes(GATEWAY_KEY));
    assert.deepEqual(await readdir(folder), ['list.json']);
  });

  it('writes only the given ones, as a table if the file is one, and offers that format from then on', async () => {
    const [one] = [await harness.gateway.trackSucceeded(), await harness.gateway.trackSucceeded()];
    harness.user.willChoosePath(Uri.file(join(folder, 'list.csv')));
    await commands.executeCommand('veo.exportSelected', [one]);
    const lines = (await readFile(join(folder, 'list.csv'), 'utf8')).trim().split('\r\n');
    assert.equal(lines.length, 2);
    assert.ok(lines[1]?.includes(one?.name ?? '-'));
    await commands.executeCommand('veo.exportOperations');
    assert.match(harness.user.fileDialogs.at(-1)?.path ?? '', /veo-operations-\d{4}-\d\d-\d\d\.csv$/);
    harness.user.willChoosePath(Uri.file(join(folder, 'list.json')));
    await commands.executeCommand('veo.exportOperations');
    assert.equal(JSON.parse(await readFile(join(folder, 'list.json'), 'utf8')).operations.length, 2);
  });

  it('says why a file could not be written', async () => {
    await harness.gateway.trackSucceeded();
    await writeFile(join(folder, 'file'), '');
    harness.user.willChoosePath(Uri.file(join(folder, 'file', 'list.json')));
    await commands.executeCommand('veo.exportOperations');
    assert.ok(harness.user.messages.some(({ severity }) => severity === 'error'));
  });

  it('has IDs that tell a cloud project only after a yes', async () => {
    const telling = { endpoint: harness.gateway.endpoint, name: encodedId('veo-3.1') };
    await harness.gateway.trackAndPoll(telling);
    await harness.gateway.trackSucceeded();
    const path = join(folder, 'list.json');
    const namesAfter = async (button: string) => {
      harness.user.willClick(button);
      harness.user.willChoosePath(Uri.file(path));
      await commands.executeCommand('veo.exportOperations');
      return (await readFile(path, 'utf8')).includes(telling.name);
    };
    await commands.executeCommand('veo.exportOperations');
    assert.deepEqual(harness.user.fileDialogs, []);
    assert.equal(await namesAfter('Leave Out'), false);
    assert.equal(await namesAfter('Export'), true);
    await harness.user.waitForMessage(/^The ID of 1 operation tells the cloud project/);
  });
});

describe('importing operations', () => {
  const harness = useHarness();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-import-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function writeList(
    operations: readonly object[],
    endpoints: readonly object[] = [],
  ): Promise<string> {
    return writeText(JSON.stringify({ version: 1, operations, endpoints }));
  }

  async function writeText(text: string): Promise<string> {
    const path = join(folder, 'list.json');
    await writeFile(path, text);
    return path;
  }

  const fromHere = () => ({ kind: 'litellm', id: 'elsewhere', url: harness.gateway.simulator.url });
  const given = (id: OperationId, known: object = {}) => ({
    ...{ endpoint: 'elsewhere', name: id.name, trackedAt: now(), state: 'running', videos: [], ...known },
  });
  const failed = { state: 'failed', finishedAt: now(), error: { code: 13, message: 'An internal fault.' } };

  it('says first what will happen, takes them into the list, checks those that run, and can be undone', async () => {
    const [runs, ended] = [harness.gateway.newId(), harness.gateway.newId()];
    const known = await harness.gateway.trackSucceeded();
    const path = await writeList(
      [
        given(runs),
        given(ended, { ...failed, label: 'Lanterns' }),
        given(known, failed),
        { name: 'nonsense' },
      ],
      [fromHere()],
    );
    harness.user.willChoosePath(Uri.file(path));
    harness.user.willClick('Import');
    const checked = harness.gateway.simulator.nextRequest(({ path: asked }) => asked.endsWith(runs.name));
    await commands.executeCommand('veo.importOperations');
    const { detail } = await harness.user.waitForMessage(/^Import 2 new operations\?$/);
    assert.equal(detail, 'Still running, so they will be checked: 1.\nKnown already: 1.\nNot readable: 1.');
    await checked;
    const here = { endpoint: harness.gateway.endpoint };
    assert.equal(listed(harness.api, { ...ended, ...here })?.label, 'Lanterns');
    assert.equal(listed(harness.api, { ...ended, ...here })?.state, 'failed');
    assert.equal(listed(harness.api, known)?.state, 'succeeded');

    const again = await writeList([given(harness.gateway.newId(), failed)], [fromHere()]);
    const before = harness.api.operations.length;
    harness.user.willChoosePath(Uri.file(again));
    harness.user.willClick('Import');
    harness.user.willClick('Undo');
    await commands.executeCommand('veo.importOperations');
    await harness.user.waitForMessage(/^Imported 1 operation\.$/);
    await new Promise(setImmediate);
    assert.equal(harness.api.operations.length, before);
  });

  it('takes a table that was exported, too, as a spreadsheet has saved it', async () => {
    const operation = await harness.gateway.trackSucceeded();
    const path = join(folder, 'list.csv');
    harness.user.willChoosePath(Uri.file(path));
    await commands.executeCommand('veo.exportSelected', [operation]);
    await harness.api.remove(operation);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(',', ';').replaceAll('\r\n', '\n'));
    harness.user.willClick('Import');
    await commands.executeCommand('veo.importOperations', Uri.file(path));
    await harness.user.waitForMessage(/^Imported 1 operation\.$/);
    const { state, name, videos } = listed(harness.api, operation) ?? {};
    assert.deepEqual(
      [state, name, videos?.map(({ uri }) => uri)],
      ['succeeded', operation.name, operation.videos.map(({ uri }) => uri)],
    );
  });

  it('changes nothing until the person agrees', async () => {
    const path = await writeList([given(harness.gateway.newId())], [fromHere()]);
    await commands.executeCommand('veo.importOperations', Uri.file(path));
    await harness.user.waitForMessage(/^Import 1 new operation\?$/);
    assert.deepEqual(harness.api.operations, []);
  });

  it('asks where operations of an endpoint belong that is not here, and sets none up by itself', async () => {
    const [first, second] = [harness.gateway.newId(), harness.gateway.newId()];
    const faraway = { id: 'faraway', label: 'Far Away', kind: 'litellm', url: 'https://far.example.com' };
    const path = await writeList([{ ...given(first, failed), endpoint: 'faraway' }], [faraway]);
    harness.user.willPick('gateway');
    harness.user.willClick('Import');
    await commands.executeCommand('veo.importOperations', Uri.file(path));
    assert.equal(
      harness.user.pickListTitles.at(-1),
      '1 operation is of an endpoint that is not here: Far Away, far.example.com',
    );
    assert.equal(listed(harness.api, first)?.state, 'failed');

    const other = await writeList(
      [{ ...given(second, failed), endpoint: 'faraway' }, given(first, { label: 'Known' })],
      [faraway, fromHere()],
    );
    harness.user.willPick('Leave Out');
    harness.user.willClick('Import');
    await commands.executeCommand('veo.importOperations', Uri.file(other));
    await harness.user.waitForMessage(
      /^Nothing in this file is new\. Take over what it knows of 1 operation\?$/,
    );
    await harness.user.waitForMessage(/^Completed 1 operation\.$/);
    assert.equal(listed(harness.api, first)?.label, 'Known');
    assert.equal(harness.api.operations.length, 1);
    assert.doesNotMatch(JSON.stringify(vscode.workspace.getConfiguration('veo').get('endpoints')), /far/);
  });

  it('tells what is no list of ours, from a newer release, too large or gone', async () => {
    const messageFor = async (text: string, pattern: RegExp) => {
      await commands.executeCommand('veo.importOperations', Uri.file(await writeText(text)));
      return harness.user.waitForMessage(pattern);
    };
    const { name } = harness.gateway.newId();
    await messageFor('{}', /^This file holds no operations that were exported/);
    const named = await messageFor(
      `started ${name}`,
      /^This file is no exported list, but it names operations/,
    );
    assert.deepEqual(named.actions, ['Track Its Operations']);
    await messageFor(
      '{"version":2,"operations":[]}',
      /^A newer release of Veo Operations exported this file/,
    );
    await messageFor(' '.repeat(10 * 1024 * 1024 + 1), /^This file is too large to import/);
    await commands.executeCommand('veo.importOperations', Uri.file('/nowhere/list.json'));
    await harness.user.waitForMessage(/^This file cannot be read/);
    assert.deepEqual(harness.api.operations, []);
  });
});

describe('older operations', () => {
  const harness = useHarness();
  let folder: string;
  let store: OperationStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-older-'));
    const memento = new MemoryMemento();
    const load = () => {
      const archive = new Archive(archiveFileIn(Uri.file(folder), nodePlatform));
      const one = new OperationStore(new OperationStorage(memento, archive), systemTime);
      one.load();
      return one;
    };
    const before = load();
    before.restore(Array.from({ length: 1300 }, (_, index) => ended(index + 1)));
    await before.flush();
    before.dispose();
    store = load();
    await store.openArchive();
  });
  afterEach(async () => {
    store.dispose();
    await rm(folder, { recursive: true });
  });

  it('are exported with the others, and known to an import, whose undo reaches into the archive', async () => {
    const working: Promise<unknown>[] = [];
    const parts = {
      ...{ store, globalState: new MemoryMemento() },
      targets: new CommandTargets(store, () => []),
      endpoints: { all: [], byId: () => undefined },
      surroundings: () => ({ files: new WorkspaceFiles(nodePlatform) }),
      inBackground: (work: Promise<unknown>) => void working.push(work),
    } as unknown as CommandContext;
    const path = join(folder, 'list.json');
    harness.user.willChoosePath(Uri.file(path));
    await exportCommands(parts)['veo.exportOperations']?.();
    const { operations } = JSON.parse(await readFile(path, 'utf8'));
    assert.equal(new Set(operations.map(({ name }: Operation) => name)).size, 1300);

    const google = { id: 'google', label: 'Google', kind: 'google', url: 'https://google.example.com' };
    Object.assign(parts, { endpoints: { all: [google], byId: () => google } });
    await importCommands(parts)['veo.importOperations']?.(Uri.file(path));
    await harness.user.waitForMessage(/^There is nothing new in this file\. Known already: 1300\.$/);

    // It ends while the question is open.
    const runs = idOf('runs');
    store.track(runs);
    const named = newOperation(runs, { prompt: 'Lanterns rise' }, Date.now());
    await writeFile(path, JSON.stringify({ version: 1, operations: [named] }));
    const replacedQuestion = new ReplacedProperties();
    replacedQuestion.replace(vscode.window, 'showWarningMessage', async () => {
      store.report(runs, { kind: 'filtered', filterReasons: [] }, Date.now());
      return 'Import';
    });
    await importCommands(parts)['veo.importOperations']?.(Uri.file(path));
    replacedQuestion.restore();
    const { state, prompt } = store.get(runs) as Operation;
    assert.deepEqual([state, prompt], ['filtered', 'Lanterns rise']);
    store.remove([runs]);

    // Older than all others, so they are in the archive only when the person undoes it.
    const added = Array.from({ length: 300 }, (_, index) => ended(-index));
    await writeFile(path, JSON.stringify({ version: 1, operations: added }));
    harness.user.willClick('Import');
    const replaced = new ReplacedProperties();
    let listedBefore = 0;
    replaced.replace(vscode.window, 'showInformationMessage', async () => {
      await store.flush();
      listedBefore = added.filter((one) => store.get(one)).length;
      return 'Undo';
    });
    await importCommands(parts)['veo.importOperations']?.(Uri.file(path));
    await Promise.all(working);
    replaced.restore();
    assert.ok(listedBefore < added.length);
    await store.flush();
    const older = await store.readOlder();
    assert.equal(store.size + older.length, 1300);
  });
});

function ended(second: number): Operation {
  const start = Date.UTC(2026, 10, 20, 10);
  const operation = newOperation(idOf(`e${second}`), { label: `${second}` }, start);
  return transition(operation, { kind: 'filtered', filterReasons: [] }, start + second * 1000);
}

function now(): string {
  return new Date(Date.now() - 1000).toISOString();
}
