import type { Locator, Page } from 'playwright-core';
import { clickUnderPointer } from './hoverClick';

/** The messages at the lower right: those that stay, and progress, which comes and goes as slow as the machine is. */
export class Toasts {
  private readonly staying: Locator;
  private readonly passing: Locator;

  constructor(page: Page) {
    const all = page.locator('.notifications-toasts .notification-list-item');
    const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
    this.staying = all.filter({ hasNot: cancel });
    this.passing = all.filter({ has: cancel });
  }

  /** A message that holds a text; wait for it with `waitFor()`. */
  with(text: string | RegExp): Locator {
    return this.staying.filter({ hasText: text });
  }

  /** Progress whose title holds a text. */
  progress(title: string): Locator {
    return this.passing.filter({ hasText: title });
  }

  /** The texts of the messages that are to be seen now. */
  messages(): Promise<string[]> {
    return this.staying.locator('.notification-list-item-message').allInnerTexts();
  }

  /** The titles of a message's buttons. */
  buttons(text: string | RegExp): Promise<string[]> {
    return this.with(text)
      .locator('.notification-list-item-buttons-container .monaco-button')
      .allInnerTexts();
  }

  /** Clicks a button of the message that holds a text, once it is there. */
  async click(text: string | RegExp, button: string): Promise<void> {
    await this.with(text).getByRole('button', { name: button, exact: true }).click();
  }

  /** Closes the message that holds a text, once it is there. */
  async dismiss(text: string | RegExp): Promise<void> {
    const message = this.with(text);
    await clickUnderPointer(message, message.locator('.codicon-notifications-clear'));
    await message.waitFor({ state: 'detached' });
  }
}
