import type { Locator, Page } from 'playwright-core';
import { clickOnHover } from './hoverClick';
import { isDetachedWithin, isVisibleWithin } from './visibility';

const TOOLTIP_RETRY_MS = 3_000;
const TOOLTIP_ATTEMPTS = 4;
const CLICK_RETRY_MS = 4_000;
const CLICK_ATTEMPTS = 4;

/** What a row of a tree shows, and what a screen reader says. */
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

  /** The visible rows, once there is one. */
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

  /** Reads all texts of the row at once, since the row may be redrawn at any time. */
  texts(): Promise<RowTexts> {
    return this.locator.evaluate(textsOf);
  }

  /** Waits until the row is visible. */
  async waitFor(): Promise<void> {
    await this.locator.waitFor();
  }

  async click(): Promise<void> {
    await this.locator.click();
  }

  /**
   * Selects the row without running its command: by a click with Control, alone or in addition to the rows that are
   * selected already, or with Shift for all rows up to it. Clicks again until the row is selected: VS Code ignores a
   * click when it redraws the row between press and release.
   */
  async select(beside: 'alone' | 'Control' | 'Shift' = 'alone'): Promise<void> {
    if (beside === 'alone') await this.unselectOthers();
    const modifiers = [beside === 'Shift' ? ('Shift' as const) : ('Control' as const)];
    if ((await this.selected().count()) > 0) return;
    for (let attempt = 0; attempt < CLICK_ATTEMPTS; attempt++) {
      await this.locator.click({ modifiers });
      if (await isVisibleWithin(this.selected(), CLICK_RETRY_MS)) return;
    }
    throw new Error('The row does not become selected.');
  }

  /** Unselects all other rows, since commands act on them, too. Clicks again as `select` does. */
  private async unselectOthers(): Promise<void> {
    const tree = this.locator.locator('xpath=..');
    const others = tree.locator('> .monaco-list-row.selected');
    for (let ignoredClicks = 0; ignoredClicks < CLICK_ATTEMPTS; ) {
      const left = await others.count();
      if (left === 0) return;
      await others.first().click({ modifiers: ['Control'] });
      if (!(await isDetachedWithin(others.nth(left - 1), CLICK_RETRY_MS))) ignoredClicks++;
    }
    throw new Error('The other rows stay selected.');
  }

  private selected(): Locator {
    return this.locator.and(this.page.locator('.selected'));
  }

  /** Expands the row, unless it is expanded. */
  async expand(): Promise<void> {
    if ((await this.locator.getAttribute('aria-expanded')) === 'false') {
      await this.locator.locator('.monaco-tl-twistie').click();
    }
  }

  /** Clicks one of the buttons that a row shows under the pointer. */
  async clickAction(title: string): Promise<void> {
    await clickOnHover(this.locator, this.locator.getByRole('button', { name: title }));
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

  /** Waits until the row has the keyboard focus, selected or not. */
  async waitForFocus(): Promise<void> {
    await this.locator.and(this.page.locator('.focused')).waitFor();
  }

  /** Hovers over the row until its tooltip shows; resolves to the tooltip's text. */
  async tooltip(): Promise<string> {
    const hover = this.page.locator('.workbench-hover:visible').filter({ hasNotText: /^Loading\.\.\.$/ });
    // A row that is redrawn meanwhile shows no tooltip.
    for (let attempt = 0; attempt < TOOLTIP_ATTEMPTS; attempt++) {
      await this.hoverAgain();
      if (await isVisibleWithin(hover, TOOLTIP_RETRY_MS))
        return (await textOf(hover)).replaceAll('\u00a0', ' ');
    }
    throw new Error('The row shows no tooltip.');
  }

  /**
   * Moves the pointer away and back: otherwise a tooltip that a click has closed stays closed, and that of a button
   * stays open.
   */
  private async hoverAgain(): Promise<void> {
    await this.page.mouse.move(0, 0);
    const shown = this.page.locator('.workbench-hover:visible').first();
    await shown.waitFor({ state: 'hidden', timeout: TOOLTIP_RETRY_MS }).catch(() => undefined); // The next attempt may succeed.
    await this.locator.locator('.label-name').first().hover();
  }
}

async function textOf(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? '';
}

/** The properties that we read of an element: tests are compiled without the types of a browser. */
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
