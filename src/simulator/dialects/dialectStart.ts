import { formContent, jsonContent } from '../requestBody';
import { first, type Order, orderInPrompt, property, samplesInPrompt } from '../startRequest';

/** The content of a start request in any dialect. */
type DialectStart =
  | ({ readonly kind: 'accepted'; readonly isSpecial: boolean } & Order)
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads the body, which is JSON or a form. The prompt is `prompt`, or that of the first instance. Words in it choose the
 * outcome, see `orderInPrompt`; with `[inline]` the answer holds the video itself, where the service can do that.
 */
export async function readDialectStart(body: Buffer, contentType: string | undefined): Promise<DialectStart> {
  const isForm = /^multipart\/form-data/i.test(contentType ?? '');
  const content = isForm ? await formContent(body, contentType ?? '') : jsonContent(body.toString('utf8'));
  const prompt =
    property(content, 'prompt') ?? property(first(property(content, 'instances')), 'prompt') ?? '';
  if (typeof prompt !== 'string' || prompt === '') {
    return { kind: 'refused', reason: 'prompt: a text is required.' };
  }
  const order = orderInPrompt(prompt, samplesInPrompt(prompt) ?? 1);
  return { kind: 'accepted', ...order, isSpecial: prompt.includes('[inline]') };
}
