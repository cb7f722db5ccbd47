import * as vscode from 'vscode';
import type { VeoOperationsApi } from '../ui/exportedApi';
import { useHostTexts } from '../ui/language/t';
import { assemble } from './assembly';
import type { Host } from './host';

/** The two functions that VS Code calls, for one kind of extension host. */
interface Entry {
  activate(context: vscode.ExtensionContext): VeoOperationsApi;
  /** VS Code waits up to 5 s for it: the last changes are written, and running transfers are aborted. */
  deactivate(): Promise<void> | undefined;
}

/** Makes the entry for one kind of extension host. */
export function entryFor(host: Host): Entry {
  let stop: (() => Promise<void>) | undefined;
  return {
    activate(context) {
      useHostTexts({ tag: vscode.env.language, t: vscode.l10n.t });
      const assembled = assemble(context, host);
      stop = assembled.stop;
      return assembled.api;
    },
    deactivate: () => stop?.(),
  };
}
