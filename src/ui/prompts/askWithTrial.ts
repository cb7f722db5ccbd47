import * as vscode from 'vscode';
import { inBox, literally } from '../messages/literalText';

/** What a text in the box is: something to be tried, or why it cannot do. */
export type CheckedInput<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: string };

/** What speaks against a value, with what to do; `value` is what the person gets who presses Enter again. */
export interface TrialWarning<T> {
  readonly words: string;
  readonly value: T;
}

/** A box for a text that is tried before the box closes. */
export interface TrialBox<T> {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly text?: string;
  readonly isPassword?: boolean;
  /** A button in the title, for what may be needed first. */
  readonly button?: { readonly icon: string; readonly tooltip: string; readonly press: () => void };
  /** What is shown while it is tried. */
  readonly trying: string;
  readonly read: (text: string) => CheckedInput<T>;
  /** @throws the reason of `signal` when it was aborted */
  readonly attempt: (value: T, signal: AbortSignal) => Promise<TrialWarning<T> | undefined>;
}

/**
 * Asks for a text until what it says is good, or is wanted all the same: what came of the trial stays in the box beside
 * the text, where it can be corrected. Typing ends a trial, for the box must stay open to the keyboard: Escape gives up.
 *
 * @returns undefined when the person gave up
 */
export function askWithTrial<T>(asked: TrialBox<T>): Promise<T | undefined> {
  const box = createBox(asked);
  let trial = new AbortController();
  let doubt: TrialWarning<T> | undefined;
  return new Promise((resolve, reject) => {
    const finish = (value: T) => {
      resolve(value);
      box.hide();
    };
    const fail = (error: unknown) => {
      reject(error);
      box.hide();
    };
    const tryOut = async (value: T) => {
      trial = new AbortController();
      doubt = await attemptIn(box, asked, value, trial.signal);
      if (trial.signal.aborted) return;
      if (!doubt) return finish(value);
      box.validationMessage = warning(doubt.words);
    };
    box.onDidChangeValue((text) => {
      trial.abort();
      doubt = undefined;
      box.validationMessage = text.trim() === '' ? undefined : reasonAgainst(asked.read(text));
    });
    box.onDidAccept(() => {
      if (box.busy) return;
      if (doubt) return finish(doubt.value);
      const reading = asked.read(box.value);
      box.validationMessage = reasonAgainst(reading);
      if (reading.kind === 'value') tryOut(reading.value).catch(fail);
    });
    box.onDidHide(() => {
      trial.abort();
      resolve(undefined);
      box.dispose();
    });
    box.show();
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

/** A trial that was ended by the person has no outcome. */
async function attemptIn<T>(
  box: vscode.InputBox,
  { trying, attempt }: TrialBox<T>,
  value: T,
  signal: AbortSignal,
): Promise<TrialWarning<T> | undefined> {
  const end = () => {
    box.busy = false;
  };
  signal.addEventListener('abort', end);
  box.busy = true;
  box.validationMessage = { message: inBox(trying), severity: vscode.InputBoxValidationSeverity.Info };
  try {
    return await attempt(value, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    if (!signal.aborted) end();
  }
}

function reasonAgainst<T>(reading: CheckedInput<T>): string | undefined {
  return reading.kind === 'refused' ? inBox(reading.reason) : undefined;
}

function warning(message: string): vscode.InputBoxValidationMessage {
  return { message: inBox(message), severity: vscode.InputBoxValidationSeverity.Warning };
}
