import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import {
  BUILT_IN_ENDPOINTS,
  type Endpoint,
  type Endpoints,
  endpointAt,
  SIMULATOR_ID,
  simulatorEndpoint,
} from '../endpoints/endpoint';
import { type OwnEndpoints, readOwnEndpoints } from '../endpoints/ownEndpoints';
import { textFrom } from '../outside/text';
import { t } from './language/t';
import type { CurrentSettings } from './settings';

/** Of the setting for the default endpoint, which the settings of a project may hold. */
const MAX_SHOWN_CHARACTERS = 64;

/** All endpoints: the built-in ones, the person's own, and the simulator while it runs. */
export class EndpointList extends DisposableStore implements Endpoints {
  private own: OwnEndpoints;
  private simulator: Endpoint | undefined;
  private readonly changes = this.add(new vscode.EventEmitter<void>());

  readonly onDidChange = this.changes.event;

  constructor(private readonly settings: CurrentSettings) {
    super();
    this.own = readOwnEndpoints(settings.value.endpoints);
    this.add(
      settings.onDidChange(({ endpoints }) => {
        this.own = readOwnEndpoints(endpoints);
        this.changes.fire();
      }),
    );
  }

  get all(): readonly Endpoint[] {
    return [...BUILT_IN_ENDPOINTS, ...this.own.endpoints, ...(this.simulator ? [this.simulator] : [])];
  }

  /** Entries of the setting `veo.endpoints` that are not used, and why. */
  get refused(): OwnEndpoints['refused'] {
    return this.own.refused;
  }

  /** Own endpoints that name a service, or describe one. */
  get withService(): readonly Endpoint[] {
    return this.own.endpoints.filter(({ preset, api }) => preset !== undefined || api !== undefined);
  }

  /** Where an own endpoint stands in the settings, such as `veo.endpoints[2]`; undefined for others. */
  placeOf({ id }: Endpoint): string | undefined {
    return this.own.places.get(id);
  }

  /** The own endpoint for a service with this address; undefined while there is none. */
  ofService({ preset, url }: Pick<Endpoint, 'preset'> & { readonly url?: string }): Endpoint | undefined {
    return this.own.endpoints.find((endpoint) => endpoint.preset === preset && endpoint.url === url);
  }

  byId(id: string): Endpoint | undefined {
    return this.all.find((endpoint) => endpoint.id === id);
  }

  /** @param root the part of an address before `/v1beta/` or `/v1/videos/` */
  at(root: string): Endpoint | undefined {
    return endpointAt(root, this.all);
  }

  /** The endpoint for operations pasted without an address; undefined if the setting names none: no key goes elsewhere. */
  get default(): Endpoint | undefined {
    return this.byId(this.settings.value.endpoint);
  }

  /** The id in the setting for the default endpoint if no endpoint has it. The simulator may just not be running. */
  get unknownDefault(): string | undefined {
    const { endpoint } = this.settings.value;
    return this.default || endpoint === SIMULATOR_ID ? undefined : textFrom(endpoint, MAX_SHOWN_CHARACTERS);
  }

  /** Gives the simulator its name in the present language. */
  renameSimulator(): void {
    if (this.simulator) this.setSimulator(this.simulator.url);
  }

  /** @param url undefined once the simulator has stopped */
  setSimulator(url: string | undefined): void {
    this.simulator = url === undefined ? undefined : simulatorEndpoint(t('Simulator'), url);
    this.changes.fire();
  }
}
