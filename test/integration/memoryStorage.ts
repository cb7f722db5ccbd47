import * as vscode from 'vscode';
import { systemTime, type Time } from '../../src/base/time';
import { OperationStorage } from '../../src/tracking/list/operationStorage';
import { OperationStore } from '../../src/tracking/list/operationStore';

/** A `vscode.Memento` that forgets everything when the suite ends. */
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

/** A `vscode.SecretStorage` that forgets everything when the suite ends. */
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

/** A secret storage without a keyring behind it, whose errors quote what they were given. */
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

/** A clock that nobody waits for: what is paced happens at once. */
export const impatientClock: Time = {
  ...systemTime,
  setTimeout: (callback) => callback(),
  clearTimeout: () => undefined,
};

/** A list of operations apart from the extension's own. */
export function newStore(): OperationStore {
  return new OperationStore(new OperationStorage(new MemoryMemento()), systemTime);
}
