import { checkedModel } from './modelId';
import { decodeOperationId, encodeOperationId, type SimulatedOperation } from './simulatedOperation';

/** What a video's id tells. */
export interface VideoJob {
  readonly model: string;
  readonly operation: SimulatedOperation;
}

const PREFIX = 'video_';
/** It begins at one place, so that a hostile id is read once and not from each of its parts on. */
const CONTENT =
  /^litellm:custom_llm_provider:vertex_ai;model_id:(\w[\w.-]{0,99});video_id:[\w./-]*\/([\w-]+)$/;

/**
 * Writes an operation as LiteLLM writes its videos' ids: Base64 with padding, the provider's own name of the operation
 * within. Source: BerriAI/litellm, litellm/types/videos/utils.py.
 *
 * @throws RangeError when the model cannot stand in a path, or a number does not fit.
 */
export function encodeVideoId({ model, operation }: VideoJob): string {
  const place = 'projects/simulated-project/locations/us-central1/publishers/google';
  const name = `${place}/models/${checkedModel(model)}/operations/${encodeOperationId(operation)}`;
  const content = `litellm:custom_llm_provider:vertex_ai;model_id:${model};video_id:${name}`;
  return PREFIX + Buffer.from(content).toString('base64');
}

/** Reads an id back, its padding maybe lost; `undefined` when `encodeVideoId` cannot have written it. */
export function decodeVideoId(id: string): VideoJob | undefined {
  const content = Buffer.from(id.slice(PREFIX.length), 'base64').toString('latin1');
  const [, model = '', operationId = ''] = CONTENT.exec(content) ?? [];
  const operation = decodeOperationId(operationId);
  if (!operation) return undefined;
  const written = encodeVideoId({ model, operation });
  return id === written || id === written.replace(/(?<!=)=+$/, '') ? { model, operation } : undefined;
}
