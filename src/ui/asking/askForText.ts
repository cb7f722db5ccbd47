import * as vscode from 'vscode';
import { findReferences, parseText } from '../../operations/reference';
import type { OperationInput, Understood } from './operationInput';

/** Characters; a longer text is not put into a one-line box. */
const LONGEST_PREFILL = 2000;

/**
 * Asks for an operation until the text names one. Prefilled with `given`, with the selection, or with the clipboard,
 * the latter two only when they hold an operation.
 *
 * @returns undefined when the person gave up.
 */
export function askForText(
  input: OperationInput,
  given: string | undefined,
): Promise<Understood | undefined> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Check Veo operation');
  box.prompt = vscode.l10n.t('A name, an ID, a status address, a curl line, or the whole answer of the API');
  box.placeholder = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
  box.value = (given ?? nameIn(selectedText()) ?? '').slice(0, LONGEST_PREFILL);
  box.ignoreFocusOut = true;
  return new Promise((resolve) => {
    box.onDidChangeValue(() => {
      const understood = box.value.trim() === '' ? undefined : input.understand(box.value);
      box.validationMessage = reasonOf(understood);
    });
    box.onDidAccept(() => {
      const understood = input.understand(box.value);
      box.validationMessage = reasonOf(understood);
      if (understood.kind === 'refused') return;
      resolve(understood);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    if (given !== undefined) box.validationMessage = reasonOf(input.understand(given));
    box.show();
    if (box.value === '') void prefillFromClipboard(box);
  });
}

function reasonOf(understood: Understood | undefined): string | undefined {
  return understood?.kind === 'refused' ? understood.reason : undefined;
}

/** After the box is up, for a browser may ask the person whether the clipboard may be read. */
async function prefillFromClipboard(box: vscode.InputBox): Promise<void> {
  const name = nameIn(await vscode.env.clipboard.readText());
  if (name !== undefined && box.value === '') box.value = name;
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
}

/** The operations in a text as one would type them; a bare id only where it cannot be an ordinary word. */
function nameIn(text: string): string | undefined {
  const references = findReferences(text);
  if (references.length > 0) {
    return references
      .map(({ name, root }) => (root === undefined ? name : `${root}/v1beta/${name}`))
      .join(' ');
  }
  const parsed = parseText(text);
  return parsed.kind === 'bareId' && /\d/.test(parsed.id) ? parsed.id : undefined;
}
