import type { Locator, Page } from 'playwright-core';
import { clickUnderPointer } from './underPointer';

/** The messages at the lower right. */
export class Toasts {
  private readonly list: Locator;

  constructor(page: Page) {
    this.list = page.locator('.notifications-toasts .notification-list-item');
  }

  /** A message that holds a text; wait for it with `waitFor()`. */
  with(text: string | RegExp): Locator {
    return this.list.filter({ hasText: text });
  }

  /** The texts of the messages that are to be seen now. */
  messages(): Promise<string[]> {
    return this.list.locator('.notification-list-item-message').allInnerTexts();
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

  /** Closes the message that holds a text, once it is there. The progress of a check goes away by itself. */
  async dismiss(text: string | RegExp): Promise<void> {
    const message = this.with(text).filter({ hasNotText: /Checking .*…/ });
    await clickUnderPointer(message, message.locator('.codicon-notifications-clear'));
    await message.waitFor({ state: 'detached' });
  }
}
