import * as vscode from 'vscode';
import { FakeInputBox, FakeQuickPick } from './fakePrompts';
import { ReplacedProperties } from './replacedProperties';
import { type Items, type SeenMessage, type SeenProgress, ShownUi } from './shownUi';

const { commands, window } = vscode;

/**
 * What the user does in a list: picks the entry `label`, or presses the button at its end; accepts a list with check
 * boxes after having unticked some; presses a button in its title when there is no label.
 */
interface ScriptedPick {
  readonly label?: string;
  readonly button?: string;
  readonly unticked?: readonly string[];
}

/**
 * Plays the user: replaces the functions of `vscode` that show messages, boxes, lists and dialogs, records what they
 * are given, and answers as scripted before, in that order. Without a scripted answer it presses Escape.
 *
 * It works because suites below the extension's folder share the extension's `vscode` object, whose functions can be
 * replaced. `restore` puts the originals back.
 */
export class ScriptedUser extends ShownUi {
  private readonly texts: string[] = [];
  private readonly clicks: string[] = [];
  private readonly picks: ScriptedPick[] = [];
  private readonly uris: vscode.Uri[] = [];
  private readonly copied: string[] = [];
  private cancelsProgress = false;
  /** The latest run of each command, by its id. */
  private readonly runs = new Map<string, Promise<unknown>>();
  private readonly replaced = new ReplacedProperties();

  constructor() {
    super();
    this.replaceMessages();
    this.replaceInputs();
    this.replaceDialogs();
    this.replaceEnvironment();
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

  /** Resolves when the latest run of this command has ended, such as one that a button has started. */
  async commandEnded(id: string): Promise<void> {
    await this.runs.get(id);
  }

  /** Puts the original functions of `vscode` back. */
  restore(): void {
    this.replaced.restore();
    this.dispose();
  }

  private replaceMessages(): void {
    this.replaced.replace(window, 'showInformationMessage', this.showMessage('information'));
    this.replaced.replace(window, 'showWarningMessage', this.showMessage('warning'));
    this.replaced.replace(window, 'showErrorMessage', this.showMessage('error'));
    this.replaced.replace(window, 'withProgress', this.withProgress());
  }

  private replaceInputs(): void {
    this.replaced.replace(window, 'showInputBox', (options: vscode.InputBoxOptions = {}) =>
      this.acceptedText(options),
    );
    this.replaced.replace(window, 'createInputBox', () => {
      const box = new FakeInputBox((shown) => void this.answerInput(shown));
      this.lastInputBox = box as unknown as vscode.InputBox;
      return this.lastInputBox;
    });
    this.replaced.replace(
      window,
      'showQuickPick',
      async (items: Items | PromiseLike<Items>, { title }: vscode.QuickPickOptions = {}) => {
        if (title !== undefined) this.pickListTitles.push(title);
        return this.pickedItem(await items);
      },
    );
    const createQuickPick = () =>
      new FakeQuickPick(
        () => this.picks.length > 0,
        (shown) => this.answerPick(shown),
      );
    this.replaced.replace(window, 'createQuickPick', createQuickPick);
  }

  private replaceDialogs(): void {
    this.replaced.replace(window, 'showSaveDialog', async (options: vscode.SaveDialogOptions) =>
      this.chosenUri(options),
    );
    this.replaced.replace(window, 'showOpenDialog', async (options: vscode.OpenDialogOptions) => {
      const uri = this.chosenUri(options);
      return uri && [uri];
    });
  }

  private replaceEnvironment(): void {
    const { env } = vscode;
    const { readText, writeText } = env.clipboard;
    const nextCopied = () => (this.copied.length > 1 ? this.copied.shift() : this.copied[0]);
    this.replaced.replaceGetter(env, 'clipboard', {
      readText: async () => nextCopied() ?? readText(),
      writeText,
    });
    this.replaced.replace(
      env,
      'openExternal',
      async (uri: vscode.Uri) => this.openedUris.push(uri.toString(true)) > 0,
    );
    this.replaced.replace(commands, 'executeCommand', this.executeCommand(commands.executeCommand));
  }

  private showMessage(severity: SeenMessage['severity']) {
    return async (text: string, ...rest: unknown[]): Promise<string | undefined> => {
      const actions = rest.filter((item) => typeof item === 'string');
      const [{ detail } = {}] = rest.filter((item) => typeof item === 'object') as vscode.MessageOptions[];
      const message = { severity, text, actions, ...(detail !== undefined && { detail }) };
      this.addMessage(message);
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
      this.validationErrors.push(textOf(refusal));
    }
    return undefined;
  }

  private pickedItem(items: Items): unknown {
    this.pickLists.push(items);
    const label = this.picks.shift()?.label;
    return items.find((item) => (typeof item === 'string' ? item : item.label) === label);
  }

  private chosenUri({ title = '', defaultUri }: vscode.SaveDialogOptions): vscode.Uri | undefined {
    this.fileDialogs.push({ title, ...(defaultUri && { path: defaultUri.path }) });
    return this.uris.shift();
  }

  private withProgress() {
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
  private executeCommand(original: typeof commands.executeCommand) {
    return async (id: string, ...args: unknown[]): Promise<unknown> => {
      const [first] = args;
      if (id.startsWith('reveal') && first instanceof vscode.Uri)
        return void this.revealedFiles.push(first.fsPath);
      const run = Promise.resolve(original(id, ...args));
      this.runs.set(id, run);
      return run;
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
