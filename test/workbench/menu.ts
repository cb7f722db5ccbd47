import type { Locator, Page } from 'playwright-core';

/** The menu that is open, such as a row's context menu. */
export class Menu {
  private readonly entries: Locator;

  constructor(page: Page) {
    this.entries = page.locator('.monaco-menu .action-item:not(.disabled) .action-menu-item');
  }

  /** Waits for a menu, and resolves to the titles of its entries, without separators. */
  async items(): Promise<string[]> {
    await this.entries.first().waitFor();
    return this.entries.locator('.action-label').allInnerTexts();
  }

  /** Chooses an entry by its exact title. */
  async pick(title: string): Promise<void> {
    const entry = this.entries.getByText(title, { exact: true });
    await entry.hover();
    await entry.press('Enter'); // A click would be ignored in the menu's first 100 ms.
  }
}
