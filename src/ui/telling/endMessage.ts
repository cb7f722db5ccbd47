import * as vscode from 'vscode';
import type { EndedOperation } from '../../operations/operation';
import { inform, warn } from './message';
import { elapsedWords, stateSentence, titleOf } from './words';

/** Tells the person of one or several ends, in one message with what can be done next. */
export async function showEnds(ends: readonly EndedOperation[]): Promise<void> {
  const [first] = ends;
  if (ends.length === 1 && first) return showEnd(first);
  const show = vscode.l10n.t('Show');
  const answer = await messageFor(ends)(manyText(ends), show);
  if (answer === show) await vscode.commands.executeCommand('veo.showOperations');
}

async function showEnd(end: EndedOperation): Promise<void> {
  const copyId = vscode.l10n.t('Copy Video ID');
  const play = vscode.l10n.t('Play');
  const download = vscode.l10n.t('Download…');
  const show = vscode.l10n.t('Show');
  const time = elapsedWords(end, 0);
  const title = time === undefined ? titleOf(end) : `${titleOf(end)} (${time})`;
  const text = `${title}: ${stateSentence(end)}`;
  const actions = end.state === 'succeeded' ? [play, download, copyId] : [show];
  const answer = await messageFor([end])(text, ...actions);
  if (answer === copyId) await vscode.commands.executeCommand('veo.copyVideoId', end);
  if (answer === play) await vscode.commands.executeCommand('veo.playVideo', end);
  if (answer === download) await vscode.commands.executeCommand('veo.downloadVideo', end);
  if (answer === show) await vscode.commands.executeCommand('veo.showOperations', end);
}

function messageFor(ends: readonly EndedOperation[]): typeof inform {
  return ends.every(({ state }) => state === 'succeeded') ? inform : warn;
}

function manyText(ends: readonly EndedOperation[]): string {
  const ready = ends.filter(({ state }) => state === 'succeeded').length;
  if (ready === ends.length)
    return vscode.l10n.t('{0} operations have ended with their videos ready.', ready);
  const without = ends.length - ready;
  return ready === 0
    ? vscode.l10n.t('{0} operations have ended without a video.', without)
    : vscode.l10n.t(
        '{0} operations have ended: {1} with their videos ready, {2} without a video.',
        ends.length,
        ready,
        without,
      );
}
