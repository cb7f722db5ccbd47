import { entryFor } from './composition/entry';
import { nodePlatform } from './platform/node/nodePlatform';

/**
 * The entry for the extension host of the desktop, or of a server. The `require` and the `import()` are the borders of
 * the stages: what only these import is in files of their own, which no start reads while nothing is under way.
 */
export const { activate, deactivate } = entryFor({
  platform: nodePlatform,
  loadStoredList: () => require('./composition/storedList'),
  loadSecondStage: () => import('./composition/secondStage'),
});
