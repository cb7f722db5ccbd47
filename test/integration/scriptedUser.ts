import * as vscode from 'vscode';

const { commands, window } = vscode;

type Items = readonly (string | vscode.QuickPickItem)[];

/** A progress as it was shown. */
export interface SeenProgress {
  readonly title: string;
  readonly steps: string[];
}

/**
 * What is pressed in a list: an entry, or a button at its end; Enter, in one with check boxes, after some were unticked;
 * a button in its title.
 */
interface Press {
  readonly label?: string;
  readonly button?: string;
  readonly unticked?: readonly string[];
}

/** A message as it was shown: its text and its buttons. */
export interface SeenMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly string[];
}

/**
 * Stands in for the person, at the messages and boxes that the extension shows: suites below the extension's folder
 * share its `vscode`, whose functions VS Code leaves open to be replaced in tests. Answers with what was prepared, in
 * its order, and otherwise gives up, as if Escape had been pressed.
 */
export class Person {
  readonly messages: SeenMessage[] = [];
  /** Why boxes refused what was typed. */
  readonly refusals: string[] = [];
  /** What such boxes said before anything was typed. */
  readonly notices: string[] = [];
  /** Titles of the boxes that asked for a text. */
  readonly boxes: string[] = [];
  /** What stood below boxes for a text, where VS Code draws links and icons. */
  readonly saidInBoxes: string[] = [];
  /** What stood in these boxes. */
  readonly prefilled: string[] = [];
  /** The box that asked for a text last. */
  lastBox: vscode.InputBox | undefined;
  /** Entries of the lists that were shown. */
  readonly lists: Items[] = [];
  /** Titles of such lists. */
  readonly listTitles: string[] = [];
  /** Labels of the entries that such a list began with, or that were ticked. */
  readonly preselected: string[] = [];
  /** Dialogs for a file or folder: their titles, and the path that they began with. */
  readonly dialogs: { readonly title: string; readonly path?: string }[] = [];
  readonly progresses: SeenProgress[] = [];
  /** Files that were shown to the person in their folder. */
  readonly revealed: string[] = [];
  /** Addresses that would have been opened outside VS Code. */
  readonly opened: string[] = [];
  private readonly texts: string[] = [];
  private readonly clicks: string[] = [];
  private readonly picks: Press[] = [];
  private readonly places: vscode.Uri[] = [];
  private readonly copied: string[] = [];
  private isImpatient = false;
  private readonly arrivals = new vscode.EventEmitter<SeenMessage>();
  private readonly replaced: (() => void)[] = [];

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
        if (title !== undefined) this.listTitles.push(title);
        return this.picked(await items);
      },
    );
    this.replace(window, 'createInputBox', () => {
      this.lastBox = this.box();
      return this.lastBox;
    });
    this.replace(window, 'createQuickPick', () => this.list());
    this.replace(window, 'showSaveDialog', async ({ title, defaultUri }: vscode.SaveDialogOptions) =>
      this.placeFor(title, defaultUri),
    );
    this.replace(window, 'showOpenDialog', async ({ title, defaultUri }: vscode.OpenDialogOptions) => {
      const place = this.placeFor(title, defaultUri);
      return place && [place];
    });
    this.replace(window, 'withProgress', this.progress());
    this.replaceClipboard();
    this.replace(commands, 'executeCommand', this.command(commands.executeCommand));
    this.replace(
      vscode.env,
      'openExternal',
      async (uri: vscode.Uri) => this.opened.push(uri.toString(true)) > 0,
    );
  }

  types(...texts: string[]): void {
    this.texts.push(...texts);
  }

  /** Has copied a text; of several, the next takes the place of one when that has been read. */
  copies(...texts: string[]): void {
    this.copied.push(...texts);
  }

  /** Will choose the button with this label when a message offers it. */
  clicksOn(action: string): void {
    this.clicks.push(action);
  }

  /** Will choose the entry with this label. */
  chooses(label: string): void {
    this.picks.push({ label });
  }

  /** Will press a button at the end of the entry with this label. */
  pressesAt(label: string, button: string): void {
    this.picks.push({ label, button });
  }

  /** Will accept a list with check boxes, without these entries. */
  takes({ without = [] }: { readonly without?: readonly string[] } = {}): void {
    this.picks.push({ unticked: without });
  }

  /** Will press a button in the title of a list. */
  pressesInTitle(button: string): void {
    this.picks.push({ button });
  }

  /** Will name this file or folder when a dialog asks for one. */
  names(place: vscode.Uri): void {
    this.places.push(place);
  }

  /** Will cancel whatever shows a progress. */
  cancels(): void {
    this.isImpatient = true;
  }

  /** The first message, seen already or still to come, that matches. */
  message(pattern: RegExp): Promise<SeenMessage> {
    const seen = this.messages.find(({ text }) => pattern.test(text));
    if (seen) return Promise.resolve(seen);
    return new Promise((resolve) => {
      const listener = this.arrivals.event((message) => {
        if (!pattern.test(message.text)) return;
        listener.dispose();
        resolve(message);
      });
    });
  }

  leave(): void {
    for (const putBack of this.replaced.splice(0)) putBack();
    this.arrivals.dispose();
  }

  private replace<T extends object, K extends keyof T>(owner: T, name: K, own: unknown): void {
    const original = owner[name];
    owner[name] = own as T[K];
    this.replaced.push(() => {
      owner[name] = original;
    });
  }

  /** A property that can only be read, of an object that VS Code leaves open. */
  private replaceClipboard(): void {
    const { env } = vscode;
    const original = Object.getOwnPropertyDescriptor(env, 'clipboard');
    if (!original) return;
    const { readText, writeText } = env.clipboard;
    const next = () => (this.copied.length > 1 ? this.copied.shift() : this.copied[0]);
    const own = { readText: async () => next() ?? readText(), writeText };
    Object.defineProperty(env, 'clipboard', { configurable: true, get: () => own });
    this.replaced.push(() => Object.defineProperty(env, 'clipboard', original));
  }

  private messageOf(severity: SeenMessage['severity']) {
    return async (text: string, ...rest: unknown[]): Promise<string | undefined> => {
      const actions = rest.filter((item) => typeof item === 'string');
      const message = { severity, text, actions };
      this.messages.push(message);
      this.arrivals.fire(message);
      const click = this.clicks.findIndex((action) => actions.includes(action));
      return click < 0 ? undefined : this.clicks.splice(click, 1)[0];
    };
  }

  private textFor(title: string, value = ''): string | undefined {
    this.boxes.push(title);
    this.prefilled.push(value);
    return this.texts.shift();
  }

  /** Types one text after the other until one is accepted. */
  private async acceptedText({ title, prompt = '', value, validateInput }: vscode.InputBoxOptions) {
    this.saidInBoxes.push(prompt);
    for (let text = this.textFor(title ?? '', value); text !== undefined; text = this.texts.shift()) {
      const refusal = await validateInput?.(text);
      if (!refusal) return text;
      this.refusals.push(typeof refusal === 'string' ? refusal : refusal.message);
    }
    return undefined;
  }

  private picked(items: Items): unknown {
    this.lists.push(items);
    const label = this.picks.shift()?.label;
    return items.find((item) => (typeof item === 'string' ? item : item.label) === label);
  }

  private placeFor(title = '', path?: vscode.Uri): vscode.Uri | undefined {
    this.dialogs.push({ title, ...(path && { path: path.path }) });
    return this.places.shift();
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
      if (this.isImpatient) source.cancel();
      return ended;
    };
  }

  /** All commands run as they are, but for those that would open a window of the system. */
  private command(original: typeof commands.executeCommand) {
    return async (id: string, ...args: unknown[]): Promise<unknown> => {
      const [first] = args;
      if (!id.startsWith('reveal') || !(first instanceof vscode.Uri)) return original(id, ...args);
      return void this.revealed.push(first.fsPath);
    };
  }

  private list(): vscode.QuickPick<vscode.QuickPickItem> {
    const accept = new vscode.EventEmitter<void>();
    const press = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>>();
    const hide = new vscode.EventEmitter<void>();
    const change = new vscode.EventEmitter<string>();
    const pressTitle = new vscode.EventEmitter<vscode.QuickInputButton>();
    const answer = (): void => {
      this.lists.push(list.items);
      this.listTitles.push(list.title);
      this.preselected.push(...[...list.activeItems, ...list.selectedItems].map(({ label }) => label));
      const { label, button: wanted, unticked } = this.picks.shift() ?? {};
      if (unticked) {
        list.selectedItems = list.selectedItems.filter((one) => !unticked.includes(one.label));
        accept.fire();
      }
      const inTitle = list.buttons.find(({ tooltip }) => label === undefined && tooltip === wanted);
      if (inTitle) pressTitle.fire(inTitle);
      const item = list.items.find((one) => one.label === label);
      const button = item?.buttons?.find(({ tooltip }) => tooltip === wanted);
      if (item) list.selectedItems = [item];
      if (item && button) press.fire({ item, button });
      else if (item && wanted === undefined) accept.fire();
      hide.fire();
    };
    const list = {
      items: [] as readonly vscode.QuickPickItem[],
      activeItems: [] as readonly vscode.QuickPickItem[],
      selectedItems: [] as readonly vscode.QuickPickItem[],
      onDidAccept: accept.event,
      title: '',
      buttons: [] as readonly vscode.QuickInputButton[],
      onDidTriggerButton: pressTitle.event,
      onDidTriggerItemButton: press.event,
      onDidChangeValue: change.event,
      value: '',
      onDidHide: hide.event,
      show: () => queueMicrotask(() => (list.busy && this.picks.length > 0 ? undefined : answer())),
      hide: () => undefined,
      dispose: () => vscode.Disposable.from(accept, press, hide, change, pressTitle).dispose(),
      isBusy: false,
      get busy() {
        return this.isBusy;
      },
      /** Whoever wants something of a list waits until it is whole. */
      set busy(busy: boolean) {
        const isWhole = this.isBusy && !busy;
        this.isBusy = busy;
        if (isWhole) answer();
      },
    };
    return list as unknown as vscode.QuickPick<vscode.QuickPickItem>;
  }

  private box(): vscode.InputBox {
    const value = new vscode.EventEmitter<string>();
    const accept = new vscode.EventEmitter<void>();
    const hide = new vscode.EventEmitter<void>();
    let isOpen = true;
    const close = (): void => {
      if (isOpen) hide.fire();
      isOpen = false;
    };
    /** Types one text after the other, and gives up after the last; what was typed may be looked up or tried yet. */
    const answer = async (): Promise<void> => {
      if (box.validationMessage) this.notices.push(textOf(box.validationMessage));
      let text = this.textFor(box.title, box.value);
      for (; text !== undefined && isOpen; text = isOpen ? this.texts.shift() : undefined) {
        if (text !== box.value) value.fire(Object.assign(box, { value: text }).value);
        accept.fire();
        await new Promise(setImmediate);
        while (box.busy && isOpen) await new Promise(setImmediate);
        if (isOpen && box.validationMessage) this.refusals.push(textOf(box.validationMessage));
        this.saidInBoxes.push(box.prompt);
      }
      close();
    };
    const box = {
      value: '',
      title: '',
      prompt: '',
      busy: false,
      validationMessage: '' as string | vscode.InputBoxValidationMessage | undefined,
      onDidChangeValue: value.event,
      onDidAccept: accept.event,
      onDidHide: hide.event,
      onDidTriggerButton: () => ({ dispose: () => undefined }),
      show: () => queueMicrotask(answer),
      hide: close,
      dispose: () => vscode.Disposable.from(value, accept, hide).dispose(),
    };
    return box as unknown as vscode.InputBox;
  }
}

function textOf(shown: string | vscode.InputBoxValidationMessage): string {
  return typeof shown === 'string' ? shown : shown.message;
}
