import * as vscode from 'vscode';
import { systemTime, type Time } from '../../src/base/time';
import { OperationStorage } from '../../src/tracking/list/operationStorage';
import { OperationStore } from '../../src/tracking/list/operationStore';

/** A `vscode.Memento` in memory. */
export class MemoryMemento implements vscode.Memento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
  }
}

/** A `vscode.SecretStorage` in memory. */
export class MemorySecrets implements vscode.SecretStorage {
  readonly stored = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.changes.event;

  async keys(): Promise<string[]> {
    return [...this.stored.keys()];
  }

  async get(key: string): Promise<string | undefined> {
    return this.stored.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    this.stored.set(key, value);
    this.changes.fire({ key });
  }

  async delete(key: string): Promise<void> {
    this.stored.delete(key);
    this.changes.fire({ key });
  }
}

/** A secret storage that fails as one without a keyring; its errors quote their arguments. */
export class RefusingSecrets extends MemorySecrets {
  override async get(key: string): Promise<string | undefined> {
    throw new Error(`No keyring for ${key}`);
  }

  override async store(key: string, value: string): Promise<void> {
    throw new Error(`No keyring for ${key}=${value}`);
  }

  override async delete(key: string): Promise<void> {
    throw new Error(`No keyring for ${key}`);
  }
}

/** A `Time` whose timers fire at once, so that throttled updates happen immediately. */
export const immediateTime: Time = {
  ...systemTime,
  setTimeout: (callback) => callback(),
  clearTimeout: () => undefined,
};

/** An empty store, independent of that of the extension under test. */
export function newStore(): OperationStore {
  return new OperationStore(new OperationStorage(new MemoryMemento()), systemTime);
}
