import type { Operation, SucceededOperation } from '../../operations/operation';
import { isScheduled } from '../../operations/pollingMode';
import type { FileUri } from '../../saving/fileUri';
import { saveErrorOf } from '../../saving/saveError';
import type { CommandContext } from '../commands/command';
import { t } from '../language/t';
import { saveFaultAdvice } from '../messages/faultWords';
import { stateSentence } from '../messages/stateWords';
import { titleOf } from '../messages/titles';
import { checkingMode } from '../pause';
import { batchStep } from '../saving/batchStep';
import { findOutputs, type Outputs } from './outputs';
import { type Place, type ProblemCode, problemLine } from './problemLine';
import { writeSavedList } from './savedList';
import { saveVideos } from './saveVideos';
import { definitionPlace, findTargets, type Target } from './targets';
import { readDefinition } from './taskDefinition';
import type { TaskScreen } from './taskScreen';
import { WaitProgress } from './waitProgress';
import { whenEnded } from './whenEnded';

interface TaskRunParts {
  readonly screen: TaskScreen;
  readonly context: CommandContext;
  readonly signal: AbortSignal;
}

/** What was found out before the wait. */
type FoundOutputs = Extract<Outputs, { kind: 'outputs' }>;

/** Videos to save: where, and where their operation is named. */
interface SaveOrder {
  readonly operation: SucceededOperation;
  readonly folder: FileUri;
  readonly place: Place | undefined;
}

/** How it went with one operation: the paths of its videos where they were saved, or `failed`. */
type Result = { readonly kind: 'done'; readonly paths: readonly string[] } | { readonly kind: 'failed' };

const FAILED: Result = { kind: 'failed' };

/** One run of a task: waits for operations, saves their videos, and prints what happens. */
export class TaskRun {
  constructor(private readonly parts: TaskRunParts) {}

  /**
   * @param definition of the task, with values in place of the variables
   * @returns the exit code: 0 if each operation ended with a video, and these are saved where that is wanted
   * @throws the reason of `signal` when it is aborted
   */
  async exitCode(definition: unknown): Promise<0 | 1> {
    const { context, screen } = this.parts;
    const read = readDefinition(definition);
    if (read.kind === 'refused') return this.refuse(read.reason);
    const { order } = read;
    const outputs = await findOutputs(order, context);
    if (outputs.kind === 'refused') return this.refuse(outputs.reason);
    const found = await findTargets(order, context);
    if (found.kind === 'refused') return this.refuse(found.reason);
    screen.print(headingOf(found.targets));
    const results = await this.attendAll(found.targets, outputs);
    const isListed = await this.writeList(results, outputs);
    return isListed && results.every(({ kind }) => kind === 'done') ? 0 : 1;
  }

  private refuse(reason: string): 1 {
    this.printFault(definitionPlace(this.parts.context), 'refused', reason);
    return 1;
  }

  private async attendAll(targets: readonly Target[], outputs: FoundOutputs): Promise<readonly Result[]> {
    const { screen, context } = this.parts;
    const operations = targets.map(({ operation }) => operation);
    const progress = new WaitProgress(operations, screen, context);
    try {
      return await Promise.all(targets.map((target) => this.attend(target, outputs, progress)));
    } finally {
      progress.dispose();
    }
  }

  /** Waits for one operation, and saves its videos. */
  private async attend(
    { operation: awaited, place }: Target,
    { folder }: FoundOutputs,
    progress: WaitProgress,
  ): Promise<Result> {
    const { screen, context, signal } = this.parts;
    await this.checkIfNeeded(awaited);
    const end = await whenEnded(awaited, context.store, signal);
    progress.ended(awaited);
    const { operation } = end;
    const says = (sentence: string) => `${titleOf(operation)}: ${sentence}`;
    if (end.kind === 'removed')
      return this.printFault(place, 'removed', says(t('It was removed from the list.')));
    if (end.operation.state !== 'succeeded') {
      return this.printFault(place, end.operation.state, says(stateSentence(operation)));
    }
    screen.print(`✓ ${says(stateSentence(operation))}`, 'good');
    return folder
      ? this.save({ operation: end.operation, folder, place }, progress)
      : { kind: 'done', paths: [] };
  }

  private async save({ operation, folder, place }: SaveOrder, progress: WaitProgress): Promise<Result> {
    const { screen, context, signal } = this.parts;
    const title = t('Downloading {0}', titleOf(operation));
    const { paths, faults } = await saveVideos(
      operation,
      {
        folder,
        signal,
        onProgress: (step) => progress.downloading(operation, `${title} · ${batchStep(step).text}`),
      },
      context,
    ).finally(() => progress.downloading(operation, undefined));
    for (const path of paths) screen.print(`✓ ${path}`, 'good');
    for (const fault of faults) this.printFault(place, 'notSaved', fault);
    return faults.length > 0 ? FAILED : { kind: 'done', paths };
  }

  /**
   * Asks now about an operation that is not polled by itself, and about one of which we concluded that it is missing. Why an
   * answer does not come is told by the operation's problem.
   */
  private async checkIfNeeded(operation: Operation): Promise<void> {
    const { poller, settings, pause } = this.parts.context;
    const { signal } = this.parts;
    if (operation.state === 'missing')
      await poller.check(operation, signal).catch(() => signal.throwIfAborted());
    const isPolled = isScheduled(operation) && checkingMode(settings, pause) === 'on';
    if (operation.state === 'running' && !isPolled)
      void poller.check(operation, signal).catch(() => undefined);
  }

  /** Writes the list of all paths. @returns whether it is written, or not wanted */
  private async writeList(results: readonly Result[], { list }: FoundOutputs): Promise<boolean> {
    const { context } = this.parts;
    if (!list) return true;
    const paths = results.flatMap((result) => (result.kind === 'done' ? result.paths : []));
    try {
      await writeSavedList(list, paths, context.surroundings().files);
      return true;
    } catch (error) {
      this.printFault(definitionPlace(context), 'notSaved', saveFaultAdvice(saveErrorOf(error).detail));
      return false;
    }
  }

  private printFault(place: Place | undefined, code: ProblemCode, text: string): Result {
    this.parts.screen.print(problemLine(place, code, text), 'bad');
    return FAILED;
  }
}

function headingOf(targets: readonly Target[]): string {
  const [first] = targets;
  if (!first) return t('No operation is running, so there is nothing to wait for.');
  return targets.length === 1
    ? t('Waiting for {0}', titleOf(first.operation))
    : t('Waiting for {0} operations', targets.length);
}
