import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { EXTENSION_ID, exportedApi } from '../extension';
import { scratchFolder } from '../session';

describe('the extension', () => {
  it('is found in a real extension host and activates', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('exports version 1 of its API', async () => {
    const api = await exportedApi();
    assert.equal(api.version, 1);
    assert.deepEqual(Object.keys(api).sort(), [
      'check',
      'onDidChangeOperations',
      'operations',
      'remove',
      'track',
      'version',
    ]);
  });

  it('activates without waiting for anything', () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    const main = join(extension?.extensionPath ?? '', extension?.packageJSON.main);
    // The module that VS Code has activated: requiring it again does not run it again.
    const { activate } = createRequire(main)(main);
    assert.equal(Object.getPrototypeOf(activate), Function.prototype);
  });

  it('writes a file for the session after the restart', () => {
    writeFileSync(join(scratchFolder, 'firstProcess'), String(process.pid));
  });
});
