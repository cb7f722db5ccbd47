import type { Locator, Page } from 'playwright-core';
import { clickOnHover } from './hoverClick';
import { isVisibleWithin } from './visibility';

const PALETTE_RETRY_MS = 3_000;
const PALETTE_ATTEMPTS = 10;

/** The command palette, input boxes and quick picks: VS Code shows only one of them at a time. */
export class QuickInput {
  private readonly widget: Locator;
  private readonly box: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget:visible');
    this.box = this.widget.locator('.quick-input-box input');
  }

  /** Runs a command by its title in the palette, by the keyboard alone. */
  runByKeyboard(title: string): Promise<void> {
    return this.inPalette(title, () => this.box.press('Enter'));
  }

  /**
   * Runs a command by its title in the palette.
   * @throws Error when the palette does not offer it within half a minute.
   */
  runCommand(title: string): Promise<void> {
    return this.inPalette(title, () => this.pick(title));
  }

  private async inPalette(title: string, run: () => Promise<void>): Promise<void> {
    for (let attempt = 0; attempt < PALETTE_ATTEMPTS; attempt++) {
      await this.page.keyboard.press('F1');
      // A player that is still loading does not pass keys on to VS Code.
      if (!(await isVisibleWithin(this.box, PALETTE_RETRY_MS))) continue;
      await this.box.fill(`>${title}`);
      // An open palette does not add commands that are registered later, as they are while VS Code starts.
      if (await isVisibleWithin(this.item(title), PALETTE_RETRY_MS)) return run();
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`The palette has no command "${title}".`);
  }

  /** The titles that the palette offers for a text, `expected` being one of them. */
  async commandsFor(text: string, expected: string): Promise<string[]> {
    await this.page.keyboard.press('F1');
    await this.box.fill(`>${text}`);
    await this.item(expected).waitFor();
    const titles = await this.items();
    await this.cancel();
    return titles;
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.box.fill(name);
    await this.pick(name);
  }

  /** Waits for an input box or a quick pick, and resolves to the text in its box. */
  async text(): Promise<string> {
    await this.box.waitFor();
    return this.box.inputValue();
  }

  /** Replaces the text in the box. */
  async type(text: string): Promise<void> {
    await this.box.fill(text);
  }

  /** Accepts what is in the box, or the focused item. */
  async accept(): Promise<void> {
    await this.box.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.box.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Chooses an item by its exact label. */
  async pick(label: string): Promise<void> {
    await this.item(label).first().click();
  }

  /** Clicks one of the buttons that an item shows under the pointer. */
  async clickButton(label: string, title: string): Promise<void> {
    await clickOnHover(this.item(label), this.item(label).getByRole('button', { name: title }));
  }

  /** The titles of the buttons that an item shows under the pointer. */
  async buttons(label: string): Promise<string[]> {
    await this.item(label).hover();
    const buttons = await this.item(label).locator('.action-label').all();
    return Promise.all(buttons.map(async (button) => (await button.getAttribute('aria-label')) ?? ''));
  }

  /** The text that a screen reader says for an item. */
  async ariaLabel(label: string): Promise<string> {
    return (await this.item(label).getAttribute('aria-label')) ?? '';
  }

  /** Whether an item has the check mark. */
  async isChecked(label: string): Promise<boolean> {
    return (await this.item(label).locator('.label-name .codicon-check').count()) > 0;
  }

  /** How many items are ticked, by the counter of a list with check boxes. */
  async tickedCount(): Promise<number> {
    const count = await this.widget.locator('.quick-input-count').textContent();
    return Number.parseInt(count ?? '', 10);
  }

  /** Waits for a quick pick, and resolves to the labels it shows. */
  async items(): Promise<string[]> {
    await this.rows().first().waitFor();
    // The second line of an item is a label, too.
    const labels = (await this.rows().all()).map((row) => row.locator('.label-name').first());
    return Promise.all(labels.map(async (label) => (await label.textContent()) ?? ''));
  }

  /** The placeholder of the box. */
  async placeholder(): Promise<string> {
    return (await this.box.getAttribute('placeholder')) ?? '';
  }

  /** Whether the box hides what is typed. */
  async isPassword(): Promise<boolean> {
    return (await this.box.getAttribute('type')) === 'password';
  }

  /** The prompt of the box, or its validation message. */
  message(): Locator {
    return this.widget.locator('.quick-input-message');
  }

  /** The whole widget, to wait until it is visible or hidden. */
  get locator(): Locator {
    return this.widget;
  }

  private rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row');
  }

  private item(label: string): Locator {
    const exact = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.rows().filter({ has: exact });
  }
}
