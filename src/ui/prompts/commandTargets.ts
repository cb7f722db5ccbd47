import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  type Operation,
  type OperationId,
  operationKey,
  type SucceededOperation,
} from '../../operations/operation';
import type { VideoTarget } from '../../saving/downloads';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { orArchiveFault } from '../messages/commandError';
import { type LeftOut, leftOutByState, leftOutWords } from '../messages/leftOut';
import { confirm, inform, offer } from '../messages/message';
import { notListedWords } from '../messages/stateWords';
import { isRow, OlderNode, operationOf, type Row, type TreeNode } from '../view/operationNodes';
import { operationPicks } from './operationPicks';
import { pickVideo, pickVideos } from './videoPicks';

/** Whether a command acts on one video only, or can act on many at once. */
export type TargetCount = 'one' | 'oneOrAll';

/** The targets to which a command applies, and how many it leaves out. */
export interface Chosen<T> {
  readonly applicable: readonly T[];
  readonly leftOut: LeftOut;
}

const operationId = v.object({ endpoint: v.string(), name: v.string() });

/**
 * Finds out what a command acts on: the rows it was called on, the operations that another extension gave, or, without
 * either, what the person picks.
 */
export class CommandTargets {
  constructor(
    private readonly store: OperationStore,
    private readonly selection: () => readonly TreeNode[],
  ) {}

  /** All operations that the command was called on, whatever their state; empty when none was picked. */
  operations(args: readonly unknown[], placeHolder: string): Promise<Operation[]> {
    return this.operationsThat(isTracked, args, placeHolder);
  }

  /** The operations to which a command applies, if it says nothing about the others. */
  async operationsThat<T extends Operation>(
    applies: (operation: Operation) => operation is T,
    args: readonly unknown[],
    placeHolder: string,
  ): Promise<T[]> {
    return [...(await this.choose(applies, args, placeHolder)).applicable];
  }

  /**
   * The operations to which a command applies, and how many it leaves out. A row of a video stands for its operation. The
   * person is notified here if the command applies to none.
   */
  async choose<T extends Operation>(
    applies: (operation: Operation) => operation is T,
    args: readonly unknown[],
    placeHolder: string,
  ): Promise<Chosen<T>> {
    const given = this.rowsIn(args)?.map(operationOf) ?? (await this.given(args[0]));
    if (!given) {
      const picked = await this.pickOperation(placeHolder, applies);
      return { applicable: picked ? [picked] : [], leftOut: new Map() };
    }
    const operations = distinct(given, operationKey);
    const applicable = operations.filter(applies);
    const leftOut = leftOutByState(operations.filter((operation) => !applies(operation)));
    if (applicable.length === 0) notifyNone(operations, leftOut, applies === hasVideos);
    return { applicable, leftOut };
  }

  /**
   * The videos to act on, each once, and how many operations have none. The person picks if the command was called on one
   * operation with several videos, or on several rows although it acts on one video only.
   */
  async videos(
    args: readonly unknown[],
    placeHolder: string,
    count: TargetCount = 'one',
  ): Promise<Chosen<VideoTarget>> {
    const { applicable, leftOut } = await this.choose(hasVideos, args, placeHolder);
    const rows = this.rowsIn(args);
    const found = rows ? rows.flatMap(videosOfRow) : applicable.flatMap(videosOf);
    const videos = distinct(found, ({ operation, index }) => `${operationKey(operation)} ${index}`);
    const [first] = videos;
    if (!first || videos.length === 1) return { applicable: videos, leftOut };
    const isOneRow = rows === undefined || rows.every(({ kind }) => kind === 'operation');
    if (applicable.length === 1 && leftOut.size === 0 && isOneRow) {
      return { applicable: await pickVideos(first.operation, placeHolder, count), leftOut };
    }
    return { applicable: count === 'one' ? await pickVideo(videos, placeHolder) : videos, leftOut };
  }

  /** The endpoint id of the row that a command was called on. */
  endpointIn(args: readonly unknown[]): string | undefined {
    const [row] = this.rowsIn(args) ?? [];
    return row && operationOf(row).endpoint;
  }

  /**
   * The tracked operations that an argument names, one or several in an array; undefined if it names none. A row names
   * none: VS Code also passes the focused row to the buttons above the tree.
   */
  async given(argument: unknown): Promise<readonly Operation[] | undefined> {
    const ids = readOperationIds(argument);
    if (ids.length === 0) return undefined;
    const operations: Operation[] = [];
    for (const id of ids) {
      const operation = await orArchiveFault(this.store.fetch(id));
      if (operation) operations.push(operation);
    }
    return operations;
  }

  /** As in the Explorer: called on one of several selected rows, a command acts on all of them. */
  private rowsIn([first, all]: readonly unknown[]): readonly Row[] | undefined {
    if (first instanceof OlderNode) return [];
    if (!isRow(first)) return undefined;
    const selected = (Array.isArray(all) ? all : this.selection()).filter(isRow);
    return selected.includes(first) ? selected : [first];
  }

  private async pickOperation<T extends Operation>(
    placeHolder: string,
    applies: (operation: Operation) => operation is T,
  ): Promise<T | undefined> {
    const list = this.store.list();
    const operations = list.filter(applies);
    if (operations.length === 0) {
      void notifyNoneInList(list);
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

function notifyNone(given: readonly Operation[], leftOut: LeftOut, wantsVideo: boolean): void {
  const [first, ...others] = given;
  if (!first) {
    confirm(notListedWords());
    return;
  }
  if (others.length === 0) {
    confirm(wantsVideo ? t('This operation has no video') : t('This operation is in another state by now'));
    return;
  }
  void inform(
    t('None of these {0} operations can be used for this: {1}.', given.length, leftOutWords(leftOut)),
  );
}

function notifyNoneInList(list: readonly Operation[]): Promise<void> {
  const text =
    list.length === 0
      ? t('There is no operation in the list yet. Check one first.')
      : t('No operation in the list can be used for this: {0}.', leftOutWords(leftOutByState(list)));
  return offer(inform, text, [[t('Check Veo operation'), 'veo.checkOperation', undefined]]);
}

/** The operation that the argument of a command names. Any extension may have passed it. */
export function readOperationId(argument: unknown): OperationId | undefined {
  const result = v.safeParse(operationId, argument);
  return result.success ? result.output : undefined;
}

function readOperationIds(argument: unknown): OperationId[] {
  const named: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  return named.flatMap((one) => readOperationId(one) ?? []);
}

export function hasVideos(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded';
}

function isTracked(_: Operation): _ is Operation {
  return true;
}

/** The videos of an operation, in the API's order. */
export function videosOf(operation: SucceededOperation): VideoTarget[] {
  return operation.videos.map((video, index) => ({ operation, video, index }));
}

function videosOfRow(row: Row): VideoTarget[] {
  if (row.kind === 'operation') return hasVideos(row.operation) ? videosOf(row.operation) : [];
  const { operation, video, index } = row;
  return operation && video ? [{ operation, video, index }] : [];
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
