import assert from 'node:assert/strict';
import { BUILT_IN_ENDPOINTS, type Endpoint } from '../../../src/endpoints/endpoint';
import { VideoApiError } from '../../../src/endpoints/videoApi';
import { NoVideoError } from '../../../src/endpoints/videoContents';
import { modelTitle, shortModelTitle } from '../../../src/operations/modelTitle';
import type { Operation, SucceededOperation } from '../../../src/operations/operation';
import { fromRecord, toRecord } from '../../../src/operations/record';
import { oneLine } from '../../../src/outside/oneLine';
import { videoFileName } from '../../../src/saving/fileName';
import { templateParts } from '../../../src/saving/nameTemplate';
import { sidecarOf } from '../../../src/saving/sidecar';
import { formerStorageFileName, storageFileName } from '../../../src/saving/storageFileName';
import type { EndpointList } from '../../../src/ui/endpointList';
import { descriptionOf } from '../../../src/ui/messages/description';
import { faultSentence } from '../../../src/ui/messages/faultWords';
import { followingSentences, followingWords } from '../../../src/ui/messages/followingWords';
import { inBox, inList, inMessage, literally } from '../../../src/ui/messages/literalText';
import { problemInFull, problemWords } from '../../../src/ui/messages/problemWords';
import { reasonInFull, reasonWords } from '../../../src/ui/messages/reasonWords';
import { stateSentence } from '../../../src/ui/messages/stateWords';
import { abbreviatedId, titleOf, titleWithoutOwnLabel, withShortIds } from '../../../src/ui/messages/titles';
import { addressWarning } from '../../../src/ui/prompts/trialWords';
import { savingFaultWords } from '../../../src/ui/saving/savingWords';
import { markdownText } from '../../../src/ui/view/markdownText';
import { type Made, textsIn } from './leaks';

export const ENDPOINT = BUILT_IN_ENDPOINTS[0] as Endpoint;
const endpoints = { byId: () => ENDPOINT } as unknown as EndpointList;
const known = { medianDuration: () => undefined, overdueAfter: () => Number.POSITIVE_INFINITY };
// biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
const FILE_NAME = templateParts('${label} ${prompt} ${model} ${id}');

/** All that is made of an operation after an answer: what is stored, given to other extensions, shown, copied and written. */
export async function madeOf(operation: Operation, now: number): Promise<Made[]> {
  assertStays(operation);
  return [
    ...textsIn(toRecord(operation)).map(at('state')),
    // The list gives its operations to other extensions as they are, frozen.
    ...textsIn(operation).map(at('exports')),
    ...wordsOf(operation, now).flatMap(shown),
    { place: 'clipboard', text: reasonWords(operation, endpoints) },
    { place: 'document', text: reasonInFull(operation, endpoints) },
    ...(operation.state === 'succeeded' ? await madeOfVideos(operation, now) : []),
  ];
}

/** All that is told of an error. */
export function madeOfError(error: unknown): Made[] {
  if (!(error instanceof VideoApiError || error instanceof NoVideoError)) throw error;
  const operation = { endpoint: ENDPOINT.id, videos: [] } as unknown as SucceededOperation;
  const target = { operation, index: 0, video: { uri: 'https://example.com/' } };
  const answer = error instanceof VideoApiError ? (error.answer ?? '') : '';
  return [
    { place: 'error', text: error.message },
    ...textsIn(error.detail).map(at('detail')),
    { place: 'answer', text: answer },
    ...shown(faultSentence(error.detail)),
    ...shown(savingFaultWords(error, target, endpoints) ?? ''),
    ...(error instanceof VideoApiError ? shown(addressWarning(ENDPOINT, error) ?? '') : []),
  ];
}

/** What is stored is read again at the next start, the same as it is shown today: else the operation left the list. */
function assertStays(operation: Operation): void {
  const { operation: stored } = toRecord(operation);
  assert.deepEqual(fromRecord(JSON.parse(JSON.stringify(toRecord(operation)))), stored);
}

function wordsOf(operation: Operation, now: number): string[] {
  const { problem, prompt, model } = operation;
  return [
    titleOf(operation),
    ...(prompt === undefined ? [] : [prompt, titleWithoutOwnLabel(operation)]),
    ...(model === undefined ? [] : [modelTitle(model), shortModelTitle(model)]),
    descriptionOf(operation, now),
    stateSentence(operation),
    ...(problem ? [problemWords(problem, now)] : []),
    problemInFull(operation, endpoints) ?? '',
    ...followingWords(operation, now, { known, isPaused: false }),
    ...followingSentences(operation, now, known),
  ];
}

function shown(text: string): Made[] {
  return [
    { place: 'row', text: literally(text) },
    { place: 'message', text: inMessage(text) },
    { place: 'list', text: inList(text) },
    { place: 'box', text: inBox(text) },
    { place: 'tooltip', text: markdownText(text, 600) },
  ];
}

async function madeOfVideos(operation: SucceededOperation, now: number): Promise<Made[]> {
  const all = operation.videos.slice(0, 2).map(async (video, index) => {
    const { uri, videoId = '' } = video;
    const target = { operation, video, index };
    return [
      ...[uri, videoId].map((text) => ({ place: 'clipboard', text: oneLine(text, 8192) })),
      ...[withShortIds(uri), abbreviatedId(videoId)].flatMap(shown),
      { place: 'file', text: videoFileName(target) },
      { place: 'file', text: videoFileName(target, FILE_NAME) },
      { place: 'file', text: formerStorageFileName(target) },
      { place: 'file', text: await storageFileName(operation, index) },
      ...textsIn(sidecarOf(target, { sha256: '', size: 1 }, now)).map(at('note')),
    ];
  });
  return (await Promise.all(all)).flat();
}

function at(place: string) {
  return (text: string): Made => ({ place, text });
}
