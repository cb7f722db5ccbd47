import type { VeoOperationsApi } from '../../src/ui/exportedApi';
import { exportedApi, removeAll } from './extension';
import { Gateway } from './gateway';
import { Person } from './scriptedUser';

/** What a suite about commands works with: the extension, a gateway with a key, and somebody at the screen. */
export interface Scene {
  api: VeoOperationsApi;
  gateway: Gateway;
  person: Person;
}

/** Sets the scene of the surrounding suite: one gateway for all, a new person and an empty list for each test. */
export function setScene(): Scene {
  const scene = {} as Scene;
  before(async () => {
    scene.api = await exportedApi();
    scene.gateway = await Gateway.open(scene.api);
  });
  beforeEach(() => {
    scene.person = new Person();
  });
  afterEach(async () => {
    scene.person.leave();
    await removeAll(scene.api);
  });
  after(() => scene.gateway.close());
  return scene;
}
