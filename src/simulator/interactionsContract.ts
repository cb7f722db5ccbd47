import type { Call, Contract } from './contract';
import { alphanumericForm } from './dialects/idForms';
import type { PackedOperation } from './dialects/packedId';
import { errorIn } from './errorReplies';
import { cancelledAnswer, createAnswer, interactionAnswer } from './interactionAnswers';
import { readInteractionRequest } from './interactionRequest';
import { json, type Reply } from './reply';

/** Ids as Google gives them for interactions; special is one whose video is at an address. */
export const INTERACTION_IDS = alphanumericForm('v1_', { length: 32 });

/**
 * Interactions, Google's API for Gemini Omni, below `/gemini` as at a gateway, and without it as at Google
 * (ai.google.dev/gemini-api/docs/interactions; js-genai, src/gaos/models/interactions; 2026-11).
 */
export const interactionsContract: Contract = {
  routes: [
    { step: 'start', method: 'POST', path: /^(?:\/gemini)?\/v1beta\/interactions$/, answer: create },
    {
      step: 'status',
      method: 'GET',
      path: /^(?:\/gemini)?\/v1beta\/interactions\/(?<operation>[^/]+)$/,
      answer: get,
    },
    {
      step: 'cancel',
      method: 'POST',
      path: /^(?:\/gemini)?\/v1beta\/interactions\/(?<operation>[^/]+)\/cancel$/,
      answer: cancel,
    },
  ],
  keyOf: (headers) => String(headers['x-goog-api-key'] ?? ''),
  formOf: () => 'interactions',
};

function create({ body, backend }: Call): Reply {
  const request = readInteractionRequest(body.toString('utf8'));
  if (request.kind === 'refused') return errorIn('interactions')(400, request.reason);
  const { durationSeconds, outcome, isSpecial } = request;
  const operation = { startedAt: backend.now(), durationSeconds, outcome, serial: backend.nextSerial() };
  const id = INTERACTION_IDS.encode({ operation, isSpecial });
  return json(200, createAnswer({ id, operation, isSpecial }, backend.url));
}

async function get({ parameters, backend }: Call): Promise<Reply> {
  const job = findInteraction(parameters.operation ?? '');
  return job ? json(200, await interactionAnswer(job, backend)) : unknown();
}

/** The answer to it is all that becomes "cancelled": the simulator keeps no state, so that the interaction goes on. */
function cancel({ parameters, backend }: Call): Reply {
  const job = findInteraction(parameters.operation ?? '');
  return job ? json(200, cancelledAnswer(job, backend.now())) : unknown();
}

/** The interaction with this id; undefined if the simulator did not give it. */
export function findInteraction(id: string): ({ readonly id: string } & PackedOperation) | undefined {
  const packed = INTERACTION_IDS.decode(id);
  return packed && { id, ...packed };
}

function unknown(): Reply {
  return errorIn('interactions')(404, 'The interaction was not found.');
}
