import assert from 'node:assert/strict';
import { ManyWindowsHarness } from './manyWindowsHarness';

describe('windows that share a limit send in no minute more than it', () => {
  let harness: ManyWindowsHarness;
  beforeEach(() => {
    harness = new ManyWindowsHarness();
  });

  it('when a window is opened anew again and again', async () => {
    for (let i = 0; i < 5; i++) {
      const window = await harness.open(12);
      await harness.advance(12);
      window.close();
    }
    await harness.open(12);
    await harness.advance(120);
    assert.ok(harness.mostInAMinute <= 20, `${harness.mostInAMinute}`);
  });

  for (const seconds of [2, 10]) {
    it(`when a window is opened anew ${seconds} s after a Refresh of all`, async () => {
      const window = await harness.open(20);
      await harness.advance(60);
      window.refresh();
      await harness.advance(seconds);
      window.close();
      const again = await harness.open(20);
      again.refresh();
      await harness.advance(120);
      assert.ok(harness.mostInAMinute <= 20, `${harness.mostInAMinute}`);
    });
  }

  it('when the window has crashed', async () => {
    const window = await harness.open(20);
    window.refresh();
    await harness.advance(3);
    await window.crash();
    await harness.open(20);
    await harness.advance(120);
    assert.ok(harness.mostInAMinute <= 20, `${harness.mostInAMinute}`);
  });

  for (const count of [2, 3, 8]) {
    it(`when the person refreshes all in each of ${count} windows`, async () => {
      const windows = [];
      for (let i = 0; i < count; i++) windows.push(await harness.open(20));
      await harness.advance(60);
      for (let round = 0; round < 3; round++) {
        for (const window of windows) window.refresh();
        await harness.advance(40);
      }
      assert.ok(harness.mostInAMinute <= 20, `${harness.mostInAMinute}`);
    });
  }

  it('when something comes to run in a window in which nothing ran', async () => {
    const [busy, idle] = [await harness.open(20), await harness.open(0)];
    await harness.advance(60);
    busy.refresh();
    await harness.advance(3);
    for (let i = 0; i < 6; i++) idle.track();
    idle.refresh();
    await harness.advance(1);
    assert.equal(harness.mostInAMinute, 20);
  });

  it('when the first of them are long on their way', async () => {
    const delays = [900, 700, 500];
    harness.latency = () => delays.shift() ?? 20;
    const window = await harness.open(40);
    window.refresh();
    await harness.advance(180);
    assert.equal(harness.mostInAMinute, 20);
  });

  it('when the clock of the computer is set to and fro', async () => {
    await harness.open(12);
    for (let i = 0; i < 60; i++) {
      harness.clock.setWallClock(harness.clock.now() + (i % 2 ? -5000 : 5000));
      await harness.advance(5);
    }
    harness.clock.setWallClock(harness.clock.now() + 3_600_000);
    await harness.advance(60);
    assert.ok(harness.mostInAMinute <= 15, `${harness.mostInAMinute}`);
  });

  for (const seconds of [-3600, -10, 40, 3600]) {
    it(`when the clock of the computer is set by ${seconds} s, and all is refreshed in each window`, async () => {
      const windows = [await harness.open(4), await harness.open(4), await harness.open(4)];
      await harness.advance(300);
      harness.clock.setWallClock(harness.clock.now() + 1000 * seconds);
      for (const window of windows) {
        await harness.advance(2);
        window.refresh();
      }
      await harness.advance(120);
      assert.ok(harness.mostInAMinute <= 20, `${harness.mostInAMinute}`);
    });
  }
});
