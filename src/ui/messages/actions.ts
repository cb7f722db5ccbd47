import { bucketCopyLine } from '../../operations/bucketVideo';
import type { EndedOperation, Operation, SucceededOperation } from '../../operations/operation';
import type { Problem, ProblemReason } from '../../operations/problem';
import { needsSaving } from '../../operations/video';
import { t } from '../language/t';
import { isDoubtful, type KnownDurations } from './followingWords';

/** A button of a message, and the command of ours that it runs with one argument. */
export type Action = readonly [title: string, command: `veo.${string}`, argument: unknown];

/** Whether another API key is what helps. */
export function isKeyFault(kind: Problem['kind'] | undefined): boolean {
  return kind === 'noKey' || kind === 'unauthorized' || kind === 'budgetExceeded';
}

/** What a person can do about a problem with the key, at the endpoint with this id; nothing about another problem. */
export function keyActions(
  problem: (Pick<Problem, 'kind'> & { readonly reason?: ProblemReason | undefined }) | undefined,
  endpoint: string,
): readonly Action[] {
  if (!isKeyFault(problem?.kind) || problem?.reason === 'commandFailed') return [];
  if (problem?.reason === 'commandNotAllowed') {
    return [[t('Allow Command…'), 'veo.allowTokenCommand', endpoint]];
  }
  return [[t('Set API Key…'), 'veo.setApiKey', endpoint]];
}

/** What a person can do about the problem of an operation. */
export function problemActions(operation: Operation): readonly Action[] {
  const { problem, endpoint } = operation;
  const again: Action = [t('Check Again'), 'veo.checkNow', operation];
  switch (problem?.kind) {
    case undefined:
      return [];
    case 'budgetExceeded':
      return [again, ...keyActions(problem, endpoint)];
    case 'noKey':
      return keyActions(problem, endpoint);
    case 'malformed':
      return [[t('Show Answer'), 'veo.showAnswer', operation], again];
    case 'notFound':
      return [changeEndpoint(operation), again];
    default:
      return [...keyActions(problem, endpoint), again];
  }
}

/** What a person can do about a running operation that is out of the ordinary. */
export function followingActions(
  operation: Operation,
  now: number,
  known: KnownDurations,
): readonly Action[] {
  if (operation.state !== 'running') return [];
  if (operation.unfollowedAt !== undefined) return [[t('Follow Again'), 'veo.followAgain', operation]];
  if (!isDoubtful(operation, now, known)) return [];
  return [[t('Stop Following'), 'veo.stopFollowing', operation]];
}

/** What a person can do with an operation that has ended. */
export function endActions(end: EndedOperation): readonly Action[] {
  switch (end.state) {
    case 'succeeded':
      return videoActions(end);
    case 'filtered':
    case 'failed':
      return [[t('Copy Error'), 'veo.copyError', end], showAction(end)];
    case 'missing':
      return [changeEndpoint(end), showAction(end)];
  }
}

/** A video in a bucket is fetched by a command for the terminal, and by nothing else. */
function videoActions(end: SucceededOperation): readonly Action[] {
  if (end.videos.every(({ uri, file }) => file === undefined && bucketCopyLine(uri) !== undefined)) {
    return [[t('Copy Command'), 'veo.copyVideoUri', end], showAction(end)];
  }
  return [
    [t('Play'), 'veo.playVideo', end],
    [t('Download…'), 'veo.downloadVideo', end],
    [t('Copy Video ID'), 'veo.copyVideoId', end],
  ];
}

/** What a person can do with several operations: save those of their videos that are only on the server. */
export function unsavedActions(operations: readonly Operation[]): readonly Action[] {
  const unsaved = operations.filter(({ videos }) => videos.some(needsSaving));
  return unsaved.length > 0 ? [[t('Download All Unsaved…'), 'veo.downloadUnsaved', unsaved]] : [];
}

/** Shows an operation in the view, or just the view. */
export function showAction(operation?: Operation): Action {
  return [t('Show'), 'veo.showOperations', operation];
}

/** Another endpoint may know an operation that this one does not. */
function changeEndpoint(operation: Operation): Action {
  return [t('Change Endpoint…'), 'veo.changeEndpoint', operation];
}
