import * as v from 'valibot';
import * as vscode from 'vscode';
import type { PollSettings } from '../tracking/poller';

export type Notifications = 'all' | 'failures' | 'none';

/** The settings `veo.*`; a value of the wrong form counts as its default. */
export interface Settings {
  /** Id of the endpoint for new operations whose text does not tell. */
  readonly endpoint: string;
  /** Read with `readOwnEndpoints`. */
  readonly endpoints: unknown;
  readonly checkingEnabled: boolean;
  readonly pace: PollSettings['pace'];
  readonly requestsPerMinute: number;
  readonly notifications: Notifications;
}

const schemas = {
  endpoint: v.fallback(v.string(), 'thucchien'),
  checkingEnabled: v.fallback(v.boolean(), true),
  pace: v.fallback(v.picklist(['eager', 'balanced', 'gentle']), 'balanced'),
  requestsPerMinute: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1)), 20),
  notifications: v.fallback(v.picklist(['all', 'failures', 'none']), 'all'),
};

function readSettings(): Settings {
  const stored = vscode.workspace.getConfiguration('veo');
  return {
    endpoint: v.parse(schemas.endpoint, stored.get('endpoint')),
    endpoints: stored.get('endpoints'),
    checkingEnabled: v.parse(schemas.checkingEnabled, stored.get('checking.enabled')),
    pace: v.parse(schemas.pace, stored.get('checking.pace')),
    requestsPerMinute: v.parse(schemas.requestsPerMinute, stored.get('checking.requestsPerMinute')),
    notifications: v.parse(schemas.notifications, stored.get('notifications')),
  };
}

/** The present settings; nobody else reads the configuration. */
export class CurrentSettings implements vscode.Disposable {
  private settings = readSettings();
  private readonly changes = new vscode.EventEmitter<Settings>();
  private readonly listener: vscode.Disposable;

  readonly onDidChange = this.changes.event;

  constructor() {
    this.listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('veo')) return;
      this.settings = readSettings();
      this.changes.fire(this.settings);
    });
  }

  get value(): Settings {
    return this.settings;
  }

  dispose(): void {
    this.listener.dispose();
    this.changes.dispose();
  }
}
