import * as vscode from 'vscode';
import { FakeInputBox, FakeQuickPick } from './fakePrompts';

const { commands, window } = vscode;

type Items = readonly (string | vscode.QuickPickItem)[];

/** A progress that was shown: its title and the messages of its steps. */
export interface SeenProgress {
  readonly title: string;
  readonly steps: string[];
}

/**
 * What the user does in a list: picks the entry `label`, or presses the button at its end; accepts a list with check
 * boxes after having unticked some; presses a button in its title when there is no label.
 */
interface ScriptedPick {
  readonly label?: string;
  readonly button?: string;
  readonly unticked?: readonly string[];
}

/** A message that was shown: its severity, text and buttons. */
export interface SeenMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly string[];
}

/**
 * Plays the user: replaces the functions of `vscode` that show messages, boxes, lists and dialogs, records what they
 * are given, and answers as scripted before, in that order. Without a scripted answer it presses Escape.
 *
 * It works because suites below the extension's folder share the extension's `vscode` object, whose functions can be
 * replaced. `restore` puts the originals back.
 */
export class ScriptedUser {
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
  private readonly texts: string[] = [];
  private readonly clicks: string[] = [];
  private readonly picks: ScriptedPick[] = [];
  private readonly uris: vscode.Uri[] = [];
  private readonly copied: string[] = [];
  private cancelsProgress = false;
  private readonly messageShown = new vscode.EventEmitter<SeenMessage>();
  private readonly restorers: (() => void)[] = [];

  constructor() {
    this.replace(window, 'showInformationMessage', this.messageOf('information'));
    this.replace(window, 'showWarningMessage', this.messageOf('warning'));
    this.replace(window, 'showErrorMessage', this.messageOf('error'));
    this.replace(window, 'showInputBox', async (options?: vscode.InputBoxOptions) =>
      this.acceptedText(options ?? {}),
    );
    this.replace(
      window,
      'showQuickPick',
      async (items: Items | PromiseLike<Items>, { title }: vscode.QuickPickOptions = {}) => {
        if (title !== undefined) this.pickListTitles.push(title);
        return this.picked(await items);
      },
    );
    this.replace(window, 'createInputBox', () => {
      const box = new FakeInputBox((shown) => void this.answerInput(shown));
      this.lastInputBox = box as unknown as vscode.InputBox;
      return this.lastInputBox;
    });
    this.replace(
      window,
      'createQuickPick',
      () =>
        new FakeQuickPick(
          () => this.picks.length > 0,
          (shown) => this.answerPick(shown),
        ),
    );
    this.replace(window, 'showSaveDialog', async ({ title, defaultUri }: vscode.SaveDialogOptions) =>
      this.uriFor(title, defaultUri),
    );
    this.replace(window, 'showOpenDialog', async ({ title, defaultUri }: vscode.OpenDialogOptions) => {
      const uri = this.uriFor(title, defaultUri);
      return uri && [uri];
    });
    this.replace(window, 'withProgress', this.progress());
    this.replaceClipboard();
    this.replace(commands, 'executeCommand', this.command(commands.executeCommand));
    this.replace(
      vscode.env,
      'openExternal',
      async (uri: vscode.Uri) => this.openedUris.push(uri.toString(true)) > 0,
    );
  }

  /** Will type these texts, one for each input box, or one after the other where the box refuses one. */
  willType(...texts: string[]): void {
    this.texts.push(...texts);
  }

  /** Fills the clipboard; of several texts, each is read once and the last one remains. */
  hasCopied(...texts: string[]): void {
    this.copied.push(...texts);
  }

  /** Will click the button with this label when a message has it. */
  willClick(action: string): void {
    this.clicks.push(action);
  }

  /** Will pick the entry with this label from a list. */
  willPick(label: string): void {
    this.picks.push({ label });
  }

  /** Will press a button at the end of the entry with this label. */
  willPressItemButton(label: string, button: string): void {
    this.picks.push({ label, button });
  }

  /** Will accept a list with check boxes after having unticked these entries. */
  willAcceptTicked({ without = [] }: { readonly without?: readonly string[] } = {}): void {
    this.picks.push({ unticked: without });
  }

  /** Will press a button in the title of a list. */
  willPressTitleButton(button: string): void {
    this.picks.push({ button });
  }

  /** Will choose this file or folder in a dialog. */
  willChoosePath(uri: vscode.Uri): void {
    this.uris.push(uri);
  }

  /** Will cancel each progress as soon as it is shown. */
  willCancelProgress(): void {
    this.cancelsProgress = true;
  }

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

  /** Puts the original functions of `vscode` back. */
  restore(): void {
    for (const restore of this.restorers.splice(0)) restore();
    this.messageShown.dispose();
  }

  private replace<T extends object, K extends keyof T>(owner: T, name: K, own: unknown): void {
    const original = owner[name];
    owner[name] = own as T[K];
    this.restorers.push(() => {
      owner[name] = original;
    });
  }

  /** `env.clipboard` has only a getter, so the property itself is redefined. */
  private replaceClipboard(): void {
    const { env } = vscode;
    const original = Object.getOwnPropertyDescriptor(env, 'clipboard');
    if (!original) return;
    const { readText, writeText } = env.clipboard;
    const next = () => (this.copied.length > 1 ? this.copied.shift() : this.copied[0]);
    const own = { readText: async () => next() ?? readText(), writeText };
    Object.defineProperty(env, 'clipboard', { configurable: true, get: () => own });
    this.restorers.push(() => Object.defineProperty(env, 'clipboard', original));
  }

  private messageOf(severity: SeenMessage['severity']) {
    return async (text: string, ...rest: unknown[]): Promise<string | undefined> => {
      const actions = rest.filter((item) => typeof item === 'string');
      const message = { severity, text, actions };
      this.messages.push(message);
      this.messageShown.fire(message);
      const click = this.clicks.findIndex((action) => actions.includes(action));
      return click < 0 ? undefined : this.clicks.splice(click, 1)[0];
    };
  }

  private textFor(title: string, value = ''): string | undefined {
    this.inputTitles.push(title);
    this.initialInputs.push(value);
    return this.texts.shift();
  }

  /** Types one text after the other until the box accepts one. */
  private async acceptedText({ title, prompt = '', value, validateInput }: vscode.InputBoxOptions) {
    this.inputPrompts.push(prompt);
    for (let text = this.textFor(title ?? '', value); text !== undefined; text = this.texts.shift()) {
      const refusal = await validateInput?.(text);
      if (!refusal) return text;
      this.validationErrors.push(typeof refusal === 'string' ? refusal : refusal.message);
    }
    return undefined;
  }

  private picked(items: Items): unknown {
    this.pickLists.push(items);
    const label = this.picks.shift()?.label;
    return items.find((item) => (typeof item === 'string' ? item : item.label) === label);
  }

  private uriFor(title = '', path?: vscode.Uri): vscode.Uri | undefined {
    this.fileDialogs.push({ title, ...(path && { path: path.path }) });
    return this.uris.shift();
  }

  private progress() {
    return async (
      { title = '' }: vscode.ProgressOptions,
      task: (
        progress: vscode.Progress<{ message?: string }>,
        token: vscode.CancellationToken,
      ) => Thenable<unknown>,
    ): Promise<unknown> => {
      const shown: SeenProgress = { title, steps: [] };
      this.progresses.push(shown);
      const source = new vscode.CancellationTokenSource();
      const ended = task({ report: ({ message = '' }) => shown.steps.push(message) }, source.token);
      if (this.cancelsProgress) source.cancel();
      return ended;
    };
  }

  /** Runs all commands but those that would open the file manager of the system. */
  private command(original: typeof commands.executeCommand) {
    return async (id: string, ...args: unknown[]): Promise<unknown> => {
      const [first] = args;
      if (!id.startsWith('reveal') || !(first instanceof vscode.Uri)) return original(id, ...args);
      return void this.revealedFiles.push(first.fsPath);
    };
  }

  /** Handles a list as the next scripted pick says, and closes it. */
  private answerPick(list: FakeQuickPick): void {
    this.pickLists.push(list.items);
    this.pickListTitles.push(list.title);
    this.preselected.push(...[...list.activeItems, ...list.selectedItems].map(({ label }) => label));
    const { label, button: tooltip, unticked } = this.picks.shift() ?? {};
    if (unticked) list.acceptWithout(unticked);
    if (label === undefined && tooltip !== undefined) list.pressTitleButton(tooltip);
    if (label !== undefined) list.pickItem(label, tooltip);
    list.close();
  }

  /** Types one text after the other, and closes the box after the last; the extension may validate each for a while. */
  private async answerInput(box: FakeInputBox): Promise<void> {
    if (box.validationMessage) this.initialValidations.push(textOf(box.validationMessage));
    let text = this.textFor(box.title, box.value);
    for (; text !== undefined && box.isOpen; text = box.isOpen ? this.texts.shift() : undefined) {
      box.typeAndAccept(text);
      await new Promise(setImmediate);
      while (box.busy && box.isOpen) await new Promise(setImmediate);
      if (box.isOpen && box.validationMessage) this.validationErrors.push(textOf(box.validationMessage));
      this.inputPrompts.push(box.prompt);
    }
    box.hide();
  }
}

function textOf(shown: string | vscode.InputBoxValidationMessage): string {
  return typeof shown === 'string' ? shown : shown.message;
}
