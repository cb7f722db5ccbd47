import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION_ID, exportedApi } from '../extension';

interface Named {
  readonly command: string;
}

interface Setting {
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Contributions {
  readonly commands: readonly (Named & { readonly title: string })[];
  readonly menus: Readonly<Record<string, readonly Named[]>>;
  readonly keybindings: readonly Named[];
  readonly viewsWelcome: readonly { readonly contents: string }[];
  readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
}

/** The manifest as VS Code reads it, with its texts in the language of VS Code. */
describe('the manifest', () => {
  let contributes: Contributions;
  let declared: readonly string[];

  before(async () => {
    await exportedApi();
    contributes = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON.contributes;
    declared = contributes.commands.map(({ command }) => command).sort();
  });

  it('declares exactly the commands that are registered', async () => {
    const all = await vscode.commands.getCommands(true);
    // VS Code itself registers veo.operations.* for the view of that name.
    const own = all.filter((id) => id.startsWith('veo.') && !id.startsWith('veo.operations.'));
    assert.deepEqual(own.sort(), declared);
  });

  it('keeps the commands of the first release, which keybindings of people name', () => {
    const first =
      'checkOperation refresh copyVideoId copyVideoUri copyOperationName openVideoUri renameOperation ' +
      'removeOperation removeFinished setApiKey removeApiKey pauseChecking resumeChecking startSimulator ' +
      'stopSimulator showLog';
    for (const name of first.split(' ')) assert.ok(declared.includes(`veo.${name}`), name);
  });

  it('names only declared commands in menus, keybindings and the welcome view', () => {
    const inMenus = Object.values(contributes.menus).flat();
    const inTexts = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = '']) => ({ command })),
    );
    assert.ok(inTexts.length > 0);
    for (const { command } of [...inMenus, ...contributes.keybindings, ...inTexts]) {
      assert.ok(declared.includes(command), command);
    }
  });

  it('has a text for every title and every setting', () => {
    for (const { command, title } of contributes.commands) assert.match(title, /^[^%]+$/, command);
    for (const [id, setting] of Object.entries(contributes.configuration.properties)) {
      assert.match(setting.markdownDescription ?? setting.description ?? '', /^[^%]+$/, id);
    }
  });

  it('declares the defaults that VS Code returns', () => {
    for (const [id, setting] of Object.entries(contributes.configuration.properties)) {
      assert.notEqual(setting.default, undefined, id);
      assert.deepEqual(vscode.workspace.getConfiguration().inspect(id)?.defaultValue, setting.default, id);
    }
  });

  it('lets no workspace change a setting that decides where a key is sent', async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    const update = vscode.workspace.getConfiguration('veo').update('endpoints', [], Workspace);
    await assert.rejects(Promise.resolve(update), /Unable to write veo\.endpoints to Workspace Settings/);
  });
});
