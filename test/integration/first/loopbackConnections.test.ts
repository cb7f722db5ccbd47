import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { NodeLoopbackConnections } from '../../../src/platform/node/loopbackConnections';

const BYTES = 8 * 1024 * 1024;
/** Of the reads of Node's own connections. */
const NODES_READ_BYTES = 64 * 1024;

describe("connections to this computer, through VS Code's own http", () => {
  const content = randomBytes(BYTES);
  const paths: (string | undefined)[] = [];
  let server: Server;
  let url = '';

  before(async () => {
    server = createServer(({ url: path }, response) => {
      paths.push(path);
      response.end(content);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await set('proxy', url);
  });

  afterEach(() => paths.splice(0));

  after(async () => {
    await set('proxy', undefined);
    await set('proxySupport', undefined);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  for (const support of ['override', 'fallback', 'on', 'off']) {
    it(`read large pieces, and copy them, with a proxy and "http.proxySupport": "${support}"`, async () => {
      await set('proxySupport', support);
      const pieces = await received(`${url}/here`);
      assert.ok(Buffer.concat(pieces).equals(content));
      assert.ok(pieces.some(({ length }) => length > NODES_READ_BYTES));
      assert.deepEqual(paths, ['/here'], 'it did not go by the proxy');
    });
  }

  it('leave a request for elsewhere to the proxy', async () => {
    await set('proxySupport', 'override');
    await received('http://elsewhere.invalid/there');
    assert.deepEqual(paths, ['http://elsewhere.invalid/there']);
  });
});

async function received(address: string): Promise<Buffer[]> {
  const { agent } = new NodeLoopbackConnections();
  const [response] = (await once(get(address, { agent }), 'response')) as [IncomingMessage];
  return response.toArray();
}

function set(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('http').update(name, value, vscode.ConfigurationTarget.Global);
}
