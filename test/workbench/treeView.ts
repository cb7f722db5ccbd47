import type { Locator, Page } from 'playwright-core';
import { clickUnderPointer } from './hoverClick';
import { appears, disappears } from './visibility';

const tooltipRetryMs = 3_000;
const tooltipAttempts = 4;
const clickRetryMs = 4_000;
const clickAttempts = 4;

/** What a row of a tree shows and tells. */
export interface RowTexts {
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** Classes of the icon, such as `codicon-check`. */
  readonly icon: readonly string[];
  /** 1 for the top level. */
  readonly level: number;
  /** Undefined for a row without children. */
  readonly expanded: boolean | undefined;
}

/** A tree view of the side bar. */
export class TreeView {
  private readonly tree: Locator;

  constructor(
    private readonly page: Page,
    title: string,
  ) {
    this.tree = page.locator(`.sidebar .monaco-list[role="tree"][aria-label="${title}"]`);
  }

  /** The first row whose label and description hold a text. */
  row(text: string | RegExp): TreeRow {
    return new TreeRow(this.page, this.all().filter({ hasText: text }).first());
  }

  /** The rows that are to be seen, once there is one. */
  async rows(): Promise<RowTexts[]> {
    await this.all().first().waitFor();
    const rows = await this.all().all();
    return Promise.all(rows.map((row) => new TreeRow(this.page, row).texts()));
  }

  /** All rows, as a locator. */
  all(): Locator {
    return this.tree.locator('.monaco-list-row');
  }
}

/** One row of a tree. */
export class TreeRow {
  constructor(
    private readonly page: Page,
    readonly locator: Locator,
  ) {}

  /** Reads the row, all at once: it may be drawn anew at any time. */
  texts(): Promise<RowTexts> {
    return this.locator.evaluate(textsOf);
  }

  /** Waits until the row is there. */
  async waitFor(): Promise<void> {
    await this.locator.waitFor();
  }

  async click(): Promise<void> {
    await this.locator.click();
  }

  /**
   * Selects the row, by a click that does not do what a click on the row does: with Control held, alone or beside those
   * that are selected already, or with Shift up to here. Again until it is selected: VS Code takes no notice of a click
   * when it draws the row anew between press and release.
   */
  async select(beside: 'alone' | 'Control' | 'Shift' = 'alone'): Promise<void> {
    if (beside === 'alone') await this.unselectOthers();
    const modifiers = [beside === 'Shift' ? ('Shift' as const) : ('Control' as const)];
    if ((await this.selected().count()) > 0) return;
    for (let attempt = 0; attempt < clickAttempts; attempt++) {
      await this.locator.click({ modifiers });
      if (await appears(this.selected(), clickRetryMs)) return;
    }
    throw new Error('The row does not become selected.');
  }

  /** Rows that stay selected would be acted on, too. Again, as for `select`, where VS Code takes no notice of a click. */
  private async unselectOthers(): Promise<void> {
    const tree = this.locator.locator('xpath=..');
    const others = tree.locator('> .monaco-list-row.selected');
    for (let lost = 0; lost < clickAttempts; ) {
      const left = await others.count();
      if (left === 0) return;
      await others.first().click({ modifiers: ['Control'] });
      if (!(await disappears(others.nth(left - 1), clickRetryMs))) lost++;
    }
    throw new Error('The other rows stay selected.');
  }

  private selected(): Locator {
    return this.locator.and(this.page.locator('.selected'));
  }

  /** Shows the row's children. */
  async expand(): Promise<void> {
    if ((await this.locator.getAttribute('aria-expanded')) === 'false') {
      await this.locator.locator('.monaco-tl-twistie').click();
    }
  }

  /** Clicks one of the buttons that a row shows under the pointer. */
  async clickAction(title: string): Promise<void> {
    await clickUnderPointer(this.locator, this.locator.getByRole('button', { name: title }));
  }

  /** The titles of the buttons that the row shows under the pointer. */
  async actions(): Promise<string[]> {
    await this.locator.hover();
    const buttons = await this.locator.locator('.actions .action-label').all();
    return Promise.all(buttons.map(async (button) => (await button.getAttribute('aria-label')) ?? ''));
  }

  /** Opens the row's context menu, to be handled by `Workbench.menu`. */
  async openMenu(): Promise<void> {
    await this.locator.click({ button: 'right' });
  }

  /** Waits until the row has the keyboard's focus, be it selected or not. */
  async waitForFocus(): Promise<void> {
    await this.locator.and(this.page.locator('.focused')).waitFor();
  }

  /** Hovers over the row until its tooltip shows; resolves to the tooltip's text. */
  async tooltip(): Promise<string> {
    const hover = this.page.locator('.workbench-hover:visible').filter({ hasNotText: /^Loading\.\.\.$/ });
    // A row that is redrawn meanwhile shows none.
    for (let attempt = 0; attempt < tooltipAttempts; attempt++) {
      await this.hoverAnew();
      if (await appears(hover, tooltipRetryMs)) return (await textOf(hover)).replaceAll('\u00a0', ' ');
    }
    throw new Error('The row shows no tooltip.');
  }

  /** Beginning elsewhere: else a tooltip that a click has closed stays closed, and that of a button stays open. */
  private async hoverAnew(): Promise<void> {
    await this.page.mouse.move(0, 0);
    const shown = this.page.locator('.workbench-hover:visible').first();
    await shown.waitFor({ state: 'hidden', timeout: tooltipRetryMs }).catch(() => undefined); // The next attempt may do.
    await this.locator.locator('.label-name').first().hover();
  }
}

async function textOf(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? '';
}

/** An element of the page, as far as it is read. */
interface Element {
  readonly textContent: string | null;
  readonly className: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
}

/** Runs in the page. */
function textsOf(element: unknown): RowTexts {
  const row = element as Element;
  const expanded = row.getAttribute('aria-expanded');
  return {
    label: row.querySelector('.label-name')?.textContent ?? '',
    description: row.querySelector('.label-description')?.textContent ?? '',
    ariaLabel: row.getAttribute('aria-label') ?? '',
    icon: row.querySelector('.custom-view-tree-node-item-icon')?.className.split(' ') ?? [],
    level: Number(row.getAttribute('aria-level')),
    expanded: expanded === null ? undefined : expanded === 'true',
  };
}
