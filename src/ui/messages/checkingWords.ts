import { t } from '../language/t';
import type { CheckingMode } from '../pause';

/** That nothing is checked by itself, in two words; undefined while everything is. */
export function restingWords(mode: CheckingMode): string | undefined {
  switch (mode) {
    case 'on':
      return undefined;
    case 'paused':
      return t('paused');
    case 'offInSettings':
      return t('checking is off');
  }
}

/** The same in a sentence. */
export function restingSentence(mode: CheckingMode): string | undefined {
  switch (mode) {
    case 'on':
      return undefined;
    case 'paused':
      return t('Checking is paused.');
    case 'offInSettings':
      return t('Checking is off in the settings (veo.checking.enabled).');
  }
}
