import { contractOf } from '../../operations/name';
import { parseText } from '../../references/parseText';
import { MAX_TEXT_LENGTH, type Reference } from '../../references/reference';
import { clipboardText, type GivenText, selectedText } from './givenText';
import type { NamedOperation, TextInterpreter } from './textInterpreter';

/** What the text at hand offers when a person asks for an operation. */
export type TextAtHand =
  | { readonly kind: 'several'; readonly given: GivenText; readonly operations: readonly NamedOperation[] }
  /** `shown`: the operation as one would type it. */
  | { readonly kind: 'one'; readonly given: GivenText; readonly shown: string }
  | { readonly kind: 'tooLong'; readonly given: GivenText };

/** What the selection offers, else the clipboard; undefined where neither holds an operation. */
export async function findTextAtHand(input: TextInterpreter): Promise<TextAtHand | undefined> {
  return offerOf(selectedText(), input) ?? offerOf(await clipboardText(), input);
}

function offerOf(given: GivenText, input: TextInterpreter): TextAtHand | undefined {
  if (given.text.trim().length > MAX_TEXT_LENGTH) {
    return MENTIONS_OPERATIONS.test(given.text) ? { kind: 'tooLong', given } : undefined;
  }
  const understood = input.interpret(given.text);
  const operations = understood.kind === 'operations' ? understood.operations : [];
  if (operations.length > 1) return { kind: 'several', given, operations };
  const shown = shownOf(given, operations[0]?.name, input);
  return shown === undefined ? undefined : { kind: 'one', given, shown };
}

/** Any other long text lies on the clipboard for another purpose. */
const MENTIONS_OPERATIONS = /operations\/|video_/;

/**
 * The only operation of a text, or the first that no endpoint is known for. A bare id on the clipboard is shown only when
 * it is tracked, for it might as well be a password; one in the selection is on the screen already.
 */
function shownOf(
  { text, source }: GivenText,
  name: string | undefined,
  input: TextInterpreter,
): string | undefined {
  const parsed = parseText(text);
  if (parsed.kind === 'bareId') {
    const isShowable = source === 'editor' ? input.isLikelyId(parsed.id) : input.isTrackedId(parsed.id);
    return isShowable ? parsed.id : undefined;
  }
  if (parsed.kind === 'refused') return undefined;
  const [first] = parsed.references;
  return typed(parsed.references.find((reference) => reference.name === name) ?? first);
}

function typed({ name, root }: Reference): string {
  return root === undefined ? name : `${root}/${pathOf(name)}`;
}

/** Where the status of an operation is asked, below the root of its address. */
function pathOf(name: string): string {
  return contractOf(name) === 'videos' ? `v1/videos/${name.replaceAll('/', '%2F')}` : `v1beta/${name}`;
}
