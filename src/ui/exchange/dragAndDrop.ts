import type * as vscode from 'vscode';
import type { DeferredParts } from '../deferredParts';
import type { TreeNode } from '../view/operationNodes';
import { ROWS_MIME } from './rowsMime';

/**
 * What is dragged out of the view and dropped onto it. Its code is loaded by the first drag or drop.
 *
 * @param loadContext as of `DeferredParts`
 */
export function dragAndDrop(
  loadContext: DeferredParts['loadContext'],
): vscode.TreeDragAndDropController<TreeNode> {
  return {
    // `files`: those of the system, where VS Code runs in a browser.
    dropMimeTypes: ['text/plain', 'text/uri-list', 'files'],
    dragMimeTypes: [ROWS_MIME],
    async handleDrag(rows, dataTransfer) {
      const { fillDrag } = await import('./drag');
      await fillDrag(rows, dataTransfer, await loadContext());
    },
    async handleDrop(_, dataTransfer) {
      const { readDrop, addDropped } = await import('./drop');
      // VS Code forgets what was dropped once this returns, and shows progress until then.
      const dropped = await readDrop(dataTransfer);
      if (dropped.kind === 'nothing') return;
      const context = await loadContext();
      context.inBackground(addDropped(dropped, context));
    },
  };
}
