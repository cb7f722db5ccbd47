import { setTimeout as wait } from 'node:timers/promises';
import { endsWithin } from '../../../src/base/endsWithin';
import { MINUTE_MS, systemTime } from '../../../src/base/time';
import { endSession, startSession } from '../../../test/workbench/session';
import { VeoWindow } from '../../../test/workbench/veoWindow';
import type { Settings } from '../../host/userSettings';
import { LiveEndpoint, type LiveOrder } from './liveEndpoint';
import { runInTerminal } from './liveTerminal';
import { PROGRAM, PROGRAM_FILE } from './startDesk';

/** The most that the setting takes: the simulated person has no limit either. */
const REQUESTS_PER_MINUTE = 3000;
/** The longest job takes some five minutes. A window that has crashed notices nothing. */
const ROUND_LIMIT_MS = 15 * MINUTE_MS;

/** Somebody with a window of their own, which learns by itself. */
interface Person {
  readonly window: VeoWindow;
  readonly endpoints: readonly LiveEndpoint[];
}

/**
 * Plays orders in the packaged extension in a real VS Code, in real time: each at an endpoint of its own, all at once.
 *
 * @param people the orders of each person
 */
export async function liveRun(people: readonly (readonly LiveOrder[])[]): Promise<LiveEndpoint[]> {
  const endpoints = await Promise.all(
    people.map((orders) => Promise.all(orders.map((order) => LiveEndpoint.open(order)))),
  );
  try {
    await startSession();
    await playRounds(await openWindows(endpoints));
  } finally {
    await endSession();
    await Promise.all(endpoints.flat().map(({ simulator }) => simulator.stop()));
  }
  return endpoints.flat();
}

/** Opens the window of each person, whose endpoints have their keys. */
async function openWindows(people: readonly (readonly LiveEndpoint[])[]): Promise<Person[]> {
  const settings = settingsFor(people.flat());
  const opened: Person[] = [];
  for (const endpoints of people) {
    const [first] = endpoints;
    if (!first) continue;
    const window = await VeoWindow.open(first.simulator, { settings, files: { [PROGRAM_FILE]: PROGRAM } });
    for (const { order } of endpoints) await window.setKey(order.label);
    opened.push({ window, endpoints });
  }
  return opened;
}

/** The same for all windows, as they belong to the server. */
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
    'veo.capture.terminal': 'on',
    // So that what the terminal shows is in the page.
    'terminal.integrated.gpuAcceleration': 'off',
  };
}

/**
 * Each person starts all jobs of a round at once, and pastes them or lets a program print them; the next round comes when the
 * trace says so.
 */
async function playRounds(people: readonly Person[]): Promise<void> {
  const rounds = people[0]?.endpoints[0]?.order.jobs.rounds ?? [];
  const began = Date.now();
  for (const [first] of rounds) {
    await wait(Math.max(began + 1000 * (first?.startedAt ?? 0) - Date.now(), 0));
    for (const person of people) await startRound(person);
    await untilAllNoticed(people.flatMap(({ endpoints }) => endpoints));
    for (const person of people) await proveFocus(person);
  }
}

async function startRound({ window, endpoints }: Person): Promise<void> {
  const captured = endpoints.filter(({ order }) => order.way === 'captured');
  const pasted = endpoints.filter((endpoint) => !captured.includes(endpoint));
  const addresses = pasted.flatMap((endpoint) => endpoint.startRound());
  if (addresses.length > 0) await window.check(addresses.join(' '));
  for (const endpoint of captured) await startFromTerminal(window, endpoint);
}

/** A program starts the jobs and prints their names, and the person does nothing about them. */
async function startFromTerminal(window: VeoWindow, endpoint: LiveEndpoint): Promise<void> {
  const { url, whenOver } = await endpoint.openDesk();
  await runInTerminal(window, `node ${PROGRAM_FILE} ${url}`);
  await whenOver;
}

async function untilAllNoticed(endpoints: readonly LiveEndpoint[]): Promise<void> {
  const allNoticed = Promise.all(endpoints.map((endpoint) => endpoint.allNoticed()));
  if (!(await endsWithin(ROUND_LIMIT_MS, allNoticed, systemTime))) throw new Error('An end was not noticed');
}

/** Without the focus, the pace would be another one. */
async function proveFocus({ window }: Person): Promise<void> {
  if (!(await window.workbench.page.evaluate('document.hasFocus()')))
    throw new Error('A window does not have the focus');
}
