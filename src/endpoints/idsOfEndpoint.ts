import { matchesIdPattern, readIdPattern } from './described/idPattern';
import type { Endpoint } from './endpoint';
import { presetOf } from './presets';

/** Whether an id has the form of those that an endpoint gives; undefined where that is not known. */
export function isIdOf(endpoint: Endpoint, id: string): boolean | undefined {
  const ids = ownIds(endpoint) ?? presetOf(endpoint)?.ids;
  const pattern = ids === undefined ? undefined : readIdPattern(ids);
  return pattern && matchesIdPattern(pattern, id);
}

/** The pattern in the description of the endpoint's API, which comes from the settings. */
function ownIds({ api }: Endpoint): string | undefined {
  const isDescribed = typeof api === 'object' && api !== null && 'ids' in api;
  return isDescribed && typeof api.ids === 'string' ? api.ids : undefined;
}
