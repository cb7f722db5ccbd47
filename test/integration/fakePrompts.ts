import * as vscode from 'vscode';

/** A `vscode.QuickPick` without a window: `answer` handles it once it is shown and no longer busy. */
export class FakeQuickPick {
  title = '';
  value = '';
  items: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  buttons: readonly vscode.QuickInputButton[] = [];
  private readonly accepted = new vscode.EventEmitter<void>();
  private readonly hidden = new vscode.EventEmitter<void>();
  private readonly valueChanged = new vscode.EventEmitter<string>();
  private readonly titleButtonPressed = new vscode.EventEmitter<vscode.QuickInputButton>();
  private readonly itemButtonPressed = new vscode.EventEmitter<
    vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>
  >();
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidChangeValue = this.valueChanged.event;
  readonly onDidTriggerButton = this.titleButtonPressed.event;
  readonly onDidTriggerItemButton = this.itemButtonPressed.event;
  private isBusy = false;

  /** @param hasAnswer whether an answer is scripted, which then waits until the list is no longer busy */
  constructor(
    private readonly hasAnswer: () => boolean,
    private readonly answer: (list: FakeQuickPick) => void,
  ) {}

  get busy(): boolean {
    return this.isBusy;
  }

  set busy(busy: boolean) {
    const isComplete = this.isBusy && !busy;
    this.isBusy = busy;
    if (isComplete) this.answer(this);
  }

  show(): void {
    queueMicrotask(() => {
      if (!this.busy || !this.hasAnswer()) this.answer(this);
    });
  }

  hide(): void {}

  /** As if a person had left the list. */
  close(): void {
    this.hidden.fire();
  }

  acceptWithout(unticked: readonly string[]): void {
    this.selectedItems = this.selectedItems.filter(({ label }) => !unticked.includes(label));
    this.accepted.fire();
  }

  pressTitleButton(tooltip: string): void {
    const button = this.buttons.find((one) => one.tooltip === tooltip);
    if (button) this.titleButtonPressed.fire(button);
  }

  /** Picks an entry, or presses its button with this tooltip; does nothing where there is no such entry or button. */
  pickItem(label: string, tooltip?: string): void {
    const item = this.items.find((one) => one.label === label);
    if (!item) return;
    this.selectedItems = [item];
    const button = item.buttons?.find((one) => one.tooltip === tooltip);
    if (tooltip === undefined) this.accepted.fire();
    else if (button) this.itemButtonPressed.fire({ item, button });
  }

  dispose(): void {
    const { accepted, hidden, valueChanged, titleButtonPressed, itemButtonPressed } = this;
    vscode.Disposable.from(accepted, hidden, valueChanged, titleButtonPressed, itemButtonPressed).dispose();
  }
}

/** A `vscode.InputBox` without a window: `answer` handles it once it is shown. */
export class FakeInputBox {
  title = '';
  prompt = '';
  value = '';
  busy = false;
  validationMessage: string | vscode.InputBoxValidationMessage | undefined = '';
  isOpen = true;
  private readonly accepted = new vscode.EventEmitter<void>();
  private readonly hidden = new vscode.EventEmitter<void>();
  private readonly valueChanged = new vscode.EventEmitter<string>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidChangeValue = this.valueChanged.event;

  constructor(private readonly answer: (box: FakeInputBox) => void) {}

  onDidTriggerButton(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  show(): void {
    queueMicrotask(() => this.answer(this));
  }

  hide(): void {
    if (this.isOpen) this.hidden.fire();
    this.isOpen = false;
  }

  /** Types a text, unless the box holds it already, and presses Enter. */
  typeAndAccept(text: string): void {
    if (text !== this.value) {
      this.value = text;
      this.valueChanged.fire(text);
    }
    this.accepted.fire();
  }

  dispose(): void {
    vscode.Disposable.from(this.accepted, this.hidden, this.valueChanged).dispose();
  }
}
