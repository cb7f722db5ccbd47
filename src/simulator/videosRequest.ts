import * as v from 'valibot';
import { formContent, jsonContent } from './requestBody';
import { MODEL_ID, shapeOf, type VideoShape } from './simulatedOperation';
import { type Order, orderInPrompt } from './startRequest';

/** The content of `POST /v1/videos`. */
type VideosRequest =
  | ({ readonly kind: 'accepted'; readonly model: string } & Order & VideoShape)
  | { readonly kind: 'refused'; readonly reason: string };

/** The documented seconds and sizes of Veo (docs.thucchien.ai, videos). */
const fieldsSchema = v.object({
  model: v.pipe(v.string(), v.regex(MODEL_ID)),
  prompt: v.string(),
  seconds: v.optional(v.picklist(['4', '6', '8'])),
  size: v.optional(v.picklist(['1280x720', '1920x1080', '720x1280', '1080x1920'])),
});

/** Of PNG, JPEG and WebP, the only formats that Veo takes. */
const IMAGE_BEGINNINGS = [/^\x89PNG\r\n/, /^\xff\xd8\xff/, /^RIFF[\s\S]{4}WEBP/];

/**
 * Reads the body, which is JSON or a form. An image to start from, `input_reference`, is checked only in a form. Words in
 * the prompt choose the outcome: see `orderInPrompt`.
 */
export async function readVideosRequest(
  body: Buffer,
  contentType: string | undefined,
): Promise<VideosRequest> {
  const content = await readFields(body, contentType ?? '');
  if (content === undefined) return { kind: 'refused', reason: 'The body cannot be read.' };
  const fields = v.safeParse(fieldsSchema, content);
  if (!fields.success) return { kind: 'refused', reason: complaint(fields.issues[0]) };
  if (!(await isImageOrAbsent(content))) {
    return { kind: 'refused', reason: 'input_reference: a PNG, JPEG or WebP image is required.' };
  }
  const { model, prompt } = fields.output;
  return { kind: 'accepted', model, ...orderInPrompt(prompt, 1), ...shapeOf(fields.output) };
}

/** The fields by their names; undefined if the body is neither JSON nor a form. */
function readFields(body: Buffer, contentType: string): unknown {
  return /^multipart\/form-data/i.test(contentType)
    ? formContent(body, contentType)
    : jsonContent(body.toString('utf8'));
}

async function isImageOrAbsent(content: unknown): Promise<boolean> {
  const reference = (content as { readonly input_reference?: unknown }).input_reference;
  if (!(reference instanceof Blob)) return true;
  const beginning = Buffer.from(await reference.slice(0, 16).arrayBuffer()).toString('latin1');
  return IMAGE_BEGINNINGS.some((pattern) => pattern.test(beginning));
}

function complaint(issue: v.BaseIssue<unknown>): string {
  // Not `issue.message`, which repeats all of what was sent.
  return `${v.getDotPath(issue) ?? 'body'}: ${issue.expected} is required.`;
}
