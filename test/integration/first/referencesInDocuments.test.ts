import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import type { DeferredParts } from '../../../src/ui/deferredParts';
import { registerEditor } from '../../../src/ui/editor/registerEditor';
import { CurrentSettings } from '../../../src/ui/settings';
import { listed, nextChange } from '../extension';
import { useHarness } from '../harness';
import { openText } from '../openText';
import { ReplacedProperties } from '../replacedProperties';
import { changeSetting } from '../settings';

const { commands, workspace } = vscode;
const COMMAND_LINKS = /command:veo\.\w+/g;

describe('an operation that is named in a document', () => {
  const harness = useHarness();
  afterEach(async () => {
    await changeSetting('editor.status', undefined);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('has a link that tracks it, and later shows or plays it', async () => {
    const { gateway, api, user } = harness;
    const id = gateway.newId({ kind: 'succeeded', samples: 1 }, 0);
    const document = await openText(`# Shots\n\nLantern festival: ${gateway.addressOf(id)}\n`);
    const link = await onlyLink(document);
    assert.equal(document.getText(link.range).includes(id.name), true);
    const ended = nextChange(api, ({ name, state }) => name === id.name && state === 'succeeded');
    await follow(link);
    const operation = await ended;
    assert.deepEqual([operation.endpoint, operation.source], [gateway.endpoint, 'editor']);
    await follow(link);
    await user.commandEnded('veo.playVideo');
    const [tab] = vscode.window.tabGroups.activeTabGroup.tabs.filter(({ isActive }) => isActive);
    assert.match(tab?.label ?? '', /\.mp4$/);
  });

  it('is tracked at no endpoint but one of the person: an unknown address is asked about', async () => {
    const { user, api } = harness;
    const document = await openText('https://elsewhere.example.com/v1/videos/task_a1b2c3d4e5f6');
    await follow(await onlyLink(document));
    assert.equal(user.pickLists.length + user.inputTitles.length > 0, true);
    assert.deepEqual(api.operations, []);
  });

  it('is what a link may name: no command of a link tracks anything else', async () => {
    const { gateway, api } = harness;
    const id = gateway.newId();
    const document = await openText(`one: ${gateway.addressOf(id)}`);
    const [place] = argumentsOf(await onlyLink(document)) as [{ document: string; name: string; at: number }];
    const others = [
      ...[undefined, 'models/veo/operations/a1b2c3d4e5f6', { ...place, name: `${place.name}9` }],
      { ...place, document: 'untitled:nowhere' },
    ];
    for (const other of others) await commands.executeCommand('veo.openReference', other);
    assert.deepEqual(api.operations, []);
  });

  it('has a hover with its state, and links to commands of ours only', async () => {
    const { gateway } = harness;
    const id = gateway.newId();
    const document = await openText(`before ${gateway.addressOf(id)}`);
    const inName = document.getText().length - 5;
    const untracked = await hoverAt(document, inName);
    assert.match(untracked, /is not tracked/);
    assert.deepEqual(untracked.match(COMMAND_LINKS), ['command:veo.openReference']);
    await gateway.trackAndPoll(id);
    const tracked = await hoverAt(document, inName);
    assert.match(tracked, /still running/);
    assert.deepEqual(tracked.match(COMMAND_LINKS), ['command:veo.checkNow', 'command:veo.showOperations']);
    assert.equal(await hoverAt(document, 2), '');
  });

  it('closes its hover once it is tracked, since that still says that it is not', async () => {
    const { gateway } = harness;
    const hide = 'editor.action.hideHover';
    const document = await openText(`one: ${gateway.addressOf(gateway.newId())}`);
    const { executeCommand } = commands;
    const ran: string[] = [];
    const replaced = new ReplacedProperties();
    replaced.replace(commands, 'executeCommand', (id: string, ...args: unknown[]) => {
      ran.push(id);
      return executeCommand(id, ...args);
    });
    try {
      await follow(await onlyLink(document));
    } finally {
      replaced.restore();
    }
    assert.ok(ran.includes(hide));
    assert.ok((await commands.getCommands()).includes(hide));
  });

  it('has a hover that shows the words beside it as words, whatever they are', async () => {
    const { gateway } = harness;
    const label = '[click](command:workbench.action.quit) <img src=x>';
    const document = await openText(`${label} -> ${gateway.addressOf(gateway.newId())}`);
    const text = await hoverAt(document, document.getText().length - 5);
    assert.doesNotMatch(text, /\]\(command:workbench|<img/);
  });

  it('has a link once it is written into a document that had no word of an operation', async () => {
    const { name } = harness.gateway.newId();
    const document = await openText('zero\none\ntwo\n');
    assert.deepEqual(await linksIn(document), []);
    // Both at once: the upper edit moves the place of the lower one.
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(0, 4), '\n\n\nmore');
    change.insert(document.uri, new vscode.Position(2, 3), ` ${name}`);
    assert.equal(await workspace.applyEdit(change), true);
    assert.equal(document.getText((await onlyLink(document)).range), name);
  });

  it('has its state at the end of its line, where it is named first, and none before it is tracked', async () => {
    const { gateway } = harness;
    const [running, ready] = [gateway.newId(), gateway.newId({ kind: 'succeeded', samples: 1 }, 0)];
    const document = await openText(
      [`one ${running.name} # a comment`, `two: ${ready.name}`, '', `again ${running.name}`].join('\n'),
    );
    assert.deepEqual(await hintsIn(document), []);
    await gateway.trackAndPoll(running);
    await gateway.trackAndPoll(ready);
    const [first, second, ...others] = await hintsIn(document);
    assert.equal(others.length, 0);
    assert.match(first?.text ?? '', /^running · \d+ s/);
    assert.deepEqual(first?.at, document.lineAt(0).range.end);
    assert.equal(second?.text, 'video ready · Play');
    assert.deepEqual(second?.commands, ['veo.showOperations', 'veo.playVideo']);
  });

  it('shares a hint with the others of its line, which counts them', async () => {
    const { gateway } = harness;
    const ids = [gateway.newId(), gateway.newId(), gateway.newId({ kind: 'filtered', reasons: 'given' }, 0)];
    for (const id of ids) await gateway.trackAndPoll(id);
    const document = await openText(JSON.stringify(ids.map(({ name }) => name)));
    assert.deepEqual(
      (await hintsIn(document)).map(({ text }) => text),
      ['1 filtered · 2 running'],
    );
  });

  it('keeps its hint on its line while the document is edited', async () => {
    const { gateway } = harness;
    const id = gateway.newId();
    await gateway.trackAndPoll(id);
    const document = await openText(`name: ${id.name}`);
    const asked = hintsIn(document);
    await edit(document, new vscode.Range(0, 0, 0, 0), 'a line above\n');
    await asked;
    assert.deepEqual(
      (await hintsIn(document)).map(({ at }) => at.line),
      [1],
    );
    await edit(document, new vscode.Range(1, 0, 1, 12), '');
    assert.deepEqual(await hintsIn(document), []);
  });

  it('has lenses in place of hints where the setting says so, or nothing', async () => {
    const { gateway } = harness;
    const [id, other] = [gateway.newId({ kind: 'succeeded', samples: 1 }, 0), gateway.newId()];
    const document = await openText(`${gateway.addressOf(id)}\n${gateway.addressOf(other)}`);
    await gateway.trackAndPoll(id);
    assert.deepEqual(await lensesIn(document), []);
    await changeSetting('editor.status', 'codeLens');
    assert.deepEqual(await hintsIn(document), []);
    assert.deepEqual(await lensesIn(document), [
      '0 $(pass-filled) video ready',
      '0 $(play) Play',
      '1 $(add) Track Veo operation',
    ]);
    await changeSetting('editor.status', 'off');
    assert.deepEqual([await hintsIn(document), await lensesIn(document)], [[], []]);
  });

  it('is found in a cell of a notebook, and tracked from there', async () => {
    const { gateway, api } = harness;
    const id = gateway.newId();
    const code = `operation = client.get("${gateway.addressOf(id)}")`;
    const cells = [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, code, 'python')];
    const notebook = await workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData(cells));
    const { document } = notebook.cellAt(0);
    await vscode.window.showNotebookDocument(notebook);
    await follow(await onlyLink(document));
    assert.equal(api.operations[0]?.source, 'notebook');
    assert.equal((await hintsIn(document)).length, 1);
  });

  it('is not looked for in a line of a megabyte, nor in a document of 6 MB', async () => {
    const { gateway } = harness;
    const id = gateway.newId();
    await gateway.trackAndPoll(id);
    const long = await openText(`${'x'.repeat(1_000_000)} ${id.name}\n${id.name}`);
    assert.deepEqual(
      (await linksIn(long)).map(({ range }) => range.start.line),
      [1],
    );
    const large = await openText(`${id.name}\n${'some words in a line\n'.repeat(290_000)}`);
    assert.deepEqual([await linksIn(large), await hintsIn(large)], [[], []]);
  });

  it('is found in sight of a document of 100,000 lines', async () => {
    const { gateway } = harness;
    const id = gateway.newId();
    await gateway.trackAndPoll(id);
    const lines = Array.from({ length: 100_000 }, (_, at) => `${at} polling the API`);
    lines[60_000] = `started ${id.name}`;
    const document = await openText(lines.join('\n'));
    assert.deepEqual(await hintsIn(document, new vscode.Range(0, 0, 50, 0)), []);
    const [hint] = await hintsIn(document, new vscode.Range(59_980, 0, 60_020, 0));
    assert.equal(hint?.at.line, 60_000);
  });

  it('loads the list; no other document does, not even one with words of an operation', async () => {
    let loads = 0;
    const settings = new CurrentSettings();
    const loadContext = async () => {
      loads++;
      throw new Error('there is no list in this test');
    };
    const registered = registerEditor({ settings, loadContext } as unknown as DeferredParts);
    try {
      for (const text of ['const one = 1;', 'a video of models/veo, operations and status']) {
        const document = await openText(text);
        assert.deepEqual(await linksIn(document), []);
        await hintsIn(document);
        assert.equal(await hoverAt(document, 5), '');
      }
      assert.equal(loads, 0);
      const document = await openText(`name: ${harness.gateway.newId().name}`);
      await hintsIn(document);
      await hintsIn(document);
      assert.equal(loads, 1);
    } finally {
      vscode.Disposable.from(registered, settings).dispose();
    }
  });

  it('is told to have failed or to be filtered in these words', async () => {
    const { gateway, api } = harness;
    const ids = [
      gateway.newId({ kind: 'failed' }, 0),
      gateway.newId({ kind: 'filtered', reasons: 'given' }, 0),
    ];
    for (const id of ids) await gateway.trackAndPoll(id);
    const document = await openText(ids.map(({ name }) => name).join('\n'));
    const shown = (await hintsIn(document)).map(({ text }) => text);
    assert.deepEqual(shown, ['failed', 'filtered']);
    assert.deepEqual(
      shown,
      ids.map((id: OperationId) => listed(api, id)?.state),
    );
  });
});

async function edit(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, text);
  assert.equal(await workspace.applyEdit(change), true);
}

/** Links of ours; VS Code itself makes links of addresses. */
async function linksIn({ uri }: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
  const links = await commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
  return links.filter(({ target }) => target?.scheme === 'command');
}

async function onlyLink(document: vscode.TextDocument): Promise<vscode.DocumentLink> {
  const [link, ...others] = await linksIn(document);
  assert.ok(link && others.length === 0, `${others.length + 1} links`);
  return link;
}

function argumentsOf({ target }: vscode.DocumentLink): unknown[] {
  return JSON.parse(target?.query ?? '');
}

async function follow(link: vscode.DocumentLink): Promise<void> {
  await commands.executeCommand(link.target?.path ?? '', ...argumentsOf(link));
}

async function hoverAt(document: vscode.TextDocument, offset: number): Promise<string> {
  const position = document.positionAt(offset);
  const hovers = await commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((one) => (typeof one === 'string' ? one : one.value))
    .join('\n');
}

async function hintsIn(document: vscode.TextDocument, range?: vscode.Range) {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    range ?? whole,
  );
  return hints.map(({ position, label }) => {
    const parts = label as vscode.InlayHintLabelPart[];
    return {
      at: position,
      text: parts.map(({ value }) => value).join(''),
      commands: parts.flatMap(({ command }) => command?.command ?? []),
    };
  });
}

async function lensesIn({ uri }: vscode.TextDocument): Promise<string[]> {
  const lenses = await commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return lenses.map(({ range, command }) => `${range.start.line} ${command?.title.replace('\u00a0', ' ')}`);
}
