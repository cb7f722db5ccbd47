import { entryFor } from './composition/assembly';
import { browserPlatform } from './ui/platform/browser';

/** The entry for the extension host of a browser. */
export const { activate, deactivate } = entryFor(browserPlatform);
