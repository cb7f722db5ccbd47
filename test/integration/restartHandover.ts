import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '../../src/operations/operation';
import { scratchFolder } from './session';

/** What the session before the restart hands over to the one after it. */
export interface Handover {
  /** The address of the gateway. */
  readonly gateway: string;
  /** The list before the restart. */
  readonly operations: readonly Operation[];
  /** Names of operations by what makes them special. */
  readonly names: Readonly<Record<string, string>>;
  /** Files of inline videos: of an operation in the list, and of one that was removed from it. */
  readonly videos: { readonly kept: string; readonly removed: string };
}

const file = join(scratchFolder, 'handover.json');

export function saveHandover(handover: Handover): void {
  writeFileSync(file, JSON.stringify(handover));
}

export function readHandover(): Handover {
  return JSON.parse(readFileSync(file, 'utf8'));
}
