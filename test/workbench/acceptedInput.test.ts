import assert from 'node:assert/strict';
import { endedOperation, idOf, isStatusRequestFor, model, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

describe('a text that names an operation', () => {
  let veo: VeoWindow;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(), { settings: { 'veo.checking.requestsPerMinute': 600 } });
    await veo.track(endedOperation(veo.gateway));
  });
  after(() => veo.close());

  const forms: readonly [form: string, (name: string, url: string) => string][] = [
    ['its status address', (name, url) => `${url}/gemini/v1beta/${name}`],
    ['the answer to its start, in JSON', (name) => JSON.stringify({ name })],
    [
      'a status answer in JSON of several lines',
      (name) => JSON.stringify({ name, done: false, metadata: { '@type': 'x' } }, null, 2),
    ],
    ['a curl line', (name, url) => `curl -H 'x-goog-api-key: $KEY' "${url}/gemini/v1beta/${name}"`],
  ];

  for (const [form, write] of forms) {
    it(`is found in ${form}`, async () => {
      const name = endedOperation(veo.gateway);
      const request = veo.gateway.nextRequest(isStatusRequestFor(name));
      await veo.check(write(name, veo.gateway.url));
      await request;
      await veo.row(name).waitFor();
      await veo.workbench.toasts.dismiss(titleOf(name));
    });
  }

  it('may be a bare ID, for which the box asks for the model', async () => {
    const name = `models/${model}/operations/q7r8s9t0u1v2`;
    const { quickInput } = veo.workbench;
    await veo.check(idOf(name));
    await quickInput.locator.getByText(`Look for ${idOf(name)} at`).waitFor();
    const models = await quickInput.items();
    assert.ok(models.includes('veo-2.0-generate-001') && models.includes('Other Model…'), models.join());
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await quickInput.pick(model);
    await request;
    await veo.row(name).waitFor();
    await veo.workbench.toasts.dismiss(titleOf(name));
  });

  it('is checked again on its existing row when it is entered again', async () => {
    const name = endedOperation(veo.gateway);
    await veo.track(name);
    const rows = await veo.tree.all().count();
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.check(name);
    await request;
    await veo.workbench.toasts.with(titleOf(name)).waitFor();
    assert.equal(await veo.tree.all().count(), rows);
    assert.equal(await veo.row(name).locator.getAttribute('aria-selected'), 'true');
  });
});
