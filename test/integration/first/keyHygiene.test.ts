import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { useHarness } from '../harness';
import { ReplacedProperties } from '../replacedProperties';
import { changeSetting } from '../settings';
import { useVideoFolders } from '../videoFolders';

const KEY = 'sk-Qm3vT7xKp9LwRz2NcBhY5d';
const OTHER_KEY = 'sk-Zt8nW4cHs6JxVb1RfGmD3q';
const HEX = '9f3a1c7be2d84056a7c1f0e9b3d25847';
const TO_STORAGE = 'Move to Veo key storage and read it from the environment';
const TO_DOTENV = 'Move to .env and read it from the environment';
const PLACEHOLDER = 'Move to Veo key storage and leave a placeholder';
const EXCLUDE = 'Do not hint at API keys in this file';

describe('an API key in a document', () => {
  const harness = useHarness();
  // Before the folders are removed, with the documents in them.
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await changeSetting('editor.keyHints', undefined);
  });
  const folders = useVideoFolders();
  const base = () => harness.gateway.simulator.url;

  it('is underlined beside the address of an endpoint, and no longer once it is gone; the hint does not quote it', async () => {
    const document = await open('made.py', `BASE = "${base()}"\nKEY = "${KEY}"\n`);
    const [hint] = await hintsOf(document);
    assert.equal(document.getText(hint?.range), KEY);
    assert.deepEqual([hint?.severity, hint?.source], [vscode.DiagnosticSeverity.Information, 'Veo']);
    assert.equal(hint?.message.includes(KEY.slice(0, 8)), false);
    const cleared = hintsChange(document, 0);
    await replace(document, KEY, 'YOUR_API_KEY');
    await cleared;
    const back = hintsChange(document, 1);
    await replace(document, 'YOUR_API_KEY', KEY);
    await back;
    const off = hintsChange(document, 0);
    await changeSetting('editor.keyHints', false);
    await off;
  });

  it('is underlined as soon as the address of an endpoint comes beside it', async () => {
    const document = await vscode.workspace.openTextDocument(
      write('later.py', `KEY = "${KEY}"\nBASE = ""\n`),
    );
    await vscode.window.showTextDocument(document);
    // It has been searched once a key in another document, which is searched after it, is underlined.
    await open('after.py', `BASE = "${base()}"\nKEY = "${KEY}"\n`);
    assert.deepEqual(ours(document.uri), []);
    const hinted = hintsChange(document, 1);
    await replace(document, '""', `"${base()}"`);
    await hinted;
  });

  it('moves into the key storage of its endpoint, and the code reads it from the environment, in one step that can be undone', async () => {
    await removeStoredKey();
    const client = (key: string, header: string) =>
      `from openai import OpenAI\n\nclient = OpenAI(api_key=${key}, base_url="${base()}/v1")\nheader = ${header}\n`;
    const text = client(`"${KEY}"`, `"Bearer ${KEY}"`);
    const document = await open('client.py', text, 2);
    await apply(document, TO_STORAGE);
    const read = client('os.environ["OPENAI_API_KEY"]', `f"Bearer {os.environ['OPENAI_API_KEY']}"`);
    assert.equal(document.getText(), `import os\n${read}`);
    const { text: said, actions } = await harness.user.waitForMessage(/key storage of Veo now/);
    assert.match(said, /client\.py reads it from OPENAI_API_KEY.*replace the key at gateway\.$/);
    assert.deepEqual(actions, ['Write It to .env, Too']);
    assert.equal(JSON.stringify(harness.user.messages).includes(KEY.slice(0, 8)), false);
    assert.equal(await keyThatIsSent(), KEY);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('takes the place of another one only with a yes, and stays in the text without an answer', async () => {
    await removeStoredKey();
    const document = await open(
      'start.sh',
      `curl -H 'Authorization: Bearer ${OTHER_KEY}' ${base()}/v1/videos\n`,
    );
    await apply(document, TO_STORAGE);
    await vscode.commands.executeCommand('undo');
    const changed = hintsChange(document, 1);
    await replace(document, OTHER_KEY, KEY);
    await changed;
    await apply(document, TO_STORAGE);
    assert.match(harness.user.messages.at(-1)?.text ?? '', /There is another API key for gateway already/);
    assert.ok(document.getText().includes(KEY));
    harness.user.willClick('Keep It');
    await apply(document, TO_STORAGE);
    assert.equal(
      document.getText(),
      `curl -H "Authorization: Bearer $GATEWAY_API_KEY" ${base()}/v1/videos\n`,
    );
    await vscode.commands.executeCommand('undo');
    // It is asked again, so the other one was kept.
    harness.user.willClick('Replace It');
    await apply(document, TO_STORAGE);
    assert.equal(await keyThatIsSent(), KEY);
  });

  it('is stored for the endpoint that the person picks where only an operation stands beside it', async () => {
    await removeStoredKey();
    const document = await open('notes.md', `models/veo-3.1/operations/abc123def456\n${KEY}\n`);
    await apply(document, PLACEHOLDER);
    assert.ok(document.getText().includes(KEY), 'nobody picked one');
    const [offered = []] = harness.user.pickLists;
    assert.deepEqual(labels(offered), ['AI Thực Chiến', 'gateway']);
    harness.user.willPick('gateway');
    await apply(document, PLACEHOLDER);
    assert.equal(document.getText(), 'models/veo-3.1/operations/abc123def456\nYOUR_API_KEY\n');
    assert.equal(await keyThatIsSent(), KEY);
  });

  it('of a service at which the person has no endpoint goes to no other, but may go to .env', async () => {
    const text = `f("${HEX}", "https://api.kie.ai")\nAPI_KEY = "${HEX}"\n`;
    write('.env', '');
    write('.gitignore', '.env\n');
    const document = await open('kie.py', text);
    await apply(document, TO_STORAGE);
    assert.match(harness.user.messages.at(-1)?.text ?? '', /^api\.kie\.ai is none of your endpoints/);
    assert.equal(document.getText(), text);
    await apply(document, TO_DOTENV);
    assert.equal(readFileSync(join(folders.workspace, '.env'), 'utf8'), `KIE_API_KEY=${HEX}\n`);
    assert.ok(document.getText().includes('API_KEY = os.environ["KIE_API_KEY"]'));
  });

  it('is underlined in the sample of a .env file, where a placeholder is to stand', async () => {
    const document = await open('.env.example', `BASE=${base()}\nTHE_KEY=${KEY}\n`);
    const fixes = await fixesAt(document, PLACEHOLDER);
    assert.equal(fixes.length, 1);
  });

  it('moves to .env, which .gitignore names with a yes, and is loaded where the project has the package', async () => {
    write('package.json', '{"dependencies": {"dotenv": "17.0.0"}}');
    const before = `import { f } from './f.js';\nf('${KEY}', '${base()}');\n`;
    const document = await open('made.js', before);
    await apply(document, TO_DOTENV);
    assert.equal(existsSync(join(folders.workspace, '.env')), false, 'nobody answered');
    harness.user.willClick('Add to .gitignore');
    await apply(document, TO_DOTENV);
    const file = (name: string) => readFileSync(join(folders.workspace, name), 'utf8');
    assert.deepEqual([file('.env'), file('.gitignore')], [`GATEWAY_API_KEY=${KEY}\n`, '.env\n']);
    assert.equal(
      document.getText(),
      `import 'dotenv/config';\nimport { f } from './f.js';\nf(process.env.GATEWAY_API_KEY, '${base()}');\n`,
    );
    await harness.user.waitForMessage(
      /^The API key is in the file \.env now, and made\.js reads it from GATEWAY_API_KEY\. Earlier/,
    );
    await vscode.commands.executeCommand('undo');
    write('.env', 'GATEWAY_API_KEY=other\n');
    await apply(document, TO_DOTENV);
    assert.deepEqual([file('.env'), document.getText()], ['GATEWAY_API_KEY=other\n', before]);
  });

  it('takes the place of another one in .env in one step, with a yes; who may read the file stays as it was', async () => {
    const path = join(folders.workspace, '.env');
    write('.env', 'A=1\nexport GATEWAY_API_KEY=other\n');
    write('.gitignore', '.env\n');
    chmodSync(path, 0o600);
    const document = await open('atomic.js', `f('${KEY}', '${base()}');\n`);
    const { writeFile } = vscode.workspace.fs;
    const written: vscode.Uri[] = [];
    const noted = (uri: vscode.Uri, bytes: Uint8Array) => {
      written.push(uri);
      return writeFile(uri, bytes);
    };
    const replaced = new ReplacedProperties();
    replaced.replaceGetter(vscode.workspace, 'fs', { ...vscode.workspace.fs, writeFile: noted });
    try {
      harness.user.willClick('Replace It');
      await apply(document, TO_DOTENV);
    } finally {
      replaced.restore();
    }
    assert.equal(readFileSync(path, 'utf8'), `A=1\nexport GATEWAY_API_KEY=${KEY}\n`);
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(
      written.map((one) => [one.fsPath === path, existsSync(one.fsPath)]),
      [[false, false]],
      'only a file beside it was written, which has become .env',
    );
  });

  it('gets into no .env that Git tracks without a yes, whatever .gitignore says', async () => {
    write('.env', '');
    write('.gitignore', '.env\n');
    const document = await open('tracked.js', `f('${KEY}', '${base()}');\n`);
    const getRepository = () => ({ getObjectDetails: async () => ({}) });
    const git = { isActive: true, exports: { getAPI: () => ({ getRepository }) } };
    const { getExtension } = vscode.extensions;
    const replaced = new ReplacedProperties();
    replaced.replace(vscode.extensions, 'getExtension', (id: string) =>
      id === 'vscode.git' ? git : getExtension(id),
    );
    const text = () => readFileSync(join(folders.workspace, '.env'), 'utf8');
    try {
      await apply(document, TO_DOTENV);
      assert.match(harness.user.messages.at(-1)?.text ?? '', /^Git tracks the file \.env\./);
      assert.deepEqual([text(), document.getText().includes(KEY)], ['', true]);
      harness.user.willClick('Write It All the Same');
      await apply(document, TO_DOTENV);
      assert.equal(text(), `GATEWAY_API_KEY=${KEY}\n`);
    } finally {
      replaced.restore();
    }
  });

  // On Windows only an administrator makes links.
  if (process.platform !== 'win32') {
    it('goes to no file to which a link of the project leads, and stays in the text', async () => {
      const path = (name: string) => join(folders.workspace, name);
      const before = `f("${KEY}", "${base()}")\n`;
      const document = await open('linked.py', before);
      write('published.txt', '');
      for (const name of ['.env', '.gitignore']) rmSync(path(name), { force: true });
      for (const [link, target] of [
        ['.env', 'published.txt'],
        ['.env', 'not-there-yet.txt'],
        ['.gitignore', 'published.txt'],
      ] as const) {
        symlinkSync(target, path(link));
        await apply(document, TO_DOTENV);
        const said = `${link} is a link to another file, so it is left alone.`;
        assert.deepEqual(harness.user.messages.at(-1)?.text, said);
        assert.equal(existsSync(path('not-there-yet.txt')), false);
        assert.equal(readFileSync(path('published.txt'), 'utf8'), '');
        assert.equal(document.getText(), before);
        // Not every Node removes a link that leads nowhere with `rmSync`.
        unlinkSync(path(link));
      }
    });
  }

  it('is not underlined in files that the person excludes, by the quick fix, which can be undone, or in the settings', async () => {
    const document = await open('excluded.py', `BASE = "${base()}"\nKEY = "${KEY}"\n`);
    const excluded = () => vscode.workspace.getConfiguration('veo').get<object>('editor.keyHintsExclude');
    const cleared = hintsChange(document, 0);
    await apply(document, EXCLUDE);
    await cleared;
    harness.user.willClick('Undo');
    await vscode.commands.executeCommand(
      'veo.excludeFromKeyHints',
      document.uri.with({ path: `${document.uri.path}x` }).toString(),
    );
    while (Object.keys(excluded() ?? {}).length !== 1) await configurationChange();
    assert.deepEqual(excluded(), { 'excluded.py': true });
    const shown = hintsChange(document, 1);
    await vscode.workspace
      .getConfiguration('veo')
      .update('editor.keyHintsExclude', undefined, vscode.ConfigurationTarget.Workspace);
    await shown;
    const kept = hintsChange(document, 0);
    await vscode.workspace
      .getConfiguration('files')
      .update('exclude', { '**/exclu*.py': true }, vscode.ConfigurationTarget.Global);
    await kept;
    const back = hintsChange(document, 1);
    await vscode.workspace
      .getConfiguration('files')
      .update('exclude', undefined, vscode.ConfigurationTarget.Global);
    await back;
  });

  it('is left alone by a quick fix whose text has changed, and by arguments of others', async () => {
    const document = await open('late.py', `BASE = "${base()}"\nKEY = "${KEY}"\n`);
    const [fix] = await fixesAt(document, TO_STORAGE);
    await replace(document, 'BASE', 'THE_BASE');
    const { command = '', arguments: args = [] } = fix?.command ?? {};
    await vscode.commands.executeCommand(command, ...args);
    await harness.user.waitForMessage(/^The text has changed meanwhile/);
    const text = document.getText();
    for (const given of [
      undefined,
      {},
      { uri: 'file:///etc/passwd', start: 0, way: 'storage' },
      { ...args[0], start: -1 },
    ])
      await vscode.commands.executeCommand('veo.moveApiKey', given);
    assert.equal(document.getText(), text);
  });

  /** Writes a file of the workspace and opens it in an editor. */
  async function open(name: string, text: string, keys = 1): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(write(name, text));
    const hinted = hintsChange(document, keys);
    await vscode.window.showTextDocument(document);
    await hinted;
    return document;
  }

  function write(name: string, text: string): vscode.Uri {
    const path = join(folders.workspace, name);
    writeFileSync(path, text);
    return vscode.Uri.file(path);
  }

  async function apply(document: vscode.TextDocument, title: string): Promise<void> {
    const [fix] = await fixesAt(document, title);
    assert.ok(fix?.command);
    await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
  }

  async function fixesAt(document: vscode.TextDocument, title: string): Promise<vscode.CodeAction[]> {
    const [hint] = await hintsOf(document);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      hint?.range,
    );
    return actions.filter((action) => action.title === title);
  }

  /** The key with which the gateway is asked. */
  async function keyThatIsSent(): Promise<string | undefined> {
    const { gateway } = harness;
    const id = gateway.newId();
    const requested = gateway.simulator.nextRequest(({ path }) => path.endsWith(id.name));
    await gateway.track(id);
    const { headers } = await requested;
    return String(headers['x-goog-api-key'] ?? headers.authorization).replace('Bearer ', '');
  }

  async function removeStoredKey(): Promise<void> {
    harness.user.willClick('Remove');
    await vscode.commands.executeCommand('veo.removeApiKey', harness.gateway.endpoint);
  }
});

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Veo');
}

/** The hints at a document, once it has some. */
async function hintsOf({ uri }: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  await hintsWhere(uri, (count) => count > 0);
  return ours(uri);
}

/** Resolves once a document has so many hints. */
function hintsChange({ uri }: vscode.TextDocument, count: number): Promise<void> {
  return hintsWhere(uri, (one) => one === count);
}

function hintsWhere(uri: vscode.Uri, isReached: (count: number) => boolean): Promise<void> {
  if (isReached(ours(uri).length)) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (!isReached(ours(uri).length)) return;
      listener.dispose();
      resolve();
    });
  });
}

async function replace(document: vscode.TextDocument, text: string, by: string): Promise<void> {
  const start = document.getText().indexOf(text);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(start + text.length)),
    by,
  );
  await vscode.workspace.applyEdit(edit);
}

function configurationChange(): Promise<void> {
  return new Promise((resolve) => {
    const listener = vscode.workspace.onDidChangeConfiguration(() => {
      listener.dispose();
      resolve();
    });
  });
}

function labels(items: readonly (string | vscode.QuickPickItem)[]): string[] {
  return items.map((item) => (typeof item === 'string' ? item : item.label));
}
