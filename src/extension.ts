import { entryFor } from './composition/entry';
import { nodePlatform } from './platform/node/nodePlatform';

/** The entry for the extension host of the desktop, or of a server. */
export const { activate, deactivate } = entryFor(nodePlatform);
