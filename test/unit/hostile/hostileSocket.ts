import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { FORMS, HostileAnswers } from './hostileAnswers';

/** What a server writes to its socket, piece by piece; it closes the connection afterwards, or leaves it open. */
interface Wire {
  readonly pieces: readonly (string | Buffer)[];
  readonly end: 'close' | 'reset' | 'stay';
}

/** A server below HTTP: it answers requests with bytes of any kind, the same for one seed. */
export class HostileSocket {
  private readonly answers: HostileAnswers;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  /** What has been asked here so far, heads and all. */
  readonly requests: string[] = [];

  /**
   * @param elsewhere where redirects to another origin lead
   * @param count of answers that others have given before: which manner and which form of the key come first
   */
  private constructor(
    seed: number,
    private readonly elsewhere: string,
    private count: number,
  ) {
    this.answers = new HostileAnswers(seed, count);
    this.server = createServer((socket) => this.accept(socket));
  }

  static async open(seed: number, elsewhere: string, count: number): Promise<HostileSocket> {
    const socket = new HostileSocket(seed, elsewhere, count);
    socket.server.listen(0, '127.0.0.1');
    await once(socket.server, 'listening');
    return socket;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    let head = '';
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', (piece) => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      this.requests.push(head);
      head = '';
      write(socket, this.next());
    });
  }

  private next(): Wire {
    const { status, headers, text } = this.answers.next();
    const at = this.count++;
    const form = headerText(FORMS[at % FORMS.length] ?? '');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${headerText(value)}`);
    const body = Buffer.from(text);
    const answer: Answer = { status, lines, body, form };
    const make = MANNERS[at % MANNERS.length] ?? plain;
    return make(answer, this.elsewhere);
  }
}

interface Answer {
  readonly status: number;
  readonly lines: readonly string[];
  readonly body: Buffer;
  /** The key in some form, as a header can hold it. */
  readonly form: string;
}

const plain = ({ status, lines, body }: Answer): Wire => whole(status, lines, body);

const MANNERS: readonly ((answer: Answer, elsewhere: string) => Wire)[] = [
  plain,
  ...[gzipSync, deflateSync, deflateRawSync, brotliCompressSync].map((pack, at) => (answer: Answer) => {
    const encoding = ['gzip', 'deflate', 'deflate', 'br'][at];
    return whole(answer.status, [...answer.lines, `content-encoding: ${encoding}`], pack(answer.body));
  }),
  // Called packed, and not packed, or not to its end.
  ...['gzip', 'deflate', 'br', 'x-gzip', 'zstd', 'compress', 'gzip, br'].map(
    (encoding) =>
      ({ status, lines, body }: Answer) =>
        whole(status, [...lines, `content-encoding: ${encoding}`], body),
  ),
  ({ status, lines, body }) => {
    const packed = gzipSync(body);
    return whole(status, [...lines, 'content-encoding: gzip'], packed.subarray(0, packed.length >> 1));
  },
  ({ status, lines }) => whole(status, [...lines, 'content-encoding: gzip'], bomb),
  // Of another length than told, or of none.
  ({ status, lines, body }) => ({
    pieces: [head(status, [...lines, `content-length: ${body.length + 9}`]), body],
    end: 'close',
  }),
  ({ status, lines, body }) => ({
    pieces: [head(status, [...lines, `content-length: ${body.length >> 1}`]), body],
    end: 'close',
  }),
  ({ status, lines, body, form }) => ({
    pieces: [head(status, [...lines, `content-length: ${form}`, 'content-length: 3']), body],
    end: 'close',
  }),
  ({ status, lines, body }) => ({ pieces: [head(status, lines), body], end: 'close' }),
  // In chunks, whole, broken and cut.
  ({ status, lines, body }) =>
    chunked(status, lines, [`${body.length.toString(16)}\r\n`, body, '\r\n0\r\n\r\n']),
  ({ status, lines, body, form }) => chunked(status, lines, [`${form}\r\n`, body]),
  ({ status, lines, body }) => chunked(status, lines, [`${(body.length * 2).toString(16)}\r\n`, body]),
  ({ status, lines, body, form }) =>
    chunked(status, lines, [`${body.length.toString(16)};${form}\r\n`, body, `\r\n0\r\nx: ${form}\r\n\r\n`]),
  // Cut in the middle: of the head, of the body, or at once.
  ({ status, lines }) => ({ pieces: [head(status, lines).slice(0, 20)], end: 'reset' }),
  ({ status, lines, body }) => ({
    pieces: [head(status, [...lines, `content-length: ${body.length}`]), body.subarray(0, body.length >> 1)],
    end: 'reset',
  }),
  () => ({ pieces: [], end: 'reset' }),
  () => ({ pieces: [], end: 'close' }),
  // Dripping, and repeated.
  ({ status, lines, body }) => ({
    pieces: [
      head(status, [...lines, `content-length: ${body.length}`]),
      ...Array.from(body.subarray(0, 40), (_, at) => body.subarray(at, at + 1)),
      body.subarray(40),
    ],
    end: 'stay',
  }),
  (answer) => {
    const { pieces } = plain(answer);
    return { pieces: [...pieces, ...pieces, ...pieces], end: 'stay' };
  },
  // Heads of all kinds.
  ({ body, form }) => ({ pieces: [`HTTP/1.1 200 ${form}\r\n\r\n`, body], end: 'close' }),
  ({ form }) => ({ pieces: [`${form}\r\n\r\n`], end: 'close' }),
  ({ body }) => ({ pieces: ['HTTP/0.9 7\r\n', body], end: 'close' }),
  ({ status, lines, body }) => whole(status, [...lines, `x-long: ${'x'.repeat(15_000)}`], body),
  ({ status, form }) => ({ pieces: [`HTTP/1.1 ${status} x\r\nx: `, form.repeat(4000)], end: 'stay' }),
  ({ status, lines, body }) =>
    whole(status, [...lines, ...Array.from({ length: 1500 }, (_, at) => `x${at}: y`)], body),
  ({ status, lines, body, form }) => whole(status, [...lines, `${form}: 1`, `x-${form}: ${form}`], body),
  ({ status, lines, body, form }) => whole(status, [...lines, `x: \u001b[31m${form}\u0000`], body),
  ({ form }) => ({ pieces: [`HTTP/1.1 103 ${form}\r\nlink: ${form}\r\n\r\n`.repeat(100)], end: 'close' }),
  ({ form }) => ({
    pieces: [`HTTP/1.1 101 x\r\nconnection: upgrade\r\nupgrade: ${form}\r\n\r\n`],
    end: 'close',
  }),
  ({ body }) => whole(999, [], body),
  // To somewhere else, which is to see no key, and round in circles.
  (_, elsewhere) => redirect(302, `${elsewhere}/a`),
  (_, elsewhere) => redirect(307, `${elsewhere}/v1/videos/a/content`),
  ({ form }) => redirect(301, `/${form}`),
  ({ form }) => redirect(308, `http://${form}.example/`),
  ({ form }) => redirect(303, `javascript:${form}`),
  ({ form }) => redirect(302, `http://user:${form}@127.0.0.1:1/`),
  ({ form }) => redirect(302, form),
  ({ body }) => whole(302, [], body),
];

/** 64 MiB of zeros. */
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));

function head(status: number, lines: readonly string[]): string {
  return [`HTTP/1.1 ${status} x`, ...lines.filter((line) => !/^content-length: 12/.test(line)), '', ''].join(
    '\r\n',
  );
}

function whole(status: number, lines: readonly string[], body: Buffer): Wire {
  return { pieces: [head(status, [...lines, `content-length: ${body.length}`]), body], end: 'stay' };
}

function chunked(status: number, lines: readonly string[], pieces: readonly (string | Buffer)[]): Wire {
  return { pieces: [head(status, [...lines, 'transfer-encoding: chunked']), ...pieces], end: 'close' };
}

function redirect(status: number, location: string): Wire {
  return whole(status, [`location: ${location}`], Buffer.alloc(0));
}

/** A text that breaks no line of a head. */
function headerText(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}

function write(socket: Socket, { pieces, end }: Wire): void {
  const [first, ...others] = pieces;
  if (socket.destroyed) return;
  if (first !== undefined) {
    socket.write(first, 'latin1', () => setImmediate(write, socket, { pieces: others, end }));
  } else if (end === 'close') socket.end();
  else if (end === 'reset') socket.resetAndDestroy();
}
