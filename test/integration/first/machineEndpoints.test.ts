import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { EndpointList } from '../../../src/ui/endpointList';
import { offerMachineEndpoints } from '../../../src/ui/messages/machineEndpoints';
import { CurrentSettings } from '../../../src/ui/settings';
import { MemoryMemento } from '../memoryStorage';
import { ScriptedUser } from '../scriptedUser';
import { scratchFolder } from '../session';
import { changeSetting } from '../settings';

const OWN = { id: 'own', label: 'Own', kind: 'litellm', url: 'https://own.example' };
const OLD = { id: 'old', kind: 'google', url: 'https://old.example/v1beta' };

describe('endpoints in the settings of a remote machine', () => {
  const data = join(scratchFolder, 'machineData');
  let user: ScriptedUser;
  let settings: CurrentSettings;
  let endpoints: EndpointList;
  let globalState: vscode.Memento;

  beforeEach(async () => {
    user = new ScriptedUser();
    await changeSetting('endpoints', [OWN]);
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    globalState = new MemoryMemento();
  });
  afterEach(async () => {
    user.restore();
    endpoints.dispose();
    settings.dispose();
    await changeSetting('endpoints', undefined);
    await rm(data, { recursive: true, force: true });
  });

  it('are reported once with their addresses, and change nothing by themselves', async () => {
    await writeMachineSettings(
      `{ // mine\n "veo.endpoints": [${JSON.stringify(OLD)}, { "id": "broken" },], }`,
    );
    await offerEndpoints();
    await offerEndpoints();
    assert.deepEqual(
      user.messages.map(({ text }) => text.slice(0, 90)),
      ['The settings of this remote machine hold endpoints that count no more: old (old.example). '],
    );
    assert.deepEqual(settings.value.endpoints, [OWN]);
  });

  it('are copied to the settings of the user when the person wants it', async () => {
    await writeMachineSettings(JSON.stringify({ 'veo.endpoints': [OLD, OWN] }));
    user.willClick('Copy to User Settings');
    await offerEndpoints();
    const copied = { id: 'old', label: 'old', kind: 'google', url: 'https://old.example' };
    assert.deepEqual(settings.value.endpoints, [OWN, copied]);
  });

  const silent: readonly [string, string][] = [
    ['are known to the user', JSON.stringify({ 'veo.endpoints': [OWN] })],
    ['are not there', '{}'],
    ['cannot be read', '{ "veo.endpoints": '],
    ['are no list', '{ "veo.endpoints": 7 }'],
  ];
  for (const [what, text] of silent) {
    it(`are not reported when they ${what}`, async () => {
      await writeMachineSettings(text);
      await offerEndpoints();
      assert.deepEqual(user.messages, []);
    });
  }

  it('are not reported in a local window', async () => {
    await offerEndpoints();
    assert.deepEqual(user.messages, []);
  });

  function offerEndpoints(): Promise<void> {
    const globalStorageUri = vscode.Uri.file(join(data, 'User', 'globalStorage', 'veo'));
    const context = { globalStorageUri, globalState } as unknown as vscode.ExtensionContext;
    return offerMachineEndpoints(context, endpoints, settings);
  }

  async function writeMachineSettings(text: string): Promise<void> {
    await mkdir(join(data, 'Machine'), { recursive: true });
    await writeFile(join(data, 'Machine', 'settings.json'), text);
  }
});
