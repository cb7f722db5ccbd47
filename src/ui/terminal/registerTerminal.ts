import * as vscode from 'vscode';
import { Lazy } from '../../base/lazy';
import type { DeferredParts } from '../deferredParts';
import type { ReferenceLink } from './terminalLinks';

/** Each form of a reference holds one of these words. The code that reads it is loaded only for a line that has one. */
const MAY_NAME_OPERATIONS = /operations|video|veo|interaction|generation|task|record-info|["']id["']/i;

/** Makes a link of each operation that is printed in a terminal. */
export function registerTerminal(parts: DeferredParts): vscode.Disposable {
  const links = new Lazy(async () => new (await import('./terminalLinks')).TerminalLinks(parts));
  const provider: vscode.TerminalLinkProvider<ReferenceLink> = {
    provideTerminalLinks: async ({ line }) =>
      MAY_NAME_OPERATIONS.test(line) ? (await links.get()).linksIn(line) : [],
    handleTerminalLink: async (link) => (await links.get()).follow(link),
  };
  return vscode.window.registerTerminalLinkProvider(provider);
}
