import { DisposableStore } from '../../base/disposableStore';
import type { Time } from '../../base/time';
import { Timer } from '../../base/timer';
import { type PrintedReference, ReferenceStream } from '../../references/referenceStream';

/** A reference that a program printed. */
export interface Printed extends PrintedReference {
  /** ms since the epoch: when the text with it arrived. */
  readonly printedAt: number;
}

/** In UTF-16 units. More output than that does not wait: a program that prints faster than it is read loses the middle. */
const MAX_WAITING = 4_000_000;
/** In UTF-16 units: how much is read without a look at the clock. */
const PIECE_LENGTH = 65_536;
/** What came so shortly after each other, and still waits, is read as one piece: a section is read again with each piece. */
const TOGETHER_MS = 50;
/** How long is read at once. Then the extension host is free for others for as long as that took. */
const READING_MS = 8;
/** A program that prints nothing for so long waits for something: what it has printed may be read. */
export const PAUSE_MS = 300;
/** While output goes on, what was found is told after so long. */
const LONGEST_BATCH_MS = 1000;
/** Behind half a name it says that the rest is missing, so that the half is not taken for the whole. */
const CUT_OFF = '…\n';

interface OutputListener {
  /** Gets what was found, once or several times. */
  found(printed: readonly Printed[]): void;
  /** The program has ended, and all of its output was read. */
  ended(): void;
}

interface Chunk {
  readonly text: string;
  /** ms since the epoch */
  readonly at: number;
}

/**
 * Reads what one program prints, and tells which operations it names, some together. It needs little memory and time, however
 * much is printed: it never holds more than {@link MAX_WAITING}, and rests as long as it reads.
 */
export class OutputReader extends DisposableStore {
  private readonly stream = new ReferenceStream();
  private readonly waiting: Chunk[] = [];
  private waitingLength = 0;
  private found: Printed[] = [];
  private lastAt = 0;
  private hasEnded = false;
  private readonly resting: Timer;
  private readonly pausing: Timer;

  constructor(
    private readonly listener: OutputListener,
    private readonly time: Time,
  ) {
    super();
    this.resting = this.add(new Timer(time, () => this.read()));
    this.pausing = this.add(new Timer(time, () => this.pause()));
  }

  /** Takes the next text, cut anywhere. */
  push(text: string): void {
    if (this.isDisposed) return;
    this.keepWaiting({ text, at: this.time.now() });
    if (this.waitingLength > MAX_WAITING) this.dropMiddle();
    this.pausing.clear();
    if (!this.resting.isSet) this.read();
  }

  /** The program has ended: nothing else comes. */
  end(): void {
    if (this.isDisposed || this.hasEnded) return;
    this.hasEnded = true;
    this.pausing.clear();
    if (!this.resting.isSet) this.read();
  }

  private keepWaiting({ text, at }: Chunk): void {
    this.waitingLength += text.length;
    const last = this.waiting.at(-1);
    const isTogether = last && at - last.at <= TOGETHER_MS && last.text.length + text.length <= PIECE_LENGTH;
    if (isTogether) this.waiting[this.waiting.length - 1] = { text: last.text + text, at: last.at };
    else this.waiting.push({ text, at });
  }

  private read(): void {
    const beganAt = this.time.monotonic();
    let took = 0;
    for (let next = this.nextPiece(); next; next = took < READING_MS ? this.nextPiece() : undefined) {
      this.keep(this.stream.push(next.text), next.at);
      took = this.time.monotonic() - beganAt;
    }
    const [first] = this.found;
    if (first && this.time.now() - first.printedAt > LONGEST_BATCH_MS) this.tellFound();
    if (this.waiting.length > 0) this.resting.setIn(took);
    else if (this.hasEnded) this.finish();
    else this.pausing.setIn(PAUSE_MS);
  }

  private pause(): void {
    this.keep(this.stream.pause(), this.lastAt);
    this.tellFound();
  }

  private finish(): void {
    this.keep(this.stream.end(), this.lastAt);
    this.tellFound();
    this.listener.ended();
  }

  private keep(printed: readonly PrintedReference[], printedAt: number): void {
    for (const one of printed) this.found.push({ ...one, printedAt });
  }

  private tellFound(): void {
    if (this.found.length === 0) return;
    const { found } = this;
    this.found = [];
    this.listener.found(found);
  }

  private nextPiece(): Chunk | undefined {
    const [chunk] = this.waiting;
    if (!chunk) return undefined;
    const { text, at } = chunk;
    this.lastAt = at;
    if (text.length <= PIECE_LENGTH) this.waiting.shift();
    else this.waiting[0] = { text: text.slice(PIECE_LENGTH), at };
    const piece = text.slice(0, PIECE_LENGTH);
    this.waitingLength -= piece.length;
    return { text: piece, at };
  }

  /** Drops the oldest text that waits, up to the end of a line: half an id would be another one. */
  private dropMiddle(): void {
    while (this.waitingLength > MAX_WAITING) {
      const { text, at } = this.waiting.shift() as Chunk;
      const from = Math.min(text.length, this.waitingLength - MAX_WAITING);
      const lineEnd = text.indexOf('\n', from);
      const kept = lineEnd < 0 ? '' : text.slice(lineEnd);
      this.waitingLength -= text.length - kept.length;
      if (kept !== '') this.waiting.unshift({ text: kept, at });
    }
    this.keep([...this.stream.push(CUT_OFF), ...this.stream.end()], this.lastAt);
  }
}
