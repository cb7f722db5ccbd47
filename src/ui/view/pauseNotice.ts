import { t } from '../language/t';
import type { CheckingMode } from '../pause';

/** What says that background polling is off, and how to turn it on again. */
interface PauseNotice {
  /** A word or two. */
  readonly words: string;
  readonly sentence: string;
  readonly link: readonly [title: string, command: 'veo.resumeChecking' | 'veo.openSettings'];
}

/** The notice for a mode; undefined while background polling is on. */
export function pauseNotice(mode: CheckingMode): PauseNotice | undefined {
  switch (mode) {
    case 'on':
      return undefined;
    case 'paused':
      return {
        words: t('paused'),
        sentence: t('Checking is paused.'),
        link: [t('Resume Checking'), 'veo.resumeChecking'],
      };
    case 'offInSettings':
      return {
        words: t('checking is off'),
        sentence: t('Checking is off in the settings (veo.checking.enabled).'),
        link: [t('Open Settings'), 'veo.openSettings'],
      };
  }
}
