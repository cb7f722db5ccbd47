import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ClientRequestArgs, RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createHttp, type LoopbackConnections } from '../../../../src/endpoints/http/http';
import { NodeLoopbackConnections } from '../../../../src/platform/node/loopbackConnections';
import { withServer } from '../../endpoints/http/loopbackServer';

const BYTES = 8 * 1024 * 1024;
/** Of the reads of Node's own connections. */
const NODES_READ_BYTES = 64 * 1024;

describe('a large answer of this computer', () => {
  const content = randomBytes(BYTES);
  const whole: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-length': BYTES }).end(content);

  it('comes whole, in pieces that are larger than those of other connections', async () => {
    await withServer(whole, async ({ url }) => {
      const pieces = await piecesOf(url, new NodeLoopbackConnections());
      assert.ok(Buffer.concat(pieces).equals(content));
      assert.ok(Math.max(...pieces.map(({ length }) => length)) > NODES_READ_BYTES);
    });
  });

  it('comes whole by the name of this computer, whose first address may have no server', async () => {
    await withServer(whole, async ({ url }) => {
      const pieces = await piecesOf(url.replace('127.0.0.1', 'localhost'), new NodeLoopbackConnections());
      assert.ok(Buffer.concat(pieces).equals(content));
      assert.ok(pieces.some(({ length }) => length > NODES_READ_BYTES));
    });
  });

  it('comes whole in chunks of any size, on one connection after another answer', async () => {
    const sockets = new Set<Socket>();
    const chunked: RequestListener = ({ socket }, response) => {
      sockets.add(socket);
      for (let start = 0, size = 1; start < BYTES; start += size, size = (size * 3) % 1_000_003) {
        response.write(content.subarray(start, start + size));
      }
      response.end();
    };
    await withServer(chunked, async ({ url }) => {
      const connections = new NodeLoopbackConnections();
      for (let times = 0; times < 3; times++) {
        assert.ok(Buffer.concat(await piecesOf(url, connections)).equals(content));
      }
      assert.equal(sockets.size, 1);
    });
  });

  it('comes whole to somebody who reads slowly', async () => {
    await withServer(whole, async ({ url }) => {
      const onPiece = async () => {
        for (let turn = 0; turn < 20; turn++) await nextTurn();
      };
      const pieces = await piecesOf(url, new NodeLoopbackConnections(), onPiece);
      assert.ok(Buffer.concat(pieces).equals(content));
    });
  });
});

describe('connections to this computer', () => {
  it('are those of any other server from the first piece on that the next reads would overwrite', async () => {
    await withServer(
      (_, response) => response.end('video'),
      async ({ url }) => {
        const connections = new NodeLoopbackConnections();
        const withoutCopies = {
          agent: connections.agent,
          checked: () => connections.checked(uncopied(connections, url)),
        };
        await assert.rejects(piecesOf(url, withoutCopies), { kind: 'offline', message: /does not copy/ });
        assert.equal(connections.agent, undefined);
        assert.equal(Buffer.concat(await piecesOf(url, connections)).toString(), 'video');
      },
    );
  });

  it('keep a read as it was until the next one is handled, since node-fetch compares the ends of both', async () => {
    const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = connectionOf(new NodeLoopbackConnections(), { port });
    const reads: Uint8Array[] = [];
    for (const sent of ['one', 'two']) {
      socket.write(sent);
      reads.push(...(await once(socket, 'data')));
    }
    assert.equal(reads.join(), 'one,two');
    socket.destroy();
    await new Promise((closed) => server.close(closed));
  });

  it('are not asked for where a server is elsewhere, or speaks https', async () => {
    let asked = 0;
    const openLoopback = async () => {
      asked++;
      return new NodeLoopbackConnections();
    };
    const http = createHttp({ userAgent: undefined, openLoopback });
    for (const url of ['https://127.0.0.1:1', 'http://127.0.0.2:1', 'https://localhost:1']) {
      const { signal } = new AbortController();
      await assert.rejects(http.getStream({ url, keyHeaders: {}, signal }), { kind: 'offline' });
    }
    assert.equal(asked, 0);
  });
});

function connectionOf({ agent }: NodeLoopbackConnections, options: ClientRequestArgs): Socket {
  assert.ok(agent);
  return agent.createConnection(options);
}

/** What an HTTP parser that copies nothing would hand out: the reads of a connection themselves. */
async function* uncopied(connections: NodeLoopbackConnections, url: string): AsyncGenerator<Uint8Array> {
  const { hostname, port } = new URL(url);
  const socket = connectionOf(connections, { host: hostname, port });
  socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  const [read] = await once(socket, 'data');
  socket.destroy();
  yield read;
}

async function piecesOf(
  url: string,
  connections: LoopbackConnections,
  onPiece?: () => Promise<void>,
): Promise<readonly Uint8Array[]> {
  const http = createHttp({ userAgent: 'veo-operations/test', openLoopback: async () => connections });
  const { signal } = new AbortController();
  return readAll((await http.getStream({ url, keyHeaders: {}, signal })).pieces(), onPiece);
}

async function readAll(
  pieces: AsyncIterable<Uint8Array>,
  onPiece: () => Promise<void> = async () => undefined,
): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) {
    all.push(piece);
    await onPiece();
  }
  return all;
}
