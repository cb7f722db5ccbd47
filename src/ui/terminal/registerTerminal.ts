import * as vscode from 'vscode';
import { Lazy } from '../../base/lazy';
import { holdsTrigger } from '../../references/triggers';
import type { DeferredParts } from '../deferredParts';
import type { ReferenceLink } from './terminalLinks';

/** Makes a link of each operation that is printed in a terminal. The code for it is loaded when a line may name one. */
export function registerTerminal(parts: DeferredParts): vscode.Disposable {
  const links = new Lazy(async () => new (await import('./terminalLinks')).TerminalLinks(parts));
  const provider: vscode.TerminalLinkProvider<ReferenceLink> = {
    provideTerminalLinks: async ({ line }) => (holdsTrigger(line) ? (await links.get()).linksIn(line) : []),
    handleTerminalLink: async (link) => (await links.get()).follow(link),
  };
  return vscode.window.registerTerminalLinkProvider(provider);
}
