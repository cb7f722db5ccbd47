import { nodePlatform } from './platform/node/nodePlatform';
import { entryFor } from './ui/assembly';

/** The entry for the extension host of the desktop, or of a server. */
export const { activate, deactivate } = entryFor(nodePlatform);
