import { newOperation, type Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { Archive } from '../../../../src/tracking/list/archive';
import { OperationStorage } from '../../../../src/tracking/list/operationStorage';
import { type OperationChange, OperationStore } from '../../../../src/tracking/list/operationStore';
import { fakeClock } from '../../base/fakeClock';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { encodedId } from '../../operations/encodedId';
import { MemoryArchive } from './memoryArchive';
import { MemoryStorage } from './memoryStorage';

/** A list over a state and an archive that outlive it, and a clock that stands still until it is put forward. */
export class ListHarness {
  readonly clock = fakeClock(TEN_O_CLOCK);
  storage = new MemoryStorage();
  archive = new MemoryArchive();
  /** How many lines could not be read, each time it was told. */
  readonly unreadable: number[] = [];
  readonly failures: unknown[] = [];
  readonly changes: OperationChange[] = [];
  /** Labels of what has left the list for the archive. */
  readonly archived: (string | undefined)[] = [];
  store = this.newStore();

  /** VS Code ends, whatever is under way, and starts again with what is on the disk. */
  restart(): void {
    this.store.dispose();
    const { text } = this.archive;
    this.archive = new MemoryArchive();
    this.archive.text = text;
    this.storage = this.storage.copy();
    this.store = this.newStore();
  }

  /** Puts operations into the list and waits until they are written. */
  async put(operations: readonly Operation[]): Promise<void> {
    this.store.restore(operations);
    await this.store.flush();
  }

  async advance(seconds: number): Promise<void> {
    await this.clock.advance(seconds * 1000);
  }

  /** The labels in the list, in its order. */
  get listed(): (string | undefined)[] {
    return labelsOf(this.store.list());
  }

  /** The labels in the state, in its order. */
  get inState(): (string | undefined)[] {
    const records = (this.storage.get('veo.operations') ?? []) as { operation: Operation }[];
    return labelsOf(records.map(({ operation }) => operation));
  }

  /** UTF-8 bytes of all that is in the state. */
  get stateSize(): number {
    return [...this.storage.content.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  }

  /** The labels of all there are, each as often as it is found. */
  async everything(): Promise<(string | undefined)[]> {
    return [...this.listed, ...labelsOf(await this.store.readOlder())];
  }

  private newStore(): OperationStore {
    const archive = new Archive(this.archive, (count) => this.unreadable.push(count));
    const store = new OperationStore(
      new OperationStorage(this.storage, archive, { time: this.clock }),
      this.clock,
    );
    store.load();
    store.onDidFailToWrite((reason) => this.failures.push(reason));
    store.onDidChange((changes) => this.changes.push(...changes));
    store.onDidArchive((operations) => this.archived.push(...labelsOf(operations)));
    return store;
  }
}

/** An operation that was tracked at ten o'clock and ended so many seconds later; the number is its label, too. */
export function endedAt(second: number): Operation {
  return end(running(`${second}`), second);
}

/** As many, from the one that ended `from` seconds after ten o'clock. */
export function endedFrom(from: number, count: number): Operation[] {
  return Array.from({ length: count }, (_, index) => endedAt(from + index));
}

/** The labels of these, the last ended first. */
export function newestFirst(from: number, count: number): string[] {
  return endedFrom(from, count)
    .map(({ label = '' }) => label)
    .reverse();
}

export function running(label: string): Operation {
  return newOperation(idOf(`id-${label}`), { label }, TEN_O_CLOCK);
}

/** One of `/v1/videos` whose id is as long as LiteLLM makes them, with its video. */
export function longEndedAt(second: number): Operation {
  const { name } = longRunning(`${second}`);
  const operation = newOperation({ endpoint: 'thucchien', name }, { label: `${second}` }, TEN_O_CLOCK);
  const videos = [{ uri: `https://api.thucchien.ai/v1/videos/${name}/content`, videoId: name }] as const;
  return transition(operation, { kind: 'succeeded', videos }, TEN_O_CLOCK + second * 1000);
}

export function longRunning(label: string): Operation {
  const name = encodedId('veo-3.0-generate-001', `the-project-of-somebody-${label}`);
  return newOperation({ endpoint: 'thucchien', name }, { label }, TEN_O_CLOCK);
}

function end(operation: Operation, second: number): Operation {
  return transition(operation, { kind: 'filtered', filterReasons: [] }, TEN_O_CLOCK + second * 1000);
}

function labelsOf(operations: readonly Operation[]): (string | undefined)[] {
  return operations.map(({ label }) => label);
}
