import { entryFor } from './composition/entry';
import * as secondStage from './composition/secondStage';
import * as storedList from './composition/storedList';
import { browserPlatform } from './platform/browser/browserPlatform';

/** The entry for the extension host of a browser. It gets one file, so all stages are there from the start. */
export const { activate, deactivate } = entryFor({
  platform: browserPlatform,
  loadStoredList: () => storedList,
  loadSecondStage: async () => secondStage,
});
