import * as vscode from 'vscode';
import { modelTitle } from '../../operations/modelTitle';
import type { Operation } from '../../operations/operation';
import { t } from '../language/t';
import { followingWords } from '../messages/followingWords';
import { keepingWords, videoKeepingWords } from '../messages/keepingWords';
import { literally } from '../messages/literalText';
import { problemWords } from '../messages/problemWords';
import { descriptionOf, stateWord } from '../messages/stateWords';
import { timeWords } from '../messages/timeWords';
import { isTitledByModel, shortTitle, titleOf } from '../messages/titles';
import { operationWords, videoWords } from './contextValues';
import type { OlderNode, OperationNode, TreeNode, VideoNode } from './operationNodes';
import { reasonUri } from './reasonDocuments';
import type { RowCircumstances } from './rowCircumstances';
import { operationIcon, videoIcon } from './rowIcons';

/** How a row looks. The tooltip is made when it is asked for. */
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
  item.contextValue = operationWords(operation, now, known);
  item.accessibilityInformation = { label: literally(spokenOperation(operation, circumstances)) };
  // A row with children opens.
  if (videos.length === 0) item.command = commandOf(node);
  return item;
}

/** What a click or Enter on a row does: VS Code runs it neither for an arrow key nor for a click that adds to a selection. */
function commandOf(node: OperationNode): vscode.Command {
  switch (node.operation.state) {
    case 'succeeded':
      return actingOn(node, 'veo.playVideo');
    case 'filtered':
    case 'failed':
      // As in the Explorer a click opens it and leaves the keyboard to the list, for Delete and F2; Enter goes there.
      return { command: 'vscode.open', title: '', arguments: [reasonUri(node.operation)] };
    case 'running':
    case 'missing':
      return actingOn(node, 'veo.checkNow');
  }
}

/** A command of ours on one row alone, as that is when the command runs. */
function actingOn(node: OperationNode | VideoNode, command: `veo.${string}`): vscode.Command {
  return { command, title: '', arguments: [node, [node]] };
}

function spokenOperation(operation: Operation, circumstances: RowCircumstances): string {
  const { problem, model } = operation;
  const { now, known } = circumstances;
  const sentence = t('Operation {0}: {1}', titleOf(operation), stateWord(operation));
  const details = [
    problem && problemWords(problem),
    ...followingWords(operation, now, circumstances),
    keepingWords(operation, now),
    timeWords(operation, now, known),
    model === undefined || isTitledByModel(operation) ? undefined : modelTitle(model),
  ];
  return [sentence, ...details.filter((part) => part !== undefined)].join(', ');
}

function videoItem(node: VideoNode, now: number): vscode.TreeItem {
  const { parent, index, video } = node;
  const number = t('Video {0}', index + 1);
  const item = new vscode.TreeItem(number);
  item.id = `${parent.key} ${index}`;
  item.contextValue = 'video';
  if (!video) return item;
  const id = shortTitle(video.videoId ?? '–');
  const keeping = videoKeepingWords(video, now);
  const kept = keeping === undefined ? [] : [keeping];
  item.description = literally([...kept, id].join(' · '));
  item.iconPath = videoIcon(video, now);
  item.contextValue = videoWords(video, now);
  const spoken = t('{0} of operation {1}, ID {2}', number, titleOf(parent.operation), id);
  item.accessibilityInformation = { label: literally([spoken, ...kept].join(', ')) };
  item.command = actingOn(node, 'veo.playVideo');
  return item;
}
