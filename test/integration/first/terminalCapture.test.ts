import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Operation } from '../../../src/operations/operation';
import { integratedTerminal, useCapture } from '../capturePlaces';
import { listed, nextChange } from '../extension';
import { GATEWAY_KEY } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders } from '../videoFolders';

describe('operations that a command prints in a terminal', function () {
  this.timeout(60_000);
  const harness = useHarness();
  const scripts = useCapture(harness, 'terminal');
  const folders = useVideoFolders();
  let terminal: vscode.Terminal;
  before(async () => {
    terminal = await integratedTerminal();
  });
  after(async () => {
    terminal.dispose();
    await changeSetting('checking.pace', undefined);
  });

  it('are tracked with the printed label, and with the time within which they were started', async () => {
    const { name } = harness.gateway.newId();
    const tracked = trackedAs(name);
    const command = await scripts.current.printing([500, `[1/3] Lantern festival -> ${name}\n`]);
    const before = Date.now();
    run(command);
    const { label, source, startedAt = '', startedWithin = -1 } = await tracked;
    assert.deepEqual([label, source], ['Lantern festival', 'terminal']);
    assert.ok(Date.parse(startedAt) >= before + 500, startedAt);
    assert.ok(startedWithin >= 1 && startedWithin <= 10, `${startedWithin}`);
  });

  it('one after the other each have a start of their own', async () => {
    const names = [harness.gateway.newId().name, harness.gateway.newId().name];
    const tracked = Promise.all(names.map(trackedAs));
    run(await scripts.current.printing([300, `first: ${names[0]}\n`], [1200, `second: ${names[1]}\n`]));
    const [first, second] = await tracked;
    const between = Date.parse(second?.startedAt ?? '') - Date.parse(first?.startedAt ?? '');
    assert.ok(between >= 1000, `${between}`);
  });

  it('that were only listed again are tracked without a start', async () => {
    const [shown, typed] = [harness.gateway.newId().name, harness.gateway.newId().name];
    const log = await scripts.current.write('veo.log', `started ${shown}\n`);
    const bothTracked = Promise.all([trackedAs(shown), trackedAs(typed)]);
    run(`cat ${log}; sleep 0.4; node -e "console.log('${typed}')"`);
    for (const { source, startedAt, startedWithin } of await bothTracked) {
      assert.deepEqual([source, startedAt, startedWithin], ['terminal', undefined, undefined]);
    }
  });

  it('are tracked although the line never ends and the terminal is closed', async () => {
    const other = await integratedTerminal();
    const { name } = harness.gateway.newId();
    const tracked = trackedAs(name);
    const isPrinted = printedIn(other, name);
    other.shellIntegration?.executeCommand(
      await scripts.current.commandFor(`process.stdout.write('id: ${name}'); setInterval(() => {}, 1000);`),
    );
    await isPrinted;
    other.dispose();
    assert.equal((await tracked).source, 'terminal');
  });

  it('are found at the end of megabytes of other output, and stay removed when the person removed them', async () => {
    const [last, next] = [harness.gateway.newId(), harness.gateway.newId()];
    const tracked = trackedAs(last.name);
    const flood = `const line = 'x'.repeat(99) + '\\n'; process.stdout.write(line.repeat(50_000));`;
    const command = await scripts.current.commandFor(`${flood} console.log('${last.name}');`);
    run(command);
    await tracked;
    await harness.api.remove(last);
    const after = trackedAs(next.name);
    run(`${command}; ${await scripts.current.printing([0, `${next.name}\n`])}`);
    await after;
    assert.equal(listed(harness.api, last), undefined);
  });

  it('end as videos in the folder, under the printed names, with no copy and no command', async () => {
    const folder = await setVideoFolder(folders);
    await changeSetting('download.automatic', true);
    await changeSetting('checking.pace', 'eager');
    const { url } = harness.gateway.simulator;
    const shots = ['Lantern festival', 'Night market'];
    const script = `
      for (const [i, shot] of ${JSON.stringify(shots)}.entries()) {
        const response = await fetch('${url}/v1/videos', {
          method: 'POST',
          headers: { authorization: 'Bearer ' + process.env.VEO_KEY, 'content-type': 'application/json' },
          body: JSON.stringify({ model: 'veo-3.1-lite-generate-001', prompt: shot + ' [0.5 s]' }),
        });
        const { id } = await response.json();
        console.log('[' + (i + 1) + '/2] ' + shot + ' -> ' + id);
      }`;
    const saved = Promise.all(
      shots.map((shot) =>
        nextChange(harness.api, ({ label, videos }) => label === shot && videos[0]?.file !== undefined),
      ),
    );
    run(`VEO_KEY=${GATEWAY_KEY} ${await scripts.current.commandFor(script)}`);
    const operations = await saved;
    assert.deepEqual(new Set(operations.map(({ source }) => source)), new Set(['terminal']));
    const videos = filesIn(folder).filter((file) => file.endsWith('.mp4'));
    assert.deepEqual(
      videos.map((file) => shots.find((shot) => file.startsWith(shot))).sort(),
      [...shots].sort(),
      videos.join(),
    );
    assert.deepEqual(harness.user.messages, []);
  });

  function run(commandLine: string): void {
    terminal.shellIntegration?.executeCommand(commandLine);
  }

  function trackedAs(name: string): Promise<Operation> {
    return nextChange(harness.api, (one) => one.name === name);
  }

  /** Waits until the next command in a terminal has printed a text. */
  function printedIn(where: vscode.Terminal, text: string): Promise<void> {
    return new Promise((resolve) => {
      const listener = vscode.window.onDidStartTerminalShellExecution(async (event) => {
        if (event.terminal !== where) return;
        listener.dispose();
        let printed = '';
        for await (const chunk of event.execution.read()) {
          printed += chunk;
          if (printed.includes(text)) return resolve();
        }
      });
    });
  }
});
