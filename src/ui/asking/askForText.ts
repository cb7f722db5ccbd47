import * as vscode from 'vscode';
import { findReferences, parseText } from '../../operations/reference';
import type { OperationInput, Understood } from './operationInput';

/** Characters; a longer text is not put into a one-line box. */
const LONGEST_PREFILL = 2000;
/** ms */
const CLIPBOARD_PATIENCE = 300;

/**
 * Asks for an operation until the text names one. Prefilled with `given`, with the selection, or with the clipboard,
 * the latter two only when they hold an operation.
 *
 * @returns undefined when the person gave up.
 */
export async function askForText(
  input: OperationInput,
  given: string | undefined,
): Promise<Understood | undefined> {
  const prefill = given ?? nameIn(selectedText(), input) ?? nameIn(await clipboardText(), input) ?? '';
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Check Veo operation');
  box.prompt = vscode.l10n.t('A name, an ID, a status address, a curl line, or the whole answer of the API');
  box.placeholder = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
  box.value = prefill.slice(0, LONGEST_PREFILL);
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
  });
}

function reasonOf(understood: Understood | undefined): string | undefined {
  return understood?.kind === 'refused' ? understood.reason : undefined;
}

/** The box does not wait for a browser that first asks the person whether the clipboard may be read. */
async function clipboardText(): Promise<string> {
  const { promise: patience, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(resolve, CLIPBOARD_PATIENCE, '');
  const text = vscode.env.clipboard.readText().then(undefined, () => '');
  return Promise.race([text, patience]).finally(() => clearTimeout(timer));
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
}

/** The operations in a text as one would type them; a bare id only where it is no ordinary word and no video's id. */
function nameIn(text: string, input: OperationInput): string | undefined {
  const references = findReferences(text);
  if (references.length > 0) {
    return references
      .map(({ name, root }) => (root === undefined ? name : `${root}/v1beta/${name}`))
      .join(' ');
  }
  const parsed = parseText(text);
  if (parsed.kind !== 'bareId' || !/\d/.test(parsed.id) || input.isVideoId(parsed.id)) return undefined;
  return parsed.id;
}
