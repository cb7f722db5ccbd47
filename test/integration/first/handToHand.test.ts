import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SucceededOperation } from '../../../src/operations/operation';
import { withVideoChange } from '../../../src/operations/video';
import type { SavedVideos } from '../../../src/saving/savedVideos';
import { dragAndDrop } from '../../../src/ui/exchange/dragAndDrop';
import { editsOf } from '../../../src/ui/exchange/dropIntoEditor';
import { OperationNode, type VideoNode } from '../../../src/ui/view/operationNodes';
import { CommandParts } from '../commandParts';
import { asSucceeded } from '../gateway';
import { useHarness } from '../harness';
import { ReplacedProperties } from '../replacedProperties';
import { idOf, reportEnd, succeededAnswer } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';

const OWN_TREE = 'application/vnd.code.tree.veo.operations';
const [A, B, C] = ['shotA1b2c3', 'shotD4e5f6', 'shotG7h8i9'].map((id) => idOf(id)) as [
  ReturnType<typeof idOf>,
  ReturnType<typeof idOf>,
  ReturnType<typeof idOf>,
];
const addressOf = ({ name }: { readonly name: string }) =>
  `https://generativelanguage.googleapis.com/v1beta/${name}`;
const { token } = new vscode.CancellationTokenSource();

describe('Paste Operations', () => {
  const harness = useHarness();
  const paste = () => vscode.commands.executeCommand('veo.pasteOperations');

  it('adds what the clipboard names and has it checked', async () => {
    const { api, gateway, user } = harness;
    const ids = [1, 2].map(() => gateway.newId());
    user.hasCopied(ids.map((id, at) => `Shot ${at + 1}: ${gateway.addressOf(id)}`).join('\n'));
    await paste();
    const { text, actions, severity } = await user.waitForMessage(/added/);
    assert.deepEqual(
      [text, actions, severity],
      ['2 operations were added to the list.', ['Undo'], 'information'],
    );
    assert.deepEqual(api.operations.map(({ label, source }) => [label, source]).sort(), [
      ['Shot 1', 'pasted'],
      ['Shot 2', 'pasted'],
    ]);
    assert.ok(ids.every((id) => gateway.statusRequestCount(id) > 0));
    await paste();
    assert.equal(user.messages.length, 1);
  });

  it('takes back by Undo what was added, and no other', async () => {
    const { api, gateway, user } = harness;
    const [known, ...others] = [1, 2, 3].map(() => gateway.newId());
    if (known) await gateway.trackAndPoll(known);
    user.hasCopied([known, ...others].map((id) => id && gateway.addressOf(id)).join('\n'));
    user.willClick('Undo');
    await paste();
    const { text } = await user.waitForMessage(/added/);
    assert.match(text, /^2 operations were added to the list\. .* was in the list already\.$/);
    assert.deepEqual(
      api.operations.map(({ name }) => name),
      [known?.name],
    );
  });

  it('says which lines were not understood, and what was not added', async () => {
    const { gateway, user } = harness;
    const address = gateway.addressOf(gateway.newId());
    user.hasCopied(`${address}\nShot 2: video_bGl0ZWxsbTpj…`);
    await paste();
    const { text, actions, severity } = await user.waitForMessage(/was added to the list/);
    assert.match(text, /was added to the list\. One line was not understood: line 2 “.*” \(cut off\)\.$/);
    assert.deepEqual([actions, severity], [['Undo', 'Show Log'], 'warning']);
    assert.equal(harness.api.operations[0]?.source, 'pasted');
  });

  it('asks only what a text leaves open, such as the model of a bare ID', async () => {
    const { api, user } = harness;
    user.hasCopied('idrk08ltkg0z');
    await paste();
    assert.equal(user.pickLists.length + user.inputTitles.length, 1);
    assert.deepEqual(api.operations, []);
  });

  it('says what can be pasted when the clipboard holds nothing of use, and shows no key', async () => {
    const { api, user } = harness;
    user.hasCopied(' \n', 'sk-proj-0123456789abcdefghij', 'Hello world, nothing here', 'ignored');
    for (let times = 0; times < 3; times++) await paste();
    assert.deepEqual(
      user.messages.map(({ severity, text }) => [severity, text.split('. ')[0]]),
      [
        ['warning', 'There is no text on the clipboard'],
        ['warning', 'This looks like an API key or a hash, not like an operation'],
        ['warning', 'There is no operation in this text'],
      ],
    );
    assert.deepEqual(api.operations, []);
  });
});

describe('the view', () => {
  let user: ScriptedUser;
  let parts: CommandParts;
  let folder: string;
  let controller: vscode.TreeDragAndDropController<unknown>;
  /** Where the first video of an operation is saved. */
  let files: Map<string, vscode.Uri>;

  beforeEach(async () => {
    user = new ScriptedUser();
    parts = new CommandParts();
    folder = await mkdtemp(join(tmpdir(), 'veo-drag-'));
    files = new Map();
    const saved = {
      locate: async ({ operation }: { operation: SucceededOperation }) => files.get(operation.name),
    } as unknown as SavedVideos;
    const loadContext = async () => ({ ...parts.context, saved });
    controller = dragAndDrop(loadContext) as vscode.TreeDragAndDropController<unknown>;
  });
  afterEach(async () => {
    user.restore();
    parts.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes a text that is dropped onto it, as it was pasted', async () => {
    await drop({ 'text/plain': `First: ${addressOf(A)}\nSecond: ${addressOf(B)}` });
    await user.waitForMessage(/^2 operations were added to the list\.$/);
    assert.deepEqual(
      parts.store
        .list()
        .map(({ label, source }) => [label, source])
        .sort(),
      [
        ['First', 'pasted'],
        ['Second', 'pasted'],
      ],
    );
    assert.deepEqual(parts.checked, [A, B]);
    assert.deepEqual(parts.revealed.length, 1);
  });

  it('takes a status address that a browser drags as an address', async () => {
    await drop({ 'text/uri-list': addressOf(A) });
    await user.waitForMessage(/was added to the list\.$/);
    assert.deepEqual(parts.checked, [A]);
  });

  it('gives files that are dropped onto it to the command that tracks what they name', async () => {
    const calls: unknown[][] = [];
    const replaced = new ReplacedProperties();
    replaced.replace(vscode.commands, 'executeCommand', async (...call: unknown[]) => calls.push(call));
    const uris = ['a.log', 'b c.json'].map((name) => vscode.Uri.file(join(folder, name)));
    await drop({
      'text/uri-list': uris.join('\r\n'),
      'text/plain': uris.map(({ fsPath }) => fsPath).join('\n'),
    });
    await Promise.all(parts.work);
    replaced.restore();
    const [[command, first, all] = [], ...others] = calls;
    assert.deepEqual(
      [command, String(first), String(all), others],
      ['veo.trackFile', String(uris[0]), String(uris), []],
    );
    assert.deepEqual(user.messages, []);
  });

  it('reads files that have no address, as a browser drops them', async () => {
    const data = new TextEncoder().encode(JSON.stringify({ name: A.name, done: false }));
    const transfer = new vscode.DataTransfer();
    const item = new vscode.DataTransferItem('');
    item.asFile = () => ({ name: 'answer.json', data: async () => data });
    transfer.set('application/json', item);
    await controller.handleDrop?.(undefined, transfer, token);
    await user.waitForMessage(/was added to the list\.$/);
    assert.equal(parts.store.size, 1);
  });

  it('ignores its own rows when they are dropped onto it', async () => {
    await drop({ [OWN_TREE]: '{}', 'text/plain': A.name });
    assert.deepEqual([parts.store.size, user.messages, parts.work], [0, [], []]);
  });

  it('drags each row once, and the saved files with them', async () => {
    const transfer = new vscode.DataTransfer();
    const [running, saved] = [row(A, 'Running'), await savedRow(B, 'Lantern [1]', 'lantern (1).mp4')];
    await controller.handleDrag?.([running, saved, saved], transfer, token);
    const edits = await editsOf(await document('poll.py'), transfer);
    assert.deepEqual(
      edits.map(({ insertText }) => insertText),
      [`${A.name}\n${B.name}`],
    );
    assert.equal(await transfer.get('text/uri-list')?.asString(), String(files.get(B.name)));
  });

  it('drags nothing for the row that shows older operations', async () => {
    const transfer = new vscode.DataTransfer();
    await controller.handleDrag?.([{ kind: 'older' }], transfer, token);
    assert.deepEqual([...transfer], []);
  });

  it('drags of an operation with several videos those that are saved, and of a video that alone', async () => {
    const operation = asSucceeded(reportEnd(parts.store, C, succeededAnswer(2)));
    files.set(C.name, vscode.Uri.file(join(folder, 'c.mp4')));
    const node = new OperationNode('c', operation);
    const whole = new vscode.DataTransfer();
    await controller.handleDrag?.([node, node.videos[0]], whole, token);
    assert.equal((await whole.get('text/uri-list')?.asString())?.split('\r\n').length, 2);
    const one = new vscode.DataTransfer();
    await controller.handleDrag?.([node.videos[1] as VideoNode], one, token);
    assert.equal(await one.get('text/uri-list')?.asString(), String(files.get(C.name)));
  });

  it('inserts a link to the saved video into Markdown, relative to the document, and names elsewhere', async () => {
    const transfer = new vscode.DataTransfer();
    await controller.handleDrag?.([await savedRow(B, 'Lantern [1]', 'lantern (1).mp4')], transfer, token);
    const markdown = await document('notes.md');
    const [link, name] = await editsOf(markdown, transfer);
    assert.deepEqual(
      [link?.insertText, name?.insertText],
      ['[Lantern \\[1\\]](lantern%20%281%29.mp4)', B.name],
    );
    const edits = await editsOf(await document('poll.py'), transfer);
    assert.deepEqual(
      edits.map(({ insertText }) => insertText),
      [B.name],
    );
  });

  it('inserts nothing for a drag of another extension that only looks like ours', async () => {
    for (const json of [
      '',
      '{',
      '[]',
      '[{"name":1}]',
      `[{"name":"${'x'.repeat(9000)}","title":"","files":[]}]`,
    ]) {
      const transfer = new vscode.DataTransfer();
      transfer.set('application/vnd.veo-operations.rows+json', new vscode.DataTransferItem(json));
      assert.deepEqual(await editsOf(await document('notes.md'), transfer), [], json.slice(0, 30));
    }
  });

  async function drop(items: Readonly<Record<string, string>>): Promise<void> {
    const transfer = new vscode.DataTransfer();
    for (const [mime, text] of Object.entries(items)) transfer.set(mime, new vscode.DataTransferItem(text));
    await controller.handleDrop?.(undefined, transfer, token);
  }

  function row(id: typeof A, label: string): OperationNode {
    return new OperationNode(id.name, parts.store.track(id, { label }));
  }

  async function savedRow(id: typeof A, label: string, name: string): Promise<OperationNode> {
    parts.store.track(id, { label });
    const operation = asSucceeded(reportEnd(parts.store, id, succeededAnswer()));
    const uri = vscode.Uri.file(join(folder, name));
    files.set(id.name, uri);
    return new OperationNode(id.name, withVideoChange(operation, 0, { file: uri.fsPath }));
  }

  async function document(name: string): Promise<vscode.TextDocument> {
    const path = join(folder, name);
    await writeFile(path, '');
    return vscode.workspace.openTextDocument(path);
  }
});
