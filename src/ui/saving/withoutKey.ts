import { NotRequestedError, type VideoTarget } from '../../saving/downloads';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { warn } from '../messages/message';
import { titleOf } from '../messages/titles';
import type { ForeignHosts } from './foreignHosts';
import { savingFaultWords } from './savingWords';

/** A video that was not requested because it is at another host than its endpoint. */
export interface ForeignVideo {
  readonly target: VideoTarget;
  readonly error: NotRequestedError;
  readonly host: string;
}

interface Offer {
  readonly endpoints: EndpointList;
  readonly foreignHosts: ForeignHosts;
  /** Fetches the videos now, without the key. */
  readonly fetch: () => unknown;
}

/** The video if it was not requested because of its host. */
export function foreignVideo(error: unknown, target: VideoTarget): ForeignVideo | undefined {
  if (!(error instanceof NotRequestedError) || error.reason.kind !== 'foreignHost') return undefined;
  return { target, error, host: error.reason.host };
}

/** Asks whether videos may be fetched from where they are, without the key: now, or always. */
export async function offerWithoutKey(
  videos: readonly [ForeignVideo, ...ForeignVideo[]],
  { endpoints, foreignHosts, fetch }: Offer,
): Promise<void> {
  const [now, always] = [t('Fetch Without the Key'), t('Always Fetch There')];
  const answer = await warn(wordsOf(videos, endpoints), now, always);
  if (answer === always) {
    for (const { target, host } of videos) {
      const endpoint = endpoints.byId(target.operation.endpoint);
      if (endpoint) await foreignHosts.allow(endpoint, host);
    }
  }
  if (answer !== undefined) await fetch();
}

function wordsOf(videos: readonly [ForeignVideo, ...ForeignVideo[]], endpoints: EndpointList): string {
  const [{ target, error }] = videos;
  if (videos.length === 1) {
    return `${titleOf(target.operation)}: ${savingFaultWords(error, target, endpoints) ?? ''}`;
  }
  const hosts = [...new Set(videos.map(({ host }) => host))].join(', ');
  return t(
    '{0} videos are at {1}, which is not their endpoint. Your API key is not sent there, so they may not be given out.',
    videos.length,
    hosts,
  );
}
