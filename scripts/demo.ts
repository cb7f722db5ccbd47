import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Locator } from 'playwright-core';
import {
  endedOperation,
  GATEWAY_KEY,
  isStatusRequestFor,
  runningOperation,
  startGateway,
  videoIdOf,
} from '../test/workbench/gateway';
import { endSession, startSession } from '../test/workbench/session';
import { VeoWindow } from '../test/workbench/veoWindow';
import { Album } from './demo/album';
import { recordBatch, recordSimulator } from './demo/batchPictures';
import { commandOutput } from './host/command';
import { exitOnSignal } from './host/lifetime';
import { repository } from './repository';

const script = `import os, requests

BASE_URL = "https://api.thucchien.ai/gemini/v1beta"
MODEL = "veo-3.1-generate-preview"

answer = requests.post(
    f"{BASE_URL}/models/{MODEL}:predictLongRunning",
    headers={"x-goog-api-key": os.environ["API_KEY"]},
    json={
        "instances": [{"prompt": "Sunrise in Hạ Long, a junk under red sails"}],
        "parameters": {"aspectRatio": "16:9"},
    },
)
print(answer.json()["name"])
`;
/** By the clock of the simulated gateway, which is put forward so that nobody has to wait. */
const VIDEO_DURATION_MS = 60_000;
let clockAheadMs = 0;

/** Follows two operations, one of each contract, to their videos in a real workbench, and prints what it sees there. */
async function main(): Promise<void> {
  exitOnSignal();
  console.log('Packaging, and opening the package in VS Code ...');
  await commandOutput('npm', ['run', '--silent', 'package'], { cwd: repository });
  const { values } = parseArgs({ options: { update: { type: 'boolean', default: false } } });
  // The folder stays, so that the pictures can be opened afterwards.
  const folder = values.update ? join(repository, 'media') : await mkdtemp(join(tmpdir(), 'veo-pictures-'));
  const album = new Album(folder);
  try {
    await startSession();
    for (const theme of ['light', 'dark'] as const) {
      await recordSimulator(album, theme);
      await recordBatch(album, theme);
      saw(`twelve operations from a log to files under their names (${theme})`);
    }
    await follow(album);
    console.log(`\nAll was seen. Pictures: ${folder}`);
  } finally {
    await endSession();
  }
}

async function follow(album: Album): Promise<void> {
  const veo = await VeoWindow.open(await startGateway(() => Date.now() + clockAheadMs), {
    settings: { 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false },
    files: { 'make_video.py': script },
    folderName: 'ha-long-film',
  });
  try {
    const name = runningOperation(veo.gateway, { durationSeconds: VIDEO_DURATION_MS / 1000 });
    await veo.workbench.openFile('make_video.py');
    await checkOperation(veo, name);
    await showRunning(veo, name);
    await addOtherOperations(veo, name);
    await showCompletion(album, veo);
    await copyVideoId(veo, name);
    await playVideo(album, veo);
  } finally {
    await veo.close();
  }
}

async function checkOperation(veo: VeoWindow, name: string): Promise<void> {
  const { quickInput } = veo.workbench;
  await veo.workbench.setClipboard('');
  await veo.workbench.runCommand('Check Veo operation');
  const box = quickInput.locator.filter({ hasText: 'Check Veo operation' });
  await box.waitFor();
  saw(`the palette offers "Check Veo operation", which asks: ${await quickInput.message().textContent()}`);
  await quickInput.type(name);
  await quickInput.accept();
  await veo.keyBox.waitFor();
  saw(`a hidden box for the API key: ${await quickInput.message().textContent()}`);
  const request = veo.gateway.nextRequest(isStatusRequestFor(name));
  await veo.enterKey();
  assert.equal((await request).headers['x-goog-api-key'], GATEWAY_KEY);
}

async function showRunning(veo: VeoWindow, name: string): Promise<void> {
  await veo.row(name).waitFor();
  await veo.status('1 running').waitFor();
  const { label, description } = await veo.row(name).texts();
  saw(`a row in the tree: ${label}  ${description}`);
  saw(`the status bar: ${await textOf(veo.status(''))}`);
  await veo.workbench.toasts.with(' is running').waitFor();
  saw(`a message: ${(await veo.workbench.toasts.messages()).join(' | ')}`);
  await veo.workbench.toasts.dismiss(' is running');
}

/** Adds operations in other states, so that the pictures show a realistic list. */
async function addOtherOperations(veo: VeoWindow, name: string): Promise<void> {
  const four = endedOperation(veo.gateway, { kind: 'succeeded', samples: 4 });
  const filtered = endedOperation(veo.gateway, { kind: 'filtered', reasons: 'given' });
  const running = runningOperation(veo.gateway);
  await veo.track(filtered, four, running);
  await veo.status('').click(); // Otherwise the first click on a row, which marks results as seen, would close the box of F2.
  await veo.badge.waitFor({ state: 'hidden' });
  await veo.rename(name, 'Sunrise in Hạ Long');
  await veo.rename(running, 'Night market, 2nd try');
  await veo.rename(filtered, 'Storm over the bay');
  await veo.rename(four, 'Lantern festival');
  await veo.tree.row('Lantern festival').expand();
  await veo.tree.row('Night market').select();
}

async function showCompletion(album: Album, veo: VeoWindow): Promise<void> {
  const { toasts } = veo.workbench;
  clockAheadMs += VIDEO_DURATION_MS;
  await veo.workbench.runCommand('Veo: Refresh Operations');
  await veo.status('Veo: 1 ready').waitFor();
  saw(`the status bar: ${await textOf(veo.status(''))}`);
  await veo.badge.waitFor();
  saw(`a badge on the icon: ${await textOf(veo.badge)}`);
  await toasts.with('The video is ready.').waitFor();
  const buttons = await toasts.buttons('The video is ready.');
  saw(`a message: ${(await toasts.messages()).join(' | ')}  [${buttons.join('] [')}]`);
  await veo.workbench.widenSideBar(90);
  await veo.workbench.setTheme('dark');
  await picture(album, veo, 'operations-dark');
}

async function copyVideoId(veo: VeoWindow, name: string): Promise<void> {
  await veo.workbench.toasts.click('The video is ready.', 'Copy Video ID');
  await veo.confirmation(`Copied ${videoIdOf(name)}`).waitFor();
  const id = await veo.workbench.clipboard();
  assert.equal(id, videoIdOf(name));
  saw(`the ID of the video on the clipboard: ${id}`);
  await veo.badge.waitFor({ state: 'hidden' });
  saw(`the status bar: ${await textOf(veo.status(''))}, and no badge any more`);
}

async function showEndpoints(veo: VeoWindow): Promise<void> {
  const { quickInput } = veo.workbench;
  await veo.workbench.runCommand('Veo: Select Endpoint…');
  await quickInput.locator.getByText('Endpoint for New Operations').waitFor();
  saw(`the endpoints to choose from: ${(await quickInput.items()).map((label) => label.trim()).join(' | ')}`);
  await quickInput.cancel();
}

async function playVideo(album: Album, veo: VeoWindow): Promise<void> {
  const { toasts, video } = veo.workbench;
  const name = runningOperation(veo.gateway, {
    contract: 'videos',
    durationSeconds: VIDEO_DURATION_MS / 1000,
  });
  const request = veo.gateway.nextRequest(isStatusRequestFor(name));
  await veo.check(name);
  saw(`an ID of /v1/videos, asked about with a bearer token: ${(await request).path.slice(0, 30)}…`);
  await veo.row(name).waitFor();
  const { label, description } = await veo.row(name).texts();
  saw(`its row, with the model that the ID tells: ${label}  ${description}`);
  await toasts.dismiss(' is running');
  await showEndpoints(veo);
  clockAheadMs += VIDEO_DURATION_MS;
  await veo.workbench.toolbarButton('Refresh Operations').click();
  await toasts.click('The video is ready.', 'Play');
  saw(`a tab with VS Code's own player: ${await video.open()}`);
  await toasts.dismiss('No sound?');
  await video.click();
  await video.playing();
  const { width, height } = await video.size();
  saw(`the video playing, ${width} × ${height}`);
  await picture(album, veo, 'playing');
  saw(`the row: ${(await veo.row(name).texts()).description}`);
}

async function picture(album: Album, veo: VeoWindow, name: string): Promise<void> {
  await album.still(veo.workbench.page, `screenshots/${name}`);
}

async function textOf(locator: Locator): Promise<string> {
  return ((await locator.textContent()) ?? '').trim();
}

function saw(what: string): void {
  console.log(`  saw  ${what}`);
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error);
    process.exit(1);
  },
);
