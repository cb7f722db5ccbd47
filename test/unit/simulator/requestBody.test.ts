import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { RequestBodies } from '../../../src/simulator/requestBody';

const MIB = Buffer.alloc(1024 * 1024);

describe('request bodies', () => {
  it('has no room for more than 64 MiB at once, and has it again when they have arrived', async () => {
    const bodies = new RequestBodies();
    const slow = Array.from({ length: 4 }, () => slowBody(16));
    const reading = slow.map(({ message }) => bodies.read(message));
    await Promise.all(slow.map(({ sent }) => sent));
    assert.equal(await bodies.read(bodyOf(1)), undefined);
    for (const { end } of slow) end();
    for (const body of await Promise.all(reading)) assert.equal(body?.length, 16 * MIB.length);
    assert.equal((await bodies.read(bodyOf(16)))?.length, 16 * MIB.length);
  });

  it('reads on for a while after the limit, then gives the client up', async () => {
    const bodies = new RequestBodies();
    assert.equal(await bodies.read(bodyOf(60)), undefined);
    await assert.rejects(bodies.read(bodyOf(65)), /no end/);
    assert.equal((await bodies.read(bodyOf(1)))?.length, MIB.length);
  });
});

function bodyOf(mib: number): IncomingMessage {
  return Readable.from(Array<Buffer>(mib).fill(MIB)) as IncomingMessage;
}

/** A body that pauses before its end until the test lets it go on. */
function slowBody(mib: number): { message: IncomingMessage; sent: Promise<void>; end: () => void } {
  const sent = signal();
  const ended = signal();
  async function* chunks() {
    for (let count = 0; count < mib; count++) yield MIB;
    sent.give();
    await ended.given;
  }
  const message = Readable.from(chunks(), { highWaterMark: 0 }) as IncomingMessage;
  return { message, sent: sent.given, end: ended.give };
}

function signal(): { given: Promise<void>; give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
