import {
  checkedModel,
  decodeOperationId,
  encodeOperationId,
  type SimulatedOperation,
} from './simulatedOperation';

/** The content of a video's id. */
export interface VideoJob {
  readonly model: string;
  readonly operation: SimulatedOperation;
}

const PREFIX = 'video_';
/** Anchored, so that the time stays linear in a hostile id. */
const CONTENT =
  /^litellm:custom_llm_provider:vertex_ai;model_id:(\w[\w.-]{0,99});video_id:[\w./-]*\/([\w-]+)$/;

/**
 * Writes an operation as a video id of LiteLLM: Base64 with padding, which holds the provider's own name of the operation
 * (BerriAI/litellm, litellm/types/videos/utils.py).
 *
 * @throws RangeError if the model cannot stand in a path, or a number does not fit.
 */
export function encodeVideoId({ model, operation }: VideoJob): string {
  const place = 'projects/simulated-project/locations/us-central1/publishers/google';
  const name = `${place}/models/${checkedModel(model)}/operations/${encodeOperationId(operation)}`;
  const content = `litellm:custom_llm_provider:vertex_ai;model_id:${model};video_id:${name}`;
  return PREFIX + Buffer.from(content).toString('base64');
}

/** Reads an id, with or without its padding; undefined if `encodeVideoId` did not write it. */
export function decodeVideoId(id: string): VideoJob | undefined {
  const content = Buffer.from(id.slice(PREFIX.length), 'base64').toString('latin1');
  const [, model = '', operationId = ''] = CONTENT.exec(content) ?? [];
  const operation = decodeOperationId(operationId);
  if (!operation) return undefined;
  const written = encodeVideoId({ model, operation });
  return id === written || id === written.replace(/(?<!=)=+$/, '') ? { model, operation } : undefined;
}
