import { holdsSecret, isLikelyKey, isSecret } from '../outside/secretShapes';
import { bareIdIn, markedIdIn, withoutSurroundings } from './bareId';
import { holdsCutName } from './cutNames';
import { withLabels } from './labels';
import { readPastedText } from './pastedText';
import { namesIn, type Reference } from './reference';
import { MAX_TEXT_LENGTH } from './textLength';
import { holdsVertexName } from './vertexNames';

/** Why a text names no operation that can be tracked. */
export type Refusal =
  | 'empty'
  | 'tooLong'
  | 'apiKey'
  | 'cutName'
  | 'vertexName'
  | 'malformedName'
  | 'addressWithoutOperation'
  | 'noOperation';

/** The meaning of a person's text. A bare id lacks the model, which the API needs in the name. */
export type ParsedText =
  | { readonly kind: 'references'; readonly references: readonly [Reference, ...Reference[]] }
  | { readonly kind: 'bareId'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** Reads what a person pasted or typed: references, a bare id, or the reason why it is neither. */
export function parseText(text: string): ParsedText {
  const trimmed = text.trim();
  if (trimmed.length > MAX_TEXT_LENGTH) return { kind: 'refused', reason: 'tooLong' };
  const cleaned = readPastedText(trimmed);
  const plain = cleaned.plain.trim();
  if (plain === '') return { kind: 'refused', reason: 'empty' };
  const { references, isAnyCut } = namesIn(cleaned);
  const [first, ...others] = withLabels(cleaned, references);
  if (first) return { kind: 'references', references: [first, ...others] };
  const whole = withoutSurroundings(plain);
  const id =
    isSecret(whole) || isLikelyKey(whole) ? undefined : (bareIdIn(whole) ?? markedId(plain, isAnyCut));
  if (id !== undefined) return { kind: 'bareId', id };
  return { kind: 'refused', reason: refusalOf(whole, isAnyCut) };
}

/** Whether a text that names no operation may be a secret, or hold one. */
export function mayBeSecret(text: string, parsed: ParsedText): boolean {
  return (
    parsed.kind === 'bareId' || (parsed.kind === 'refused' && parsed.reason === 'apiKey') || holdsSecret(text)
  );
}

/** Beside a name that cannot be tracked, an id is likely a part of that name. */
function markedId(plain: string, isAnyCut: boolean): string | undefined {
  return isAnyCut || holdsVertexName(plain) ? undefined : markedIdIn(plain);
}

function refusalOf(text: string, isAnyCut: boolean): Refusal {
  if (isSecret(text) || isLikelyKey(text)) return 'apiKey';
  if (holdsVertexName(text)) return 'vertexName';
  if (isAnyCut || holdsCutName(text)) return 'cutName';
  if (/^https?:\/\//i.test(text)) return 'addressWithoutOperation';
  if (/models\/|operations\//.test(text)) return 'malformedName';
  return holdsSecret(text) ? 'apiKey' : 'noOperation';
}
