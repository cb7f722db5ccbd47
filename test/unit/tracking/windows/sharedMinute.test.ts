import assert from 'node:assert/strict';
import { ManyWindowsHarness } from './manyWindowsHarness';

describe('in no minute more requests than the limit come to the server', () => {
  let office: ManyWindowsHarness;
  beforeEach(() => {
    office = new ManyWindowsHarness();
  });

  it('when a window is opened anew again and again', async () => {
    for (let i = 0; i < 5; i++) {
      const window = await office.open(12);
      await office.forward(12);
      window.close();
    }
    await office.open(12);
    await office.forward(120);
    assert.ok(office.mostInAMinute <= 20, `${office.mostInAMinute}`);
  });

  for (const seconds of [2, 10]) {
    it(`when a window is opened anew ${seconds} s after a Refresh of all`, async () => {
      const window = await office.open(20);
      await office.forward(60);
      window.refresh();
      await office.forward(seconds);
      window.close();
      const again = await office.open(20);
      again.refresh();
      await office.forward(120);
      assert.ok(office.mostInAMinute <= 20, `${office.mostInAMinute}`);
    });
  }

  it('when the window has crashed', async () => {
    const window = await office.open(20);
    window.refresh();
    await office.forward(3);
    await window.crash();
    await office.open(20);
    await office.forward(120);
    assert.ok(office.mostInAMinute <= 20, `${office.mostInAMinute}`);
  });

  for (const count of [2, 3, 8]) {
    it(`when the person refreshes all in each of ${count} windows`, async () => {
      const windows = [];
      for (let i = 0; i < count; i++) windows.push(await office.open(20));
      await office.forward(60);
      for (let round = 0; round < 3; round++) {
        for (const window of windows) window.refresh();
        await office.forward(40);
      }
      assert.ok(office.mostInAMinute <= 20, `${office.mostInAMinute}`);
    });
  }

  it('when something comes to run in a window in which nothing ran', async () => {
    const [busy, idle] = [await office.open(20), await office.open(0)];
    await office.forward(60);
    busy.refresh();
    await office.forward(3);
    for (let i = 0; i < 6; i++) idle.track();
    idle.refresh();
    await office.forward(1);
    assert.equal(office.mostInAMinute, 20);
  });

  it('when the first of them are long on their way', async () => {
    const delays = [900, 700, 500];
    office.latency = () => delays.shift() ?? 20;
    const window = await office.open(40);
    window.refresh();
    await office.forward(180);
    assert.equal(office.mostInAMinute, 20);
  });

  it('when the clock of the computer is set to and fro', async () => {
    await office.open(12);
    for (let i = 0; i < 60; i++) {
      office.hands.setSystemTime(office.clock.now() + (i % 2 ? -5000 : 5000));
      await office.forward(5);
    }
    office.hands.setSystemTime(office.clock.now() + 3_600_000);
    await office.forward(60);
    assert.ok(office.mostInAMinute <= 15, `${office.mostInAMinute}`);
  });

  for (const seconds of [-3600, -10, 40, 3600]) {
    it(`when the clock of the computer is set by ${seconds} s, and all is refreshed in each window`, async () => {
      const windows = [await office.open(4), await office.open(4), await office.open(4)];
      await office.forward(300);
      office.hands.setSystemTime(office.clock.now() + 1000 * seconds);
      for (const window of windows) {
        await office.forward(2);
        window.refresh();
      }
      await office.forward(120);
      assert.ok(office.mostInAMinute <= 20, `${office.mostInAMinute}`);
    });
  }
});
