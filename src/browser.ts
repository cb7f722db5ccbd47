import { entryFor } from './composition/entry';
import { browserPlatform } from './platform/browser/browserPlatform';

/** The entry for the extension host of a browser. */
export const { activate, deactivate } = entryFor(browserPlatform);
