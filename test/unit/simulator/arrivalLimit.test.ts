import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { once } from 'node:events';
import { connect } from 'node:net';
import { HOUR_MS } from '../../../src/base/time';
import { getJson, withSimulator } from './runningSimulator';

const REQUEST = 'GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

describe('simulator, while nobody asks it', () => {
  it('has no timer that fires within an hour', async () => {
    const delays: number[] = [];
    const hook = createHook({
      init: (_id, type, _trigger, resource) => {
        if (type === 'Timeout') delays.push((resource as { _idleTimeout: number })._idleTimeout);
      },
    }).enable();
    await withSimulator({}, async () => {
      hook.disable();
      assert.deepEqual(
        delays.filter((delay) => delay <= HOUR_MS),
        [],
      );
    });
    // A time limit of mocha would be a timer, too.
  }).timeout(0);
});

describe('simulator, by the time that a request takes to arrive', () => {
  it('ends a connection whose second request stays half', async () => {
    await withSimulator({ arrivalLimitMs: 100 }, async ({ url }) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.write(REQUEST);
      await once(socket, 'data');
      socket.write(REQUEST.slice(0, 30));
      await once(socket.resume(), 'close');
    });
  });

  it('lets an answer take longer than that', async () => {
    await withSimulator({ arrivalLimitMs: 50 }, async (simulator) => {
      simulator.script({ kind: 'delay', milliseconds: 150 });
      const answer = await getJson(`${simulator.url}/v1/models`);
      assert.equal(answer.status, 200);
    });
  });
});
