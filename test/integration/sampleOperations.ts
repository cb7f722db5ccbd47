import type { Answer, EndedOperation, Operation, OperationId } from '../../src/operations/operation';
import { hasEnded } from '../../src/operations/operation';
import type { ProblemKind } from '../../src/operations/problem';
import { transition } from '../../src/operations/transition';
import type { OperationStore } from '../../src/tracking/list/operationStore';

/** The id of an operation of the endpoint `google`. */
export function idOf(id: string, endpoint = 'google'): OperationId {
  return { endpoint, name: `models/veo-3.1-generate-preview/operations/${id}` };
}

/** The answer of an operation that has succeeded with so many videos. */
export function succeededAnswer(samples = 1): Answer {
  const [first = uriOf(1), ...others] = Array.from({ length: samples }, (_, index) => uriOf(index + 1));
  return { kind: 'succeeded', videos: [videoAt(first), ...others.map(videoAt)] };
}

export const failedAnswer: Answer = { kind: 'failed', error: { code: 13, message: 'An internal fault.' } };
export const filteredAnswer: Answer = { kind: 'filtered', filterReasons: ['Against the guidelines.'] };

/** Applies an answer that ends an operation; tracks the operation first when it is not listed. */
export function reportEnd(store: OperationStore, id: OperationId, report: Answer): EndedOperation {
  const after = transition(tracked(store, id), report, Date.now());
  store.update([after]);
  if (!hasEnded(after)) throw new Error(`${id.name} has not ended by this answer`);
  return after;
}

/** Applies a problem to an operation; tracks the operation first when it is not listed. */
export function reportProblem(
  store: OperationStore,
  id: OperationId,
  kind: ProblemKind,
  message = 'why',
): void {
  const report = { kind: 'problem', problem: { kind, message } } as const;
  store.update([transition(tracked(store, id), report, Date.now())]);
}

function tracked(store: OperationStore, id: OperationId): Operation {
  return store.get(id) ?? store.track(id);
}

function uriOf(number: number): string {
  return `https://generativelanguage.googleapis.com/v1beta/files/file${number}:download?alt=media`;
}

function videoAt(uri: string) {
  const videoId = /files\/(\w+)/.exec(uri)?.[1];
  return { uri, ...(videoId !== undefined && { videoId }) };
}
