import * as v from 'valibot';
import { MODEL_ID } from './modelId';
import { formContent, jsonContent } from './requestContent';
import { shapeOf, type VideoShape } from './simulatedOperation';
import { type Order, wordedOrder } from './startRequest';

/** What `POST /v1/videos` asks of the simulator. */
export type VideosRequest =
  | ({ readonly kind: 'accepted'; readonly model: string } & Order & VideoShape)
  | { readonly kind: 'refused'; readonly reason: string };

/** Seconds and sizes as documented for Veo: docs.thucchien.ai (videos). */
const FieldsSchema = v.object({
  model: v.pipe(v.string(), v.regex(MODEL_ID)),
  prompt: v.string(),
  seconds: v.optional(v.picklist(['4', '6', '8'])),
  size: v.optional(v.picklist(['1280x720', '1920x1080', '720x1280', '1080x1920'])),
});

/** How PNG, JPEG and WebP begin; Veo takes no others. */
const IMAGE_BEGINNINGS = [/^\x89PNG\r\n/, /^\xff\xd8\xff/, /^RIFF[\s\S]{4}WEBP/];

/**
 * Reads the body, JSON or a form; an image to start from, `input_reference`, is looked at only in a form. Words in the
 * prompt choose what will happen: see `wordedOrder`.
 */
export async function readVideosRequest(
  body: Buffer,
  contentType: string | undefined,
): Promise<VideosRequest> {
  const content = await readFields(body, contentType ?? '');
  if (content === undefined) return { kind: 'refused', reason: 'The body cannot be read.' };
  const fields = v.safeParse(FieldsSchema, content);
  if (!fields.success) return { kind: 'refused', reason: complaint(fields.issues[0]) };
  if (!(await isImageOrAbsent(content))) {
    return { kind: 'refused', reason: 'input_reference: a PNG, JPEG or WebP image is required.' };
  }
  const { model, prompt } = fields.output;
  return { kind: 'accepted', model, ...wordedOrder(prompt, 1), ...shapeOf(fields.output) };
}

/** The fields by their names; `undefined` for what is neither JSON nor a form. */
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
  // The message would repeat what was sent, all of it.
  return `${v.getDotPath(issue) ?? 'body'}: ${issue.expected} is required.`;
}
