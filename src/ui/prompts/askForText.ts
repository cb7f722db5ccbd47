import * as vscode from 'vscode';
import { operationKey } from '../../operations/operation';
import { mayBeSecret } from '../../references/parseText';
import { t } from '../language/t';
import type { GivenText } from './givenText';
import type { NamedOperation } from './namedOperation';
import { type AcceptedText, askInBox, type InitialContent, remarkOn } from './operationBox';
import { pickOffered } from './pickOffered';
import { findTextAtHand, type TextAtHand } from './textAtHand';
import type { TextInterpreter } from './textInterpreter';

/** A longer text is not put into a one-line box to be corrected there. */
const MAX_PREFILL_CHARACTERS = 2000;

/**
 * Asks for operations. If the selection or the clipboard names several, they are listed; otherwise a box opens with
 * `refused`, with the selection, or with the clipboard, and asks until its text names an operation.
 *
 * @param refused the text that the command was called with, when it could not be used
 * @returns undefined when the person gave up
 */
export async function askForText(
  interpreter: TextInterpreter,
  refused?: GivenText,
): Promise<AcceptedText | undefined> {
  await interpreter.prepare();
  if (refused) return askInBox(interpreter, contentOfRefused(refused, interpreter));
  const atHand = await findTextAtHand(interpreter);
  if (atHand?.kind !== 'several') return askInBox(interpreter, atHand ? contentOf(atHand) : {});
  const choice = await pickOffered(atHand, interpreter);
  if (choice?.kind === 'picked') return acceptPicked(atHand, choice.operations, interpreter);
  return choice && askInBox(interpreter, { value: choice.typed.text, given: choice.typed, isNew: true });
}

/** Of the operations in a text those that the person picked. The archive may know that one belongs to another endpoint. */
async function acceptPicked(
  { given, operations }: Extract<TextAtHand, { kind: 'several' }>,
  picked: readonly NamedOperation[],
  interpreter: TextInterpreter,
): Promise<AcceptedText> {
  const withArchive = await interpreter.interpretWithArchive(given.parsed);
  const found = withArchive.kind === 'operations' ? withArchive : { operations, leftOut: [] };
  const names = new Set(picked.map(({ name }) => name));
  const unticked = new Set(operations.filter((one) => !picked.includes(one)).map(operationKey));
  const wanted = found.operations.filter((one) => names.has(one.name) && !unticked.has(operationKey(one)));
  return {
    interpretation: { kind: 'operations', operations: wanted, open: [], leftOut: found.leftOut },
    given,
  };
}

/** A text that may be a secret is not shown: the box is no password box. */
function contentOfRefused(given: GivenText, interpreter: TextInterpreter): InitialContent {
  const { text, parsed } = given;
  const interpretation = interpreter.interpret(parsed);
  const message = remarkOn(interpretation);
  const isShowable = text.length <= MAX_PREFILL_CHARACTERS && !mayBeSecret(text, parsed);
  const value = isShowable ? text.replace(/\s+/g, ' ') : '';
  return { value, given, ...(message !== undefined && { message }) };
}

function contentOf(atHand: Exclude<TextAtHand, { kind: 'several' }>): InitialContent {
  if (atHand.kind === 'one') return { value: atHand.shown, given: atHand.given };
  const message =
    atHand.given.source === 'editor'
      ? t('The selected text is too long to be read. Select a part of it.')
      : t('The text on the clipboard is too long to be read. Copy a part of it.');
  return { message: { message, severity: vscode.InputBoxValidationSeverity.Warning } };
}
