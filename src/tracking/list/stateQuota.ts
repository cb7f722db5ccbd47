import { hasEnded, type Operation } from '../../operations/operation';
import { placeOf } from '../../operations/order';
import { toRecord } from '../../operations/record';
import { sizeInList } from '../jsonSize';

interface Room {
  /** Ended operations. */
  readonly records: number;
  /** UTF-8 */
  readonly bytes: number;
}

/** The most that the workspace's state holds: 512 KB, less what else is kept in it. */
const MOST: Room = { records: 1000, bytes: 480 * 1024 };
/** What it holds after a move: less, so that not each end causes another. */
const AFTER_MOVE: Room = { records: 900, bytes: 432 * 1024 };

/** Ended operations that the list itself holds, and what it holds after others have left it. */
export const MOST_LISTED = MOST.records;
export const LISTED_AFTER_MOVE = AFTER_MOVE.records;

/** What the archive is known to have. */
export interface Archived {
  /** ms since the epoch; the last end in it */
  readonly newestTime: number;
  /** Whether it has an operation just as it is. */
  has(operation: Operation): boolean;
}

/** Where operations are to be kept. What the archive has already, and does not go to the state, is in neither. */
export interface Division {
  readonly state: readonly Operation[];
  readonly archive: readonly Operation[];
}

/**
 * Running operations and the newest ended ones belong to the workspace's state, the others to the archive, and so does
 * what is no newer than something there: an old one that was renamed, or whose removal was undone.
 *
 * @param operations in listing order
 * @param taken bytes of the state that other records need
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

/** How many of the first ones stay. */
function countStaying(fresh: readonly Operation[], taken: number): number {
  const bytes = fresh.reduce((sum, operation) => sum + measured(operation).bytes, taken);
  if (fresh.length <= MOST.records && bytes <= MOST.bytes) return fresh.length;
  let [count, used] = [0, taken];
  for (const operation of fresh.slice(0, AFTER_MOVE.records)) {
    used += measured(operation).bytes;
    if (used > AFTER_MOVE.bytes) break;
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

/** Operations never change, so each is measured once. */
const measures = new WeakMap<Operation, Measure>();

function measured(operation: Operation): Measure {
  const known = measures.get(operation);
  if (known) return known;
  const measure = { bytes: sizeInList(toRecord(operation)), time: placeOf(operation).time };
  measures.set(operation, measure);
  return measure;
}
