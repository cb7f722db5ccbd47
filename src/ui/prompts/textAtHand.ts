import * as vscode from 'vscode';
import { endsWithin } from '../../base/endsWithin';
import { systemTime } from '../../base/time';
import { nameFormOf } from '../../operations/name';
import type { Reference } from '../../references/reference';
import { MAX_TEXT_LENGTH } from '../../references/textLength';
import { GivenText } from './givenText';
import type { NamedOperation } from './namedOperation';
import type { TextInterpreter } from './textInterpreter';

/** A browser may first ask the person for leave to read the clipboard. We do not wait for that. */
const CLIPBOARD_TIMEOUT_MS = 700;

/** What the selection or the clipboard holds when a person asks for an operation. */
export type TextAtHand =
  | { readonly kind: 'several'; readonly given: GivenText; readonly operations: readonly NamedOperation[] }
  /** `shown`: the operation as a person would type it. */
  | { readonly kind: 'one'; readonly given: GivenText; readonly shown: string }
  | { readonly kind: 'tooLong'; readonly given: GivenText };

/** Looks into the selection, then into the clipboard; undefined where neither holds an operation. */
export async function findTextAtHand(interpreter: TextInterpreter): Promise<TextAtHand | undefined> {
  return classify(selectedText(), interpreter) ?? classify(await clipboardText(), interpreter);
}

/** What is on the clipboard; empty when it may not be read, or not in time. */
export async function clipboardText(): Promise<GivenText> {
  return new GivenText((await readClipboard()) ?? '', 'pasted');
}

/** The text on the clipboard; undefined when it may not be read, or not within so many ms. */
export async function readClipboard(timeout = CLIPBOARD_TIMEOUT_MS): Promise<string | undefined> {
  let text: string | undefined;
  const reading = Promise.resolve(vscode.env.clipboard.readText()).then(
    (read) => {
      text = read;
    },
    () => undefined,
  );
  await endsWithin(timeout, reading, systemTime);
  return text;
}

function selectedText(): GivenText {
  const editor = vscode.window.activeTextEditor;
  return new GivenText(editor ? editor.document.getText(editor.selection) : '', 'editor');
}

function classify(given: GivenText, interpreter: TextInterpreter): TextAtHand | undefined {
  if (given.text.trim().length > MAX_TEXT_LENGTH) {
    return MENTIONS_OPERATIONS.test(given.text) ? { kind: 'tooLong', given } : undefined;
  }
  const interpretation = interpreter.interpret(given.parsed);
  const operations = interpretation.kind === 'operations' ? interpretation.operations : [];
  const isAnyOpen = interpretation.kind === 'operations' && interpretation.open.length > 0;
  if (operations.length > 1 && !isAnyOpen) return { kind: 'several', given, operations };
  const shown = shownOf(given, operations[0]?.name, interpreter);
  return shown === undefined ? undefined : { kind: 'one', given, shown };
}

/** Any other long text lies on the clipboard for another purpose. */
const MENTIONS_OPERATIONS = /operations\/|interactions\/|video_|"object"\s?:\s?"(?:video|interaction)"/;

/**
 * The only operation of a text, or the first one if no endpoint is known for any. A bare id on the clipboard is shown only
 * when it is tracked, since it may be a password; one in the selection is on the screen already.
 */
function shownOf(
  { parsed, source }: GivenText,
  name: string | undefined,
  interpreter: TextInterpreter,
): string | undefined {
  if (parsed.kind === 'refused') return undefined;
  if (parsed.kind === 'references') {
    const [first] = parsed.references;
    return typedForm(parsed.references.find((reference) => reference.name === name) ?? first);
  }
  const isShowable =
    source === 'editor' ? interpreter.isLikelyId(parsed.id) : interpreter.isTrackedId(parsed.id);
  return isShowable ? parsed.id : undefined;
}

/** A reference as its name, or as the address at which its status is requested. */
function typedForm({ name, root, shape, statusPath }: Reference): string {
  if (root === undefined) return name;
  if (statusPath !== undefined) return new URL(root).origin + statusPath;
  const id = name.replaceAll('/', '%2F');
  if (shape === 'interaction') return `${root}/v1beta/interactions/${id}`;
  const isVideosName = shape !== undefined || nameFormOf(name) === 'videos';
  return isVideosName ? `${root}/v1/videos/${id}` : `${root}/v1beta/${name}`;
}
