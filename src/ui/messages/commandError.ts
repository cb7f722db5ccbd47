import { t } from '../language/t';

/** Something a command ran into that the person can do something about; the message says what. */
export class CommandError extends Error {}

/** Waits until a setting is written. @throws CommandError when it cannot be */
export async function orSettingsFault(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch {
    throw new CommandError(SETTINGS_UNWRITABLE());
  }
}

/** Why a setting could not be changed, and what to do. */
export const SETTINGS_UNWRITABLE = () =>
  t('The settings could not be written. Open them and correct what is marked there, then try again.');
