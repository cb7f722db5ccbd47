import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Operation } from '../../../src/operations/operation';
import { listed } from '../extension';
import { GATEWAY_KEY, Gateway } from '../gateway';
import { useHarness } from '../harness';

function check(...args: unknown[]): Thenable<readonly Operation[]> {
  return vscode.commands.executeCommand('veo.checkOperation', ...args);
}

describe('Check Veo operation', () => {
  const harness = useHarness();

  it('tracks the operation in a text, checks it at once, and says that it is running', async () => {
    const id = harness.gateway.newId();
    const [operation, ...others] = await check(
      `curl -s ${harness.gateway.addressOf(id)} -H "x-goog-api-key: k"`,
    );
    assert.deepEqual(others, []);
    assert.deepEqual(
      [operation?.endpoint, operation?.name, operation?.state],
      [...Object.values(id), 'running'],
    );
    assert.ok(operation?.checkedAt);
    assert.deepEqual(listed(harness.api, id), operation);
    await harness.user.waitForMessage(/ is running\. Tracked for 0 s\./);
  });

  it('reports the end of an operation, and offers what can be done next', async () => {
    await check(harness.gateway.addressOf(harness.gateway.newId({ kind: 'succeeded', samples: 1 }, 0)));
    const { severity, actions } = await harness.user.waitForMessage(/: The video is ready\.$/);
    assert.deepEqual([severity, actions], ['information', ['Play', 'Download…', 'Copy Video ID']]);
    await check(harness.gateway.addressOf(harness.gateway.newId({ kind: 'filtered', reasons: 'given' }, 0)));
    assert.equal(
      (await harness.user.waitForMessage(/safety filter kept the video back/)).severity,
      'warning',
    );
  });

  it('shows the words of a server as text, never as a link that runs a command', async () => {
    const link = '[click](command:workbench.action.quit)';
    for (const status of [200, 403]) {
      const id = harness.gateway.newId();
      const body = { name: id.name, done: true, error: { code: 3, message: `No: ${link}` } };
      harness.gateway.scriptFault({ kind: 'answer', status, body: JSON.stringify(body) });
      await check(harness.gateway.addressOf(id));
    }
    for (const sentence of [/It failed: No: /, /does not allow this API key/]) {
      const { text } = await harness.user.waitForMessage(sentence);
      assert.match(text, /click/);
      assert.doesNotMatch(text, /\]\(/);
    }
  });

  it('shows and checks the existing row of the same operation', async () => {
    const id = harness.gateway.newId();
    const [first] = await check(harness.gateway.addressOf(id));
    // The name alone is enough now, since it is tracked.
    const [again] = await check(JSON.stringify({ name: id.name }));
    assert.equal(harness.api.operations.length, 1);
    assert.deepEqual([again?.endpoint, again?.trackedAt], [first?.endpoint, first?.trackedAt]);
    assert.equal(harness.gateway.statusRequestCount(id), 2);
  });

  it('checks several operations of one text', async () => {
    const [a, b] = [harness.gateway.newId(), harness.gateway.newId({ kind: 'failed' }, 0)];
    const states = (await check(`${harness.gateway.addressOf(a)}\n${harness.gateway.addressOf(b)}`)).map(
      ({ state }) => state,
    );
    assert.deepEqual(states, ['running', 'failed']);
    await harness.user.waitForMessage(/^2 operations: 1 failed · 1 running\.$/);
  });

  it('has a companion command that checks a tracked operation for another extension', async () => {
    const id = harness.gateway.newId();
    await check(harness.gateway.addressOf(id));
    const checked = await vscode.commands.executeCommand<readonly Operation[]>('veo.checkNow', id);
    assert.deepEqual(
      checked.map(({ name, state }) => [name, state]),
      [[id.name, 'running']],
    );
  });

  it('asks for the model of a bare ID, and says which endpoint will be asked', async () => {
    harness.user.willType('q7r8s9t0u1v2');
    harness.user.willPick('veo-3.0-generate-001');
    const [operation] = await check();
    assert.deepEqual(harness.user.pickListTitles, [
      'Look for q7r8s9t0u1v2 at AI Thực Chiến: which model makes it?',
    ]);
    // The text has no address, so the default endpoint is used, which has no key.
    assert.equal(operation?.name, 'models/veo-3.0-generate-001/operations/q7r8s9t0u1v2');
    assert.equal(operation?.endpoint, 'thucchien');
  });

  it('sends nothing that may be a password when the person does not say of which model it is', async () => {
    harness.user.willType('mypassword12');
    assert.deepEqual(await check(), []);
    assert.equal(harness.user.pickListTitles.length, 1);
    assert.deepEqual(harness.api.operations, []);
  });

  it('refuses what does not have the form of an ID, and says that it was not sent', async () => {
    harness.user.willType('hunter2hunter');
    assert.deepEqual(await check(), []);
    assert.match(
      harness.user.validationErrors[0] ?? '',
      /^AI Thực Chiến gives no IDs of this form, so it was not sent/,
    );
    assert.deepEqual(harness.user.pickListTitles, []);
  });

  const likeIds = ['k7m2p9q4x1z8', '0f8fad5b-d9cb-469f-a165-70867728950e'];
  const others = ['sk-proj-4f1c9a7e2d8b', 'hunter2'];
  for (const secret of [...likeIds, ...others]) {
    it(`begins with an empty box while ${secret} is on the clipboard`, async () => {
      harness.user.hasCopied(secret);
      harness.user.willType('');
      await check();
      assert.deepEqual(harness.user.initialInputs, ['']);
    });
  }

  for (const secret of others) {
    it(`begins with an empty box when it was given ${secret}`, async () => {
      harness.user.willType('');
      await check(secret);
      assert.deepEqual(harness.user.initialInputs, ['']);
    });
  }

  it('asks for a missing key first, and continues with it', async () => {
    await harness.gateway.close();
    harness.gateway = await Gateway.open(harness.api, { enteredKey: null });
    const id = harness.gateway.newId();
    harness.user.willType(GATEWAY_KEY);
    const [operation] = await check(harness.gateway.addressOf(id));
    assert.deepEqual(harness.user.inputTitles, ['API Key for gateway']);
    assert.deepEqual([operation?.state, operation?.problem], ['running', undefined]);
  });

  it('tracks the operation even when no key is entered', async () => {
    const [operation] = await check('models/veo-3.0-generate-001/operations/idrk08ltkg0a');
    assert.deepEqual([operation?.state, operation?.problem?.kind], ['running', 'noKey']);
    const { severity, actions } = await harness.user.waitForMessage(/There is no API key for AI Thực Chiến/);
    assert.deepEqual([severity, actions], ['warning', ['Set API Key…']]);
  });

  const refused: readonly [string, string, RegExp][] = [
    ['nothing', ' ', /^Paste the name of an operation/],
    ['prose', 'where is my video?', /^There is no operation in this text/],
    ['a path', '../../x', /^There is no operation in this text/],
    ['a name with a query', 'models/a/operations/b?x=y', /^This is not the name of an operation/],
    ['1 MB of text', 'x'.repeat(1024 * 1024), /^That is too long/],
    ['emoji', '🎬🎬', /^There is no operation in this text/],
  ];
  for (const [what, text, reason] of refused) {
    it(`refuses ${what} with the reason, and tracks nothing`, async () => {
      harness.user.willType(text);
      assert.deepEqual(await check(), []);
      assert.match(harness.user.validationErrors[0] ?? '', reason);
      assert.deepEqual(harness.api.operations, []);
    });
  }
});
