import { errors, type Locator } from 'playwright-core';

/** Whether something is there within so many milliseconds. */
export function appears(locator: Locator, timeout: number): Promise<boolean> {
  return becomes('visible', locator.first(), timeout);
}

/** Whether something is gone within so many milliseconds. */
export function disappears(locator: Locator, timeout: number): Promise<boolean> {
  return becomes('detached', locator, timeout);
}

async function becomes(state: 'visible' | 'detached', locator: Locator, timeout: number): Promise<boolean> {
  try {
    await locator.waitFor({ state, timeout });
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
