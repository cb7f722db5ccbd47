import * as vscode from 'vscode';
import type { ProblemKind } from '../../operations/operation';
import type { warn } from './message';
import { type Action, offer } from './offer';

/** Whether another API key is what helps. */
export function isKeyFault(kind: ProblemKind | undefined): boolean {
  return kind === 'noKey' || kind === 'unauthorized';
}

/** Tells a fault, with Set API Key where that helps. */
export function tellFault(
  say: typeof warn,
  text: string,
  kind: ProblemKind | undefined,
  endpoint: string,
): Promise<void> {
  const actions: readonly Action[] = isKeyFault(kind)
    ? [[vscode.l10n.t('Set API Key…'), 'veo.setApiKey']]
    : [];
  return offer(say, text, actions, endpoint);
}
