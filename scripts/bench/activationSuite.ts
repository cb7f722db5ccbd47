import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as passed, setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ActivationTimes } from './activation';
import { BENCH_ENDPOINT, type MeasuredExports } from './measuredExports';

const OURS = 'veo-operations.veo-operations';
/** What an idle window has not loaded by then, it does not load by itself. */
const IDLE_MS = 2000;
/** Within that, the window has ended what a start and an activation give it to do. */
const QUIET_MS = 2000;
const SECOND_STAGE = /secondStage\.js$/;

/**
 * Called by VS Code in its extension host: activates ours and gulp, ours first in every other run. Another one comes before
 * both, and both come when the window has been left alone for a while: each activation waits for an answer of the window,
 * which takes up to half a second while that is still starting, whatever the extension.
 */
export async function run(): Promise<void> {
  const { VEO_BENCH_RUN = '0', VEO_BENCH_CASE = 'idle', VEO_BENCH_OUT = '' } = process.env;
  const follow = VEO_BENCH_CASE === 'running' ? await followingRequests() : followingIdleness;
  const isFirst = Number(VEO_BENCH_RUN) % 2 === 0;
  const { ms: mediaPreview } = await timed('vscode.media-preview');
  const gulpBefore = isFirst ? undefined : await timedInQuiet('vscode.gulp');
  const ours = await timeOurs(follow);
  const { ms: gulp } = gulpBefore ?? (await timedInQuiet('vscode.gulp'));
  const times: ActivationTimes = { ...ours, gulp, mediaPreview };
  writeFileSync(VEO_BENCH_OUT, JSON.stringify(times));
  await setEndpoints(undefined);
}

/** What comes after the activation is awaited, so that it does not disturb what is timed next. */
async function timeOurs(follow: (exported: MeasuredExports, start: number) => Promise<object>) {
  const { ms, start, exported } = await timedInQuiet(OURS);
  const { load, activate, loadedFiles } = exported;
  const followed = await follow(exported, start);
  const bytes = loadedFiles().reduce((sum, file) => sum + statSync(file).size, 0);
  return { ours: ms, load, activate, bytes, ...followed };
}

async function timedInQuiet(id: string): ReturnType<typeof timed> {
  await passed(QUIET_MS);
  return timed(id);
}

/** `start`: when it began, as `performance.now()` says. */
async function timed(id: string): Promise<{ ms: number; start: number; exported: MeasuredExports }> {
  const extension = vscode.extensions.getExtension<MeasuredExports>(id);
  if (!extension || extension.isActive)
    throw new Error(`${id} cannot be timed: it is absent or active already`);
  const start = performance.now();
  const exported = await extension.activate();
  return { ms: performance.now() - start, start, exported };
}

async function followingIdleness({ loadedFiles }: MeasuredExports): Promise<object> {
  await passed(IDLE_MS);
  if (loadedFiles().some((file) => SECOND_STAGE.test(file))) throw new Error('The window was not idle');
  return {};
}

/** Starts an endpoint where all runs, and makes what measures how long it takes until that is asked for the first time. */
async function followingRequests() {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{ "done": false }');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await setEndpoints([{ id: BENCH_ENDPOINT, kind: 'google', url: addressOf(server) }]);
  return async ({ loadedFiles }: MeasuredExports, start: number) => {
    const asked = once(server, 'request').then(() => performance.now() - start);
    while (!loadedFiles().some((file) => SECOND_STAGE.test(file))) await turn();
    const secondStage = performance.now() - start;
    return { secondStage, firstRequest: await asked };
  };
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function setEndpoints(endpoints: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('veo').update('endpoints', endpoints, true);
}
