import * as vscode from 'vscode';
import type { Lazy } from '../../base/lazy';
import type { OperationId } from '../../operations/operation';
import type { PlaybackCache } from '../../saving/playbackCache';
import type { VideoSaver } from '../../saving/videoSaver';
import type { EndpointKeys } from '../../tracking/endpointKeys';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { Poller } from '../../tracking/polling/poller';
import type { Forecasts } from '../../tracking/schedule/forecasts';
import type { AllowedTokenCommands } from '../allowedTokenCommands';
import type { BuiltInSimulator } from '../builtInSimulator';
import { t } from '../language/t';
import type { Log } from '../log';
import type { CheckedContext } from '../messages/checkedMessage';
import { CommandError } from '../messages/commandError';
import type { CompletionNotifier } from '../messages/completionNotifier';
import { fail } from '../messages/message';
import type { SoundNotice } from '../messages/soundNotice';
import type { Pause } from '../pause';
import type { EndpointPromptParts } from '../prompts/askForEndpoint';
import type { CommandTargets } from '../prompts/commandTargets';
import type { DownloadPlanParts } from '../prompts/downloadPlan';
import type { ReferenceTracking } from '../prompts/referenceTracking';
import type { TextInterpreter } from '../prompts/textInterpreter';
import type { ForeignHosts } from '../saving/foreignHosts';
import type { AnswerDocuments } from '../view/answerDocuments';
import type { SeenResults } from '../view/seenResults';
import type { PrintedOperations } from './printedOperations';

/** The handler of a command, which gets the arguments of the call. */
export type Command = (...args: readonly unknown[]) => unknown;

/** Handlers by the ids of their commands. */
export type Commands = Readonly<Record<`veo.${string}`, Command>>;

/** Everything that commands work with. Each command picks what it needs. */
export interface CommandContext extends CheckedContext, EndpointPromptParts, DownloadPlanParts {
  readonly log: Log;
  readonly globalState: vscode.Memento;
  readonly inBackground: RunInBackground;
  readonly pause: Pause;
  readonly store: OperationStore;
  readonly poller: Poller;
  readonly endpointKeys: EndpointKeys;
  /** Undefined where no command can run. */
  readonly tokenCommands: Lazy<AllowedTokenCommands> | undefined;
  readonly forecasts: Forecasts;
  readonly saver: VideoSaver;
  readonly foreignHosts: ForeignHosts;
  readonly cache: PlaybackCache;
  readonly sound: SoundNotice;
  readonly simulator: BuiltInSimulator;
  readonly interpreter: TextInterpreter;
  readonly tracking: ReferenceTracking;
  readonly printed: PrintedOperations;
  readonly targets: CommandTargets;
  readonly seen: SeenResults;
  readonly notifier: CompletionNotifier;
  readonly answers: AnswerDocuments;
  /** Selects the row of an operation. */
  readonly reveal: (id: OperationId) => PromiseLike<void>;
}

/** Runs a command by its id, with the arguments of the call. */
export type RunCommand = (id: string, args: readonly unknown[]) => Promise<unknown>;

/** Makes what runs commands. A CommandError is shown as it is; any other error is logged, and its message offers the log. */
export function commandRunner(commands: Commands, log: Log): RunCommand {
  const byId = new Map<string, Command>(Object.entries(commands));
  return async (id, args) => {
    try {
      return await byId.get(id)?.(...args);
    } catch (error) {
      void notifyError(id, error, log);
      return undefined;
    }
  };
}

/**
 * Runs work that its command does not wait for, such as a message until the person answers it. An error of the work is
 * shown as if the command had thrown it.
 */
export type RunInBackground = (work: Promise<unknown>) => void;

export function createBackgroundRunner(log: Log): RunInBackground {
  return (work) => void work.catch((error) => notifyError('A command', error, log));
}

async function notifyError(id: string, error: unknown, log: Log): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof CommandError) {
    await fail(error.message);
    return;
  }
  log.error(id, error);
  const showLog = t('Show Log');
  const message = t('Something unexpected went wrong. See the log for details.');
  if ((await fail(message, showLog)) === showLog) log.show();
}
