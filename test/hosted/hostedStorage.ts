import { temporaryFolder } from '../../scripts/host/temporaryFolder';
import type { Operation } from '../../src/operations/operation';
import { toRecord } from '../../src/operations/record';

/** What a window finds at its start, and leaves behind. Windows of one person share `globalState` and `globalStorage`. */
export interface HostedStorage {
  readonly workspaceState: Map<string, unknown>;
  readonly globalState: Map<string, unknown>;
  /** Keys by the names under which the extension keeps them. */
  readonly secrets: Map<string, string>;
  /** Folders on the disk. */
  readonly storage: string;
  readonly globalStorage: string;
}

/** The storage of a workspace with this list, whose person has a key for Google. */
export async function storageWith(operations: readonly Operation[] = []): Promise<HostedStorage> {
  return {
    workspaceState: new Map([['veo.operations', operations.map(toRecord)]]),
    globalState: new Map(),
    secrets: new Map([['veo.apiKey:https://generativelanguage.googleapis.com', 'key']]),
    storage: await temporaryFolder('workspace'),
    globalStorage: await temporaryFolder('global'),
  };
}
