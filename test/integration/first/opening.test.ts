import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { setScene } from '../harness';

const AT_GOOGLE = 'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media';

describe('opening a video', () => {
  const scene = setScene();

  it('is refused for one in a bucket', async () => {
    await open('gs://bucket/video.mp4');
    const { severity } = await scene.person.message(/^A browser cannot open this address/);
    assert.equal(severity, 'error');
    assert.deepEqual(scene.person.opened, []);
  });

  for (const uri of ['file:///etc/passwd', 'vscode://some.extension/do']) {
    it(`never comes to ${uri}: an answer with such an address has no video`, async () => {
      const { videos, problem } = await scene.gateway.firstPoll(scene.gateway.scriptVideoAt(uri));
      assert.deepEqual([videos, problem?.reason], [[], 'unknownForm']);
    });
  }

  it('shows an address as text, never as a link that runs a command', async () => {
    await open('gs://bucket/[click](command:workbench.action.quit)');
    assert.doesNotMatch((await scene.person.message(/^A browser cannot open/)).text, /\]\(/);
  });

  it('needs no explanation where no key is wanted', async () => {
    await open('https://example.com/video.mp4?a=b%20c');
    assert.deepEqual(
      [scene.person.opened, scene.person.messages],
      [['https://example.com/video.mp4?a=b%20c'], []],
    );
  });

  it('that wants the key is explained, and given up by Escape', async () => {
    for (const uri of [AT_GOOGLE, `${scene.gateway.simulator.url}/v1beta/files/x:download`]) {
      await open(uri);
      const { actions } = scene.person.messages.pop() ?? {};
      assert.deepEqual(actions, ['Open Anyway', 'Copy Video URI', "Open and Don't Show Again"]);
    }
    assert.deepEqual(scene.person.opened, []);
  });

  it('can be turned into copying', async () => {
    scene.person.clicksOn('Copy Video URI');
    await open(AT_GOOGLE);
    assert.equal(await vscode.env.clipboard.readText(), AT_GOOGLE);
    assert.deepEqual(scene.person.opened, []);
  });

  it('is explained once more after Open Anyway, and never after that was wanted', async () => {
    scene.person.clicksOn('Open Anyway');
    scene.person.clicksOn("Open and Don't Show Again");
    for (let time = 0; time < 3; time++) await open(AT_GOOGLE);
    assert.equal(scene.person.messages.length, 2);
    assert.deepEqual(scene.person.opened, [AT_GOOGLE, AT_GOOGLE, AT_GOOGLE]);
  });

  async function open(uri: string): Promise<void> {
    const operation = await scene.gateway.firstPoll(scene.gateway.scriptVideoAt(uri));
    await vscode.commands.executeCommand('veo.openVideoUri', operation);
  }
});
