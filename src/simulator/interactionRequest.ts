import { jsonContent } from './requestBody';
import { MODEL_ID } from './simulatedOperation';
import { first, type Order, orderInPrompt, property } from './startRequest';

/** The content of a request that creates an interaction; special is one whose video is to be at an address. */
type InteractionRequest =
  | ({ readonly kind: 'accepted'; readonly isSpecial: boolean } & Order)
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads the body. The prompt is a text, or the first text of a list. Words in it choose the outcome: see `orderInPrompt`.
 * It answers at once, also without `background`, when Google holds the connection until the end.
 */
export function readInteractionRequest(body: string): InteractionRequest {
  const content = jsonContent(body);
  const model = property(content, 'model');
  if (typeof model !== 'string' || !MODEL_ID.test(model)) {
    return { kind: 'refused', reason: 'model: the id of a model is required.' };
  }
  const prompt = promptIn(property(content, 'input'));
  if (prompt === undefined) return { kind: 'refused', reason: 'input: a text is required.' };
  const format = property(content, 'response_format');
  const delivery = property(Array.isArray(format) ? first(format) : format, 'delivery');
  return { kind: 'accepted', ...orderInPrompt(prompt, 1), isSpecial: delivery === 'uri' };
}

function promptIn(input: unknown): string | undefined {
  if (typeof input === 'string') return input;
  const contents = Array.isArray(input) ? input.slice(0, 100) : [input];
  const text = contents
    .flatMap((content) => [content, first(property(content, 'content'))])
    .map((content) => property(content, 'text'))
    .find((candidate) => typeof candidate === 'string');
  return typeof text === 'string' ? text : undefined;
}
