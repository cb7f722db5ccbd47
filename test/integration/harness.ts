import type { VeoOperationsApi } from '../../src/ui/exportedApi';
import { exportedApi, removeAll } from './extension';
import { Gateway } from './gateway';
import { ScriptedUser } from './scriptedUser';

/** What a suite about commands needs: the extension, a gateway with a key, and a user. */
export interface Harness {
  api: VeoOperationsApi;
  gateway: Gateway;
  user: ScriptedUser;
}

/** Prepares the surrounding suite: one gateway for all its tests, a new user and an empty list for each. */
export function useHarness(): Harness {
  const harness = {} as Harness;
  before(async () => {
    harness.api = await exportedApi();
    harness.gateway = await Gateway.open(harness.api);
  });
  beforeEach(() => {
    harness.user = new ScriptedUser();
  });
  afterEach(async () => {
    harness.user.restore();
    await removeAll(harness.api);
  });
  after(() => harness.gateway.close());
  return harness;
}
