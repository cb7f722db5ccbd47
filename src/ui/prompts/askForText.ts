import * as vscode from 'vscode';
import { operationKey } from '../../operations/operation';
import { mayBeSecret } from '../../references/parseText';
import { t } from '../language/t';
import { inBox } from '../messages/literalText';
import { type Asked, askInBox, type Beginning } from './operationBox';
import { pickOffered } from './pickOffered';
import { findTextAtHand, type TextAtHand } from './textAtHand';
import type { NamedOperation, TextInterpreter } from './textInterpreter';

/** Characters; a longer text is not put into a one-line box to be corrected there. */
const LONGEST_PREFILL = 2000;

/**
 * Asks for operations. Where the selection or the clipboard names several, they are listed; otherwise a box asks until
 * its text names one, and begins with `refused`, with the selection, or with the clipboard.
 *
 * @param refused the text that the command was given, where it was not understood
 * @returns undefined when the person gave up.
 */
export async function askForText(input: TextInterpreter, refused?: string): Promise<Asked | undefined> {
  if (refused !== undefined) return askInBox(input, beginningWith(refused, input));
  const offer = await findTextAtHand(input);
  if (offer?.kind !== 'several') return askInBox(input, offer ? beginningOf(offer) : {});
  const choice = await pickOffered(offer, input);
  switch (choice.kind) {
    case 'taken':
      return taken(offer, choice.operations, input);
    case 'other':
      return askInBox(input, { value: choice.typed });
    case 'nothing':
      return undefined;
  }
}

/** What the person took of several; the archive may know of an operation that it belongs to another endpoint. */
async function taken(
  { given, operations }: Extract<TextAtHand, { kind: 'several' }>,
  chosen: readonly NamedOperation[],
  input: TextInterpreter,
): Promise<Asked> {
  const understood = await input.interpretWithArchive(given.text);
  const leftOut = understood.kind === 'operations' ? understood.leftOut : [];
  const found = understood.kind === 'operations' ? understood.operations : operations;
  const names = new Set(chosen.map(({ name }) => name));
  const unticked = new Set(operations.filter((one) => !chosen.includes(one)).map(operationKey));
  const wanted = found.filter((one) => names.has(one.name) && !unticked.has(operationKey(one)));
  return { understood: { kind: 'operations', operations: wanted, leftOut }, given };
}

function beginningWith(refused: string, input: TextInterpreter): Beginning {
  const understood = input.interpret(refused);
  const message = understood.kind === 'refused' ? inBox(understood.reason) : undefined;
  const isShowable = refused.length <= LONGEST_PREFILL && !mayBeSecret(refused);
  const value = isShowable ? refused.replace(/\s+/g, ' ') : '';
  return { value, given: { text: refused, source: 'api' }, ...(message !== undefined && { message }) };
}

function beginningOf(offer: Exclude<TextAtHand, { kind: 'several' }>): Beginning {
  if (offer.kind === 'one') return { value: offer.shown, given: offer.given };
  const message =
    offer.given.source === 'editor'
      ? t('The selected text is too long to be read. Select a part of it.')
      : t('The text on the clipboard is too long to be read. Copy a part of it.');
  return { message: { message, severity: vscode.InputBoxValidationSeverity.Warning } };
}
