import * as vscode from 'vscode';
import { SIMULATOR_ID } from '../../endpoints/endpoint';
import { elapsedOf } from '../../operations/elapsed';
import { shortId } from '../../operations/name';
import { hasEnded, type Operation, type ProblemKind } from '../../operations/operation';
import type { EndpointList } from '../endpointList';
import { keepingWords } from './keepingWords';

/** Characters of an id that fit into a row of the sidebar beside the model and the time. */
const TITLE_LENGTH = 20;

/** What an operation is called on screen: the person's own name for it, else its id, a long one without its middle. */
export function titleOf(operation: Operation): string {
  if (operation.label !== undefined) return operation.label;
  return shortTitle(shortId(operation.name));
}

/** An id, a long one without its middle and without what pads an encoded one. */
export function shortTitle(id: string): string {
  const telling = id.replace(/=+$/, '');
  return telling.length <= TITLE_LENGTH ? telling : `${telling.slice(0, 8)}…${telling.slice(-8)}`;
}

/** What a progress says while operations are checked. */
export function checkingWords(operations: readonly Operation[]): string {
  const [first] = operations;
  return first && operations.length === 1
    ? vscode.l10n.t('Checking {0}…', titleOf(first))
    : vscode.l10n.t('Checking {0} operations…', operations.length);
}

/** What a command says that was called on an operation that has been removed. */
export function goneWords(): string {
  return vscode.l10n.t('This operation is not in the list any more');
}

/** The state in a word or two. */
export function stateWord(operation: Operation): string {
  switch (operation.state) {
    case 'running':
      return vscode.l10n.t('running');
    case 'succeeded':
      return operation.videos.length > 1
        ? vscode.l10n.t('{0} videos ready', operation.videos.length)
        : vscode.l10n.t('video ready');
    case 'filtered':
      return vscode.l10n.t('filtered');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'missing':
      return vscode.l10n.t('missing');
  }
}

/** The state in a sentence that also says what to do, where something can be done. */
export function stateSentence(operation: Operation): string {
  switch (operation.state) {
    case 'running':
      return vscode.l10n.t('It is still running.');
    case 'succeeded':
      return operation.videos.length > 1
        ? vscode.l10n.t('{0} videos are ready.', operation.videos.length)
        : vscode.l10n.t('The video is ready.');
    case 'filtered':
      return operation.filterReasons?.length
        ? vscode.l10n.t('The safety filter kept the video back: {0}', operation.filterReasons.join(' '))
        : vscode.l10n.t(
            'It ended without a video and without a reason, as it does when the safety filter keeps the video back. Try another prompt.',
          );
    case 'failed':
      return vscode.l10n.t(
        'It failed: {0}',
        operation.error.message || vscode.l10n.t('error {0}', operation.error.code),
      );
    case 'missing':
      return vscode.l10n.t(
        'The API says that it knows no such operation. Check the name, the model and the endpoint.',
      );
  }
}

/** A problem in a few words, for a row. */
export function problemWords(kind: ProblemKind): string {
  switch (kind) {
    case 'unauthorized':
      return vscode.l10n.t('API key refused');
    case 'noKey':
      return vscode.l10n.t('no API key');
    case 'forbidden':
      return vscode.l10n.t('not allowed');
    case 'notFound':
      return vscode.l10n.t('not found');
    case 'rateLimited':
      return vscode.l10n.t('too many requests');
    case 'budgetExceeded':
      return vscode.l10n.t('budget spent');
    case 'unavailable':
      return vscode.l10n.t('server error');
    case 'offline':
      return vscode.l10n.t('no connection');
    case 'timeout':
      return vscode.l10n.t('no answer');
    case 'malformed':
      return vscode.l10n.t('unreadable answer');
    case 'rejected':
      return vscode.l10n.t('request refused');
    case 'notSaved':
      return vscode.l10n.t('not saved');
  }
}

/** What the problem of an operation means and what happens next, or what the person can do; undefined without problem. */
export function problemSentence(
  { problem, endpoint: id }: Operation,
  endpoints: EndpointList,
): string | undefined {
  const endpoint = endpoints.byId(id);
  if (!problem || endpoint) return problem && endpoint && sentenceOf(problem.kind, endpoint.label);
  return id === SIMULATOR_ID
    ? vscode.l10n.t('The simulator is not running. Checking goes on when you start it again.')
    : vscode.l10n.t('There is no endpoint "{0}" in veo.endpoints. Checking goes on when there is.', id);
}

/**
 * The same with the words behind it, where they tell more: those of the server, which begin with its HTTP status, and
 * those of the system that could not save a video.
 */
export function problemInFull(operation: Operation, endpoints: EndpointList): string | undefined {
  const sentence = problemSentence(operation, endpoints);
  const { problem, endpoint } = operation;
  const tellsMore =
    (problem?.message.startsWith('HTTP ') && problem.kind !== 'unauthorized') || problem?.kind === 'notSaved';
  if (!problem || !tellsMore || !endpoints.byId(endpoint)) return sentence;
  return `${sentence} (${problem.message})`;
}

function sentenceOf(kind: ProblemKind, endpoint: string): string {
  switch (kind) {
    case 'unauthorized':
      return vscode.l10n.t('{0} refused the API key. Checking goes on when you set another one.', endpoint);
    case 'noKey':
      return vscode.l10n.t('There is no API key for {0}. Checking begins when you set one.', endpoint);
    case 'forbidden':
      return vscode.l10n.t(
        '{0} does not allow this API key to see the operation. It is tried again, less often.',
        endpoint,
      );
    case 'notFound':
      return vscode.l10n.t(
        '{0} does not know this operation. It is asked a few more times before it counts as missing.',
        endpoint,
      );
    case 'rateLimited':
      return vscode.l10n.t(
        '{0} gets too many requests with this API key. Checking goes on when it allows more.',
        endpoint,
      );
    case 'budgetExceeded':
      return vscode.l10n.t(
        'The budget of the API key for {0} is spent. Raise it or set another key, then refresh.',
        endpoint,
      );
    case 'unavailable':
      return vscode.l10n.t('{0} has a fault. It is tried again, less often, until it answers.', endpoint);
    case 'offline':
      return vscode.l10n.t(
        '{0} cannot be reached. It is tried again, less often, until it answers.',
        endpoint,
      );
    case 'timeout':
      return vscode.l10n.t('{0} did not answer in time. It is tried again, less often.', endpoint);
    case 'malformed':
      return vscode.l10n.t(
        '{0} gave an answer that is not the documented one. It is tried again, less often.',
        endpoint,
      );
    case 'rejected':
      return vscode.l10n.t('{0} refused the request. It is tried again, less often.', endpoint);
    case 'notSaved':
      return vscode.l10n.t(
        'The video came inside the answer, but could not be saved on this computer. It is tried again, less often.',
      );
  }
}

/** A span of time as people say it; `ms` in milliseconds. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return vscode.l10n.t('{0} s', seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10)
    return seconds % 60
      ? vscode.l10n.t('{0} min {1} s', minutes, seconds % 60)
      : vscode.l10n.t('{0} min', minutes);
  if (minutes < 60) return vscode.l10n.t('{0} min', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return vscode.l10n.t('{0} d', Math.floor(hours / 24));
  return minutes % 60 ? vscode.l10n.t('{0} h {1} min', hours, minutes % 60) : vscode.l10n.t('{0} h', hours);
}

/** How long an operation has run in words or, where that is known, ran; `now` in ms since the epoch. */
export function elapsedWords(operation: Operation, now: number): string | undefined {
  const elapsed = elapsedOf(operation, now);
  return elapsed === undefined ? undefined : durationWords(elapsed);
}

/** How long one that runs has run or, when nobody told its start, has been followed. */
export function runningSentence(operation: Operation, now: number): string {
  const elapsed = elapsedWords(operation, now) ?? '';
  return operation.startedAt === undefined
    ? vscode.l10n.t('It has been followed for {0}.', elapsed)
    : vscode.l10n.t('It has run for {0}.', elapsed);
}

/** How many seconds operations like this one usually take; undefined as long as nobody knows. */
export type Usual = (operation: Operation) => number | undefined;

/** How long it has run, beside what is usual. */
export function timeWords(operation: Operation, now: number, usual: Usual): string | undefined {
  const elapsed = elapsedWords(operation, now);
  const seconds = hasEnded(operation) ? undefined : usual(operation);
  if (elapsed === undefined || seconds === undefined) return elapsed;
  return vscode.l10n.t('{0}, usually {1}', elapsed, usualWords(seconds));
}

/** The same in a sentence; undefined for one that has ended, or of which nothing is known. */
export function usualSentence(operation: Operation, now: number, usual: Usual): string | undefined {
  const seconds = hasEnded(operation) ? undefined : usual(operation);
  if (seconds === undefined) return undefined;
  const time = usualWords(seconds);
  const usually =
    operation.model === undefined
      ? vscode.l10n.t('Usually {0}.', time)
      : vscode.l10n.t('Usually {0} for {1}.', time, operation.model);
  return `${runningSentence(operation, now)} ${usually}`;
}

/** In steps of 5 s, from two minutes on of 10 s: nobody knows it better. */
function usualWords(seconds: number): string {
  const step = seconds < 120 ? 5 : 10;
  return durationWords(1000 * step * Math.max(Math.round(seconds / step), 1));
}

/** What is out of the ordinary, the time, and the model, which is cut off first in a narrow sidebar. */
export function descriptionOf(operation: Operation, now: number, usual: Usual = () => undefined): string {
  const isOrdinary = operation.state === 'running' || operation.state === 'succeeded';
  return [
    isOrdinary ? undefined : stateWord(operation),
    operation.problem && problemWords(operation.problem.kind),
    timeWords(operation, now, usual),
    keepingWords(operation, now),
    operation.model,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
