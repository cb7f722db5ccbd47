import * as vscode from 'vscode';
import { modelTitle } from '../../operations/modelTitle';
import { hasEnded, type Operation, type Video } from '../../operations/operation';
import { availabilityOf } from '../../operations/video';
import type { EndpointList } from '../endpointList';
import { languageTag, t } from '../language/t';
import {
  elapsedWords,
  followingSentences,
  type KnownDurations,
  timeSentences,
} from '../messages/followingWords';
import { problemInFull } from '../messages/problemWords';
import { stateSentence } from '../messages/stateWords';
import { spanWords } from '../messages/timeWords';
import { originOfTitle, shortIdOf, titleOf, withShortIds } from '../messages/titles';
import { commandLink, markdownText } from './markdownText';
import type { OperationNode, VideoNode } from './operationNodes';

/** What the tooltips of rows are made from beside the row. */
export interface TooltipSources {
  readonly endpoints: EndpointList;
  readonly known: KnownDurations;
}

/** Characters of a paragraph: a tooltip is to be read at a glance, and the reason of a failure has a document. */
const PARAGRAPH_LENGTH = 600;
/** ms; from then on the name of a weekday would mean two days. */
const WEEK = 6 * 24 * 60 * 60 * 1000;
/** What a link in a tooltip may run. */
const COMMANDS = ['veo.playVideo', 'veo.downloadVideo', 'veo.copyVideoId', 'veo.copyError'] as const;

/** What an operation tells when the pointer rests on its row. */
export function operationTooltip(
  { operation }: OperationNode,
  { endpoints, known }: TooltipSources,
): vscode.MarkdownString {
  const now = Date.now();
  return markdown([
    `**${markdownText(titleOf(operation), PARAGRAPH_LENGTH)}**`,
    ...[originOfTitle(operation), promptOf(operation), stateAndTime(operation, now, known)].flatMap(
      paragraph,
    ),
    ...followingSentences(operation, now, known).flatMap(paragraph),
    ...[problemInFull(operation, endpoints), ...whereaboutsOf(operation, now)].flatMap(paragraph),
    ...[circumstancesOf(operation, endpoints, now), timesOf(operation)].flatMap(paragraph),
    ...linksOf(operation),
  ]);
}

/** What a video tells when the pointer rests on its row. */
export function videoTooltip({ video }: VideoNode): vscode.MarkdownString | undefined {
  if (!video) return undefined;
  const { uri, file } = video;
  const address = uri === file ? undefined : withShortIds(uri);
  return markdown([...whereabouts(video, Date.now()), address].flatMap(paragraph));
}

/** A link runs one of our own commands and nothing else, although all words from outside are escaped. */
function markdown(paragraphs: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(paragraphs.join('\n\n'));
  text.isTrusted = { enabledCommands: COMMANDS };
  return text;
}

function paragraph(text: string | undefined): string[] {
  return text === undefined ? [] : [markdownText(text, PARAGRAPH_LENGTH)];
}

/** Not where the title is the whole prompt. */
function promptOf(operation: Operation): string | undefined {
  const { prompt } = operation;
  return prompt === undefined || prompt === titleOf(operation) ? undefined : t('Prompt: {0}', prompt);
}

function stateAndTime(operation: Operation, now: number, known: KnownDurations): string {
  const time = timeSentences(operation, now, known);
  return [stateSentence(operation), ...(time === undefined ? [] : [time])].join(' ');
}

/** Of several videos each row tells for itself. */
function whereaboutsOf({ videos }: Operation, now: number): string[] {
  const [video, ...others] = videos;
  return video && others.length === 0 ? whereabouts(video, now) : [];
}

/** Where a video is, or how long it is still there. */
function whereabouts(video: Video, now: number): string[] {
  const { file, expiresAt } = video;
  switch (availabilityOf(video, now)) {
    case 'saved':
      return [t('Saved at {0}', file ?? '')];
    case 'gone':
      return [t('The server no longer has it.')];
    case 'expired':
      return [t('The server kept it until {0}.', dayWords(expiresAt ?? '', now))];
    case 'unsaved':
      return expiresAt === undefined ? [] : [keptUntil(expiresAt, now)];
  }
}

function keptUntil(expiresAt: string, now: number): string {
  return t('Kept until {0} ({1})', dayWords(expiresAt, now), spanWords(Date.parse(expiresAt) - now));
}

/** How long it took, by which model, at which endpoint, and its id. */
function circumstancesOf(operation: Operation, endpoints: EndpointList, now: number): string {
  const { model, endpoint } = operation;
  const elapsed = hasEnded(operation) ? elapsedWords(operation, now) : undefined;
  return [
    ...(elapsed === undefined ? [] : [t('Took {0}', elapsed)]),
    ...(model === undefined ? [] : [modelTitle(model)]),
    endpoints.byId(endpoint)?.label ?? endpoint,
    t('ID {0}', shortIdOf(operation)),
  ].join(' · ');
}

function timesOf(operation: Operation): string {
  const tracked = t('tracked {0}', clockWords(operation.trackedAt));
  const ended = hasEnded(operation) && t('ended {0}', clockWords(operation.finishedAt));
  if (ended) return `${tracked} · ${ended}`;
  if (operation.checkedAt === undefined) return tracked;
  return `${tracked} · ${t('last answer {0}', clockWords(operation.checkedAt))}`;
}

function linksOf(operation: Operation): string[] {
  const { endpoint, name, state, videos } = operation;
  const id = { endpoint, name };
  const copyError = commandLink(t('Copy Error'), 'veo.copyError', id);
  if (state !== 'succeeded') return operation.problem || hasEnded(operation) ? [copyError] : [];
  const play = commandLink(t('Play'), 'veo.playVideo', id);
  const download = commandLink(t('Download…'), 'veo.downloadVideo', id);
  const copyId = commandLink(t('Copy ID'), 'veo.copyVideoId', id);
  const hasId = videos.some(({ videoId }) => videoId !== undefined);
  return [[play, download, ...(hasId ? [copyId] : [])].join(' · ')];
}

/** The day of the week, and the time; a day further away by its date. */
function dayWords(iso: string, now: number): string {
  const at = new Date(iso);
  const isNear = Math.abs(at.getTime() - now) < WEEK;
  const day = isNear ? ({ weekday: 'short' } as const) : ({ day: 'numeric', month: 'short' } as const);
  return at.toLocaleString(languageTag(), { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** The time of a day that is today needs no date. */
function clockWords(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  const date = isToday ? {} : ({ dateStyle: 'short' } as const);
  return at.toLocaleString(languageTag(), { ...date, timeStyle: 'medium' });
}
