import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { readApiDescription } from '../../../src/endpoints/described/apiDescription';
import { readOwnEndpoints } from '../../../src/endpoints/ownEndpoints';
import { certificate, privateKey } from '../../unit/endpoints/http/selfSigned';
import { GATEWAY_KEY } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';

const ADD = '$(add) Add Endpoint…';

describe('selecting the endpoint', () => {
  const harness = useHarness();
  let server: Server;
  let url: string;
  let requests: IncomingMessage[];
  let answers: number[];
  let answer: RequestListener;

  beforeEach(async () => {
    requests = [];
    answers = [];
    server = createServer((request, response) => {
      requests.push(request);
      answer(request, response);
    });
    answer = (_, response) => {
      response.writeHead(answers.shift() ?? 200, { 'content-type': 'application/json' });
      response.end('{"data": [], "models": []}');
    };
    url = await listen(server);
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await changeSetting('endpoint', undefined);
    await changeSetting('endpoints', [harness.gateway.setting]);
  });

  it('shows all endpoints with the state of their keys, the default one marked', async () => {
    await select();
    const items = harness.user.pickLists[0] as readonly vscode.QuickPickItem[];
    assert.deepEqual(
      items.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['$(check) AI Thực Chiến', 'api.thucchien.ai', 'no API key'],
        ['Google', 'generativelanguage.googleapis.com', 'no API key'],
        ['gateway', new URL(harness.gateway.simulator.url).host, 'API key set'],
        ['', undefined, undefined],
        [ADD, undefined, undefined],
      ],
    );
    assert.deepEqual(harness.user.preselected, ['$(check) AI Thực Chiến']);
    assert.deepEqual(
      items.map(({ buttons }) => buttons?.map(({ tooltip }) => tooltip)),
      [
        ['Set API Key…'],
        ['Set API Key…'],
        ['Set API Key…', 'Edit Endpoint…', 'Remove Endpoint'],
        undefined,
        undefined,
      ],
    );
  });

  it('changes nothing when the person cancels', async () => {
    await select();
    assert.deepEqual([setting('endpoint'), setting('endpoints')], ['thucchien', [harness.gateway.setting]]);
  });

  it('writes the choice to the setting that new operations use', async () => {
    harness.user.willPick('gateway');
    await select();
    assert.equal(setting('endpoint'), 'gateway');
    assert.deepEqual(harness.user.inputTitles, []);
    const [operation] = await harness.api.track(harness.gateway.newId().name);
    assert.equal(operation?.endpoint, 'gateway');
  });

  it('asks for the key of an endpoint that has none', async () => {
    harness.user.willPick('Google');
    await select();
    assert.deepEqual([setting('endpoint'), harness.user.inputTitles], ['google', ['API Key for Google']]);
  });

  it('lets the person set a key without selecting', async () => {
    harness.user.willPressItemButton('Google', 'Set API Key…');
    await select();
    assert.deepEqual([setting('endpoint'), harness.user.inputTitles], ['thucchien', ['API Key for Google']]);
  });

  describe('and adding one', () => {
    it('tries it, names it, selects it, asks for its key and tries that', async () => {
      await add('LiteLLM Gateway', `${url}/`, 'My Gateway', GATEWAY_KEY);
      assert.deepEqual(
        requests.map(({ url: path, headers }) => [path, headers.authorization]),
        [
          ['/v1/models', undefined],
          ['/v1/models', `Bearer ${GATEWAY_KEY}`],
        ],
      );
      const [, added] = setting('endpoints') as object[];
      assert.deepEqual(added, { id: idOf(url), label: 'My Gateway', kind: 'litellm', url });
      assert.equal(setting('endpoint'), idOf(url));
      assert.deepEqual(harness.user.inputTitles, [
        'Add Endpoint (1/2): Address',
        'Add Endpoint (2/2): Name',
        'API Key for My Gateway',
      ]);
      assert.deepEqual(harness.user.initialInputs.slice(0, 2), ['', new URL(url).host]);
    });

    it('accepts the address of a client library and shortens it to that of the endpoint', async () => {
      await add('LiteLLM Gateway', `${url}/gemini/v1beta/`, 'My Gateway', GATEWAY_KEY);
      assert.equal(requests[0]?.url, '/v1/models');
      assert.equal((setting('endpoints') as { url: string }[])[1]?.url, url);
    });

    it("tries an endpoint of the kind google as Google's API", async () => {
      await add('Gemini API', url, '');
      assert.equal(requests[0]?.url, '/v1beta/models?pageSize=1');
      const [, added] = setting('endpoints') as object[];
      assert.deepEqual(added, { id: idOf(url), label: new URL(url).host, kind: 'google', url });
    });

    it('refuses an address to which no key may be sent', async () => {
      const refused = ['nonsense', 'ftp://x.example', 'https://u:p@x.example', 'http://gateway.example'];
      await add('LiteLLM Gateway', ...refused, url, 'Own');
      assert.equal(harness.user.validationErrors.length, 4);
      for (const reason of harness.user.validationErrors.slice(0, 3))
        assert.match(reason, /^This is not a plain https/);
      assert.match(harness.user.validationErrors[3] ?? '', /^It must be https, for your API key/);
      assert.equal((setting('endpoints') as object[]).length, 2);
    });

    it('that does not answer as an endpoint shows an error in the box, and adds nothing when the person cancels', async () => {
      answers.push(404, 404);
      await add('LiteLLM Gateway', url);
      assert.match(
        lastError(),
        /^There is an answer, but not that of a LiteLLM Gateway\. Check the address\. /,
      );
      assert.match(lastError(), / Press Enter again to keep it anyway\.$/);
      assert.deepEqual([harness.user.messages, setting('endpoints')], [[], [harness.gateway.setting]]);
    });

    it('that does not answer is added on a second Enter', async () => {
      answers.push(500, 500);
      await add('LiteLLM Gateway', url, url, 'Own');
      assert.deepEqual(
        [harness.user.validationErrors.length, (setting('endpoints') as object[]).length],
        [1, 2],
      );
      assert.equal(requests.length, 2);
    });

    it('that does not answer lets the person correct the address in the box', async () => {
      answers.push(404, 404);
      await add('LiteLLM Gateway', `${url}/wrong`, url, 'Own');
      assert.deepEqual(
        requests.map(({ url: path }) => path),
        ['/wrong/v1/models', '/wrong/v1beta/models?pageSize=1', '/v1/models'],
      );
      assert.equal((setting('endpoints') as { url: string }[])[1]?.url, url);
    });

    it('that answers as one of the other kind is added as that kind on a second Enter', async () => {
      answer = ({ url: path }, response) => {
        response.writeHead(path?.startsWith('/v1beta/') ? 200 : 404).end('{"models": []}');
      };
      await add('LiteLLM Gateway', url, url, 'Own');
      assert.equal(
        lastError(),
        'This is a Gemini API, not a LiteLLM Gateway. Press Enter again to add it as a Gemini API.',
      );
      assert.equal((setting('endpoints') as { kind: string }[])[1]?.kind, 'google');
    });

    const faults: readonly [string, RequestListener, RegExp][] = [
      [
        'a web page',
        (_, response) =>
          response.writeHead(404, { 'content-type': 'text/html' }).end('<html>Not here</html>'),
        /^There is an answer, but not that of a LiteLLM Gateway\./,
      ],
      [
        'JSON of something else',
        (_, response) => response.end('{"hello": 1}'),
        /^There is an answer, but not/,
      ],
      ['no answer at all', (request) => request.socket.destroy(), /cannot be reached\. Check the address\./],
      [
        'a redirect in circles',
        (_, response) => response.writeHead(302, { location: '/v1/models' }).end(),
        /^There is an answer, but not/,
      ],
    ];
    for (const [what, listener, expected] of faults) {
      it(`that answers with ${what} shows a warning`, async () => {
        answer = listener;
        await add('LiteLLM Gateway', url);
        assert.match(lastError(), expected);
        assert.match(lastError(), / Press Enter again to keep it anyway\.$/);
      });
    }

    it('that has a self-signed certificate shows a warning', async () => {
      const secure = createSecureServer({ cert: certificate, key: privateKey });
      const address = (await listen(secure)).replace('http:', 'https:');
      await add('LiteLLM Gateway', address);
      secure.close();
      assert.match(
        lastError(),
        /cannot be reached\. Check the address\. \(No connection \(DEPTH_ZERO|SELF_SIGNED/,
      );
    });

    it('that has an unknown host name shows a warning', async () => {
      await add('LiteLLM Gateway', 'https://no-such-host.invalid');
      assert.match(lastError(), /^no-such-host\.invalid cannot be reached\. Check the address\./);
    });

    it('can be cancelled during the trial', async () => {
      answer = () => setImmediate(() => harness.user.lastInputBox?.hide());
      await add('LiteLLM Gateway', url);
      assert.deepEqual([requests.length, setting('endpoints')], [1, [harness.gateway.setting]]);
    });

    it('takes a host without the scheme before it', async () => {
      await add('LiteLLM Gateway', new URL(url).host, 'Own');
      assert.equal((setting('endpoints') as { url: string }[])[1]?.url, url);
    });

    it('that requires a key counts as one that answers', async () => {
      answers.push(401);
      await add('LiteLLM Gateway', url, 'Own');
      assert.deepEqual(harness.user.messages, []);
      assert.equal((setting('endpoints') as object[]).length, 2);
    });

    it('gives each endpoint an id of its own', async () => {
      for (const label of ['One', 'Two']) await add('LiteLLM Gateway', url, label);
      const ids = (setting('endpoints') as { id: string }[]).map(({ id }) => id);
      assert.deepEqual(ids, ['gateway', idOf(url), `${idOf(url)}-2`]);
    });

    it('keeps entries of the setting that cannot be used', async () => {
      const broken = [{ id: 'broken', kind: 'litellm', url: 'nonsense' }, { note: 'mine' }];
      await changeSetting('endpoints', [...broken, harness.gateway.setting]);
      await add('LiteLLM Gateway', url, 'Own');
      assert.deepEqual((setting('endpoints') as object[]).slice(0, 3), [...broken, harness.gateway.setting]);
    });
  });

  describe('and adding a service that is known', () => {
    it('asks for its key alone, makes it the default, and does not add it twice', async () => {
      harness.user.willPick(ADD);
      harness.user.willPick('APIYI');
      // Refused without being sent, so that nothing leaves this machine.
      harness.user.willType(`AIza${'x'.repeat(35)}`);
      await select();
      const expected = {
        ...{ id: 'apiyi', label: 'APIYI', kind: 'videos', url: 'https://api.apiyi.com' },
        ...{ preset: 'apiyi', auth: 'bare' },
      };
      assert.deepEqual(setting('endpoints'), [harness.gateway.setting, expected]);
      assert.deepEqual([setting('endpoint'), harness.user.inputTitles], ['apiyi', ['API Key for APIYI']]);
      assert.match(lastError(), /^This looks like a key of Google, to which APIYI does not belong\./);
      harness.user.willPick(ADD);
      harness.user.willPick('APIYI');
      await select();
      assert.deepEqual(setting('endpoints'), [harness.gateway.setting, expected]);
    });

    it('asks for the address of one that people host, and tries it with what is known of it', async () => {
      await add('New API', `${url}/v1`, 'Ours', GATEWAY_KEY);
      const [, added] = setting('endpoints') as object[];
      assert.deepEqual(added, { id: 'new-api', label: 'Ours', kind: 'videos', url, preset: 'new-api' });
      assert.deepEqual(
        [requests[0]?.url, requests.at(-1)?.headers.authorization],
        ['/v1/models', `Bearer ${GATEWAY_KEY}`],
      );
    });

    it('offers a command for the tokens of the Agent Platform, and writes it once it was shown', async () => {
      await add('Google Agent Platform');
      const [, added] = setting('endpoints') as object[];
      assert.deepEqual(added, {
        id: 'agent-platform',
        label: 'Google Agent Platform',
        kind: 'agentPlatform',
        url: 'https://aiplatform.googleapis.com',
        preset: 'agent-platform',
      });
      harness.user.willPick('Run a Command That Prints a Token…');
      harness.user.willType('"', 'my tool "with spaces"');
      await vscode.commands.executeCommand('veo.setApiKey', 'agent-platform');
      assert.equal(lastError(), 'Type a program and its arguments, with matching quotes.');
      const [, changed] = setting('endpoints') as { tokenCommand: string[] }[];
      assert.deepEqual(changed?.tokenCommand, ['my', 'tool', 'with spaces']);
      await select();
      const items = harness.user.pickLists.at(-1) as readonly vscode.QuickPickItem[];
      const { detail } = items.find(({ label }) => label.includes('Google Agent Platform')) ?? {};
      assert.equal(detail, 'token from a command');
    });

    it('opens the settings with an example of an API that is described, which counts once it is saved', async () => {
      harness.user.willPick(ADD);
      harness.user.willPick('Described API');
      await select();
      const { document } = await activeSettingsFile();
      assert.match(document.getText(), /"kind": "described"/);
      assert.deepEqual(setting('endpoints'), [harness.gateway.setting]);
      const { 'veo.endpoints': entries } = JSON.parse(document.getText());
      const { endpoints, refused } = readOwnEndpoints(entries);
      assert.deepEqual([endpoints[0]?.id, refused], ['my-api', []]);
      assert.equal(readApiDescription(endpoints[0]?.api).kind, 'description');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
  });

  describe('and editing one', () => {
    it('keeps its id, whatever else its entry holds, and its operations', async () => {
      const entry = { ...harness.gateway.setting, note: 'mine' };
      await changeSetting('endpoints', [{ id: 'broken' }, entry]);
      const operation = await harness.gateway.trackAndPoll(harness.gateway.newId());
      const { url: present } = harness.gateway.simulator;
      harness.user.willPressItemButton('gateway', 'Edit Endpoint…');
      harness.user.willType(present, 'New Name');
      await select();
      const edited = { ...entry, label: 'New Name', kind: 'litellm', url: present };
      assert.deepEqual(setting('endpoints'), [{ id: 'broken' }, edited]);
      assert.deepEqual(harness.user.inputTitles, [
        'Edit Endpoint (1/2): Address',
        'Edit Endpoint (2/2): Name',
      ]);
      assert.deepEqual(harness.user.initialInputs, [present, 'gateway']);
      assert.equal((await harness.api.check(operation)).problem, undefined);
    });

    it('asks for the key of another address, and sends none before', async () => {
      harness.user.willPick('gateway');
      harness.user.willType(url, 'Moved');
      await vscode.commands.executeCommand('veo.editEndpoint');
      assert.equal(harness.user.inputTitles.at(-1), 'API Key for Moved');
      assert.deepEqual(
        requests.map(({ headers }) => headers.authorization),
        [undefined],
      );
    });

    it('changes nothing when the person cancels', async () => {
      harness.user.willPick('gateway');
      await vscode.commands.executeCommand('veo.editEndpoint');
      assert.deepEqual(setting('endpoints'), [harness.gateway.setting]);
    });

    it('adds one when there is none', async () => {
      await changeSetting('endpoints', []);
      harness.user.willPick('LiteLLM Gateway');
      await vscode.commands.executeCommand('veo.editEndpoint');
      assert.deepEqual(harness.user.inputTitles, ['Add Endpoint (1/2): Address']);
    });
  });

  describe('and removing one', () => {
    it('removes it after a confirmation, and its operations stay', async () => {
      const broken = { id: 'broken', kind: 'litellm', url: 'nonsense' };
      await changeSetting('endpoints', [broken, harness.gateway.setting]);
      const operation = await harness.gateway.trackAndPoll(harness.gateway.newId());
      harness.user.willPressItemButton('gateway', 'Remove Endpoint');
      await select();
      assert.equal((setting('endpoints') as object[]).length, 2);
      harness.user.willClick('Remove');
      harness.user.willPressItemButton('gateway', 'Remove Endpoint');
      await select();
      await harness.user.waitForMessage(/^Remove the endpoint gateway\?$/);
      assert.deepEqual(setting('endpoints'), [broken]);
      assert.deepEqual(
        harness.api.operations.map(({ name }) => name),
        [operation.name],
      );
    });

    it('resets the default endpoint when it was that', async () => {
      await changeSetting('endpoint', 'gateway');
      harness.user.willClick('Remove');
      harness.user.willPressItemButton('$(check) gateway', 'Remove Endpoint');
      await select();
      assert.deepEqual([setting('endpoint'), setting('endpoints')], ['thucchien', []]);
    });
  });

  /** The error that the box showed for the last text. */
  function lastError(): string {
    return harness.user.validationErrors.at(-1) ?? '';
  }

  function select(): Thenable<unknown> {
    return vscode.commands.executeCommand('veo.selectEndpoint');
  }

  /** Runs the steps with these texts, and cancels the step after the last one. */
  function add(kind: string, ...texts: string[]): Thenable<unknown> {
    harness.user.willPick(ADD);
    harness.user.willPick(kind);
    harness.user.willType(...texts);
    return select();
  }
});

async function activeSettingsFile(): Promise<vscode.TextEditor> {
  for (;;) {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.getText().includes('"described"')) return editor;
    await new Promise((resolve) => vscode.workspace.onDidChangeTextDocument(resolve));
  }
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function setting(name: string): unknown {
  return vscode.workspace.getConfiguration('veo').get(name);
}

function idOf(url: string): string {
  return new URL(url).host.replace(/\W/g, '-');
}
