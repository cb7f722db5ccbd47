import { browserPlatform } from './platform/browser/browserPlatform';
import { entryFor } from './ui/assembly';

/** The entry for the extension host of a browser. */
export const { activate, deactivate } = entryFor(browserPlatform);
