import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import { t } from '../language/t';
import type { Circumstances } from '../messages/followingWords';
import { inList } from '../messages/literalText';
import { operationIcon } from '../view/rowIcons';
import type { WrittenReference } from './documentReferences';
import { givenPlace } from './givenReference';
import { isPlayable, stateBesideName } from './stateBesideName';

interface LensParts {
  readonly now: number;
  readonly circumstances: Circumstances;
  readonly operationOf: (written: WrittenReference) => Operation | undefined;
}

/** The state of an operation above the line that names it, with what can be done; for one that is not tracked, Track. */
export function stateLenses(
  document: vscode.TextDocument,
  written: readonly WrittenReference[],
  parts: LensParts,
): vscode.CodeLens[] {
  return written.flatMap((one) => {
    const operation = parts.operationOf(one);
    const commands = operation ? commandsOn(operation, parts) : [trackCommand(document, one)];
    return commands.map((command) => new vscode.CodeLens(one.range, command));
  });
}

function commandsOn(operation: Operation, { now, circumstances }: LensParts): vscode.Command[] {
  const { endpoint, name } = operation;
  const id = { endpoint, name };
  const icon = operationIcon(operation, { ...circumstances, now, spinningKey: undefined });
  const state = inList(stateBesideName(operation, now, circumstances));
  const show = { title: withIcon(icon.id, state), command: 'veo.showOperations', arguments: [id] };
  const play = { title: withIcon('play', t('Play')), command: 'veo.playVideo', arguments: [id] };
  const check = { title: t('Check Now'), command: 'veo.checkNow', arguments: [id] };
  if (isPlayable(operation, now)) return [show, play];
  return operation.state === 'running' ? [show, check] : [show];
}

function trackCommand(document: vscode.TextDocument, written: WrittenReference): vscode.Command {
  return {
    title: withIcon('add', t('Track Veo operation')),
    command: 'veo.openReference',
    arguments: [givenPlace(document, written)],
  };
}

/** A lens has no gap for a plain space behind an icon. */
function withIcon(icon: string, text: string): string {
  return `$(${icon})\u00a0${text}`;
}
