import * as vscode from 'vscode';
import { t } from '../language/t';
import { availabilityWords, descriptionOf, spokenDescription } from '../messages/description';
import { literally } from '../messages/literalText';
import { abbreviatedId, titleOf } from '../messages/titles';
import { operationContext, videoContext } from './contextValues';
import type { OlderNode, OperationNode, Row, TreeNode, VideoNode } from './operationNodes';
import { reasonUri } from './reasonDocuments';
import { operationIcon, type RowCircumstances, videoIcon } from './rowIcons';

/** The tree item of a row, without the tooltip, which is made when VS Code resolves it. */
export function itemOf(node: TreeNode, circumstances: RowCircumstances): vscode.TreeItem {
  switch (node.kind) {
    case 'operation':
      return operationItem(node, circumstances);
    case 'video':
      return videoItem(node, circumstances.now);
    case 'older':
      return olderItem(node);
  }
}

function olderItem({ kind }: OlderNode): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Show older…'));
  item.id = kind;
  item.contextValue = kind;
  item.iconPath = new vscode.ThemeIcon('history');
  item.command = { command: 'veo.showOlder', title: '' };
  return item;
}

function operationItem(node: OperationNode, circumstances: RowCircumstances): vscode.TreeItem {
  const { key, operation, videos } = node;
  const { now, known } = circumstances;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(literally(titleOf(operation)), videos.length > 0 ? Collapsed : None);
  item.id = key;
  item.description = literally(descriptionOf(operation, now, circumstances));
  item.iconPath = operationIcon(operation, circumstances);
  item.contextValue = operationContext(operation, now, known);
  item.accessibilityInformation = { label: literally(spokenDescription(operation, now, circumstances)) };
  // A click on a row with children expands it.
  if (videos.length === 0) item.command = commandOf(node);
  return item;
}

/** The command of a click or Enter on a row: VS Code runs it neither for an arrow key nor for a click that adds to a selection. */
function commandOf(node: OperationNode): vscode.Command {
  switch (node.operation.state) {
    case 'succeeded':
      return commandOn(node, 'veo.playVideo');
    case 'filtered':
    case 'failed':
      // As in the Explorer, a click opens it and leaves the focus in the list, for Delete and F2; Enter moves it there.
      return { command: 'vscode.open', title: '', arguments: [reasonUri(node.operation)] };
    case 'running':
    case 'missing':
      return commandOn(node, 'veo.checkNow');
  }
}

/** A command of ours on one row alone: it gets the row, so it acts on the operation as it is when the command runs. */
function commandOn(row: Row, command: `veo.${string}`): vscode.Command {
  return { command, title: '', arguments: [row, [row]] };
}

function videoItem(node: VideoNode, now: number): vscode.TreeItem {
  const { parent, index, video } = node;
  const number = t('Video {0}', index + 1);
  const item = new vscode.TreeItem(number);
  item.id = `${parent.key} ${index}`;
  item.contextValue = 'video';
  if (!video) return item;
  const id = abbreviatedId(video.videoId ?? '–');
  const availability = availabilityWords(video, now);
  const words = availability === undefined ? [] : [availability];
  item.description = literally([...words, id].join(' · '));
  item.iconPath = videoIcon(video, now);
  item.contextValue = videoContext(video, now);
  const spoken = t('{0} of operation {1}, ID {2}', number, titleOf(parent.operation), id);
  item.accessibilityInformation = { label: literally([spoken, ...words].join(', ')) };
  item.command = commandOn(node, 'veo.playVideo');
  return item;
}
