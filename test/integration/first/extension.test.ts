import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { scratchFolder } from '../session';

describe('the extension', () => {
  it('is found in a real extension host and activates', async () => {
    const extension = vscode.extensions.getExtension('veo-operations.veo-operations');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('leaves a file for the session after the restart', () => {
    writeFileSync(join(scratchFolder, 'firstProcess'), String(process.pid));
  });
});
