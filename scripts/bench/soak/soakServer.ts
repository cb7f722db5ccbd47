import { seededRandom } from '../durationModels';

/** An offline spell of so many minutes begins at this minute of each hour. */
const OFFLINE_AT_MINUTE = 40;
const OFFLINE_MINUTES = 5;
const MINUTE_MS = 60_000;
const MEDIAN_DURATION_MS = 80_000;
const LOG_SIGMA = 0.375;

/** Of all servers: a window that goes on with the list of another one must not meet a name again. */
let serial = 0;

interface Job {
  readonly endsAt: number;
  readonly outcome: 'succeeded' | 'filtered' | 'failed';
}

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

/** What goes wrong with one request, by its share of all. */
const FAULTS: readonly (readonly [share: number, fault: Reply | 'silence' | 'reset'])[] = [
  [0.02, { status: 500, body: '{"error":{"code":500,"message":"internal","status":"INTERNAL"}}' }],
  [0.01, { status: 503, body: '<html>Service Unavailable</html>' }],
  [
    0.01,
    { status: 429, headers: { 'retry-after': '20' }, body: '{"error":{"code":429,"message":"slow down"}}' },
  ],
  [0.01, { status: 200, body: '{"name":"models/veo-3.1","state' }],
  [0.005, 'silence'],
  [0.005, 'reset'],
];

/** A Gemini API in this process, by the clock of the soak, with faults of all kinds. */
export class SoakServer {
  requests = 0;
  faults = 0;
  private readonly random = seededRandom(14);
  private readonly jobs = new Map<string, Job>();

  /** @param now ms since the epoch */
  constructor(private readonly now: () => number) {}

  /** Starts a job, and returns the name of its operation. */
  start(): string {
    const name = `models/veo-3.1-fast-generate-preview/operations/${(1e11 + serial++).toString(36)}soak`;
    const duration = MEDIAN_DURATION_MS * Math.exp(LOG_SIGMA * this.normal());
    const draw = this.random();
    const outcome = draw < 0.1 ? 'filtered' : draw < 0.2 ? 'failed' : 'succeeded';
    this.jobs.set(name, { endsAt: this.now() + duration, outcome });
    return name;
  }

  /** In place of node-fetch. */
  readonly fetch = async (url: string, { signal }: { readonly signal: AbortSignal }): Promise<object> => {
    this.requests++;
    const fault = this.nextFault();
    if (fault) this.faults++;
    if (fault === 'reset') throw Object.assign(new Error('reset'), { code: 'ENETUNREACH' });
    if (fault === 'silence') return new Promise((_, reject) => untilAborted(signal, reject));
    const { status, headers, body } = fault ?? this.replyTo(new URL(url).pathname);
    return { status, headers: new Headers(headers), body: [Buffer.from(body)] };
  };

  private nextFault(): Reply | 'silence' | 'reset' | undefined {
    const minute = (this.now() / MINUTE_MS) % 60;
    if (minute >= OFFLINE_AT_MINUTE && minute < OFFLINE_AT_MINUTE + OFFLINE_MINUTES) return 'reset';
    let draw = this.random();
    for (const [share, fault] of FAULTS) {
      if (draw < share) return fault;
      draw -= share;
    }
    return undefined;
  }

  private replyTo(path: string): Reply {
    const name = path.replace(/^.*\/v1beta\//, '');
    if (name.startsWith('files/')) {
      const expirationTime = new Date(this.now() + 40 * 60 * MINUTE_MS).toISOString();
      return { status: 200, body: JSON.stringify({ name, expirationTime, state: 'ACTIVE' }) };
    }
    const job = this.jobs.get(name);
    if (!job)
      return { status: 404, body: '{"error":{"code":404,"message":"not found","status":"NOT_FOUND"}}' };
    if (this.now() < job.endsAt) return { status: 200, body: JSON.stringify({ name }) };
    // It is asked no more, and must not take memory for hours.
    this.jobs.delete(name);
    return { status: 200, body: JSON.stringify({ name, done: true, ...resultOf(job, name) }) };
  }

  private normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
  }
}

/** The listener goes with the answer, as that of a fetch does. */
function untilAborted(signal: AbortSignal, reject: (reason: unknown) => void): void {
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
}

function resultOf({ outcome }: Job, name: string): object {
  switch (outcome) {
    case 'failed':
      return { error: { code: 13, message: 'Video generation failed due to an internal server issue.' } };
    case 'filtered':
      return {
        response: {
          generateVideoResponse: { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['58061214'] },
        },
      };
    case 'succeeded': {
      const id = name.slice(name.lastIndexOf('/') + 1);
      const uri = `https://generativelanguage.googleapis.com/v1beta/files/${id}:download?alt=media`;
      return { response: { generateVideoResponse: { generatedSamples: [{ video: { uri } }] } } };
    }
  }
}
