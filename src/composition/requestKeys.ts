import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { Lazy } from '../base/lazy';
import { systemTime } from '../base/time';
import type { Platform } from '../platform/platform';
import { EndpointKeys } from '../tracking/endpointKeys';
import type { RunProgram } from '../tracking/programs';
import type { AllowedTokenCommands } from '../ui/allowedTokenCommands';
import type { ApiKeys } from '../ui/apiKeys';
import type { EndpointList } from '../ui/endpointList';

interface RequestKeysParts {
  readonly platform: Platform;
  readonly context: vscode.ExtensionContext;
  readonly keys: ApiKeys;
  readonly endpoints: EndpointList;
}

/** Wires what requests are sent with: the keys that the person has set, and the tokens that commands print. */
export class RequestKeys extends DisposableStore {
  readonly endpointKeys: EndpointKeys;
  /** Undefined where no command can run. */
  readonly tokenCommands: Lazy<AllowedTokenCommands> | undefined;

  constructor({ platform, context, keys, endpoints }: RequestKeysParts) {
    super();
    const { runProgram } = platform;
    const commands = runProgram && new Lazy(() => this.loadCommands(runProgram, context.globalState));
    const endpointKeys = new EndpointKeys({ stored: keys, commands, clock: systemTime });
    endpointKeys.endpointsChanged(endpoints.all);
    this.add(endpointKeys);
    this.add(keys.onDidChange((origin) => endpointKeys.changed(origin)));
    this.add(endpoints.onDidChange(() => endpointKeys.endpointsChanged(endpoints.all)));
    [this.endpointKeys, this.tokenCommands] = [endpointKeys, commands];
  }

  private async loadCommands(run: RunProgram, globalState: vscode.Memento): Promise<AllowedTokenCommands> {
    const { createTokenCommands } = await import('./tokenCommands');
    return this.add(createTokenCommands(run, globalState));
  }
}
