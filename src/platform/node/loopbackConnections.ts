import { Agent, type ClientRequestArgs } from 'node:http';
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import type { LoopbackConnections } from '../../endpoints/http/http';

/** Of one read at most. In the bench half of it took some 15 % longer, and twice of it was no faster and took more memory. */
const READ_BYTES = 512 * 1024;

/** What sockets are read into, again and again. */
const readMemory = new WeakSet<ArrayBufferLike>();

/**
 * Reads a socket with large reads into the same memory, where Node would take new memory for each 64 KiB. It is overwritten
 * by the read after the next one: Node's HTTP parser copies what is the body, and node-fetch compares the ends of two reads.
 */
class LoopbackAgent extends Agent {
  constructor() {
    // As Node's own agent, `http.globalAgent`.
    super({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
  }

  override createConnection(options: ClientRequestArgs): Socket {
    const buffers = [newBuffer(), newBuffer()] as const;
    let reads = 0;
    const socket: Socket = connect({
      ...(options as TcpNetConnectOpts),
      onread: {
        buffer: () => buffers[reads++ % 2 === 0 ? 0 : 1],
        callback(length, { buffer, byteOffset }) {
          // A socket with `onread` emits no data by itself, and Node's HTTP client listens for it.
          socket.emit('data', Buffer.from(buffer, byteOffset, length));
          // False would stop the reading for good: the client pauses the socket where it has to wait.
          return true;
        },
      },
    });
    return socket;
  }
}

/** Connections to servers on this computer. One window has one of these, which keeps connections for a while. */
export class NodeLoopbackConnections implements LoopbackConnections {
  agent: LoopbackAgent | undefined = new LoopbackAgent();

  async *checked(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      if (readMemory.has(piece.buffer)) {
        this.agent = undefined;
        throw new Error('The HTTP parser of this Node does not copy what it reads');
      }
      yield piece;
    }
  }
}

export const loopbackConnections = new NodeLoopbackConnections();

function newBuffer(): Buffer {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  readMemory.add(buffer.buffer);
  return buffer;
}
