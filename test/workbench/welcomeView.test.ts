import assert from 'node:assert/strict';
import { GATEWAY_KEY, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

describe('the empty view', () => {
  let veo: VeoWindow;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    await veo.workbench.showContainer('Veo');
  });
  after(() => veo.close());

  it('says what is needed when there is no key, and offers the simulator', async () => {
    await veo.workbench.welcome().getByText('There is no API key yet.').waitFor();
    assert.deepEqual(await buttonTitles(), [
      'Check Veo operation',
      'Set API Key…',
      'Try with the Built-in Simulator',
    ]);
    await veo.screenshots('welcome');
  });

  it('leads to the endpoint and its key, and says where to get a key', async () => {
    const { quickInput } = veo.workbench;
    await clickButton('Set API Key…');
    assert.deepEqual(await quickInput.items(), ['Own Gateway', 'AI Thực Chiến', 'Google']);
    await quickInput.pick('AI Thực Chiến');
    await veo.keyBox.waitFor();
    assert.match((await quickInput.message().textContent()) ?? '', /Get one at docs\.thucchien\.ai\./);
    await quickInput.type('has a space');
    await quickInput.message().filter({ hasText: 'An API key has no spaces' }).waitFor();
    await quickInput.cancel();
  });

  it('says how to start when there is a key', async () => {
    await clickButton('Set API Key…');
    await veo.workbench.quickInput.pick('Own Gateway');
    await veo.enterKey(GATEWAY_KEY);
    await veo.confirmation('API key for Own Gateway saved').waitFor();
    const withoutKey = veo.workbench.welcome().getByText('There is no API key yet.');
    await withoutKey.waitFor({ state: 'hidden' });
    assert.deepEqual(await buttonTitles(), ['Check Veo operation', 'Try with the Built-in Simulator']);
  });

  it('leads to the box for operations', async () => {
    await clickButton('Check Veo operation');
    await veo.workbench.quickInput.locator.getByText('A name, an ID, a status address').waitFor();
    await veo.workbench.quickInput.cancel();
  });

  it('offers the simulator, which shows one operation of each outcome', async () => {
    await clickButton('Try with the Built-in Simulator');
    await veo.status('4 running').waitFor();
    const labels = (await veo.tree.rows()).map(({ label }) => label);
    assert.deepEqual(labels.sort(), [
      'Filtered prompt',
      'Lantern festival, 4 takes',
      'Rejected prompt',
      'Sunrise in Hạ Long',
    ]);
    await veo.screenshots('running');
  });

  it('asks for a confirmation before it removes the key', async () => {
    await veo.workbench.runCommand('Veo: Remove API Key…');
    await veo.workbench.quickInput.pick('Own Gateway');
    await veo.workbench.answer('Own Gateway', 'Remove');
    await veo.confirmation('API key for Own Gateway removed').waitFor();
  });

  it('has a log, which a command shows', async () => {
    await veo.workbench.runCommand('Veo: Show Log');
    const channel = veo.workbench.page.locator('.panel option:checked', { hasText: 'Veo Operations' });
    await channel.first().waitFor({ state: 'attached' });
  });

  async function buttonTitles(): Promise<string[]> {
    return veo.workbench.welcome().locator('.monaco-button:visible').allTextContents();
  }

  function clickButton(button: string): Promise<void> {
    return veo.workbench.welcome().getByRole('button', { name: button }).click();
  }
});
