import type * as vscode from 'vscode';
import { type Endpoint, originOf } from '../../endpoints/endpoint';

const STATE_KEY = 'veo.foreignHosts';
/** The oldest is forgotten, and asked about again. */
const MAX_HOSTS = 200;

/**
 * The hosts from which the person wants the videos of an endpoint always, without its key: many gateways keep their videos
 * elsewhere. For another endpoint the same host is asked about anew.
 */
export class ForeignHosts {
  constructor(private readonly globalState: vscode.Memento) {}

  isAllowed(endpoint: Endpoint, host: string): boolean {
    return this.allowed.includes(entryOf(endpoint, host));
  }

  async allow(endpoint: Endpoint, host: string): Promise<void> {
    const entry = entryOf(endpoint, host);
    const others = this.allowed.filter((one) => one !== entry);
    await this.globalState.update(STATE_KEY, [...others.slice(1 - MAX_HOSTS), entry]);
  }

  private get allowed(): readonly string[] {
    const stored: unknown = this.globalState.get(STATE_KEY);
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  }
}

function entryOf(endpoint: Endpoint, host: string): string {
  return `${originOf(endpoint)} ${host}`;
}
