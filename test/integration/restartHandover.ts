import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '../../src/operations/operation';
import { scratchFolder } from './session';

/** What the first session leaves to the one after the restart. */
export interface Legacy {
  /** The address at which the gateway was. */
  readonly gateway: string;
  /** The list as it was. */
  readonly operations: readonly Operation[];
  /** Names of operations by what is special about them. */
  readonly names: Readonly<Record<string, string>>;
  /** Videos that came inside answers: of an operation in the list, and of one that was removed from it. */
  readonly videos: { readonly kept: string; readonly removed: string };
}

const file = join(scratchFolder, 'legacy.json');

export function leave(legacy: Legacy): void {
  writeFileSync(file, JSON.stringify(legacy));
}

export function inherit(): Legacy {
  return JSON.parse(readFileSync(file, 'utf8'));
}
