import { errors, type Locator } from 'playwright-core';

/** Whether the first match becomes visible within `timeout` ms. */
export function isVisibleWithin(locator: Locator, timeout: number): Promise<boolean> {
  return isInStateWithin('visible', locator.first(), timeout);
}

/** Whether the match is removed from the page within `timeout` ms. */
export function isDetachedWithin(locator: Locator, timeout: number): Promise<boolean> {
  return isInStateWithin('detached', locator, timeout);
}

async function isInStateWithin(
  state: 'visible' | 'detached',
  locator: Locator,
  timeout: number,
): Promise<boolean> {
  try {
    await locator.waitFor({ state, timeout });
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
