import { entryFor } from './composition/entry';
import { nodePlatform } from './platform/node/nodePlatform';

/**
 * The entry for the extension host of the desktop, or of a server. The `import()` is the border of the stages: what only
 * the second one imports is in files of its own, which no start reads while nothing is under way.
 */
export const { activate, deactivate } = entryFor({
  platform: nodePlatform,
  loadSecondStage: () => import('./composition/secondStage'),
});
