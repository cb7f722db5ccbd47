import type * as vscode from 'vscode';

/** Ends the input with a value; undefined if the person gave up. */
export type Finish<T> = (value: T | undefined | Promise<T>) => void;

/**
 * Shows an input until a listener finishes it, or the person hides it.
 *
 * @param listen adds the listeners
 * @returns undefined when the person gave up
 */
export function untilHidden<T>(
  input: vscode.QuickInput,
  listen: (finish: Finish<T>) => void,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    listen((value) => {
      resolve(value);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
