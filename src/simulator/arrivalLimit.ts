import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends each connection over which a request takes longer than this to arrive. Node's own limit looks at all connections
 * again and again, also while there is none; here only a connection has a timer.
 */
export function limitArrival(server: Server, limitMs: number): void {
  const arrivals = new WeakMap<Socket, Arrival>();
  server.on('connection', (socket: Socket) => arrivals.set(socket, new Arrival(socket, limitMs)));
  server.on('request', (message: IncomingMessage, response: ServerResponse) =>
    arrivals.get(message.socket)?.follow(message, response),
  );
}

/** The time that the next request of a connection has to arrive as a whole. */
class Arrival {
  private timer: NodeJS.Timeout | undefined;
  /** The last request of which the head has come, until it is answered. */
  private message: IncomingMessage | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly limitMs: number,
  ) {
    this.begin();
    socket.once('close', () => clearTimeout(this.timer));
  }

  follow(message: IncomingMessage, response: ServerResponse): void {
    this.message = message;
    response.once('close', () => {
      if (this.message === message && !this.socket.destroyed) this.begin();
    });
  }

  private begin(): void {
    this.message = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), this.limitMs);
  }

  /** An answer may take as long as it wants. */
  private end(): void {
    if (!this.message?.complete) this.socket.destroy();
  }
}
