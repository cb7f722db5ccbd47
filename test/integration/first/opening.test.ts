import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi, removeAll } from '../extension';
import { Gateway } from '../gateway';
import { Person } from '../person';

const AT_GOOGLE = 'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media';

describe('opening a video', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;
  let person: Person;

  before(async () => {
    api = await exportedApi();
    gateway = await Gateway.open(api);
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await removeAll(api);
  });
  after(() => gateway.close());

  for (const uri of ['gs://bucket/video.mp4', 'file:///etc/passwd', 'vscode://some.extension/do', 'video']) {
    it(`is refused for ${uri}`, async () => {
      await open(uri);
      const { severity } = await person.message(/^A browser cannot open this address/);
      assert.equal(severity, 'error');
      assert.deepEqual(person.opened, []);
    });
  }

  it('shows an address as text, never as a link that runs a command', async () => {
    await open('gs:[click](command:workbench.action.quit)');
    assert.doesNotMatch((await person.message(/^A browser cannot open/)).text, /\]\(/);
  });

  it('needs no explanation where no key is wanted', async () => {
    await open('https://example.com/video.mp4?a=b%20c');
    assert.deepEqual([person.opened, person.messages], [['https://example.com/video.mp4?a=b%20c'], []]);
  });

  it('that wants the key is explained, and given up by Escape', async () => {
    for (const uri of [AT_GOOGLE, `${gateway.simulator.url}/v1beta/files/x:download`]) {
      await open(uri);
      const { actions } = person.messages.pop() ?? {};
      assert.deepEqual(actions, ['Open Anyway', 'Copy Video URI', "Open and Don't Show Again"]);
    }
    assert.deepEqual(person.opened, []);
  });

  it('can be turned into copying', async () => {
    person.clicksOn('Copy Video URI');
    await open(AT_GOOGLE);
    assert.equal(await vscode.env.clipboard.readText(), AT_GOOGLE);
    assert.deepEqual(person.opened, []);
  });

  it('is explained once more after Open Anyway, and never after that was wanted', async () => {
    person.clicksOn('Open Anyway');
    person.clicksOn("Open and Don't Show Again");
    for (let time = 0; time < 3; time++) await open(AT_GOOGLE);
    assert.equal(person.messages.length, 2);
    assert.deepEqual(person.opened, [AT_GOOGLE, AT_GOOGLE, AT_GOOGLE]);
  });

  async function open(uri: string): Promise<void> {
    const operation = await gateway.firstPoll(gateway.scriptVideoAt(uri));
    await vscode.commands.executeCommand('veo.openVideoUri', operation);
  }
});
