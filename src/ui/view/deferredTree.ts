import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { TreeNode } from './operationNodes';
import type { OperationsTree } from './operationsTree';

export const VIEW_ID = 'veo.operations';

/**
 * The rows of the view `veo.operations` for VS Code, which wants to have them from the start. What draws them is loaded when
 * the view asks for rows.
 */
export class DeferredTree extends DisposableStore implements vscode.TreeDataProvider<TreeNode> {
  private tree: OperationsTree | undefined;
  /** Whether the view was told that there are no rows, because what draws them could not be loaded. */
  private isFalselyEmpty = false;
  private readonly changes = this.add(new vscode.EventEmitter<TreeNode[] | undefined>());

  readonly onDidChangeTreeData = this.changes.event;

  /** @param load calls `show`, or rejects, once it has told the person why */
  constructor(private readonly load: () => Promise<unknown>) {
    super();
  }

  /** From now on these are the rows. */
  show(tree: OperationsTree): void {
    this.tree = tree;
    this.add(tree.onDidChangeTreeData((changed) => this.changes.fire(changed)));
    if (this.isFalselyEmpty) this.changes.fire(undefined);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!this.tree) await this.load().catch(() => undefined);
    this.isFalselyEmpty = !this.tree;
    return (await this.tree?.getChildren(node)) ?? [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return this.loaded.getTreeItem(node);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.loaded.getParent(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    return this.loaded.resolveTreeItem(item, node);
  }

  /** VS Code asks only about rows, and there is none without it. */
  private get loaded(): OperationsTree {
    if (!this.tree) throw new Error('No row was drawn yet');
    return this.tree;
  }
}

/** Creates the view. */
export function createView(
  tree: DeferredTree,
  dragAndDropController: vscode.TreeDragAndDropController<TreeNode>,
): vscode.TreeView<TreeNode> {
  return vscode.window.createTreeView(VIEW_ID, {
    treeDataProvider: tree,
    dragAndDropController,
    canSelectMany: true,
    showCollapseAll: false,
  });
}
