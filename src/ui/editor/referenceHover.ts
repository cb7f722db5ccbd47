import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { KnownDurations } from '../messages/followingWords';
import { labelOrPrompt, shortIdOf } from '../messages/titles';
import { commandLink, markdownText } from '../view/markdownText';
import { OperationNode } from '../view/operationNodes';
import { operationTooltip } from '../view/tooltips';
import type { WrittenReference } from './documentReferences';
import { givenPlace } from './givenReference';

interface HoverSources {
  readonly endpoints: EndpointList;
  readonly known: KnownDurations;
}

const MAX_PARAGRAPH_CHARACTERS = 600;
/** Commands that a link in a hover may run. */
const COMMANDS = [
  'veo.openReference',
  'veo.showOperations',
  'veo.checkNow',
  'veo.playVideo',
  'veo.downloadVideo',
  'veo.copyVideoId',
  'veo.copyError',
] as const;

/** What is known of a tracked operation, as on its row, with what can be done from here. */
export function trackedHover(operation: Operation, sources: HoverSources): vscode.MarkdownString {
  const { endpoint, name, state } = operation;
  const id = { endpoint, name };
  const text = operationTooltip(new OperationNode('', operation), sources);
  const show = commandLink(t('Show in List'), 'veo.showOperations', id);
  const check = commandLink(t('Check Now'), 'veo.checkNow', id);
  const links = state === 'succeeded' ? [show] : [check, show];
  text.appendMarkdown(`\n\n${links.join(' · ')}`);
  text.isTrusted = { enabledCommands: COMMANDS };
  return text;
}

/** What a document tells of an operation that is not tracked, with a link to track it. */
export function untrackedHover(
  document: vscode.TextDocument,
  written: WrittenReference,
): vscode.MarkdownString {
  const { reference } = written;
  const title = labelOrPrompt(reference) ?? t('Veo operation');
  const id = t('ID {0}', shortIdOf(reference));
  const track = commandLink(t('Track'), 'veo.openReference', givenPlace(document, written));
  const shown = (text: string) => markdownText(text, MAX_PARAGRAPH_CHARACTERS);
  const paragraphs = [`**${shown(title)}**`, shown(`${t('It is not tracked.')} ${id}`), track];
  const text = new vscode.MarkdownString(paragraphs.join('\n\n'));
  text.isTrusted = { enabledCommands: COMMANDS };
  return text;
}
