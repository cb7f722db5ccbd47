import assert from 'node:assert/strict';
import { endedOperation, idOf, isStatusRequestFor, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const reason = 'The setting veo.endpoint names none of your endpoints. Correct it, or paste the whole status';

describe('a default endpoint that does not exist', () => {
  let veo: VeoWindow;
  let name: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(), { settings: { 'veo.endpoint': 'owm' } });
    name = endedOperation(veo.gateway);
  });
  after(() => veo.close());

  it('is reported at the start', async () => {
    const warning = 'The setting veo.endpoint names "owm", which is none of your endpoints.';
    await veo.workbench.toasts.with(warning).waitFor();
    assert.deepEqual(await veo.workbench.toasts.messages(), [warning]);
  });

  for (const [what, textOf] of [
    ['name', (whole: string) => whole],
    ['ID', idOf],
  ] as const) {
    it(`is the reason for which a bare ${what} is refused, and no key is asked for`, async () => {
      const { quickInput } = veo.workbench;
      await veo.check(textOf(name));
      await quickInput.message().filter({ hasText: reason }).waitFor();
      assert.equal(await quickInput.isPassword(), false);
      assert.equal(await quickInput.text(), textOf(name));
      await quickInput.cancel();
      assert.equal(await veo.keyBox.count(), 0);
      assert.equal(veo.gateway.requests.length, 0);
    });
  }

  it('does not hide from the welcome view that another endpoint has a key', async () => {
    await veo.workbench.showContainer('Veo');
    const withoutKey = veo.workbench.welcome().getByText('There is no API key yet.');
    await withoutKey.waitFor();
    await veo.setKey();
    await withoutKey.waitFor({ state: 'hidden' });
  });

  it('is not needed for a whole status address', async () => {
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.check(`${veo.gateway.url}/gemini/v1beta/${name}`);
    await request;
    await veo.row(name).waitFor();
  });
});
