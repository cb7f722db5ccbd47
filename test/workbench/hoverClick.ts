import { errors, type Locator } from 'playwright-core';

const attempts = 8;
const patienceMs = 2_500;

/**
 * Clicks a button that something shows only under the pointer; again when that has moved away meanwhile, as a message
 * does when another one closes, and a row that is drawn anew.
 */
export async function clickUnderPointer(owner: Locator, button: Locator): Promise<void> {
  await owner.waitFor();
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.hover({ timeout: patienceMs });
      return await button.click({ timeout: patienceMs });
    } catch (error) {
      if (attempt === attempts || !(error instanceof errors.TimeoutError)) throw error;
      await owner.page().mouse.move(0, 0);
    }
  }
}
