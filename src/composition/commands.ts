import type * as vscode from 'vscode';
import type { FolderSurroundings } from '../saving/downloadFolder';
import type { Saving } from '../saving/saving';
import type { OperationStore } from '../tracking/list/operationStore';
import type { Poller } from '../tracking/polling/poller';
import type { Forecasts } from '../tracking/schedule/forecasts';
import type { ApiKeys } from '../ui/apiKeys';
import type { BuiltInSimulator } from '../ui/builtInSimulator';
import { answerCommands } from '../ui/commands/answers';
import { changingCommands } from '../ui/commands/changingEndpoint';
import { checkingCommands } from '../ui/commands/checking';
import { checkCommands } from '../ui/commands/checkOperation';
import type { Commands, RunInBackground } from '../ui/commands/command';
import { copyCommands } from '../ui/commands/copying';
import { downloadCommands } from '../ui/commands/downloading';
import { endpointCommands } from '../ui/commands/endpoints';
import { findCommands } from '../ui/commands/finding';
import { followingCommands } from '../ui/commands/following';
import { keyCommands } from '../ui/commands/keys';
import { listCommands } from '../ui/commands/listing';
import { openCommands } from '../ui/commands/opening';
import { settingsCommands } from '../ui/commands/openingSettings';
import { playCommands } from '../ui/commands/playing';
import { reasonCommands } from '../ui/commands/reasons';
import { revealCommands } from '../ui/commands/revealing';
import { showCommands } from '../ui/commands/showing';
import { simulatorCommands } from '../ui/commands/simulating';
import type { EndpointList } from '../ui/endpointList';
import type { Log } from '../ui/log';
import { SoundNotice } from '../ui/messages/soundNotice';
import type { CheckingMode, Pause } from '../ui/pause';
import { CommandTargets } from '../ui/prompts/commandTargets';
import type { TextInterpreter } from '../ui/prompts/textInterpreter';
import type { Trial } from '../ui/prompts/trial';
import type { CurrentSettings } from '../ui/settings';
import type { AnswerDocuments } from '../ui/view/answerDocuments';
import type { Screen } from './screen';

export interface CommandParts {
  readonly context: vscode.ExtensionContext;
  readonly surroundings: () => FolderSurroundings;
  readonly log: Log;
  readonly settings: CurrentSettings;
  readonly endpoints: EndpointList;
  readonly keys: ApiKeys;
  readonly pause: Pause;
  readonly store: OperationStore;
  readonly forecasts: Forecasts;
  readonly poller: Poller;
  readonly mode: () => CheckingMode;
  readonly saving: Saving;
  readonly simulator: BuiltInSimulator;
  readonly screen: Screen;
  readonly answers: AnswerDocuments;
  readonly interpreter: TextInterpreter;
  readonly trial: Trial;
  readonly inBackground: RunInBackground;
}

/** Every command of the extension, by its id; a test compares them with those that package.json declares. */
export function allCommands(parts: CommandParts): Commands {
  const { store, poller, endpoints, keys, settings, pause, forecasts, simulator, surroundings } = parts;
  const { context, answers, interpreter, trial, inBackground, log, mode, screen } = parts;
  const { view, seen, notifier } = screen;
  const { saver, saved, cache } = parts.saving;
  const { globalState, extension } = context;
  const targets = new CommandTargets(store, () => view.selection);
  const reveal = view.reveal.bind(view);
  const willNotifyEnd = () => mode() === 'on' && settings.value.notifications === 'all';
  const checkParts = { store, poller, endpoints, keys, trial, interpreter, targets, notifier, log };
  const ownParts = { endpoints, keys, settings, trial };
  const sound = new SoundNotice(globalState);
  return {
    ...checkCommands({ ...checkParts, known: forecasts, reveal, willNotifyEnd }),
    ...followingCommands(targets, store),
    ...answerCommands(targets, answers, poller),
    ...reasonCommands(targets, seen, endpoints),
    ...checkingCommands(store, poller, pause, forecasts),
    ...copyCommands(targets, seen),
    ...openCommands(targets, seen, endpoints, globalState),
    ...playCommands({ targets, seen, cache, endpoints, sound, inBackground }),
    ...downloadCommands({
      ...{ targets, store, seen, saver, saved },
      settings,
      endpoints,
      surroundings,
      inBackground,
    }),
    ...revealCommands(targets, saved, inBackground),
    ...listCommands(targets, store),
    ...findCommands(store, view),
    ...keyCommands(keys, endpoints, targets, trial),
    ...endpointCommands(ownParts),
    ...changingCommands({ ...ownParts, targets, store, poller, reveal, inBackground }),
    ...simulatorCommands(simulator, store),
    ...showCommands(view, log),
    ...settingsCommands(extension.id),
  };
}
