import assert from 'node:assert/strict';
import { isPrivateHost } from '../../../../src/endpoints/http/redirect';
import { nodePlatform } from '../../../../src/platform/node/nodePlatform';

describe('the platform of a desktop or a server', () => {
  const { resolveHost = assert.fail, timeLimit = assert.fail } = nodePlatform;

  it('resolves a host name to all of its addresses, and an address to itself', async () => {
    const addresses = await resolveHost('localhost');
    assert.ok(addresses.length > 0 && addresses.every(isPrivateHost), addresses.join());
    assert.deepEqual(await resolveHost('::1'), ['::1']);
  });

  it('stops work that takes too long', () => {
    const begun = performance.now();
    const work = () => {
      while (performance.now() - begun < 5000);
      return 'late';
    };
    assert.equal(timeLimit(20, work), undefined);
    assert.equal(
      timeLimit(1000, () => 'in time'),
      'in time',
    );
  });
});
