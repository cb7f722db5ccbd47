import * as vscode from 'vscode';
import { inBox, literally } from '../messages/literalText';
import { untilHidden } from './untilHidden';

/** A text in the box, once read: a value that can be tried, or the reason why there is none. */
export type CheckedInput<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: string };

/** Why a trial speaks against a value, in words, and the value that Enter accepts all the same. */
export interface TrialWarning<T> {
  readonly words: string;
  readonly value: T;
}

/** A box whose text is tried before it closes. */
interface TrialBox<T> {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly text?: string;
  readonly isPassword?: boolean;
  /** A button in the title. */
  readonly button?: { readonly icon: string; readonly tooltip: string; readonly press: () => void };
  /** The message during a trial. */
  readonly trying: string;
  readonly read: (text: string) => CheckedInput<T>;
  /** @throws the reason of `signal` once it is aborted */
  readonly attempt: (value: T, signal: AbortSignal) => Promise<TrialWarning<T> | undefined>;
}

/**
 * Asks for a text until a trial of its value succeeds, or the person presses Enter again after a warning. The warning stays
 * in the box, where the text can be corrected. Typing aborts a trial, and Escape gives up.
 *
 * @returns undefined when the person gave up
 */
export function askWithTrial<T>(asked: TrialBox<T>): Promise<T | undefined> {
  const box = createBox(asked);
  let trial = new AbortController();
  let warning: TrialWarning<T> | undefined;
  return untilHidden<T>(box, (finish) => {
    const tryOut = async (value: T) => {
      trial = new AbortController();
      warning = await attemptIn(box, asked, { value, signal: trial.signal });
      if (trial.signal.aborted) return;
      if (!warning) return finish(value);
      box.validationMessage = warningMessage(warning.words);
    };
    box.onDidChangeValue((text) => {
      trial.abort();
      warning = undefined;
      box.validationMessage = text.trim() === '' ? undefined : reasonAgainst(asked.read(text));
    });
    box.onDidAccept(() => {
      if (box.busy) return;
      if (warning) return finish(warning.value);
      const input = asked.read(box.value);
      box.validationMessage = reasonAgainst(input);
      if (input.kind === 'value') tryOut(input.value).catch((error) => finish(Promise.reject(error)));
    });
    box.onDidHide(() => trial.abort());
  });
}

function createBox<T>({ title, prompt, placeholder, text = '', isPassword = false, button }: TrialBox<T>) {
  const box = vscode.window.createInputBox();
  const shown = { title: literally(title), prompt: inBox(prompt), placeholder };
  Object.assign(box, { ...shown, value: text, password: isPassword, ignoreFocusOut: true });
  if (!button) return box;
  box.buttons = [{ iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip }];
  box.onDidTriggerButton(button.press);
  return box;
}

/** Undefined if the trial succeeded or was aborted. */
async function attemptIn<T>(
  box: vscode.InputBox,
  { trying, attempt }: TrialBox<T>,
  { value, signal }: { readonly value: T; readonly signal: AbortSignal },
): Promise<TrialWarning<T> | undefined> {
  const clearBusy = () => {
    box.busy = false;
  };
  signal.addEventListener('abort', clearBusy);
  box.busy = true;
  box.validationMessage = { message: inBox(trying), severity: vscode.InputBoxValidationSeverity.Info };
  try {
    return await attempt(value, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    if (!signal.aborted) clearBusy();
  }
}

function reasonAgainst<T>(input: CheckedInput<T>): string | undefined {
  return input.kind === 'refused' ? inBox(input.reason) : undefined;
}

function warningMessage(message: string): vscode.InputBoxValidationMessage {
  return { message: inBox(message), severity: vscode.InputBoxValidationSeverity.Warning };
}
