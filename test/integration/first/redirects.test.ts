import assert from 'node:assert/strict';
import type { Simulator } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi } from '../extension';
import { GATEWAY_KEY, Gateway, startServer } from '../gateway';

const KEY_HEADER = 'x-goog-api-key';

describe('a redirect', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;
  let other: Simulator;

  before(async () => {
    api = await exportedApi();
  });
  beforeEach(async () => {
    gateway = await Gateway.open(api);
    other = await startServer();
  });
  afterEach(async () => {
    await other.stop();
    await gateway.close();
  });

  it('to another origin is followed without the key', async () => {
    const id = gateway.newId();
    gateway.scriptFault({ kind: 'redirect', location: `${other.url}/gemini/v1beta/${id.name}` });
    const redirected = other.nextRequest();
    // The other server requires the key, too, so its refusal shows that the key was not sent.
    assert.equal((await gateway.trackAndPoll(id)).problem?.kind, 'unauthorized');
    const { path, headers } = await redirected;
    assert.equal(path, `/gemini/v1beta/${id.name}`);
    assert.equal(headers[KEY_HEADER], undefined);
    assert.equal(JSON.stringify(headers).includes(GATEWAY_KEY), false);
  });

  it('within its origin is followed with the key', async () => {
    const id = gateway.newId();
    gateway.scriptFault({ kind: 'redirect', location: `/v1beta/${id.name}` });
    assert.equal((await gateway.trackAndPoll(id)).problem, undefined);
    const keys = gateway.simulator.requests.filter(({ path }) => path.endsWith(id.name));
    assert.deepEqual(
      keys.map(({ path, headers }) => [path, headers[KEY_HEADER]]),
      [
        [`/gemini/v1beta/${id.name}`, GATEWAY_KEY],
        [`/v1beta/${id.name}`, GATEWAY_KEY],
      ],
    );
  });

  for (const location of ['http://192.0.2.1/', 'file:///etc/passwd', 'ftp://127.0.0.1/', 'http://']) {
    it(`to ${location} is refused`, async () => {
      const id = gateway.newId();
      gateway.scriptFault({ kind: 'redirect', location });
      const { problem, state } = await gateway.trackAndPoll(id);
      assert.deepEqual([state, problem?.kind], ['running', 'malformed']);
      assert.match(problem?.message ?? '', /not safe/);
    });
  }
});
