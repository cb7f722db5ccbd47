import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Operation, OperationId } from '../../../src/operations/operation';
import { MAX_TEXT_LENGTH } from '../../../src/references/textLength';
import { Gateway } from '../gateway';
import { useHarness } from '../harness';
import { openText } from '../openText';

const TITLES = Array.from({ length: 12 }, (_, index) => `Lantern ${index + 1}`);

function check(...args: unknown[]): Thenable<readonly Operation[]> {
  return vscode.commands.executeCommand('veo.checkOperation', ...args);
}

describe('Check Veo operation, with several operations,', () => {
  const harness = useHarness();

  it('lists twelve long IDs from the clipboard, all ticked, and Enter tracks them all', async () => {
    const ids = videoIds(12);
    const text = textOf(ids);
    harness.user.hasCopied(text);
    assert.ok(text.length > 2000, 'longer than a box of one line takes');
    harness.user.willAcceptTicked();
    const checked = await check();
    assert.deepEqual(checked.map(nameOf), ids.map(nameOf));
    assert.deepEqual(harness.user.pickListTitles, ['Check 12 operations from the clipboard']);
    assert.equal(harness.user.preselected.length, 12);
    assert.deepEqual(harness.api.operations.map(nameOf).sort(), ids.map(nameOf).sort());
    assert.deepEqual([...new Set(harness.api.operations.map(({ source }) => source))], ['pasted']);
  });

  it('labels them with the texts beside their names, in the list and in the rows', async () => {
    harness.user.hasCopied(textOf(videoIds(12)));
    harness.user.willAcceptTicked();
    const checked = await check();
    assert.deepEqual(harness.user.preselected, TITLES);
    assert.deepEqual(
      checked.map(({ label, labelOrigin }) => [label, labelOrigin]),
      TITLES.map((title) => [title, 'text']),
    );
  });

  it('tracks more than two hundred', async () => {
    const names = Array.from(
      { length: 230 },
      (_, index) => `models/veo-3.0-generate-001/operations/${idAt(index)}`,
    );
    harness.user.hasCopied(names.join('\n'));
    harness.user.willCancelProgress();
    harness.user.willAcceptTicked();
    await check();
    assert.equal(harness.api.operations.length, 230);
  });

  it('does not track what was unticked', async () => {
    const [a, b, c] = videoIds(3);
    harness.user.hasCopied(textOf([a, b, c]));
    harness.user.willAcceptTicked({ without: ['Lantern 2'] });
    await check();
    assert.deepEqual(harness.api.operations.map(nameOf).sort(), [a, c].map(nameOf).sort());
  });

  it('tracks none when Escape closes the list', async () => {
    harness.user.hasCopied(textOf(videoIds(2)));
    assert.deepEqual(await check(), []);
    assert.deepEqual(harness.api.operations, []);
  });

  it('says which are tracked already, and does not track them twice', async () => {
    const [known, other] = videoIds(2);
    await harness.gateway.trackAndPoll(known);
    harness.user.hasCopied(textOf([known, other]));
    harness.user.willAcceptTicked();
    await check();
    assert.deepEqual(
      harness.user.pickLists
        .flat()
        .map((item) => /already tracked/.test((item as vscode.QuickPickItem).description ?? '')),
      [true, false],
    );
    assert.equal(harness.api.operations.length, 2);
  });

  it('draws no icon that a pasted text contains', async () => {
    const [known, other] = videoIds(2);
    await harness.api.track(known.name, { endpoint: known.endpoint, label: 'Lantern $(bug) $(sync~spin)' });
    harness.user.hasCopied(textOf([known, other]));
    await check();
    assert.equal(harness.user.preselected[0], 'Lantern \\$(bug) \\$(sync~spin)');
  });

  it('lets the person type something else', async () => {
    const [other] = videoIds(1);
    harness.user.hasCopied(textOf(videoIds(2)));
    harness.user.willPressTitleButton('Type or Paste Something Else…');
    harness.user.willType(addressOf(other));
    const checked = await check();
    assert.deepEqual(checked.map(nameOf), [other.name]);
  });

  it('prefers a selection in the editor to the clipboard', async () => {
    const [a, b] = videoIds(2);
    const document = await openText(textOf([a, b]));
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, document.lineCount, 0);
    harness.user.hasCopied(textOf(videoIds(5)));
    harness.user.willAcceptTicked();
    await check();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    assert.deepEqual(harness.user.pickListTitles, ['Check 2 operations from the selection']);
    assert.deepEqual(
      harness.api.operations.map(({ name, source }) => [name, source]).sort(),
      [a, b].map(({ name }) => [name, 'editor']).sort(),
    );
  });

  it('tracks all operations of its argument without a question', async () => {
    const ids = videoIds(12);
    const checked = await check(textOf(ids));
    assert.deepEqual(checked.map(nameOf), ids.map(nameOf));
    assert.deepEqual(harness.user.pickLists, []);
    assert.equal(checked[0]?.source, 'api');
  });

  it('reads a paste whose line breaks the input box turned into spaces', async () => {
    const ids = videoIds(3);
    // The text is copied after the box has opened.
    harness.user.hasCopied('', textOf(ids));
    harness.user.willType(textOf(ids).replaceAll('\n', ' '));
    const checked = await check();
    assert.deepEqual(
      checked.map(({ label }) => label),
      TITLES.slice(0, 3),
    );
  });

  it('sums up the results by kind in one message, and offers what can be done next', async () => {
    const outcomes = [
      harness.gateway.newId({ kind: 'succeeded', samples: 1 }, 0),
      harness.gateway.newId({ kind: 'succeeded', samples: 1 }, 0),
      harness.gateway.newId({ kind: 'failed' }, 0),
      harness.gateway.newId(),
    ];
    await check(outcomes.map((id) => harness.gateway.addressOf(id)).join('\n'));
    const { severity, actions } = await harness.user.waitForMessage(
      /^4 operations: 2 ready · 1 failed · 1 running\.$/,
    );
    assert.deepEqual([severity, actions], ['information', ['Download All Unsaved…', 'Show']]);
    assert.equal(harness.user.messages.length, 1);
  });

  it('tracks what it found, and names the lines that were not understood by number', async () => {
    const text = `${textOf(videoIds(2))}\nLantern 3: video_bGl0ZWxsbTpj…\n`;
    harness.user.hasCopied(text);
    harness.user.willAcceptTicked();
    await check();
    const { severity, text: message, actions } = await harness.user.waitForMessage(/not understood/);
    assert.match(
      message,
      /^2 operations are tracked\. One line was not understood: line 3 “.*video_….*” \(cut off\)\.$/,
    );
    assert.deepEqual([severity, actions], ['warning', ['Show Log']]);
  });

  it('names the line that was not understood when it found one operation', async () => {
    const [a] = videoIds(1);
    harness.user.hasCopied(`${textOf([a])}\nLantern 2: video_bGl0ZWxsbTpj…\n`);
    // The box is prefilled with this address.
    harness.user.willType(addressOf(a));
    const [operation] = await check();
    assert.equal(operation?.label, 'Lantern 1');
    await harness.user.waitForMessage(/^One operation is tracked\. One line was not understood: line 2 “/);
  });

  it('tracks what it found, and names the addresses of an unknown host', async () => {
    const [a] = videoIds(1);
    await check(`${addressOf(a)}\nhttps://videos.example/v1beta/models/a/operations/b1`);
    await harness.user.waitForMessage(
      /^One operation is tracked\. videos\.example is none of your endpoints\./,
    );
  });

  it('offers to add an unknown address as an endpoint has it, and says whose key goes there', async () => {
    const address =
      'https://videos.example/gemini/v1beta/models/veo-3.0-generate-001/operations/idrk08ltkg0a';
    harness.user.willType(address, 'no address');
    await check();
    assert.deepEqual(harness.user.inputTitles.at(-1), 'Add Endpoint (1/2): Address');
    assert.equal(harness.user.initialInputs.at(-1), 'https://videos.example');
    assert.match(harness.user.inputPrompts.at(-1) ?? '', /Add it only if you trust it: your API key/);
  });

  it('says that a clipboard is too long to be read', async () => {
    harness.user.hasCopied(`${videoIds(1)[0]?.name}\n`.repeat(MAX_TEXT_LENGTH / 100));
    const request = check();
    assert.deepEqual(await request, []);
    assert.deepEqual(harness.user.initialValidations, [
      'The text on the clipboard is too long to be read. Copy a part of it.',
    ]);
  });

  it('counts an operation that could not be checked only as that', async () => {
    harness.gateway.scriptFault({ kind: 'html' });
    await check(textOf(videoIds(2)));
    const { text } = await harness.user.waitForMessage(/^2 operations/);
    assert.match(text, /^2 operations: 1 running\. One operation could not be checked: /);
  });

  it('asks for a missing key once, not for each of twelve', async () => {
    await harness.gateway.close();
    harness.gateway = await Gateway.open(harness.api, { enteredKey: null });
    const checked = await check(textOf(videoIds(12)));
    assert.deepEqual(harness.user.inputTitles, ['API Key for gateway']);
    assert.deepEqual([...new Set(checked.map(({ problem }) => problem?.kind))], ['noKey']);
    const { severity, text, actions } = await harness.user.waitForMessage(/^12 operations/);
    assert.match(text, /^12 operations could not be checked: There is no API key for gateway/);
    assert.deepEqual([severity, actions], ['warning', ['Set API Key…', 'Show']]);
  });

  /** IDs of so many operations of /v1/videos. */
  function videoIds(count: number): [OperationId, OperationId, OperationId, ...OperationId[]] {
    const ids = Array.from({ length: count }, () =>
      harness.gateway.newId({ kind: 'failed' }, 3600, { contract: 'videos' }),
    );
    return ids as [OperationId, OperationId, OperationId, ...OperationId[]];
  }

  function textOf(ids: readonly OperationId[]): string {
    return ids.map((id, index) => `${TITLES[index]}: ${addressOf(id)}`).join('\n');
  }

  function addressOf({ name }: OperationId): string {
    return `${harness.gateway.simulator.url}/v1/videos/${name}`;
  }
});

function idAt(index: number): string {
  return `idrk08lt${String(index).padStart(4, '0')}`;
}

function nameOf({ name }: OperationId): string {
  return name;
}
