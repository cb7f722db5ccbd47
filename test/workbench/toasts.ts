import type { Locator, Page } from 'playwright-core';
import { clickOnHover } from './hoverClick';

/** The messages at the lower right. Progress, which comes and goes by itself, is kept apart from the others. */
export class Toasts {
  private readonly messageItems: Locator;
  private readonly progressItems: Locator;

  constructor(page: Page) {
    const all = page.locator('.notifications-toasts .notification-list-item');
    const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
    this.messageItems = all.filter({ hasNot: cancel });
    this.progressItems = all.filter({ has: cancel });
  }

  /** A message that contains a text; wait for it with `waitFor()`. */
  with(text: string | RegExp): Locator {
    return this.messageItems.filter({ hasText: text });
  }

  /** A progress whose title contains a text. */
  progress(title: string): Locator {
    return this.progressItems.filter({ hasText: title });
  }

  /** The texts of the messages that are visible now. */
  messages(): Promise<string[]> {
    return this.messageItems.locator('.notification-list-item-message').allInnerTexts();
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
    await clickOnHover(message, message.locator('.codicon-notifications-clear'));
    await message.waitFor({ state: 'detached' });
  }
}
