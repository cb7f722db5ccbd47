import type * as vscode from 'vscode';
import type { CommandContext } from './commands/command';
import type { Log } from './log';
import type { CurrentSettings } from './settings';

/**
 * What a feature has from the start of the window. It registers itself with VS Code, and loads its code and the rest when it
 * is used: while nothing is, it costs a start no more than that.
 */
export interface DeferredParts {
  readonly context: vscode.ExtensionContext;
  readonly settings: CurrentSettings;
  readonly log: Log;
  /** Loads all that works with the list and the endpoints. It rejects once the person has been told why. */
  readonly loadContext: () => Promise<CommandContext>;
}
