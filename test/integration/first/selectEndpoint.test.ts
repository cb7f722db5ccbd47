import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { GATEWAY_KEY } from '../gateway';
import { setScene } from '../scene';
import { change } from '../settings';

const ADD = '$(add) Add Endpoint…';

describe('selecting the endpoint', () => {
  const scene = setScene();
  let server: Server;
  let url: string;
  let requests: IncomingMessage[];
  let answers: number[];

  beforeEach(async () => {
    requests = [];
    answers = [];
    server = createServer((request, response) => {
      requests.push(request);
      response.writeHead(answers.shift() ?? 200, { 'content-type': 'application/json' });
      response.end('{"data": [], "models": []}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await change('endpoint', undefined);
    await change('endpoints', [scene.gateway.setting]);
  });

  it('shows all endpoints with the state of their keys, the default one marked', async () => {
    await select();
    const items = scene.person.lists[0] as readonly vscode.QuickPickItem[];
    assert.deepEqual(
      items.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['$(check) AI Thực Chiến', 'api.thucchien.ai', 'no API key'],
        ['Google', 'generativelanguage.googleapis.com', 'no API key'],
        ['gateway', new URL(scene.gateway.simulator.url).host, 'API key set'],
        ['', undefined, undefined],
        [ADD, undefined, undefined],
      ],
    );
    assert.deepEqual(scene.person.preselected, ['$(check) AI Thực Chiến']);
    assert.deepEqual(
      items.map(({ buttons }) => buttons?.map(({ tooltip }) => tooltip)),
      [['Set API Key…'], ['Set API Key…'], ['Set API Key…', 'Remove Endpoint'], undefined, undefined],
    );
  });

  it('changes nothing when the person gives up', async () => {
    await select();
    assert.deepEqual([setting('endpoint'), setting('endpoints')], ['thucchien', [scene.gateway.setting]]);
  });

  it('writes the choice into the setting, from where new operations take it', async () => {
    scene.person.chooses('gateway');
    await select();
    assert.equal(setting('endpoint'), 'gateway');
    assert.deepEqual(scene.person.boxes, []);
    const [operation] = await scene.api.track(scene.gateway.newId().name);
    assert.equal(operation?.endpoint, 'gateway');
  });

  it('asks for the key of one that has none', async () => {
    scene.person.chooses('Google');
    await select();
    assert.deepEqual([setting('endpoint'), scene.person.boxes], ['google', ['API Key for Google']]);
  });

  it('lets the person set a key without selecting', async () => {
    scene.person.pressesAt('Google', 'Set API Key…');
    await select();
    assert.deepEqual([setting('endpoint'), scene.person.boxes], ['thucchien', ['API Key for Google']]);
  });

  describe('and adding one', () => {
    it('tries it, names it, selects it and asks for its key', async () => {
      await add('LiteLLM Gateway', `${url}/`, 'My Gateway', GATEWAY_KEY);
      assert.deepEqual(
        requests.map(({ url: path, headers }) => [path, headers.authorization]),
        [['/v1/models', undefined]],
      );
      const [, added] = setting('endpoints') as object[];
      assert.deepEqual(added, { id: idOf(url), label: 'My Gateway', kind: 'litellm', url });
      assert.equal(setting('endpoint'), idOf(url));
      assert.deepEqual(scene.person.boxes, [
        'Add Endpoint (2/3): Address',
        'Add Endpoint (3/3): Name',
        'API Key for My Gateway',
      ]);
      assert.deepEqual(scene.person.prefilled.slice(0, 2), ['', new URL(url).host]);
    });

    it('takes the address of a client for what it is of the endpoint', async () => {
      await add('LiteLLM Gateway', `${url}/gemini/v1beta/`, 'My Gateway', GATEWAY_KEY);
      assert.equal(requests[0]?.url, '/v1/models');
      assert.equal((setting('endpoints') as { url: string }[])[1]?.url, url);
    });

    it('asks one of the kind of Google in its way', async () => {
      await add('Gemini API', url, '');
      assert.equal(requests[0]?.url, '/v1beta/models?pageSize=1');
      const [, added] = setting('endpoints') as object[];
      assert.deepEqual(added, { id: idOf(url), label: new URL(url).host, kind: 'google', url });
    });

    it('refuses what is no address that a key may be sent to', async () => {
      const refused = ['nonsense', 'ftp://x.example', 'https://u:p@x.example', 'http://gateway.example'];
      await add('LiteLLM Gateway', ...refused, url, 'Own');
      assert.equal(scene.person.refusals.length, 4);
      for (const reason of scene.person.refusals.slice(0, 3))
        assert.match(reason, /^This is not a plain https/);
      assert.match(scene.person.refusals[3] ?? '', /^It must be https, for your API key/);
      assert.equal((setting('endpoints') as object[]).length, 2);
    });

    it('that does not answer as one is told, and is not added when the person gives up', async () => {
      answers.push(404);
      await add('LiteLLM Gateway', url);
      const { severity, actions } = await scene.person.message(/did not answer as such an endpoint should: /);
      assert.deepEqual([severity, actions], ['warning', ['Add Anyway', 'Change Address']]);
      assert.deepEqual(setting('endpoints'), [scene.gateway.setting]);
    });

    it('that does not answer can be added all the same', async () => {
      answers.push(500);
      scene.person.clicksOn('Add Anyway');
      await add('LiteLLM Gateway', url, 'Own');
      assert.equal((setting('endpoints') as object[]).length, 2);
    });

    it('that does not answer lets the person correct the address', async () => {
      answers.push(404);
      scene.person.clicksOn('Change Address');
      await add('LiteLLM Gateway', `${url}/wrong`, url, 'Own');
      assert.deepEqual(
        requests.map(({ url: path }) => path),
        ['/wrong/v1/models', '/v1/models'],
      );
      assert.deepEqual(scene.person.prefilled.slice(0, 2), ['', `${url}/wrong`]);
      assert.equal((setting('endpoints') as { url: string }[])[1]?.url, url);
    });

    it('that wants a key counts as one that answers', async () => {
      answers.push(401);
      await add('LiteLLM Gateway', url, 'Own');
      assert.deepEqual(scene.person.messages, []);
      assert.equal((setting('endpoints') as object[]).length, 2);
    });

    it('gives each an id of its own', async () => {
      for (const label of ['One', 'Two']) await add('LiteLLM Gateway', url, label);
      const ids = (setting('endpoints') as { id: string }[]).map(({ id }) => id);
      assert.deepEqual(ids, ['gateway', idOf(url), `${idOf(url)}-2`]);
    });

    it('leaves entries alone that cannot be used', async () => {
      const broken = [{ id: 'broken', kind: 'litellm', url: 'nonsense' }, { note: 'mine' }];
      await change('endpoints', [...broken, scene.gateway.setting]);
      await add('LiteLLM Gateway', url, 'Own');
      assert.deepEqual((setting('endpoints') as object[]).slice(0, 3), [...broken, scene.gateway.setting]);
    });
  });

  describe('and removing one', () => {
    it('does so once that is confirmed, and its operations stay', async () => {
      const broken = { id: 'broken', kind: 'litellm', url: 'nonsense' };
      await change('endpoints', [broken, scene.gateway.setting]);
      const operation = await scene.gateway.firstPoll(scene.gateway.newId());
      scene.person.pressesAt('gateway', 'Remove Endpoint');
      await select();
      assert.equal((setting('endpoints') as object[]).length, 2);
      scene.person.clicksOn('Remove');
      scene.person.pressesAt('gateway', 'Remove Endpoint');
      await select();
      await scene.person.message(/^Remove the endpoint gateway\?$/);
      assert.deepEqual(setting('endpoints'), [broken]);
      assert.deepEqual(
        scene.api.operations.map(({ name }) => name),
        [operation.name],
      );
    });

    it('goes back to the usual default when it was the default', async () => {
      await change('endpoint', 'gateway');
      scene.person.clicksOn('Remove');
      scene.person.pressesAt('$(check) gateway', 'Remove Endpoint');
      await select();
      assert.deepEqual([setting('endpoint'), setting('endpoints')], ['thucchien', []]);
    });
  });

  function select(): Thenable<unknown> {
    return vscode.commands.executeCommand('veo.selectEndpoint');
  }

  /** Goes through the steps; what is asked for after the last text is given up. */
  function add(kind: string, ...texts: string[]): Thenable<unknown> {
    scene.person.chooses(ADD);
    scene.person.chooses(kind);
    scene.person.types(...texts);
    return select();
  }
});

function setting(name: string): unknown {
  return vscode.workspace.getConfiguration('veo').get(name);
}

function idOf(url: string): string {
  return new URL(url).host.replace(/\W/g, '-');
}
