import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import * as vscode from 'vscode';
import { BENCH_ENDPOINT } from './measuredExports';
import { ownTime } from './ownTime';
import type { EditorStatus, TypingTimes } from './typingFigures';

const LINES = 10_000;
const REFERENCES = 200;
/** So many of them are in the list of the measured extension. */
const TRACKED = 20;
const KEYSTROKES = 50;
/** A quick typist. */
const KEYSTROKE_MS = 80;
/** By then VS Code has asked for links, hints and lenses of what was typed last. */
const SETTLE_MS = 2500;
/** So long nothing is typed, to know what the extension host does anyway. */
const REST_MS = 5000;
const RUNS = 3;
const STATUSES: readonly EditorStatus[] = ['off', 'inlay', 'codeLens'];

/** ms of a kind that pass in the extension host while work runs. */
type Meter = (work: () => Promise<unknown>) => Promise<number>;

/** Called by VS Code in its extension host: types into a large file, with each way of showing states by turns. */
export async function run(): Promise<void> {
  const { VEO_BENCH_CASE = '', VEO_BENCH_OUT = '' } = process.env;
  await setEndpoint();
  const extension = vscode.extensions.getExtension('veo-operations.veo-operations');
  await extension?.activate();
  const ours: Meter = (work) => ownTime(join(extension?.extensionPath ?? '', 'dist'), work);
  const editor = await openLargeFile();
  const times: TypingTimes[] = [];
  await typed(editor, busyTime); // The first run of any code is slow, so it does not count.
  for (let turn = 0; turn < RUNS; turn++) {
    for (const status of VEO_BENCH_CASE === 'empty' ? [undefined] : STATUSES) {
      if (status) await vscode.workspace.getConfiguration('veo').update('editor.status', status, true);
      const [busyMs, ownMs] = [await typed(editor, busyTime), await typed(editor, ours)];
      times.push({ status: status ?? 'without', busyMs, ownMs });
    }
  }
  writeFileSync(VEO_BENCH_OUT, JSON.stringify(times));
}

/** An endpoint at which nothing listens, so that the operations of the list run and no answer disturbs. */
async function setEndpoint(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('veo');
  const url = 'http://127.0.0.1:9';
  await settings.update('endpoints', [{ id: BENCH_ENDPOINT, kind: 'google', url }], true);
  await settings.update('endpoint', BENCH_ENDPOINT, true);
}

async function openLargeFile(): Promise<vscode.TextEditor> {
  const step = LINES / REFERENCES;
  const lines = Array.from({ length: LINES }, (_, i) =>
    i % step === 0 ? `name = "${nameOf(i / step)}"` : `value_${i} = compute(${i}, "some text of a line")`,
  );
  const document = await vscode.workspace.openTextDocument({ content: lines.join('\n') });
  return vscode.window.showTextDocument(document);
}

function nameOf(i: number): string {
  const id = i < TRACKED ? `bench${i}` : `untracked${i}`;
  return `models/veo-3.1-generate-preview/operations/${id}`;
}

/** ms that one keystroke took with all that follows it, without what passes in the same time when nothing is typed. */
async function typed(editor: vscode.TextEditor, meter: Meter): Promise<number> {
  editor.selection = new vscode.Selection(120, 0, 120, 0);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
  await passed(SETTLE_MS);
  const start = performance.now();
  const typing = await meter(typeText);
  const took = performance.now() - start;
  const resting = await meter(() => passed(REST_MS));
  return (typing - (resting * took) / REST_MS) / KEYSTROKES;
}

async function typeText(): Promise<void> {
  for (let i = 0; i < KEYSTROKES; i++) {
    await vscode.commands.executeCommand('type', { text: i % 10 === 9 ? ' ' : 'x' });
    await passed(KEYSTROKE_MS);
  }
  await passed(SETTLE_MS);
}

/** ms that the extension host was busy with anything. */
async function busyTime(work: () => Promise<unknown>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).active;
}
