import { entryFor } from './composition/entry';
import { nodePlatform } from './ui/platform/node';

/** The entry for the extension host of the desktop, or of a server. */
export const { activate, deactivate } = entryFor(nodePlatform);
