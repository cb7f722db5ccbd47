import * as vscode from 'vscode';
import { pollingOf } from '../../operations/following';
import type { Operation } from '../../operations/operation';
import { isOverdue, type KnownDurations } from './timeWords';

/** How an operation that runs is followed, where that is out of the ordinary, in a few words for a row. */
export function followingWords(operation: Operation, now: number, known: KnownDurations): string[] {
  if (operation.state !== 'running') return [];
  const { unknownStatus } = operation;
  return [
    ...(unknownStatus ? [vscode.l10n.t('status “{0}”', unknownStatus.word)] : []),
    ...(pollingOf(operation).kind === 'onRequest' ? [vscode.l10n.t('only on request')] : []),
    ...(isOverdue(operation, now, known) ? [vscode.l10n.t('unusually long')] : []),
  ];
}

/** The same in sentences that also say what to do. */
export function followingSentences(operation: Operation, now: number, known: KnownDurations): string[] {
  if (operation.state !== 'running') return [];
  const { unknownStatus, unfollowedAt } = operation;
  const isOnRequest = pollingOf(operation).kind === 'onRequest';
  const status = unknownStatus && [
    vscode.l10n.t(
      'The API calls its status “{0}”, which nobody documented; it counts as running.',
      unknownStatus.word,
    ),
  ];
  if (unfollowedAt !== undefined) {
    return [
      ...(status ?? []),
      vscode.l10n.t(
        'You stopped following it: it is checked only with Check Now, until you choose Follow Again.',
      ),
    ];
  }
  if (isOnRequest) {
    return [
      ...(status ?? []),
      vscode.l10n.t('It has said so for more than 6 hours, so it is checked only with Check Now.'),
    ];
  }
  if (!isOverdue(operation, now, known)) return status ?? [];
  return [
    ...(status ?? []),
    vscode.l10n.t(
      'It takes far longer than usual, so it is checked ever more rarely. Stop Following ends that.',
    ),
  ];
}
