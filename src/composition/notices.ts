import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { systemTime } from '../base/time';
import type { Platform } from '../platform/platform';
import { ExpiryWatch } from '../tracking/expiry/expiryWatch';
import type { OperationStore } from '../tracking/list/operationStore';
import { ActivityLog } from '../ui/activityLog';
import { AssumedEndpointMover } from '../ui/assumedEndpointMover';
import { offerUndo } from '../ui/commands/changingEndpoint';
import type { RunInBackground } from '../ui/commands/command';
import type { EndpointList } from '../ui/endpointList';
import { offerVietnamese } from '../ui/language/languageOffer';
import type { SpokenLanguage } from '../ui/language/spokenLanguage';
import type { Log } from '../ui/log';
import { CoalescedMessages } from '../ui/messages/coalescedMessages';
import { expiringIn } from '../ui/messages/expiryNotifier';
import { followedWords } from '../ui/messages/followedWords';
import { offerMachineEndpoints } from '../ui/messages/machineEndpoints';
import { SettingsCheck } from '../ui/messages/settingsCheck';
import { notifyUnreadable, unsavedTeller } from '../ui/messages/storageFaults';
import type { AutomaticSaving } from '../ui/saving/automaticSaving';
import { ExpiryWarning } from '../ui/saving/expiryWarning';
import type { CurrentSettings } from '../ui/settings';
import type { Limits } from './limits';
import type { Screen } from './screen';

export interface NoticesParts {
  readonly context: vscode.ExtensionContext;
  readonly platform: Platform;
  readonly log: Log;
  readonly inBackground: RunInBackground;
  readonly settings: CurrentSettings;
  readonly language: SpokenLanguage;
  readonly endpoints: EndpointList;
  readonly store: OperationStore;
  /** How many stored records this version cannot read, and were set aside now. */
  readonly newlyUnreadable: number;
  readonly limits: Limits;
  readonly screen: Screen;
  readonly automatic: AutomaticSaving;
}

/** Wires what notifies the person, or writes to the log, without a command. Ends are part of the screen. */
export class Notices extends DisposableStore {
  private readonly expiryWatch: ExpiryWatch;

  constructor(private readonly parts: NoticesParts) {
    super();
    const { log, settings, language, endpoints, store, newlyUnreadable, limits } = parts;
    const settingsCheck = this.add(new SettingsCheck(endpoints, settings));
    // A message waits for the language in which it is written.
    void language.follow().then(() => {
      notifyUnreadable(newlyUnreadable, log);
      settingsCheck.check();
    });
    this.add(store.onDidFailToWrite(unsavedTeller(log)));
    this.add(new ActivityLog(store, limits.limiters.onDidLearn, log));
    this.expiryWatch = this.add(new ExpiryWatch(store, systemTime));
    this.addExpiryWarning();
    this.addOffers();
  }

  /** Starts what may save videos or read a file. */
  start(): void {
    const { context, endpoints, settings, inBackground } = this.parts;
    this.expiryWatch.start();
    inBackground(offerMachineEndpoints(context, endpoints, settings));
  }

  private addExpiryWarning(): void {
    const { store, automatic, settings } = this.parts;
    const expiring = this.add(new CoalescedMessages(expiringIn(store), systemTime));
    const notify = expiring.notify.bind(expiring);
    this.add(new ExpiryWarning(this.expiryWatch, store, automatic, settings, notify));
  }

  private addOffers(): void {
    const { context, platform, settings, endpoints, store, screen, inBackground } = this.parts;
    this.add(
      new AssumedEndpointMover(store, endpoints, (moves, to) =>
        inBackground(offerUndo(followedWords(moves, to), moves, store)),
      ),
    );
    this.add(
      screen.view.onDidChangeVisibility(({ visible }) => {
        if (visible) inBackground(offerVietnamese(settings, context.globalState, platform.systemLocale));
      }),
    );
  }
}
