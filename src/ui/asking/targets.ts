import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Operation, OperationId, SucceededOperation } from '../../operations/operation';
import type { VideoTarget } from '../../saving/downloads';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { confirm, inform } from '../telling/message';
import { titleOf } from '../telling/names';
import { orArchiveFault } from '../telling/storageFaults';
import { goneWords } from '../telling/words';
import { OlderNode, OperationNode, operationOf, type TreeNode, VideoNode } from '../view/operationNodes';
import { operationPicks } from './operationPicks';

/** Whether a command can act on all videos of an operation at once. */
export type Choice = 'one' | 'oneOrAll';

/** A row that stands for an operation or a video. */
type Row = OperationNode | VideoNode;

const operationId = v.object({ endpoint: v.string(), name: v.string() });

/**
 * Finds out what a command is to act on: the rows it was called on, an operation given by another extension, or,
 * called without anything, what the person picks.
 */
export class Targets {
  constructor(
    private readonly store: OperationStore,
    private readonly selection: () => readonly TreeNode[],
  ) {}

  /** The operations to act on; empty when there is none or none was picked. */
  operations(args: readonly unknown[], placeHolder: string): Promise<Operation[]> {
    return this.operationsThat(isTracked, args, placeHolder);
  }

  /** The videos to act on; of an operation with several, called on as such, the person picks one. */
  async videos(
    args: readonly unknown[],
    placeHolder: string,
    choice: Choice = 'one',
  ): Promise<VideoTarget[]> {
    const nodes = this.nodesIn(args) ?? [];
    const [first] = nodes;
    const called = nodes.filter((node) => node.kind === 'video');
    if (first && called.length === nodes.length) return called.flatMap(videoOf);
    const targets: VideoTarget[] = [];
    for (const operation of await this.operationsThat(hasVideos, args, placeHolder)) {
      targets.push(...(await pickVideos(operation, placeHolder, choice)));
    }
    return targets;
  }

  /** The id of the endpoint of the row that a command was called on. */
  endpointIn(args: readonly unknown[]): string | undefined {
    const [node] = this.nodesIn(args) ?? [];
    return node && operationOf(node).endpoint;
  }

  /** The operations to act on of those that a command applies to; empty when there is none or none was picked. */
  async operationsThat<T extends Operation>(
    applies: (operation: Operation) => operation is T,
    args: readonly unknown[],
    placeHolder: string,
  ): Promise<T[]> {
    const called = this.nodesIn(args)?.map(operationOf) ?? (await this.given(args[0]));
    if (!called) {
      const picked = await this.pickOperation(placeHolder, applies);
      return picked ? [picked] : [];
    }
    const suitable = distinct(called).filter(applies);
    if (suitable.length === 0)
      confirm(called.length === 0 ? goneWords() : DOES_NOT_APPLY(applies === hasVideos));
    return suitable;
  }

  /** As in the Explorer: on a row that is one of several selected ones, a command acts on all of these. */
  private nodesIn([first, all]: readonly unknown[]): readonly Row[] | undefined {
    if (first instanceof OlderNode) return [];
    if (!isNode(first)) return undefined;
    const selected = (Array.isArray(all) ? all : this.selection()).filter(isNode);
    return selected.includes(first) ? selected : [first];
  }

  /** Undefined when the argument names no operation; empty when it names one that is not tracked. */
  private async given(argument: unknown): Promise<readonly Operation[] | undefined> {
    const id = readOperationId(argument);
    if (!id) return undefined;
    const operation = await orArchiveFault(this.store.older.recall(id));
    return operation ? [operation] : [];
  }

  private async pickOperation<T extends Operation>(
    placeHolder: string,
    applies: (operation: Operation) => operation is T,
  ): Promise<T | undefined> {
    const operations = this.store.list().filter(applies);
    if (operations.length === 0) {
      void inform(t('There is no tracked operation that this command can be used on.'));
      return undefined;
    }
    const picked = await vscode.window.showQuickPick(operationPicks(operations), {
      placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked?.operation;
  }
}

const DOES_NOT_APPLY = (wantsVideo: boolean) =>
  wantsVideo ? t('This operation has no video') : t('This operation is in another state by now');

/** The operation that the argument of a command names, whoever gave it. */
export function readOperationId(argument: unknown): OperationId | undefined {
  const result = v.safeParse(operationId, argument);
  return result.success ? result.output : undefined;
}

function hasVideos(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded';
}

function isTracked(_: Operation): _ is Operation {
  return true;
}

async function pickVideos(
  operation: SucceededOperation,
  placeHolder: string,
  choice: Choice,
): Promise<readonly VideoTarget[]> {
  const targets = operation.videos.map((video, index) => ({ operation, video, index }));
  if (targets.length === 1) return targets;
  const items = targets.map((target) => ({
    label: t('Video {0}', target.index + 1),
    description: target.video.videoId ?? '',
    targets: [target],
  }));
  const all = { label: t('All {0} Videos', targets.length), description: '', targets };
  const offered = choice === 'oneOrAll' ? [all, ...items] : items;
  const picked = await vscode.window.showQuickPick(offered, { placeHolder, title: titleOf(operation) });
  return picked?.targets ?? [];
}

function isNode(argument: unknown): argument is Row {
  return argument instanceof OperationNode || argument instanceof VideoNode;
}

function videoOf({ operation, video, index }: VideoNode): VideoTarget[] {
  return operation && video ? [{ operation, video, index }] : [];
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
