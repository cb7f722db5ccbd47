import * as vscode from 'vscode';
import { contractOf } from '../../operations/name';
import { parseText } from '../../references/parseText';
import { findReferences } from '../../references/reference';
import { t } from '../language/t';
import type { OperationInput, Understood } from './operationInput';

/** Characters; a longer text is not put into a one-line box. */
const LONGEST_PREFILL = 2000;
/** ms */
const CLIPBOARD_PATIENCE = 700;

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
  const prefill =
    given?.slice(0, LONGEST_PREFILL) ??
    nameIn(selectedText(), input) ??
    nameIn(await clipboardText(), input) ??
    '';
  const box = vscode.window.createInputBox();
  box.title = t('Check Veo operation');
  box.prompt = t('A name, an ID, a status address, a curl line, or the whole answer of the API');
  box.placeholder = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
  box.value = prefill;
  box.ignoreFocusOut = true;
  return new Promise((resolve) => {
    box.onDidChangeValue(() => {
      const understood = box.value.trim() === '' ? undefined : input.understand(box.value);
      box.validationMessage = reasonOf(understood);
    });
    box.onDidAccept(() => {
      const finish = (accepted: Understood | Promise<Understood>) => {
        resolve(accepted);
        box.hide();
      };
      const { value } = box;
      const understood = input.understand(value);
      box.validationMessage = reasonOf(understood);
      const lookedUp = input.lookUp(value);
      if (understood.kind !== 'refused') return finish(lookedUp);
      // The archive may know where it belongs, unless the person has gone on to something else.
      void lookedUp.then((found) => found.kind !== 'refused' && box.value === value && finish(found));
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
function clipboardText(): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(resolve, CLIPBOARD_PATIENCE, '');
    vscode.env.clipboard.readText().then(resolve, () => resolve(''));
  });
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
}

/**
 * The operations in a text as one would type them, as many as the box can hold; a bare id only where it has the form
 * that the API gives to its own or is tracked, for it might as well be a secret.
 */
function nameIn(text: string, input: OperationInput): string | undefined {
  const references = findReferences(text).map(({ name, root }) =>
    root === undefined ? name : `${root}/${pathOf(name)}`,
  );
  if (references.length > 0) return leading(references, LONGEST_PREFILL).join(' ');
  const parsed = parseText(text);
  return parsed.kind === 'bareId' && input.isLikelyId(parsed.id) ? parsed.id : undefined;
}

/** Where the status of an operation is asked, below the root of its address. */
function pathOf(name: string): string {
  return contractOf(name) === 'videos' ? `v1/videos/${name.replaceAll('/', '%2F')}` : `v1beta/${name}`;
}

/** The first of some texts that together have at most so many characters. */
function leading(texts: readonly string[], length: number): string[] {
  let total = 0;
  return texts.filter((text) => {
    total += text.length + 1;
    return total <= length;
  });
}
