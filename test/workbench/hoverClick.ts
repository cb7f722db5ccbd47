import { errors, type Locator } from 'playwright-core';

const ATTEMPTS = 8;
const ATTEMPT_TIMEOUT_MS = 2_500;

/**
 * Clicks a button that `owner` shows only under the pointer. Tries again when the owner has moved away meanwhile: a
 * message moves when another one closes, and a row may be redrawn.
 */
export async function clickOnHover(owner: Locator, button: Locator): Promise<void> {
  await owner.waitFor();
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.hover({ timeout: ATTEMPT_TIMEOUT_MS });
      return await button.click({ timeout: ATTEMPT_TIMEOUT_MS });
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof errors.TimeoutError)) throw error;
      await owner.page().mouse.move(0, 0);
    }
  }
}
