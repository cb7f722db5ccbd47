import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Simulator } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { CurrentSettings } from '../../../src/ui/settings';
import { exportedApi, nextChange, removeAll } from '../extension';
import { Gateway, startServer } from '../gateway';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting, useDefaultSettings, useQuietSettings } from '../settings';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';

describe('settings', () => {
  const names = [
    'endpoint',
    'checking.enabled',
    'checking.pace',
    'checking.requestsPerMinute',
    'notifications',
    'language',
    'download.folder',
    'download.automatic',
    'download.sidecar',
    'editor.status',
    'editor.keyHints',
    'capture.terminal',
    'capture.notebook',
    'capture.debugConsole',
    'capture.task',
  ];

  afterEach(async () => {
    for (const name of names) await changeSetting(name, undefined);
    await useQuietSettings();
  });

  it('of the wrong form count as their defaults', async () => {
    await useDefaultSettings();
    const settings = new CurrentSettings();
    const defaults = settings.value;
    assert.deepEqual(defaults, {
      endpoint: 'thucchien',
      endpoints: [],
      checkingEnabled: true,
      pace: 'balanced',
      requestsPerMinute: 20,
      notifications: 'all',
      language: 'auto',
      downloadFolder: '',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
      fileName: '${label}-${number}',
      automaticDownload: false,
      sidecar: true,
      editorStatus: 'inlay',
      keyHints: true,
      capture: { terminal: 'ask', notebook: 'ask', debugConsole: 'ask', task: 'ask' },
    });
    for (const wrong of [{ a: 1 }, 'wrong']) {
      const isText = typeof wrong === 'string';
      for (const name of names.slice(1))
        if (!(isText && name === 'download.folder')) await changeSetting(name, wrong);
      assert.deepEqual(settings.value, defaults, JSON.stringify(wrong));
    }
    await changeSetting('endpoint', 7);
    assert.equal(settings.value.endpoint, 'thucchien');
    settings.dispose();
  });

  it('fire a change at once', async () => {
    const settings = new CurrentSettings();
    let changeCount = 0;
    settings.onDidChange(() => changeCount++);
    await changeSetting('checking.requestsPerMinute', 300);
    await changeSetting('checking.pace', 'gentle');
    assert.deepEqual(
      [settings.value.requestsPerMinute, settings.value.pace, changeCount],
      [300, 'gentle', 2],
    );
    settings.dispose();
    await changeSetting('checking.pace', 'eager');
    assert.equal(changeCount, 2);
  });

  it('of the workspace choose no endpoints and no limit, since a repository can contain them', async () => {
    const settings = new CurrentSettings();
    const before = settings.value;
    const own = { id: 'evil', kind: 'litellm', url: 'https://evil.example' };
    const isRead = new Promise((resolve) => settings.onDidChange(resolve));
    await writeWorkspaceSettings({
      'veo.endpoints': [own],
      'veo.checking.requestsPerMinute': 1,
      'veo.download.folder': 'videos',
    });
    await isRead;
    assert.equal(settings.value.downloadFolder, 'videos');
    assert.deepEqual(
      [settings.value.endpoints, settings.value.requestsPerMinute],
      [before.endpoints, before.requestsPerMinute],
    );
    const isGone = new Promise((resolve) => settings.onDidChange(resolve));
    await writeWorkspaceSettings({});
    await isGone;
    settings.dispose();
  });

  it('of the user choose endpoints in a window on a remote machine, too', async () => {
    const own = [{ id: 'own', kind: 'litellm', url: 'https://own.example' }];
    await changeSetting('endpoints', own);
    const { globalValue } = vscode.workspace.getConfiguration('veo').inspect('endpoints') ?? {};
    assert.deepEqual(globalValue, own);
    const settings = new CurrentSettings();
    assert.deepEqual(settings.value.endpoints, own);
    settings.dispose();
    await changeSetting('endpoints', undefined);
  });

  it('choose the endpoint of names without an address; one that does not exist sends them nowhere', async () => {
    const api = await exportedApi();
    await changeSetting('endpoint', 'google');
    assert.equal((await api.track(NAME))[0]?.endpoint, 'google');
    await removeAll(api);
    await changeSetting('endpoint', 'nowhere');
    await assert.rejects(api.track(NAME), { message: 'The setting veo.endpoint names no endpoint' });
    assert.deepEqual(api.operations, []);
  });
});

async function writeWorkspaceSettings(values: object): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('There is no workspace');
  const file = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(values)));
}

describe('endpoints in the user settings', () => {
  let api: VeoOperationsApi;
  let user: ScriptedUser;
  let server: Simulator;

  before(async () => {
    api = await exportedApi();
    server = await startServer();
  });
  beforeEach(() => {
    user = new ScriptedUser();
  });
  afterEach(async () => {
    user.restore();
    await changeSetting('endpoints', undefined);
    await removeAll(api);
  });
  after(() => server.stop());

  it('can be used as soon as they are set, by their id and their address', async () => {
    await changeSetting('endpoints', [{ id: 'own', kind: 'google', url: 'https://own.example/api/' }]);
    const [byAddress] = await api.track(`https://own.example/api/v1beta/${NAME}`);
    assert.equal(byAddress?.endpoint, 'own');
    const [byId] = await api.track(NAME, { endpoint: 'own' });
    assert.deepEqual([byId?.endpoint, api.operations.length], ['own', 1]);
  });

  const refused: readonly [string, unknown, RegExp][] = [
    // The name may resolve to this machine, but DNS decides that, so a key could be sent elsewhere.
    ['plain http', { id: 'own', kind: 'litellm', url: 'http://own.localhost:PORT' }, /must be https/],
    ['a bad address', { id: 'own', kind: 'litellm', url: 'nonsense' }, /not a plain http or https address/],
    [
      'a key in the address',
      { id: 'own', kind: 'litellm', url: 'http://k@127.0.0.1:PORT' },
      /not a plain http/,
    ],
    [
      'another kind',
      { id: 'own', kind: 'other', url: 'http://127.0.0.1:PORT' },
      /^The endpoint "own" is not used\. veo\.endpoints\[0\]\.kind must be one of litellm, /,
    ],
    [
      'a taken id',
      { id: 'google', kind: 'litellm', url: 'http://127.0.0.1:PORT' },
      /veo\.endpoints\[0\]\.id is the id of another endpoint/,
    ],
  ];
  for (const [what, entry, reason] of refused) {
    it(`with ${what} are refused with the reason, and nothing is sent there`, async () => {
      const port = new URL(server.url).port;
      await changeSetting('endpoints', JSON.parse(JSON.stringify([entry]).replace('PORT', port)));
      assert.equal((await user.waitForMessage(reason)).severity, 'warning');
      await assert.rejects(api.track(NAME, { endpoint: 'own' }), /There is no endpoint/);
      for (const host of ['own.localhost', '127.0.0.1'])
        await api.track(`http://${host}:${port}/gemini/v1beta/${NAME}`);
      assert.deepEqual([api.operations, server.requests], [[], []]);
    });
  }

  it('that are described wrongly are told with the place of each fault', async () => {
    const api = {
      status: '//evil.example/{id}',
      state: 'state',
      succeeded: ['done'],
      failed: ['no'],
      vidoes: 'url',
    };
    await changeSetting('endpoints', [
      { id: 'other', kind: 'litellm', url: 'https://other.example' },
      { id: 'own', kind: 'described', url: 'https://own.example', api },
      { id: 'lost', kind: 'described', url: 'https://own.example', preset: 'no-such-service' },
    ]);
    const { text } = await user.waitForMessage(/^The endpoint "own" is not used\./);
    assert.match(text, /veo\.endpoints\[1\]\.api\.vidoes is not known\. Did you mean videos\?/);
    assert.match(text, /veo\.endpoints\[1\]\.api\.videos is missing\./);
    assert.match(text, /veo\.endpoints\[1\]\.api\.status leads to another server\./);
    assert.match(text, /veo\.endpoints\[2\]\.preset is no service that is known here\./);
  });

  it('that get another id keep their operations, which say what to do and go on with the former id', async () => {
    const gateway = await Gateway.open(api);
    const { name, endpoint } = await gateway.trackAndPoll(gateway.newId());
    await changeSetting('endpoints', [{ ...gateway.setting, id: 'renamed' }]);
    const lost = await api.check({ name, endpoint });
    assert.deepEqual([lost.state, lost.problem?.kind], ['running', 'offline']);
    await changeSetting('endpoints', [gateway.setting]);
    const found = await api.check({ name, endpoint });
    assert.deepEqual([found.state, found.problem], ['running', undefined]);
    await gateway.close();
  });

  it('that become unsafe get no more requests, and their operations stay', async () => {
    const gateway = await Gateway.open(api);
    const id = gateway.newId();
    await gateway.trackAndPoll(id);
    const port = new URL(gateway.simulator.url).port;
    await changeSetting('endpoints', [
      { id: 'gateway', kind: 'litellm', url: `http://own.localhost:${port}` },
    ]);
    const refused = nextChange(api, ({ problem }) => problem?.kind === 'offline');
    const { state } = await api.check(id);
    await refused;
    assert.deepEqual([state, gateway.statusRequestCount(id)], ['running', 1]);
    await gateway.close();
  });

  it('with a repeated id are refused, except the first', async () => {
    const own = (path: string) => ({ id: 'own', kind: 'google', url: `https://own.example/${path}` });
    await changeSetting('endpoints', [own('a'), own('b')]);
    await user.waitForMessage(/^The endpoint "own" is not used\. veo\.endpoints\[1\]\.id/);
    assert.equal((await api.track(`https://own.example/a/v1beta/${NAME}`))[0]?.endpoint, 'own');
  });
});
