import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LinkHandler } from '../../../src/ui/exchange/linkHandler';
import { type FakeClock, fakeClock } from '../../unit/base/fakeClock';
import { CommandParts } from '../commandParts';
import { EXTENSION_ID } from '../extension';
import { useHarness } from '../harness';
import { ReplacedProperties } from '../replacedProperties';
import { idOf } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';

const { clipboard, uriScheme } = vscode.env;
const ID = idOf('idrk08ltkg0a');

describe('a link to an operation', () => {
  let user: ScriptedUser;
  let parts: CommandParts;
  let clock: FakeClock;
  let links: LinkHandler;

  beforeEach(() => {
    user = new ScriptedUser();
    parts = new CommandParts();
    clock = fakeClock(Date.now());
    const { log } = parts.context;
    links = new LinkHandler({ loadContext: async () => parts.context, log }, clock);
  });
  afterEach(() => {
    user.restore();
    parts.dispose();
  });

  it('is tracked once the person has seen all of it, as a link and without a start', async () => {
    user.willClick('Track');
    await open(
      `name=${encodeURIComponent(ID.name)}&endpoint=google&label=L%E1%BB%85%20h%E1%BB%99i%20%E2%80%AE3`,
    );
    const [{ text, actions, detail, severity } = {}] = user.messages;
    assert.deepEqual([text, actions, severity], ['Track this operation?', ['Track'], 'warning']);
    assert.deepEqual(detail?.split('\n'), [
      `Operation: ${ID.name}`,
      'Label: Lễ hội 3',
      'Endpoint: Google, generativelanguage.googleapis.com',
      '',
      'A web page or another program opened this link.',
      'Your API key goes to this endpoint only, as with any of its operations.',
    ]);
    await user.waitForMessage(/^Lễ hội 3 is running\./);
    const { label, labelOrigin, source, startedAt, endpointAssumed } = listed() ?? {};
    assert.deepEqual(
      [label, labelOrigin, source, startedAt, endpointAssumed],
      ['Lễ hội 3', 'text', 'link', undefined, undefined],
    );
    assert.deepEqual(parts.checked, [ID]);
  });

  it('is not tracked when the person closes the question', async () => {
    await open(`name=${ID.name}&endpoint=google`);
    assert.deepEqual([parts.store.size, parts.checked], [0, []]);
    assert.equal(user.messages.length, 1);
  });

  it('that is tracked already is shown without a question, also when its label differs', async () => {
    const shown: unknown[] = [];
    const replaced = new ReplacedProperties();
    replaced.replace(vscode.commands, 'executeCommand', async (...call: unknown[]) => shown.push(call));
    parts.store.track(ID, { label: 'Mine' });
    await open(`name=${ID.name}&endpoint=google&label=Theirs`);
    await open(`name=${ID.name}`);
    replaced.restore();
    assert.deepEqual(shown, [
      ['veo.showOperations', ID],
      ['veo.showOperations', ID],
    ]);
    assert.deepEqual([user.messages, listed()?.label, parts.checked], [[], 'Mine', []]);
  });

  it('without an endpoint is taken for one of the likeliest, and says so', async () => {
    user.willClick('Track');
    await open(`name=${ID.name}`);
    assert.match(
      user.messages[0]?.detail ?? '',
      /^Endpoint: AI Thực Chiến, api\.thucchien\.ai\. The link does not say which/m,
    );
    await user.waitForMessage(/is running\./);
    assert.equal(parts.store.get({ ...ID, endpoint: 'thucchien' })?.endpointAssumed, true);
  });

  it('with an endpoint that the person does not have asks which of theirs it is', async () => {
    user.willClick('Choose Endpoint…');
    user.willPick('Google');
    await open(`name=${ID.name}&endpoint=theirs&label=Shot`);
    const [{ text, detail } = {}] = user.messages;
    assert.equal(text, 'This link names an endpoint that you do not have: theirs. Which of yours is it?');
    assert.equal(detail, `Operation: ${ID.name}\nLabel: Shot`);
    const labels = user.pickLists[0]?.map((item) => (item as vscode.QuickPickItem).label);
    assert.deepEqual(labels, ['AI Thực Chiến', 'Google', '$(add) Add Endpoint…']);
    await user.waitForMessage(/^Shot is running\./);
    assert.equal(listed()?.source, 'link');
  });

  it('with an endpoint that has no such names is refused, and its key goes nowhere', async () => {
    await open('name=video_abc123def456&endpoint=google');
    assert.deepEqual(texts(), ['Google has no operations with such a name, so nothing was tracked.']);
    assert.deepEqual([parts.store.size, parts.checked], [0, []]);
  });

  it('that cannot be used is refused with one message, without loading anything', async () => {
    let loads = 0;
    const loadContext = async () => {
      loads++;
      return parts.context;
    };
    const refusing = new LinkHandler({ loadContext, log: parts.context.log }, clock);
    const link = vscode.Uri.parse(`${uriScheme}://${EXTENSION_ID}/import?name=${ID.name}`);
    await refusing.open(link);
    await refusing.open(link.with({ path: '/track', query: `name=${ID.name}&name=other` }));
    assert.deepEqual(texts(), [
      'This link asks for something that this release of Veo Operations does not do.',
      'This link says something twice, so nothing was tracked. Ask for a new one.',
    ]);
    assert.equal(loads, 0);
  });

  it('is the only one of a hundred that a web page opens, and the others are told by number', async () => {
    user.willClick('Track');
    const all = Array.from({ length: 100 }, (_, at) =>
      open(`name=${idOf(`shot${at}x`).name}&endpoint=google`),
    );
    await Promise.all(all);
    await user.waitForMessage(/^99 more links came at the same time and were not opened\.$/);
    assert.deepEqual(texts().filter((text) => /Track this/.test(text)).length, 1);
    assert.deepEqual(
      parts.store.list().map(({ name }) => name),
      [idOf('shot0x').name],
    );
    assert.match(parts.logged.join('\n'), /^99 more links/m);
  });

  it('is not followed for a minute once three were not wanted', async () => {
    for (let link = 0; link < 4; link++) await open(`name=${ID.name}${link}&endpoint=google`);
    const questions = () => texts().filter((text) => text === 'Track this operation?').length;
    assert.equal(questions(), 3);
    assert.equal(texts().at(-1), 'After three links that were not wanted, none is opened for a minute.');
    await clock.advance(60_000);
    await open(`name=${ID.name}&endpoint=google`);
    assert.equal(questions(), 4);
  });

  it('that fails leaves the way free for the next', async () => {
    const { log } = parts.context;
    const loads = [async () => Promise.reject(new Error('EIO')), async () => parts.context];
    const failing = new LinkHandler(
      { loadContext: () => (loads.shift() as never as (typeof loads)[1])(), log },
      clock,
    );
    const link = { path: '/track', query: `name=${ID.name}&endpoint=google` };
    await failing.open(link);
    assert.deepEqual(user.messages, []);
    user.willClick('Track');
    await failing.open(link);
    await user.waitForMessage(/is running\./);
  });

  /** Opens a link as VS Code hands it to the extension: parsed, which decodes it once. */
  function open(query: string): Promise<void> {
    return links.open(vscode.Uri.parse(`${uriScheme}://${EXTENSION_ID}/track?${query}`));
  }

  function listed() {
    return parts.store.get(ID);
  }

  function texts(): string[] {
    return user.messages.map(({ text }) => text);
  }
});

describe('Copy Link', () => {
  const harness = useHarness();

  it('copies links that this window would follow, one a line, with names and labels and no address', async () => {
    const { api, user } = harness;
    const [first] = await api.track(ID.name, { endpoint: 'google', label: 'Tom & Jerry, 100% = #1' });
    const ready = await harness.gateway.trackSucceeded();
    await vscode.commands.executeCommand('veo.copyLink', [first, ready]);
    const lines = (await clipboard.readText()).split('\n');
    assert.equal(lines.length, 2);
    assert.ok(
      lines.every((line) => line.startsWith(`${uriScheme}://${EXTENSION_ID}/track?name=`)),
      lines.join(),
    );
    assert.ok(!lines.some((line) => line.includes(encodeURIComponent(harness.gateway.simulator.url))));
    const parts = new CommandParts();
    try {
      const links = new LinkHandler({ loadContext: async () => parts.context, log: parts.context.log });
      user.willClick('Track');
      await links.open(vscode.Uri.parse(lines[0] ?? ''));
      await user.waitForMessage(/^Tom & Jerry, 100% = #1 is running\./);
      assert.equal(parts.store.get(ID)?.label, 'Tom & Jerry, 100% = #1');
    } finally {
      parts.dispose();
    }
  });

  it('asks before it copies a name that holds a cloud project', async () => {
    const { api, user } = harness;
    await changeSetting('endpoints', [
      harness.gateway.setting,
      { id: 'agent', kind: 'agentPlatform', url: 'https://aiplatform.googleapis.com' },
    ]);
    const name =
      'projects/shots-4711/locations/us-central1/publishers/google/models/veo-3.1/operations/a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d';
    const [operation] = await api.track(name, { endpoint: 'agent' });
    await clipboard.writeText('before');
    await vscode.commands.executeCommand('veo.copyLink', operation);
    assert.equal(await clipboard.readText(), 'before');
    const { text, detail } = await user.waitForMessage(/cloud project/);
    assert.deepEqual(
      [text, /: shots-4711$/.test(detail ?? '')],
      ['The link reveals a cloud project. Copy it?', true],
    );
    user.willClick('Copy Link');
    await vscode.commands.executeCommand('veo.copyLink', operation);
    assert.match(await clipboard.readText(), /name=projects%2Fshots-4711%2F/);
    await changeSetting('endpoints', [harness.gateway.setting]);
  });
});
