import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startProxy } from '../../scripts/host/loopbackProxy';
import { startGateway } from './gateway';
import type { QuickInput } from './quickInput';
import { VeoWindow } from './veoWindow';

describe('Select Endpoint…', () => {
  let veo: VeoWindow;
  let quickInput: QuickInput;
  let second: Awaited<ReturnType<typeof startProxy>>;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    ({ quickInput } = veo.workbench);
    second = await startProxy(requireKey);
    await veo.setKey();
  });
  after(async () => {
    await veo.close();
    second.stop();
  });

  it('shows the endpoints with their addresses, which of them have a key, and which is the default', async () => {
    await select();
    const labels = ['AI Thực Chiến', 'Google', 'Own Gateway'];
    assert.deepEqual(await endpoints(), labels);
    assert.deepEqual(await Promise.all(labels.map((label) => quickInput.isChecked(label))), [
      false,
      false,
      true,
    ]);
    assert.match(await quickInput.ariaLabel('Own Gateway'), /127\.0\.0\.1:\d+, API key set/);
    assert.match(await quickInput.ariaLabel('Google'), /generativelanguage\.googleapis\.com, no API key/);
  });

  it('makes another one the default, and asks for its key', async () => {
    await quickInput.pick('Google');
    await veo.confirmation('Google is asked about new operations').waitFor();
    await veo.keyBox.waitFor();
    await quickInput.cancel();
    await select();
    assert.equal(await quickInput.isChecked('Google'), true);
  });

  it('sets the key of an endpoint from its row', async () => {
    await quickInput.clickButton('AI Thực Chiến', 'Set API Key…');
    await veo.enterKey('sk-of-thucchien');
    await select();
    assert.match(await quickInput.ariaLabel('AI Thực Chiến'), /API key set/);
  });

  it('asks which service a new endpoint is', async () => {
    await quickInput.pick('Add Endpoint…');
    await quickInput.locator.getByText('Add Endpoint: Which service?').waitFor();
    const items = await quickInput.items();
    for (const label of ['OpenRouter', 'Google Agent Platform', 'LiteLLM Gateway'])
      assert.ok(items.includes(label), items.join());
    await veo.workbench.screenshot('add-endpoint');
  });

  it('finds a service by its former name, and offers to describe one that it does not know', async () => {
    await quickInput.type('vertex');
    await quickInput.locator.getByText('formerly Vertex AI').waitFor();
    const otherwise = ['Gateway with /v1/videos', 'Described API'];
    assert.deepEqual(await quickInput.items(), ['Google Agent Platform', ...otherwise]);
    await quickInput.type('no such service');
    await quickInput.locator.getByText('formerly Vertex AI').waitFor({ state: 'hidden' });
    assert.deepEqual(await quickInput.items(), otherwise);
    await quickInput.type('');
    await quickInput.pick('LiteLLM Gateway');
  });

  it('asks for its address, and refuses one that cannot be used', async () => {
    await quickInput.locator.getByText('Add Endpoint (1/2)').waitFor();
    await quickInput.type('http://gateway.example.com');
    await quickInput.message().filter({ hasText: 'It must be https' }).waitFor();
    await quickInput.type('my gateway');
    await quickInput.message().filter({ hasText: 'This is not a plain https address' }).waitFor();
    await quickInput.accept();
    await quickInput.locator.getByText('Add Endpoint (1/2)').waitFor();
  });

  it('tries the address, shows the result in the box, and lets it be changed', async () => {
    const dead = await startGateway();
    await dead.stop();
    await quickInput.type(dead.url);
    await quickInput.accept();
    const fault = `${new URL(dead.url).host} cannot be reached. Check the address.`;
    await quickInput.message().filter({ hasText: fault }).waitFor();
    await quickInput.message().filter({ hasText: 'Press Enter again to keep it anyway.' }).waitFor();
    assert.equal(await quickInput.text(), dead.url);
    assert.deepEqual(await veo.workbench.toasts.messages(), []);
    await veo.workbench.screenshot('endpoint-warning');
  });

  it('asks for a name and for the key, and warns when the endpoint refuses it', async () => {
    await quickInput.type(second.url);
    await quickInput.accept();
    await quickInput.locator.getByText('Add Endpoint (2/2)').waitFor();
    assert.equal(await quickInput.text(), new URL(second.url).host);
    await quickInput.type('Second Gateway');
    await quickInput.accept();
    await veo.keyBox.waitFor();
    await quickInput.type('sk-of-second');
    await quickInput.accept();
    await quickInput.message().filter({ hasText: 'Second Gateway refuses this API key.' }).waitFor();
    assert.equal(await quickInput.isPassword(), true);
  });

  it('keeps a refused key on a second Enter, and uses the endpoint from then on', async () => {
    await quickInput.accept();
    await veo.keyBox.waitFor({ state: 'hidden' });
    await select();
    assert.deepEqual(await endpoints(), ['AI Thực Chiến', 'Google', 'Own Gateway', 'Second Gateway']);
    assert.equal(await quickInput.isChecked('Second Gateway'), true);
    assert.match(await quickInput.ariaLabel('Second Gateway'), /API key set/);
  });

  it('changes the name of an endpoint from its row', async () => {
    await quickInput.clickButton('Second Gateway', 'Edit Endpoint…');
    await quickInput.locator.getByText('Edit Endpoint (1/2)').waitFor();
    assert.equal(await quickInput.text(), second.url);
    await quickInput.accept();
    await quickInput.message().filter({ hasText: 'refuses the API key that you have set' }).waitFor();
    await quickInput.accept();
    await quickInput.locator.getByText('Edit Endpoint (2/2)').waitFor();
    await quickInput.type('Other Gateway');
    await quickInput.accept();
    await veo.confirmation('Other Gateway was changed').waitFor();
    await select();
    assert.equal(await quickInput.isChecked('Other Gateway'), true);
  });

  it('removes an endpoint after a confirmation, also as the default one', async () => {
    await quickInput.clickButton('Other Gateway', 'Remove Endpoint');
    await veo.workbench.answer('Remove the endpoint Other Gateway?', 'Remove');
    await veo.confirmation('Other Gateway was removed').waitFor();
    await select();
    assert.deepEqual(await endpoints(), ['AI Thực Chiến', 'Google', 'Own Gateway']);
    assert.equal(await quickInput.isChecked('Own Gateway'), true);
    await quickInput.cancel();
  });

  it('offers to remove only endpoints that were added', async () => {
    await select();
    assert.deepEqual(await quickInput.buttons('Own Gateway'), [
      'Set API Key…',
      'Edit Endpoint…',
      'Remove Endpoint',
    ]);
    assert.deepEqual(await quickInput.buttons('Google'), ['Set API Key…']);
    await quickInput.cancel();
  });

  /** Answers like a gateway to requests without a key or with an unknown one. */
  async function requireKey({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const message = headers.authorization ? 'Invalid proxy server token passed.' : 'No API key passed in.';
    const error = { message, type: 'auth_error', code: '401' };
    response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  }

  async function select(): Promise<void> {
    await veo.workbench.runCommand('Veo: Select Endpoint…');
    await quickInput.locator.getByText('Endpoint for New Operations').waitFor();
  }

  /** The labels of the list, without the entry that adds an endpoint. */
  async function endpoints(): Promise<string[]> {
    const labels = (await quickInput.items()).map((label) => label.trim());
    assert.equal(labels.pop(), 'Add Endpoint…');
    return labels.filter((label) => label !== '');
  }
});
