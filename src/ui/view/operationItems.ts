import * as vscode from 'vscode';
import { hasEnded, isUnseen, type Operation, type Video } from '../../operations/operation';
import { expiresSoon } from '../../operations/video';
import type { EndpointList } from '../endpointList';
import { languageTag, t } from '../language/t';
import { followingSentences, followingWords } from '../telling/followingWords';
import { keepingWords, videoKeepingWords } from '../telling/keepingWords';
import { shortTitle, shownName, titleOf, withShortIds } from '../telling/names';
import { problemInFull, problemWords } from '../telling/problemWords';
import { isDoubtful, type KnownDurations, timeWords, usualSentence } from '../telling/timeWords';
import { descriptionOf, stateSentence, stateWord } from '../telling/words';
import type { OlderNode, OperationNode, TreeNode, VideoNode } from './operationNodes';

/** How a row looks. The tooltip is made when it is asked for: see `tooltipOf`. */
export function itemOf(node: TreeNode, now: number, known: KnownDurations): vscode.TreeItem {
  switch (node.kind) {
    case 'operation':
      return operationItem(node, now, known);
    case 'video':
      return videoItem(node, now);
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

function operationItem(
  { key, operation, videos }: OperationNode,
  now: number,
  known: KnownDurations,
): vscode.TreeItem {
  const item = new vscode.TreeItem(
    titleOf(operation),
    videos.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = key;
  item.description = descriptionOf(operation, now, known);
  item.iconPath = iconOf(operation, now);
  item.contextValue = contextValueOf(operation, now, known);
  item.accessibilityInformation = { label: spokenOperation(operation, now, known) };
  if (isUnseenWithoutVideo(operation)) item.command = lookingAt(operation);
  return item;
}

/** A click on a row that is selected already tells nothing, unless the row opens. */
function isUnseenWithoutVideo(operation: Operation): boolean {
  return isUnseen(operation) && operation.state !== 'succeeded';
}

function lookingAt(operation: Operation): vscode.Command {
  return { command: 'veo.showOperations', title: '', arguments: [operation] };
}

function iconOf(operation: Operation, now: number): vscode.ThemeIcon {
  if (operation.problem || expiresSoon(operation, now)) return icon('warning', 'list.warningForeground');
  switch (operation.state) {
    case 'running':
      return icon('sync', 'charts.blue');
    case 'succeeded':
      return icon('pass-filled', 'testing.iconPassed');
    case 'filtered':
      return icon('circle-slash', 'charts.orange');
    case 'failed':
      return icon('error', 'testing.iconFailed');
    case 'missing':
      return icon('question', 'disabledForeground');
  }
}

function icon(id: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}

/** The words that menus look for. */
function contextValueOf(operation: Operation, now: number, known: KnownDurations): string {
  const { state, problem } = operation;
  const isUnfollowed = state === 'running' && operation.unfollowedAt !== undefined;
  const mayBeStopped = !isUnfollowed && isDoubtful(operation, now, known);
  return [
    'operation',
    state,
    ...(problem ? ['problem', problem.kind] : []),
    ...(isUnfollowed ? ['unfollowed'] : []),
    ...(mayBeStopped ? ['doubtful'] : []),
  ].join(' ');
}

function spokenOperation(operation: Operation, now: number, known: KnownDurations): string {
  const sentence = t('Operation {0}: {1}', titleOf(operation), stateWord(operation));
  const details = [
    operation.model,
    ...followingWords(operation, now, known),
    timeWords(operation, now, known),
    operation.problem && problemWords(operation.problem),
    keepingWords(operation, now),
  ];
  return [sentence, ...details.filter((part) => part !== undefined)].join(', ');
}

function videoItem(node: VideoNode, now: number): vscode.TreeItem {
  const number = t('Video {0}', node.index + 1);
  const id = shortTitle(node.video?.videoId ?? '–');
  const keeping = node.video && videoKeepingWords(node.video, now);
  const details = [id, ...(keeping === undefined ? [] : [keeping])];
  const item = new vscode.TreeItem(number);
  item.id = `${node.parent.key} ${node.index}`;
  item.description = details.join(' · ');
  item.iconPath = new vscode.ThemeIcon('device-camera-video');
  item.contextValue = 'video';
  const spoken = t('{0} of operation {1}, ID {2}', number, titleOf(node.parent.operation), id);
  item.accessibilityInformation = { label: [spoken, ...details.slice(1)].join(', ') };
  return item;
}

/** What a row tells when the pointer rests on it: plain text, so that no word of a server can become a link. */
export function tooltipOf(node: TreeNode, endpoints: EndpointList, known: KnownDurations): string {
  switch (node.kind) {
    case 'operation':
      return paragraphsOf(node.operation, endpoints, known).join('\n\n');
    case 'video':
      return videoParagraphs(node.video).join('\n\n');
    case 'older':
      return '';
  }
}

function videoParagraphs(video: Video | undefined): string[] {
  if (!video) return [];
  const { uri, file } = video;
  return [...whereabouts(video), ...(uri === file ? [] : [withShortIds(uri)])];
}

/** Where a video is, or how long it is still there. */
function whereabouts({ file, expiresAt, gone }: Video): string[] {
  if (file !== undefined) return [t('Saved at {0}', file)];
  if (gone) return [t('The server no longer has it.')];
  return expiresAt === undefined ? [] : [t('The server deletes it {0}.', clockWords(expiresAt))];
}

/** Of several videos each row tells for itself. */
function whereaboutsOf({ videos }: Operation): string[] {
  const [video, ...others] = videos;
  return video && others.length === 0 ? whereabouts(video) : [];
}

function paragraphsOf(operation: Operation, endpoints: EndpointList, known: KnownDurations): string[] {
  const now = Date.now();
  const time = usualSentence(operation, now, known);
  const problem = problemInFull(operation, endpoints);
  const endpoint = endpoints.byId(operation.endpoint)?.label ?? operation.endpoint;
  return [
    [stateSentence(operation), ...(time === undefined ? [] : [time])].join(' '),
    ...followingSentences(operation, now, known),
    ...(problem === undefined ? [] : [problem]),
    ...whereaboutsOf(operation),
    shownName(operation.name),
    `${endpoint} · ${timesOf(operation)}`,
  ];
}

function timesOf(operation: Operation): string {
  const tracked = t('tracked {0}', clockWords(operation.trackedAt));
  const ended = hasEnded(operation) && t('ended {0}', clockWords(operation.finishedAt));
  if (ended) return `${tracked} · ${ended}`;
  if (operation.checkedAt === undefined) return tracked;
  return `${tracked} · ${t('last answer {0}', clockWords(operation.checkedAt))}`;
}

/** The time of a day that is today needs no date. */
function clockWords(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  const date = isToday ? {} : ({ dateStyle: 'short' } as const);
  return at.toLocaleString(languageTag(), { ...date, timeStyle: 'medium' });
}
