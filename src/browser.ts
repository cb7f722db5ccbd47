import { entryFor } from './composition/entry';
import * as secondStage from './composition/secondStage';
import { browserPlatform } from './platform/browser/browserPlatform';

/** The entry for the extension host of a browser. It gets one file, so the second stage is there from the start. */
export const { activate, deactivate } = entryFor({
  platform: browserPlatform,
  loadSecondStage: async () => secondStage,
});
