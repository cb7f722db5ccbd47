import * as vscode from 'vscode';
import { isInBucket } from '../../operations/bucketVideo';
import { hasEnded, type Operation, type OperationId, type Video } from '../../operations/operation';
import { availabilityOf } from '../../operations/video';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { type Action, problemActions } from '../messages/actions';
import { costWords } from '../messages/costWords';
import {
  elapsedWords,
  followingSentences,
  type KnownDurations,
  timeSentences,
} from '../messages/followingWords';
import { problemInFull } from '../messages/problemWords';
import { stateSentence } from '../messages/stateWords';
import { clockTime, dayAndTime, spanWords } from '../messages/timeWords';
import { identityWords, originOfTitle, titleOf, withShortIds } from '../messages/titles';
import { commandLink, markdownText } from './markdownText';
import type { OperationNode, VideoNode } from './operationNodes';

interface TooltipSources {
  readonly endpoints: EndpointList;
  readonly known: KnownDurations;
}

/** A tooltip is read at a glance; the whole reason of a failure is in a document. */
const MAX_PARAGRAPH_CHARACTERS = 600;
/** Commands that a link in a tooltip may run. */
const COMMANDS = [
  'veo.playVideo',
  'veo.downloadVideo',
  'veo.copyVideoId',
  'veo.copyError',
  'veo.setApiKey',
  'veo.allowTokenCommand',
  'veo.checkNow',
  'veo.showAnswer',
  'veo.changeEndpoint',
];

export function operationTooltip(
  { operation }: OperationNode,
  { endpoints, known }: TooltipSources,
): vscode.MarkdownString {
  const now = Date.now();
  const texts = [
    originOfTitle(operation),
    promptOf(operation),
    stateAndTime(operation, now, known),
    ...followingSentences(operation, now, known),
    problemInFull(operation, endpoints),
    whereaboutsOf(operation, now),
    factsOf(operation, endpoints, now),
    costWords(operation.cost),
    timesOf(operation),
  ];
  const title = `**${markdownText(titleOf(operation), MAX_PARAGRAPH_CHARACTERS)}**`;
  return markdown([title, ...texts.flatMap(paragraph), ...linksOf(operation)]);
}

export function videoTooltip({ video }: VideoNode): vscode.MarkdownString | undefined {
  if (!video) return undefined;
  const { uri, file } = video;
  const address = uri === file || isInBucket(uri) ? undefined : withShortIds(uri);
  return markdown([whereabouts(video, Date.now()), address].flatMap(paragraph));
}

/** All words from outside are escaped; besides, a link can only run one of our own commands. */
function markdown(paragraphs: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(paragraphs.join('\n\n'));
  text.isTrusted = { enabledCommands: COMMANDS };
  return text;
}

function paragraph(text: string | undefined): string[] {
  return text === undefined ? [] : [markdownText(text, MAX_PARAGRAPH_CHARACTERS)];
}

/** Undefined where the title is the whole prompt. */
function promptOf(operation: Operation): string | undefined {
  const { prompt } = operation;
  return prompt === undefined || prompt === titleOf(operation) ? undefined : t('Prompt: {0}', prompt);
}

function stateAndTime(operation: Operation, now: number, known: KnownDurations): string {
  const time = timeSentences(operation, now, known) ?? '';
  return `${stateSentence(operation)} ${time}`.trimEnd();
}

/** Where the only video is; each of several has a row and a tooltip of its own. */
function whereaboutsOf({ videos }: Operation, now: number): string | undefined {
  const [video, ...others] = videos;
  return video && others.length === 0 ? whereabouts(video, now) : undefined;
}

/** Where a video is saved, or how long the server keeps it. */
function whereabouts(video: Video, now: number): string | undefined {
  const { uri, file, kept, expiresAt } = video;
  switch (availabilityOf(video, now)) {
    case 'saved':
      return t('Saved at {0}', file ?? '');
    case 'gone':
      return kept === undefined
        ? t('The server no longer has it.')
        : t('It came inside an answer, and its file is no longer in the storage of the extension.');
    case 'expired':
      return t('The server kept it until {0}.', dayAndTime(expiresAt ?? '', now));
    case 'unsaved':
      if (isInBucket(uri)) return t('It is in a bucket of Google Cloud Storage: {0}', uri);
      if (kept !== undefined) {
        return t(
          'It is in the storage of the extension until its operation is removed. Download it to have it in a folder.',
        );
      }
      if (expiresAt === undefined) return undefined;
      return t('Kept until {0} ({1})', dayAndTime(expiresAt, now), spanWords(Date.parse(expiresAt) - now));
  }
}

/** How long it took, its model, its endpoint and its id. */
function factsOf(operation: Operation, endpoints: EndpointList, now: number): string {
  const elapsed = hasEnded(operation) ? elapsedWords(operation, now) : undefined;
  const took = elapsed === undefined ? [] : [t('Took {0}', elapsed)];
  return [...took, ...identityWords(operation, endpoints)].join(' · ');
}

function timesOf(operation: Operation): string {
  const tracked = t('tracked {0}', clockTime(operation.trackedAt));
  if (hasEnded(operation)) return `${tracked} · ${t('ended {0}', clockTime(operation.finishedAt))}`;
  if (operation.checkedAt === undefined) return tracked;
  return `${tracked} · ${t('last answer {0}', clockTime(operation.checkedAt))}`;
}

/** What can be done with the videos, else about what is wrong, as the buttons of a message would do it. */
function linksOf(operation: Operation): string[] {
  const { state, problem } = operation;
  const wrong = problem || hasEnded(operation) ? [copyError(operation)] : [];
  const actions = state === 'succeeded' ? videoLinks(operation) : [...problemActions(operation), ...wrong];
  const links = actions.map(([title, command, argument]) =>
    commandLink(title, command, argument === operation ? identityOf(operation) : argument),
  );
  return links.length > 0 ? [links.join(' · ')] : [];
}

function videoLinks(operation: Operation): readonly Action[] {
  const hasId = operation.videos.some(({ videoId }) => videoId !== undefined);
  return [
    [t('Play'), 'veo.playVideo', operation],
    [t('Download…'), 'veo.downloadVideo', operation],
    ...(hasId ? [[t('Copy ID'), 'veo.copyVideoId', operation] as const] : []),
  ];
}

function copyError(operation: Operation): Action {
  return [t('Copy Error'), 'veo.copyError', operation];
}

/** A link has its argument in its address, so it gets no more than the command needs. */
function identityOf({ endpoint, name }: Operation): OperationId {
  return { endpoint, name };
}
