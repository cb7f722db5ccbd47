import * as vscode from 'vscode';
import type { Operation, OperationId } from '../../src/operations/operation';
import type { OperationStore } from '../../src/tracking/list/operationStore';
import type { CommandContext } from '../../src/ui/commands/command';
import { EndpointList } from '../../src/ui/endpointList';
import { NOTHING_KNOWN } from '../../src/ui/messages/followingWords';
import { TextInterpreter } from '../../src/ui/prompts/textInterpreter';
import { CurrentSettings } from '../../src/ui/settings';
import { newStore } from './memoryStorage';

/** What commands need to track and check, with a list in memory, a key for each endpoint, and checks that only count. */
export class CommandParts {
  readonly store: OperationStore = newStore();
  readonly checked: OperationId[] = [];
  readonly revealed: OperationId[] = [];
  readonly logged: string[] = [];
  /** Work that a command did not wait for. */
  readonly work: Promise<unknown>[] = [];
  readonly context: CommandContext;
  private readonly settings = new CurrentSettings();
  private readonly endpoints = new EndpointList(this.settings);

  constructor() {
    const { store, endpoints, settings } = this;
    this.context = {
      ...{ store, endpoints, settings, known: NOTHING_KNOWN },
      interpreter: new TextInterpreter(endpoints, store),
      poller: { check: (id: OperationId) => this.check(id) },
      keys: { get: async () => 'a key' },
      notifier: { suppress: () => ({ dispose: () => undefined }) },
      reveal: (id: OperationId) => this.revealed.push(id),
      log: {
        warn: (text: string) => this.logged.push(text),
        error: (...all: unknown[]) => this.logged.push(String(all)),
      },
      inBackground: (work: Promise<unknown>) => this.work.push(work),
      willNotifyEnd: () => false,
    } as unknown as CommandContext;
  }

  dispose(): void {
    vscode.Disposable.from(this.store, this.endpoints, this.settings).dispose();
  }

  private async check(id: OperationId): Promise<Operation | undefined> {
    this.checked.push({ endpoint: id.endpoint, name: id.name });
    return this.store.get(id);
  }
}
