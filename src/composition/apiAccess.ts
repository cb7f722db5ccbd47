import { DisposableStore } from '../base/disposableStore';
import type { OperationStore } from '../tracking/list/operationStore';
import { ApiKeys } from '../ui/apiKeys';
import { EndpointList } from '../ui/endpointList';
import type { FirstStage } from './firstStage';
import { Limits } from './limits';
import { RequestKeys } from './requestKeys';
import { createRequests, type Requests } from './requests';

/** Wires how video APIs are asked: at which endpoints, with which keys, within which limits, and by which requests. */
export class ApiAccess extends DisposableStore {
  readonly endpoints: EndpointList;
  readonly keys: ApiKeys;
  readonly requestKeys: RequestKeys;
  readonly limits: Limits;
  readonly requests: Requests;

  constructor(first: FirstStage, store: OperationStore) {
    super();
    const { context, platform, log, settings, pause } = first;
    const { version } = context.extension.packageJSON;
    const endpoints = this.add(new EndpointList(settings));
    const keys = this.add(new ApiKeys(context.secrets, log));
    this.requestKeys = this.add(new RequestKeys({ platform, context, keys, endpoints }));
    const { endpointKeys } = this.requestKeys;
    this.limits = this.add(new Limits(context, { store, endpoints, keys: endpointKeys, settings, pause }));
    this.requests = createRequests({ platform, version, limits: this.limits, log });
    [this.endpoints, this.keys] = [endpoints, keys];
  }
}
