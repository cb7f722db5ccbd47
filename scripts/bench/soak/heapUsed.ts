import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** VS Code starts its extension host without this flag. */
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes after garbage collection. */
export async function heapUsed(): Promise<number> {
  // Some objects are freed only by a later collection.
  for (let time = 0; time < 4; time++) {
    collectGarbage();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}
