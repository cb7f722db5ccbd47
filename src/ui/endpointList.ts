import * as vscode from 'vscode';
import {
  BUILT_IN_ENDPOINTS,
  type Endpoint,
  endpointAt,
  SIMULATOR_ID,
  simulatorEndpoint,
} from '../endpoints/endpoint';
import { type OwnEndpoints, readOwnEndpoints } from '../endpoints/ownEndpoints';
import { textFrom } from '../outside/text';
import { t } from './language/t';
import type { CurrentSettings } from './settings';

/** Characters of what a setting names; a project may bring it along. */
const SHOWN_LENGTH = 64;

/** The endpoints there are: built-in ones, the person's own, and the simulator while it runs. */
export class EndpointList implements vscode.Disposable {
  private own: OwnEndpoints;
  private simulator: Endpoint | undefined;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly listener: vscode.Disposable;

  readonly onDidChange = this.changes.event;

  constructor(private readonly settings: CurrentSettings) {
    this.own = readOwnEndpoints(settings.value.endpoints);
    this.listener = settings.onDidChange(({ endpoints }) => {
      this.own = readOwnEndpoints(endpoints);
      this.changes.fire();
    });
  }

  get all(): readonly Endpoint[] {
    return [...BUILT_IN_ENDPOINTS, ...this.own.endpoints, ...(this.simulator ? [this.simulator] : [])];
  }

  /** Own endpoints that are not used, and why. */
  get refused(): OwnEndpoints['refused'] {
    return this.own.refused;
  }

  byId(id: string): Endpoint | undefined {
    return this.all.find((endpoint) => endpoint.id === id);
  }

  /** The endpoint that serves `root`, an address before `/v1beta/`. */
  at(root: string): Endpoint | undefined {
    return endpointAt(root, this.all);
  }

  /** For operations whose text does not tell; undefined when the setting names none, for a key must not go elsewhere. */
  get default(): Endpoint | undefined {
    return this.byId(this.settings.value.endpoint);
  }

  /** What the setting for the default names although there is no such endpoint; the simulator is only not running. */
  get unknownDefault(): string | undefined {
    const { endpoint } = this.settings.value;
    return this.default || endpoint === SIMULATOR_ID ? undefined : textFrom(endpoint, SHOWN_LENGTH);
  }

  /** The name of the simulator is a text of ours, for a language that was chosen meanwhile. */
  renameSimulator(): void {
    if (this.simulator) this.setSimulator(this.simulator.url);
  }

  /** @param url undefined when the simulator has stopped */
  setSimulator(url: string | undefined): void {
    this.simulator = url === undefined ? undefined : simulatorEndpoint(t('Simulator'), url);
    this.changes.fire();
  }

  dispose(): void {
    this.listener.dispose();
    this.changes.dispose();
  }
}
