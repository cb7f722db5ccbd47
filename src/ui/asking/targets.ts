import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Operation, OperationId, SucceededOperation, Video } from '../../operations/operation';
import type { OperationStore } from '../../tracking/operationStore';
import { titleOf } from '../telling/words';
import { descriptionOf } from '../view/operationItems';
import { OperationNode, type TreeNode, VideoNode } from '../view/operationNodes';

/** A video that a command acts on; `index` counts from 0. */
export interface VideoTarget {
  readonly operation: SucceededOperation;
  readonly video: Video;
  readonly index: number;
}

/** What `args` of the keybindings in the view say: act on the selected rows. */
const SELECTION = 'selection';

const operationId = v.object({ endpoint: v.string(), name: v.string() });

/**
 * Finds out what a command is to act on: the rows it was called on, the selected rows, an operation given by another
 * extension, or, called without anything, what the person picks.
 */
export class Targets {
  constructor(
    private readonly store: OperationStore,
    private readonly selection: () => readonly TreeNode[],
  ) {}

  /** The operations to act on among those that `applies` holds for; empty when there is none or none was picked. */
  async operations<T extends Operation>(
    args: readonly unknown[],
    placeHolder: string,
    applies: (operation: Operation) => operation is T,
  ): Promise<T[]> {
    const nodes = this.nodesIn(args);
    if (nodes) return distinct(nodes.map(operationOf)).filter(applies);
    const given = this.given(args[0]);
    if (given) return [given].filter(applies);
    const picked = await this.pickOperation(placeHolder, applies);
    return picked ? [picked] : [];
  }

  /** The videos to act on; of an operation with several, called on as such, the person picks one. */
  async videos(args: readonly unknown[], placeHolder: string): Promise<VideoTarget[]> {
    const nodes = this.nodesIn(args) ?? [];
    const [first] = nodes;
    const called = nodes.filter((node) => node.kind === 'video');
    if (first && called.length === nodes.length) return called.flatMap(videoOf);
    const targets: VideoTarget[] = [];
    for (const operation of await this.operations(args, placeHolder, hasVideos)) {
      const target = await pickVideo(operation, placeHolder);
      if (target) targets.push(target);
    }
    return targets;
  }

  /** Whether a command was called on something: rows, or an operation given by another extension. */
  isCalledOn(args: readonly unknown[]): boolean {
    return this.nodesIn(args) !== undefined || this.given(args[0]) !== undefined;
  }

  /** The id of the endpoint of the row that a command was called on. */
  endpointIn(args: readonly unknown[]): string | undefined {
    const [node] = this.nodesIn(args) ?? [];
    return node && operationOf(node).endpoint;
  }

  private nodesIn([first, all]: readonly unknown[]): readonly TreeNode[] | undefined {
    if (first === SELECTION) return this.selection();
    if (!isNode(first)) return undefined;
    const selected = Array.isArray(all) ? all.filter(isNode) : [];
    return selected.length > 0 ? selected : [first];
  }

  private given(argument: unknown): Operation | undefined {
    const result = v.safeParse(operationId, argument);
    return result.success ? this.store.get(result.output as OperationId) : undefined;
  }

  private async pickOperation<T extends Operation>(
    placeHolder: string,
    applies: (operation: Operation) => operation is T,
  ): Promise<T | undefined> {
    const operations = this.store.list().filter(applies);
    if (operations.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no tracked operation that this command can be used on.'),
      );
      return undefined;
    }
    const now = Date.now();
    const items = operations.map((operation) => ({
      label: titleOf(operation),
      description: descriptionOf(operation, now),
      detail: operation.name,
      operation,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked?.operation;
  }
}

/** Whether an operation has videos to act on. */
export function hasVideos(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded';
}

/** Whether a command that acts on any operation may act on this one: it may. */
export function isAny(operation: Operation): operation is Operation {
  return operation !== undefined;
}

async function pickVideo(
  operation: SucceededOperation,
  placeHolder: string,
): Promise<VideoTarget | undefined> {
  const targets = operation.videos.map((video, index) => ({ operation, video, index }));
  if (targets.length === 1) return targets[0];
  const items = targets.map((target) => ({
    label: vscode.l10n.t('Video {0}', target.index + 1),
    description: target.video.videoId ?? '',
    target,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder, title: titleOf(operation) }))?.target;
}

function isNode(argument: unknown): argument is TreeNode {
  return argument instanceof OperationNode || argument instanceof VideoNode;
}

function operationOf(node: TreeNode): Operation {
  return node.kind === 'operation' ? node.operation : node.parent.operation;
}

function videoOf({ operation, video, index }: VideoNode): VideoTarget[] {
  return operation && video ? [{ operation, video, index }] : [];
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
