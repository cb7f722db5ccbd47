import { listPositionOf } from '../../operations/listOrder';
import { hasEnded, type Operation } from '../../operations/operation';
import { toRecord } from '../../operations/record';
import { sizeInList } from '../../outside/size';

interface StateLimits {
  /** Ended operations. */
  readonly records: number;
  /** UTF-8 */
  readonly bytes: number;
}

/** What the list may take of the workspace state, which has 512 KB for all that is stored in it. */
const QUOTA: StateLimits = { records: 1000, bytes: 480 * 1024 };
/** What the list takes after a move to the archive: less, so that not every end causes another move. */
const QUOTA_AFTER_MOVE: StateLimits = { records: 900, bytes: 432 * 1024 };

/** How many ended operations are listed at most, and how many after older ones were moved to the archive. */
export const MAX_LISTED = QUOTA.records;
export const LISTED_AFTER_MOVE = QUOTA_AFTER_MOVE.records;

/** What is known of the archive without a reading. */
interface Archived {
  /** The latest end in it, in ms since the epoch. */
  readonly newestTime: number;
  /** Whether it has the current record of an operation. */
  has(operation: Operation): boolean;
}

/** Where operations are to be written. What only the archive has to hold, and holds already, is in neither. */
export interface Division {
  readonly state: readonly Operation[];
  readonly archive: readonly Operation[];
}

/**
 * Divides operations between the workspace state and the archive. Running operations and the newest ended ones belong into the
 * state. The others belong into the archive, and so does what is no newer than the newest operation there, such as an old
 * operation that was renamed.
 *
 * @param operations in listing order
 * @param taken bytes of the state that other records take
 */
export function divide(operations: readonly Operation[], archived: Archived, taken: number): Division {
  const running = operations.filter((operation) => !hasEnded(operation));
  const ended = operations.filter((operation) => hasEnded(operation) && !archived.has(operation));
  const fresh = ended.filter((operation) => measured(operation).time > archived.newestTime);
  const room = running.reduce((bytes, operation) => bytes + measured(operation).bytes, taken);
  const staying = new Set(fresh.slice(0, countStaying(fresh, room)));
  return {
    state: [...running, ...staying],
    archive: ended.filter((operation) => !staying.has(operation)),
  };
}

/** How many of the newest ended ones stay in the state. */
function countStaying(fresh: readonly Operation[], taken: number): number {
  const bytes = fresh.reduce((sum, operation) => sum + measured(operation).bytes, taken);
  if (fresh.length <= QUOTA.records && bytes <= QUOTA.bytes) return fresh.length;
  let [count, used] = [0, taken];
  for (const operation of fresh.slice(0, QUOTA_AFTER_MOVE.records)) {
    used += measured(operation).bytes;
    if (used > QUOTA_AFTER_MOVE.bytes) break;
    count++;
  }
  return count;
}

interface Measure {
  /** Of its record in a list, UTF-8. */
  readonly bytes: number;
  /** ms since the epoch */
  readonly time: number;
}

/** Operations are immutable, so each is measured once. */
const measures = new WeakMap<Operation, Measure>();

function measured(operation: Operation): Measure {
  const known = measures.get(operation);
  if (known) return known;
  const measure = { bytes: sizeInList(toRecord(operation)), time: listPositionOf(operation).time };
  measures.set(operation, measure);
  return measure;
}
