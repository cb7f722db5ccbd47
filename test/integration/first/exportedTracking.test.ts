import assert from 'node:assert/strict';
import type { Operation } from '../../../src/operations/operation';
import { MAX_TEXT_LENGTH } from '../../../src/references/textLength';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi, nextChange, removeAll } from '../extension';
import { Gateway } from '../gateway';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const OTHER = 'models/veo-2.0-generate-001/operations/abcdefghijkl';
const GOOGLE = 'https://generativelanguage.googleapis.com/v1beta';

/** Names at endpoints without a key, so that no request is sent. */
describe('tracking through the exported API', () => {
  let api: VeoOperationsApi;

  before(async () => {
    api = await exportedApi();
  });
  afterEach(() => removeAll(api));

  it('finds the name in an answer', async () => {
    const [operation, ...others] = await api.track(JSON.stringify({ name: NAME, done: false }));
    assert.deepEqual(others, []);
    assert.deepEqual(
      [operation?.name, operation?.endpoint, operation?.model, operation?.state],
      [NAME, 'thucchien', 'veo-3.0-generate-001', 'running'],
    );
    assert.deepEqual(api.operations.map(nameOf), [NAME]);
  });

  it('finds every name in prose, each once, with the address telling the endpoint', async () => {
    const text = `First ${NAME}, then ${GOOGLE}/${OTHER}. Again: "${NAME}"`;
    const tracked = await api.track(text);
    assert.deepEqual(tracked.map(({ name, endpoint }) => [endpoint, name]).sort(), [
      ['google', OTHER],
      ['thucchien', NAME],
    ]);
  });

  it('counts two addresses of one operation as one', async () => {
    const addresses = [`${GOOGLE}/${NAME}`, `${GOOGLE.replace('.com', '.com:443')}/${NAME}`];
    assert.equal((await api.track(addresses.join('\n'))).length, 1);
  });

  it('ignores addresses of other hosts', async () => {
    const text = `https://example.com/v1beta/${NAME} http://generativelanguage.googleapis.com.example/v1beta/${NAME}`;
    assert.deepEqual(await api.track(text), []);
    assert.deepEqual(api.operations, []);
  });

  it('finds nothing where there is nothing', async () => {
    for (const text of ['', 'prose about models', '../../x', `${NAME}?x=y`, '🎬']) {
      assert.deepEqual(await api.track(text), [], text);
    }
  });

  it('uses the endpoint and the label of its options', async () => {
    const [operation] = await api.track(NAME, { endpoint: 'google', label: ' Sunrise ' });
    assert.deepEqual([operation?.endpoint, operation?.label], ['google', 'Sunrise']);
  });

  it('labels operations with the text beside their names, unless the options have a label', async () => {
    const text = `Sunrise: ${NAME}\nLantern: ${OTHER}`;
    const tracked = await api.track(text);
    assert.deepEqual(api.operations.map(nameOf), [NAME, OTHER], 'in the order of the text');
    assert.deepEqual(
      tracked.map(({ label, labelOrigin, source }) => [label, labelOrigin, source]),
      [
        ['Sunrise', 'text', 'api'],
        ['Lantern', 'text', 'api'],
      ],
    );
    const [renamed] = await api.track(`Sunset: ${NAME}`, { label: 'My sunrise' });
    assert.deepEqual([renamed?.label, renamed?.labelOrigin], ['My sunrise', undefined]);
  });

  it('keeps a label of the person when a text has another one', async () => {
    await api.track(NAME, { label: 'Sunrise' });
    const [again] = await api.track(`Sunset: ${NAME}`);
    assert.equal(again?.label, 'Sunrise');
  });

  it('refuses an endpoint that does not exist, and a text that is too long', async () => {
    await assert.rejects(api.track(NAME, { endpoint: 'nowhere' }), /There is no endpoint "nowhere"/);
    await assert.rejects(api.track(`${NAME} `.repeat(MAX_TEXT_LENGTH / 50)), /at most 262144 characters/);
    assert.deepEqual(api.operations, []);
  });

  it('keeps one row for each operation, with its first time and its last label', async () => {
    const [first] = await api.track(NAME, { label: 'Sunrise' });
    const [again] = await api.track(NAME);
    const [renamed] = await api.track(NAME, { label: 'Sunset' });
    assert.equal(again?.label, 'Sunrise');
    assert.equal(renamed?.label, 'Sunset');
    assert.equal(renamed?.trackedAt, first?.trackedAt);
    assert.equal(api.operations.length, 1);
  });

  it('fires events for what was added, changed and removed', async () => {
    const events: (readonly Operation[])[] = [];
    const listener = api.onDidChangeOperations((changed) => events.push(changed));
    const refused = nextChange(api, ({ problem }) => problem?.kind === 'noKey');
    const [operation] = await api.track(NAME);
    await refused;
    await api.remove({ endpoint: 'thucchien', name: NAME });
    listener.dispose();
    await api.track(NAME);
    assert.deepEqual(
      events.map((changed) => changed.map(({ name, problem }) => [name, problem?.kind])),
      [[[NAME, undefined]], [[NAME, 'noKey']], []],
    );
    assert.deepEqual(events[0], [operation]);
  });

  it('refuses to check what is not tracked, and ignores its removal', async () => {
    await assert.rejects(api.check({ endpoint: 'google', name: NAME }), /is not tracked/);
    await api.remove({ endpoint: 'google', name: NAME });
  });

  it('lists running operations first, then finished ones, the latest first', async () => {
    const gateway = await Gateway.open(api);
    try {
      const early = await gateway.trackAndPoll(gateway.newId({ kind: 'failed' }, 0));
      const late = await gateway.trackAndPoll(gateway.newId({ kind: 'failed' }, 0));
      const running = await gateway.trackAndPoll(gateway.newId());
      assert.deepEqual(api.operations.map(nameOf), [running, late, early].map(nameOf));
    } finally {
      await gateway.close();
    }
  });
});

function nameOf({ name }: Operation): string {
  return name;
}
