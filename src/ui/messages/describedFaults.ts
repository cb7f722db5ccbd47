import { type DescriptionFault, readApiDescription } from '../../endpoints/described/apiDescription';
import type { Endpoint } from '../../endpoints/endpoint';
import type { EndpointList } from '../endpointList';
import { t, textKey } from '../language/t';
import { refusedEndpointSentence } from './endpointFaults';

/** More faults of one description are told once these are mended. */
const MAX_SHOWN_FAULTS = 3;

/** What is wrong at a place of a description. */
const DESCRIPTION_FAULTS: Readonly<Record<DescriptionFault['reason'], string>> = {
  notAnObject: textKey('{0} must be an object.'),
  notText: textKey('{0} must be a text.'),
  notAList: textKey('{0} must be a list.'),
  notAWord: textKey('{0} must be a text, a number, true or false.'),
  missing: textKey('{0} is missing.'),
  unknownField: textKey('{0} is not known.'),
  tooLong: textKey('{0} is too long.'),
  tooMany: textKey('{0} has too many values.'),
  inTwoLists: textKey('{0} has "{1}", which stands in another list, too.'),
  notAPath: textKey('{0} must be a path that begins with a slash.'),
  otherOrigin: textKey('{0} leads to another server. Its path must begin with one slash.'),
  leadsOut: textKey('{0} leads out of the address of the endpoint.'),
  badCharacter: textKey('{0} has a character that no address may have.'),
  noId: textKey('{0} must have {1} where the id of a job goes.'),
  unknownPlaceholder: textKey('{0} may have no other placeholder than {1}.'),
  notAJsonPath: textKey(
    '{0} must be names of properties joined by dots, with [*] for each element of a list.',
  ),
  tooDeep: textKey('{0} has too many steps.'),
  unsafeName: textKey('{0} has a name that no property of an answer may have.'),
  notAPattern: textKey('{0} is no pattern of ids that is understood here.'),
  notACurrency: textKey('{0} must be USD.'),
};

/** What is wrong with the services and descriptions that endpoints name. */
export async function describedFaultSentences(endpoints: EndpointList): Promise<readonly string[]> {
  const { presetOf } = await import('../../endpoints/presets');
  return endpoints.withService.flatMap((endpoint) => {
    const place = endpoints.placeOf(endpoint) ?? '';
    const preset = presetOf(endpoint);
    if (endpoint.preset !== undefined && !preset) {
      return refusedEndpointSentence({ id: endpoint.id, place: `${place}.preset`, reason: 'badPreset' });
    }
    if (endpoint.kind !== 'described') return [];
    if (endpoint.api === undefined) {
      const refused = { id: endpoint.id, place: `${place}.api`, reason: 'noApi' } as const;
      return preset?.api ? [] : refusedEndpointSentence(refused);
    }
    const read = readApiDescription(endpoint.api);
    return read.kind === 'faults' ? descriptionSentence(endpoint, place, read.faults) : [];
  });
}

function descriptionSentence({ id }: Endpoint, place: string, faults: readonly DescriptionFault[]): string {
  const why = faults.slice(0, MAX_SHOWN_FAULTS).map((fault) => faultSentence(place, fault));
  return [t('The endpoint "{0}" is not used.', id), ...why].join(' ');
}

function faultSentence(place: string, { path, reason, said }: DescriptionFault): string {
  const where = `${place}.${path.replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]')}`;
  const sentence = t(DESCRIPTION_FAULTS[reason], where, said ?? '{id}');
  const isMistyped = reason === 'unknownField' && said !== undefined;
  return isMistyped ? `${sentence} ${t('Did you mean {0}?', said)}` : sentence;
}
