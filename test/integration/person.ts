import * as vscode from 'vscode';

const { window } = vscode;

type Items = readonly (string | vscode.QuickPickItem)[];

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
  /** Titles of the boxes that asked for a text. */
  readonly boxes: string[] = [];
  /** Addresses that would have been opened outside VS Code. */
  readonly opened: string[] = [];
  private readonly texts: string[] = [];
  private readonly clicks: string[] = [];
  private readonly picks: string[] = [];
  private readonly arrivals = new vscode.EventEmitter<SeenMessage>();
  private readonly replaced: (() => void)[] = [];

  constructor() {
    this.replace(window, 'showInformationMessage', this.messageOf('information'));
    this.replace(window, 'showWarningMessage', this.messageOf('warning'));
    this.replace(window, 'showErrorMessage', this.messageOf('error'));
    this.replace(window, 'showInputBox', async (options?: vscode.InputBoxOptions) =>
      this.textFor(options?.title ?? ''),
    );
    this.replace(window, 'showQuickPick', async (items: Items | PromiseLike<Items>) =>
      this.picked(await items),
    );
    this.replace(window, 'createInputBox', () => this.box());
    this.replace(
      vscode.env,
      'openExternal',
      async (uri: vscode.Uri) => this.opened.push(uri.toString(true)) > 0,
    );
  }

  types(...texts: string[]): void {
    this.texts.push(...texts);
  }

  /** Will choose the button with this label when a message offers it. */
  clicksOn(action: string): void {
    this.clicks.push(action);
  }

  /** Will choose the entry with this label. */
  chooses(label: string): void {
    this.picks.push(label);
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

  private textFor(title: string): string | undefined {
    this.boxes.push(title);
    return this.texts.shift();
  }

  private picked(items: Items): unknown {
    const label = this.picks.shift();
    return items.find((item) => (typeof item === 'string' ? item : item.label) === label);
  }

  private box(): vscode.InputBox {
    const value = new vscode.EventEmitter<string>();
    const accept = new vscode.EventEmitter<void>();
    const hide = new vscode.EventEmitter<void>();
    const answer = (): void => {
      const text = this.textFor(box.title ?? '');
      if (text !== undefined) {
        box.value = text;
        value.fire(text);
        accept.fire();
        if (box.validationMessage) this.refusals.push(box.validationMessage);
      }
      hide.fire();
    };
    const box = {
      value: '',
      title: '',
      validationMessage: '',
      onDidChangeValue: value.event,
      onDidAccept: accept.event,
      onDidHide: hide.event,
      onDidTriggerButton: () => ({ dispose: () => undefined }),
      show: () => queueMicrotask(answer),
      hide: () => hide.fire(),
      dispose: () => vscode.Disposable.from(value, accept, hide).dispose(),
    };
    return box as unknown as vscode.InputBox;
  }
}
