import { setTimeout as wait } from 'node:timers/promises';
import { endSession, startSession } from '../../../test/workbench/session';
import { VeoWindow } from '../../../test/workbench/veoWindow';
import type { Settings } from '../../host/userSettings';
import { LiveEndpoint, type LiveOrder } from './liveEndpoint';

/** The most that the setting takes: the simulated person has no limit either. */
const REQUESTS_PER_MINUTE = 3000;

/** Plays orders in the packaged extension in a real VS Code, in real time: all at once, each at an endpoint of its own. */
export async function liveRun(orders: readonly LiveOrder[]): Promise<LiveEndpoint[]> {
  const endpoints = await Promise.all(orders.map((order) => LiveEndpoint.open(order)));
  try {
    await startSession();
    await playRounds(await openWindow(endpoints), endpoints);
  } finally {
    await endSession();
    await Promise.all(endpoints.map(({ simulator }) => simulator.stop()));
  }
  return endpoints;
}

/** A window whose endpoints have their keys, and that has the focus: without it, the pace would be another one. */
async function openWindow(endpoints: readonly LiveEndpoint[]): Promise<VeoWindow> {
  const [first] = endpoints;
  if (!first) throw new Error('There is nothing to play');
  const window = await VeoWindow.open(first.simulator, { settings: settingsFor(endpoints) });
  for (const { order } of endpoints) await window.setKey(order.label);
  if (!(await window.workbench.page.evaluate('document.hasFocus()')))
    throw new Error('The window does not have the focus');
  return window;
}

function settingsFor(endpoints: readonly LiveEndpoint[]): Settings {
  const own = endpoints.map(({ order: { label }, url }) => {
    return { id: label.replaceAll(' ', '-'), label, kind: 'litellm', url };
  });
  return {
    'veo.endpoints': own,
    'veo.endpoint': own[0]?.id,
    'veo.checking.requestsPerMinute': REQUESTS_PER_MINUTE,
    // Messages of hundreds of ends would only keep the machine busy.
    'veo.notifications': 'none',
  };
}

/** Starts all jobs of a round at once, and pastes their addresses; the next round comes when the trace says so. */
async function playRounds(window: VeoWindow, endpoints: readonly LiveEndpoint[]): Promise<void> {
  const rounds = endpoints[0]?.order.jobs.rounds ?? [];
  const began = Date.now();
  for (const [first] of rounds) {
    await wait(Math.max(began + 1000 * (first?.startedAt ?? 0) - Date.now(), 0));
    const addresses = endpoints.flatMap((endpoint) => endpoint.startRound());
    await window.check(addresses.join(' '));
    await Promise.all(endpoints.map((endpoint) => endpoint.allNoticed()));
  }
}
