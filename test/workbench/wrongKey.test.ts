import assert from 'node:assert/strict';
import { GATEWAY_KEY, isStatusRequestFor, runningOperation, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

describe('a wrong API key', () => {
  let veo: VeoWindow;
  let name: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    name = runningOperation(veo.gateway);
    await veo.check(name);
    await veo.keyBox.waitFor();
    await veo.workbench.quickInput.type('sk-mistyped-0000');
    await veo.workbench.quickInput.accept();
    const warning =
      'Own Gateway refuses this API key. Check that it is whole. Press Enter again to keep it anyway.';
    await veo.workbench.quickInput.message().filter({ hasText: warning }).waitFor();
    await veo.workbench.quickInput.accept();
    await veo.keyBox.waitFor({ state: 'hidden' });
  });
  after(() => veo.close());

  it('is reported by the check without the words of the server, and with a button to set another one', async () => {
    const refusal =
      'Own Gateway refused the API key. Set another one. Checking goes on by itself when there is a key that works.';
    await veo.workbench.toasts.with(refusal).waitFor();
    const [message = '', ...others] = await veo.workbench.toasts.messages();
    assert.ok(message.startsWith(titleOf(name)) && message.endsWith(`: ${refusal}`), message);
    assert.deepEqual(others, []);
    assert.deepEqual(await veo.workbench.toasts.buttons(refusal), ['Set API Key…', 'Check Again']);
  });

  it('is shown on the row, above the rows and in the status bar, and the operation is still running', async () => {
    await veo.tree.row('API key refused').waitFor();
    const { description, ariaLabel, icon } = await veo.row(name).texts();
    assert.match(description, /^API key refused · /);
    assert.match(ariaLabel, /: running, API key refused/);
    assert.ok(icon.includes('codicon-warning'), icon.join(' '));
    await veo.viewMessage.getByText('Own Gateway refused the API key.').waitFor();
    await veo.status('1 needs a key').locator('.codicon-warning').waitFor();
    await veo.screenshots('wrong-key');
  });

  it('is not sent again', () => {
    const requests = veo.gateway.requests.filter(isStatusRequestFor(name));
    assert.deepEqual(
      requests.map(({ headers }) => headers['x-goog-api-key']),
      ['sk-mistyped-0000'],
    );
  });

  it('is replaced from the row: checking continues by itself and the problem is gone', async () => {
    await veo.row(name).clickAction('Set API Key…');
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.enterKey();
    assert.equal((await request).headers['x-goog-api-key'], GATEWAY_KEY);
    await veo.row(name).locator.locator('.codicon-sync').waitFor();
    assert.doesNotMatch((await veo.row(name).texts()).description, /refused/);
    await veo.viewMessage.getByText('refused').waitFor({ state: 'hidden' });
    assert.ok(!(await veo.row(name).actions()).includes('Set API Key…'));
  });
});
