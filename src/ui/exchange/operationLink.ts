import { percentDecoded } from '../../base/percentDecoded';
import { isOperationName } from '../../operations/name';
import { LABEL_LENGTH, type Operation } from '../../operations/operation';
import { holdsSecret, isLikelyKey, isSecret } from '../../outside/secretShapes';
import { identifierFrom, textFrom } from '../../outside/text';
import { decodedSegment } from '../../references/percentEncoding';

/** The operation that a link names. */
export interface LinkedOperation {
  readonly name: string;
  /** The id of an endpoint, as the person who made the link calls it. */
  readonly endpoint?: string;
  /** One line of at most {@link LABEL_LENGTH} characters, cleaned. */
  readonly label?: string;
}

/** Why a link is not followed. */
export type LinkRefusal =
  | 'otherPath'
  | 'tooLong'
  | 'repeated'
  | 'noName'
  | 'notAName'
  | 'secret'
  | 'notAnEndpoint';

/** What a link means. */
export type ReadLink =
  | ({ readonly kind: 'operation' } & LinkedOperation)
  | { readonly kind: 'refused'; readonly reason: LinkRefusal };

/** The parts of a link's URI that matter; VS Code has decoded them once. */
export interface LinkParts {
  readonly path: string;
  readonly query: string;
}

const PATH = '/track';
/** In characters. A name has 1,024 at most, and each of them may be written as three. */
const MAX_QUERY_LENGTH = 8192;
/** What would end a parameter, or be taken for encoded, once VS Code has decoded the link. */
const AMBIGUOUS = /[%&#+=]/g;

/**
 * The link that tracks an operation: `vscode://veo-operations.veo-operations/track?name=…&endpoint=…&label=…`. It holds no
 * key and no address.
 *
 * @param scheme that of the product, such as `vscode` or `vscodium`
 * @param extension the id of this extension
 */
export function linkTo(
  { name, endpoint, label }: Pick<Operation, 'name' | 'endpoint' | 'label'>,
  scheme: string,
  extension: string,
): string {
  const query = [
    `name=${encodeURIComponent(name)}`,
    `endpoint=${encodeURIComponent(endpoint)}`,
    // Encoded twice, since VS Code decodes a link before anybody can tell its parameters apart.
    ...(label === undefined
      ? []
      : [`label=${encodeURIComponent(label.replace(AMBIGUOUS, encodeURIComponent))}`]),
  ];
  return `${scheme}://${extension}${PATH}?${query.join('&')}`;
}

/**
 * Reads a link, which any web page may have made. Unknown parameters are ignored, as a later release may need them; one
 * that stands there twice is refused, since nobody knows which of them counts.
 */
export function readLink({ path, query }: LinkParts): ReadLink {
  if (path.replace(/\/$/, '') !== PATH) return refused('otherPath');
  if (query.length > MAX_QUERY_LENGTH) return refused('tooLong');
  const parameters = query.split('&').map(parameterOf);
  const valuesOf = (wanted: string) =>
    parameters.filter(([parameter, value]) => parameter === wanted && value !== '').map(([, value]) => value);
  const all = { names: valuesOf('name'), endpoints: valuesOf('endpoint'), labels: valuesOf('label') };
  if (Object.values(all).some(({ length }) => length > 1)) return refused('repeated');
  return linkedOperation(all.names[0], all.endpoints[0], all.labels[0]);
}

/** A plus sign is no space here: ids may hold one. */
function parameterOf(text: string): readonly [parameter: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Of values that may still be encoded, since some programs encode twice. No name and no endpoint holds a percent sign. */
function linkedOperation(
  encodedName: string | undefined,
  encodedEndpoint: string | undefined,
  encodedLabel = '',
): ReadLink {
  if (encodedName === undefined) return refused('noName');
  const name = decodedSegment(encodedName);
  if (mayBeKey(name, encodedEndpoint === undefined)) return refused('secret');
  if (!isOperationName(name)) return refused('notAName');
  const endpoint =
    encodedEndpoint === undefined ? undefined : identifierFrom(decodedSegment(encodedEndpoint));
  if (endpoint !== undefined && holdsSecret(endpoint)) return refused('secret');
  if (encodedEndpoint !== undefined && endpoint === undefined) return refused('notAnEndpoint');
  const label = textFrom(percentDecoded(encodedLabel) ?? encodedLabel, LABEL_LENGTH);
  return {
    ...{ kind: 'operation', name },
    ...(endpoint !== undefined && { endpoint }),
    ...(label !== '' && { label }),
  };
}

/** Some services give ids that look like keys or hashes: a link that names the endpoint means one of those. */
function mayBeKey(name: string, isAnywhere: boolean): boolean {
  return holdsSecret(name) || (isAnywhere && (isSecret(name) || isLikelyKey(name)));
}

function refused(reason: LinkRefusal): ReadLink {
  return { kind: 'refused', reason };
}
