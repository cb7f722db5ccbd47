import type { Endpoint } from '../../endpoints/endpoint';
import { type Protocol, protocolOf } from '../../endpoints/protocol';
import { nameFormOf } from '../../operations/name';
import type { AnswerShape, Reference } from '../../references/foundNames';

/** Whether a job may belong to an endpoint, by the form of its id. */
type Fit = 'certain' | 'possible' | 'no';

const SPOKEN: Readonly<Record<AnswerShape, readonly Protocol[]>> = {
  video: ['videos', 'described'],
  interaction: ['interactions'],
  job: ['described', 'videos', 'interactions'],
};
/** Ids of Google's Interactions (ai.google.dev/gemini-api/docs/interactions). */
const INTERACTION_ID = /^v1_[\w-]{8,}={0,2}$/;

/** Knows which ids look like those of which endpoints. Until it has loaded what services are known for, none is excluded. */
export class IdForms {
  private isIdOf: ((endpoint: Endpoint, id: string) => boolean | undefined) | undefined;

  /** Loads the forms of ids, if any of these endpoints has one. */
  async load(endpoints: readonly Endpoint[]): Promise<void> {
    const isNeeded = endpoints.some(({ preset, api }) => preset !== undefined || api !== undefined);
    if (!isNeeded || this.isIdOf) return;
    const { presetOf } = await import('../../endpoints/presets');
    const { matchesIdPattern, readIdPattern } = await import('../../endpoints/described/idPattern');
    this.isIdOf = (endpoint, id) => {
      const ids = describedIds(endpoint) ?? presetOf(endpoint)?.ids;
      const pattern = ids === undefined ? undefined : readIdPattern(ids);
      return pattern && matchesIdPattern(pattern, id);
    };
  }

  /** Of these endpoints those to which a reference most likely belongs. */
  likely(reference: Pick<Reference, 'name' | 'shape'>, endpoints: readonly Endpoint[]): Endpoint[] {
    const able = endpoints.filter((endpoint) => speaksOf(endpoint, reference));
    const certain = able.filter((endpoint) => this.fitOf(endpoint, reference.name) === 'certain');
    return certain.length > 0
      ? certain
      : able.filter((endpoint) => this.fitOf(endpoint, reference.name) === 'possible');
  }

  fitOf(endpoint: Endpoint, name: string): Fit {
    const isKnown = this.isIdOf?.(endpoint, name);
    if (isKnown !== undefined) return isKnown ? 'certain' : 'no';
    if (nameFormOf(name) !== 'id')
      return endpoint.kind === 'videos' || endpoint.kind === 'described' ? 'possible' : 'certain';
    return endpoint.kind === 'google' && INTERACTION_ID.test(name) ? 'certain' : 'possible';
  }
}

/** Whether an endpoint can be asked about a reference, by its name and the form of the answer that named it. */
export function speaksOf(endpoint: Endpoint, { name, shape }: Pick<Reference, 'name' | 'shape'>): boolean {
  const protocol = protocolOf(endpoint, name);
  return protocol !== undefined && (shape === undefined || SPOKEN[shape].includes(protocol));
}

/** The pattern in the description of the endpoint's API, which comes from the settings. */
function describedIds({ api }: Endpoint): string | undefined {
  const isDescribed = typeof api === 'object' && api !== null && 'ids' in api;
  return isDescribed && typeof api.ids === 'string' ? api.ids : undefined;
}
