import * as vscode from 'vscode';

/** The entries of a list. */
export type Items = readonly (string | vscode.QuickPickItem)[];

/** A progress that was shown: its title and the messages of its steps. */
export interface SeenProgress {
  readonly title: string;
  readonly steps: string[];
}

/** A message that was shown: its severity, text and buttons. */
export interface SeenMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly string[];
  /** The lines below a modal message. */
  readonly detail?: string | undefined;
}

/** Records what the extension has shown to the user. */
export class ShownUi {
  readonly messages: SeenMessage[] = [];
  /** Errors that input boxes showed for a typed text. */
  readonly validationErrors: string[] = [];
  /** Errors that input boxes showed before anything was typed. */
  readonly initialValidations: string[] = [];
  /** Titles of input boxes. */
  readonly inputTitles: string[] = [];
  /** Prompts of input boxes, in which VS Code draws links and icons. */
  readonly inputPrompts: string[] = [];
  /** Texts that input boxes were prefilled with. */
  readonly initialInputs: string[] = [];
  /** The input box that was created last. */
  lastInputBox: vscode.InputBox | undefined;
  /** Entries of each list that was shown. */
  readonly pickLists: Items[] = [];
  /** Titles of these lists. */
  readonly pickListTitles: string[] = [];
  /** Labels of the entries that were active or ticked when a list was shown. */
  readonly preselected: string[] = [];
  /** Dialogs for a file or folder, with the path that they proposed. */
  readonly fileDialogs: { readonly title: string; readonly path?: string }[] = [];
  readonly progresses: SeenProgress[] = [];
  /** Files that were revealed in the file manager of the system. */
  readonly revealedFiles: string[] = [];
  /** URIs that would have been opened outside VS Code. */
  readonly openedUris: string[] = [];
  private readonly messageShown = new vscode.EventEmitter<SeenMessage>();

  /** The first message that matches, among those shown already or still to come. */
  waitForMessage(pattern: RegExp): Promise<SeenMessage> {
    const seen = this.messages.find(({ text }) => pattern.test(text));
    if (seen) return Promise.resolve(seen);
    return new Promise((resolve) => {
      const listener = this.messageShown.event((message) => {
        if (!pattern.test(message.text)) return;
        listener.dispose();
        resolve(message);
      });
    });
  }

  protected addMessage(message: SeenMessage): void {
    this.messages.push(message);
    this.messageShown.fire(message);
  }

  protected dispose(): void {
    this.messageShown.dispose();
  }
}
